"""``budgetqa chat``: a conversation at the terminal, or one question per line from standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing

from rich.console import Console

from ingest.model.errors import BudgetQAError
from qa.fronts.chat.commands import Leave, carry_out
from qa.fronts.chat.state import Conversation
from qa.fronts.chat.view import say, show_answer
from qa.settings import Settings
from qa.stores import open_stores


def run(settings: Settings) -> None:
    """Ask until the user leaves. If standard input is no terminal, questions are read from it and answers are plain
    text."""
    with closing(open_stores(settings)) as stores:
        conversation = Conversation(stores, settings)
        if sys.stdin.isatty() and sys.stdout.isatty():
            console = Console(highlight=False)
            read = _prompt(conversation)
            say(console, f"{len(stores.catalog.documents())} 个文件。直接提问；/help 列出命令，Ctrl-D 离开。", "dim")
        else:
            console = Console(highlight=False, no_color=True, force_terminal=False)
            read = _next_line
        converse(read, conversation, console)


def converse(read: Callable[[], str], conversation: Conversation, console: Console) -> None:
    """Answer each line until ``read`` raises EOFError: a command, a question, or the number of an offered reading. At a
    terminal, Ctrl-C drops the line or stops the answer, and the conversation continues."""
    while True:
        try:
            _answer(read().strip(), conversation, console)
        except (EOFError, Leave):
            return
        except BudgetQAError as error:
            say(console, str(error), "yellow")
        except KeyboardInterrupt:
            if not console.is_terminal:
                raise
            say(console, "^C", "dim")


def _answer(line: str, conversation: Conversation, console: Console) -> None:
    if not line:
        return
    if line.startswith("/"):
        carry_out(line, conversation, console)
        return
    if console.is_terminal:
        with console.status("…"):
            answer = conversation.ask(line)
    else:
        say(console, f"> {line}")
        answer = conversation.ask(line)
    show_answer(answer, console)
    console.print()


def _next_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _prompt(conversation: Conversation) -> Callable[[], str]:
    """A function that reads a line as it is typed, with history and completion."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    from qa.fronts.chat.completion import NameCompleter

    try:
        history: History = FileHistory(str(conversation.settings.store.folder / "chat_history"))
        list(history.load_history_strings())
    except OSError:
        history = InMemoryHistory()
    completer = NameCompleter(lambda: conversation.library)
    prompt: PromptSession[str] = PromptSession(
        history=history, completer=completer, complete_in_thread=True, complete_while_typing=False
    )
    return lambda: prompt.prompt(_mark(conversation))


def _mark(conversation: Conversation) -> str:
    names = "，".join(each.file for each in conversation.using)
    return f"{names[:24]}> " if names else "> "
