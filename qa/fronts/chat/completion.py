"""Completion in the chat: commands, institutions, line items. Chinese has no spaces, so any tail may begin a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from qa.evidence.library import Library
from qa.fronts.chat.commands import COMMANDS

_LONGEST_TAIL = 12
_MOST = 12
_SHORTEST_NAME = 3


class NameCompleter(Completer):
    """Completes names of the documents in use."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        text = document.text_before_cursor
        if text.startswith("/") and " " not in text:
            for name in COMMANDS:
                if name.startswith(text[1:]):
                    yield Completion(f"/{name}", start_position=-len(text), display_meta=COMMANDS[name][1])
            return
        for name, tail in completed(text, names_of(self._library())):
            yield Completion(name, start_position=-tail)


def completed(text: str, names: Iterable[str]) -> list[tuple[str, int]]:
    """Names that continue the longest possible tail of ``text``, each with the length of that tail."""
    known = tuple(names)
    for length in range(min(_LONGEST_TAIL, len(text)), 0, -1):
        tail = text[-length:]
        if tail.isspace():
            continue
        found = [name for name in known if name.startswith(tail) and name != tail]
        if found:
            return [(name, length) for name in found[:_MOST]]
    return []


@lru_cache(maxsize=4)
def names_of(library: Library) -> tuple[str, ...]:
    """Institutions first, then line items; shorter names before longer ones."""
    documents = list(library.documents)
    institutions = {library.document(each).institution for each in documents}
    items = {name for each in documents for name in library.index(each).items if len(name) >= _SHORTEST_NAME}
    return (*sorted(institutions, key=_order), *sorted(items, key=_order))


def _order(name: str) -> tuple[int, str]:
    return len(name), name
