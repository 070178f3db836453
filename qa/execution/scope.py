"""Which documents an expression is run over: its own, or those that ``each`` binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from qa.execution.of_expressions import agree, what, which
from qa.execution.outcomes import Absent, Entry, Outcome
from qa.execution.sources import Chosen, Shelf, Source
from qa.plans import slots
from qa.plans.slots import Docs


@dataclass(frozen=True, slots=True)
class Bound:
    """What ``each`` binds in an expression: a source, a name or a row; ``back``: how many years before is asked."""

    source: Source | None = None
    item: str = ""
    row: Entry | None = None
    back: int = 0


class Scope:
    """The documents of one plan. ``named``: the expressions that its ``let`` names."""

    def __init__(self, shelf: Shelf, named: Mapping[str, Any]) -> None:
        self._shelf, self._named = shelf, named

    def chosen(self, node: Any, bound: Bound) -> Chosen:
        """The sources of an expression of documents; those that ``each`` binds where it has none."""
        if node is None:
            return Chosen((bound.source,)) if bound.source else self._shelf.choose(Docs())
        if isinstance(node, slots.Ref):
            return self.chosen(self._named[node.name], bound)
        if isinstance(node, slots.Union):
            parts = [self.chosen(each, bound) for each in node.of]
            sources = {source.ids: source for part in parts for source in part.sources}
            return Chosen(tuple(sources.values()), tuple(name for part in parts for name in part.unknown))
        return self._shelf.choose(node)

    def over_one(self, node: Any, bound: Bound, run: Callable[[Source], Outcome]) -> Outcome:
        """``run`` over the one source that is meant; several that come to different things are ambiguous."""
        chosen = self.chosen(node.documents, bound)
        if chosen.unknown:
            return Absent(what(node), institution="、".join(chosen.unknown))
        if not chosen.sources:
            return self.no_document(node.documents, what(node))
        found = [(source, run(source)) for source in chosen.sources]
        present = [each for each in found if not isinstance(each[1], Absent)]
        if not present:
            return found[0][1]
        return present[0][1] if agree([each for _, each in present]) else which(present, what(node))

    def no_document(self, node: Any, asked: str) -> Absent:
        """That an institution has no document of the year and kind; and which it has."""
        node = self._named[node.name] if isinstance(node, slots.Ref) else node
        if not isinstance(node, Docs):
            return Absent(asked)
        sources = self._shelf.choose(Docs(institution=node.institution)).sources if node.institution else ()
        said = "".join(("、".join(node.institution), *(f"{each}年" for each in node.year), *node.kind, *node.file))
        return Absent(asked, tuple(file for each in sources for file in each.files), no_document=said)
