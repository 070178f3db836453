"""The few errors of BudgetQA. Each message says what is wrong and what to do next."""


class BudgetQAError(Exception):
    """Base of everything that a command reports as one clear line."""


class UnreadableFile(BudgetQAError):
    """A file that cannot become a document: missing, empty, encrypted, of another type, or damaged."""


class StoreError(BudgetQAError):
    """The store is missing, empty, of another embedding model, or held by another process."""


class UnknownDocument(BudgetQAError):
    """No document, or more than one, answers to the name that was given."""


class BadQuestion(BudgetQAError):
    """A question that cannot be asked: empty, or longer than allowed."""
