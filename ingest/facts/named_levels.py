"""Rows that print names of the classifications without codes: what each stands under, by the official tree."""

from __future__ import annotations

from ingest.model.code_tree import codes_named


class NamedLevels:
    """Follows the rows of one table downwards: 类, its 款, their 项. Only what the tree knows is placed; a name that it
    does not have closes the open 款, for a 项 below it (行政运行) could be of any."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []

    def place(self, name: str) -> tuple[str, ...]:
        """The names above ``name`` as printed, the highest first; ``()`` where it heads rows or is not known."""
        code = self._code_of(name)
        if not code:
            del self._open[1:]
            return ()
        while (self._open and not code.startswith(self._open[-1][0])) or (self._open and self._open[-1][0] == code):
            self._open.pop()
        above = tuple(printed for _, printed in self._open)
        self._open.append((code, name))
        return above

    def _code_of(self, name: str) -> str:
        """The nearest code of that name: under the last row, beside it, beside its parents, or a 类."""
        codes = codes_named(name)
        for depth in range(len(self._open), 0, -1):
            parent = self._open[depth - 1][0]
            below = [code for code in codes if code.startswith(parent) and len(code) == len(parent) + 2]
            if below:
                return below[0]
        return next((code for code in codes if len(code) == 3), "")
