"""The best of the readings of a clause: the likeliest few are run, and the one that fits its words best is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.model.figures import Stage
from ingest.model.normalize import name_key
from qa.execution.evaluate import Executor
from qa.execution.outcomes import Absent, Outcome
from qa.execution.sources import Source
from qa.plans.language import Plan
from qa.plans.slots import Slots, nodes_of, rebuilt
from qa.reader.assembling.said import Amount
from qa.reader.assembling.setting import Option
from qa.reader.choosing.fit import ABSENT, documents_of, misfit, of_other_stage, unfounded, unlike
from qa.reader.choosing.rivals import told
from qa.reader.linking.near_names import near_names
from qa.reader.tagging.field_names import field_names

_TRIED = 14
"""Most readings of one clause that are run."""
_BESIDE = 0.25
"""How much dearer than the best a reading may be that is run to see whether it comes to something else."""
_NEAREST = 6
"""Most of its readings with near names that are run, where none came to anything."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading that was taken. ``misfit``: what is against its outcomes."""

    option: Option
    outcomes: tuple[Outcome, ...]
    misfit: float
    margin: float = 1.0
    """How much more is against the nearest reading that comes to something else; 1 where it is more, or there is
    none."""

    @property
    def total(self) -> float:
        return self.option.cost + self.misfit

    @property
    def institutions(self) -> tuple[str, ...]:
        """The institutions whose documents its outcomes are of; none where it came to nothing."""
        found = {each.institution for outcome in self.outcomes for each in documents_of(outcome)}
        return tuple(sorted(found)) if self.misfit < ABSENT else ()


@dataclass(frozen=True, slots=True)
class BorneOut:
    """What a clause says that an outcome should bear out: the stages of figures, and amounts that are known."""

    stages: frozenset[Stage] = frozenset()
    given: tuple[Amount, ...] = ()


NOTHING = BorneOut()


def chosen(options: Sequence[Option], executor: Executor, said: BorneOut = NOTHING) -> Choice | None:
    """The reading with the least against it; None where there is none."""
    best = _best(options[:_TRIED], executor, said, None)
    if best is not None and best.misfit >= ABSENT:
        best = _best(_nearer(best, executor)[:_NEAREST], executor, said, best)
    return best


def _best(options: Sequence[Option], executor: Executor, said: BorneOut, best: Choice | None) -> Choice | None:
    """The best of ``options``, and of ``best`` where there is one; readings a little dearer are run as well, to see
    whether they come to something else."""
    tried = [best] if best is not None else []
    for option in options:
        if best is not None and option.cost >= best.total + _BESIDE:
            break
        made = _made(option, executor, said)
        tried.append(made)
        best = made if best is None or made.total < best.total else best
    if best is None:
        return None
    tells = [told(each) for each in best.outcomes]
    others = (each.total for each in tried if [told(outcome) for outcome in each.outcomes] != tells)
    return replace(best, margin=min(1.0, min(others, default=best.total + 1.0) - best.total))


def _made(option: Option, executor: Executor, said: BorneOut) -> Choice:
    """What a reading comes to, and what is against it."""
    plan = Plan(asks=option.asks)
    outcomes = tuple(executor.run(plan, each.of) for each in option.asks)
    against = [
        ABSENT if unlike(option.sort, outcome) else misfit(ask.of, outcome) + of_other_stage(outcome, said.stages)
        for ask, outcome in zip(option.asks, outcomes, strict=True)
    ]
    part_found = len(against) > 1 and min(against) < ABSENT
    total = sum(against) / len(against) if part_found else max(against)
    return Choice(option, outcomes, total + unfounded(option.asks, outcomes, said.given))


def _nearer(choice: Choice, executor: Executor) -> list[Option]:
    """The reading with names of the document that are near to those that it has not: each a little further away."""
    found: list[Option] = []
    for at, (ask, outcome) in enumerate(zip(choice.option.asks, choice.outcomes, strict=True)):
        if not isinstance(outcome, Absent) or outcome.institution or outcome.no_document or not outcome.documents:
            continue
        source = Source(outcome.documents)
        nodes = [each for each in nodes_of(ask.of) if isinstance(each, Slots)][:3]
        for slot, said, names in _wanted(nodes, source, executor):
            for distance, name in near_names(said, names):
                made = _renamed(ask.of, slot, said, name)
                asks = tuple(
                    ask.model_copy(update={"of": made}) if place == at else each
                    for place, each in enumerate(choice.option.asks)
                )
                found.append(Option(asks, choice.option.cost + 0.4 + distance, choice.option.sort))
    return sorted(found, key=lambda each: each.cost)


def _wanted(nodes: Sequence[Slots], source: Source, executor: Executor) -> Iterator[tuple[str, str, Iterable[str]]]:
    """The names that a plan asks by, slot by slot, and those that the document has for the slot."""
    selector = executor.reader.selector
    for node in nodes:
        if len(node.item) > 2 and name_key(node.item) not in field_names():  # an official name is no slip of another
            yield "item", node.item, (*selector.names(source, "item", "header", "said", "phrase"), *field_names())
        if node.table:
            yield "table", node.table, dict.fromkeys(each.title for each in selector.tables(source) if each.title)
        if node.measure:
            yield "measure", node.measure, selector.names(source, "header")


def _renamed(of: Any, slot: str, said: str, name: str) -> Any:
    if isinstance(of, Slots):
        return of.model_copy(update={slot: name}) if getattr(of, slot) == said else of
    return rebuilt(of, lambda each: _renamed(each, slot, said, name))
