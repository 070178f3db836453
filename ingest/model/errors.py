"""The few errors of BudgetQA. Each message says what is wrong and what to do next."""


class BudgetQAError(Exception):
    """Base of every error that a command reports as one clear line."""

    @property
    def public(self) -> str:
        """The message for clients of a server."""
        return str(self)


class UnreadableFile(BudgetQAError):
    """A file that cannot become a document: missing, empty, encrypted, of another type, or damaged."""


class StoreError(BudgetQAError):
    """The store is missing, empty, of another embedding model, or held by another process."""


class StoreOutOfReach(StoreError):
    """Database, vectors or folder of the store cannot be used. The message names their location; the public one does
    not."""

    @property
    def public(self) -> str:
        return "库暂时不能使用，请稍后再试 (the store cannot be used at the moment; the server's log says why)"


class UnknownDocument(BudgetQAError):
    """No document, or more than one, matches the given name."""


class BadCorrection(BudgetQAError):
    """What a person wants to put right of a document cannot be so; the message says what can."""


class BadQuestion(BudgetQAError):
    """A question that cannot be asked: empty, or longer than allowed."""
