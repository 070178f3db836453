"""What is told of expressions and of what they come to over several documents: names, agreement, choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ingest.store.catalog.values import DocumentInfo
from qa.execution.judging import compared
from qa.execution.outcomes import Ambiguous, Choice, Entry, Outcome, Value, Verdict
from qa.execution.sources import Source
from qa.plans import language, slots


def entry_of(outcome: Outcome) -> Entry | None:
    return outcome.entry if isinstance(outcome, Value) else None


def what(node: Any) -> str:
    slots = ("table", "institution", "subject", "under", "item", "topic", "measure")
    return "·".join(filter(None, (getattr(node, each, "") for each in slots)))


def explained(node: Any, named: Mapping[str, Any]) -> tuple[slots.Figure | None, str]:
    """The figure whose change is to be explained, and what it is compared with: ``budget`` or ``prior``."""
    if isinstance(node, slots.Ref):
        return explained(named[node.name], named)
    if isinstance(node, slots.Figure):
        return node, node.against
    if isinstance(node, language.OfYears):
        return explained(node.of, named)[0], "上年"
    if isinstance(node, language.OfTwo):
        figure, _ = explained(node.a, named)
        prior = node.b is None or is_prior(node.b, named)
        return figure, "上年" if prior else "年初预算"
    if isinstance(node, language.OfSeries | language.Children | language.Rank | language.Where) and not isinstance(
        node.of, tuple
    ):
        return explained(node.of, named)
    return None, ""


def figures_in(node: Any, named: Mapping[str, Any]) -> Iterator[slots.Figure]:
    """The figures that are asked of each document that ``each`` binds to an expression."""
    if isinstance(node, slots.Ref):
        yield from figures_in(named[node.name], named)
    elif isinstance(node, slots.Figure):
        if node.documents is None:
            yield node
    elif isinstance(node, language.OfTwo):
        yield from figures_in(node.a, named)
        yield from figures_in(node.b, named)
    elif isinstance(node, language.OfYears | language.OfSeries | language.Judgement | language.Claim):
        parts = (node.a, node.b) if isinstance(node, language.Judgement) else node.of
        for each in parts if isinstance(parts, tuple) else (parts,):
            yield from figures_in(each, named)


def is_prior(node: Any, named: Mapping[str, Any]) -> bool:
    node = named[node.name] if isinstance(node, slots.Ref) else node
    return isinstance(node, language.OfYears) or (isinstance(node, slots.Figure) and node.year is not None)


def agree(outcomes: Sequence[Outcome]) -> bool:
    if len(outcomes) == 1:
        return True
    if all(isinstance(each, Value) for each in outcomes):
        first = outcomes[0]
        verdicts = [compared("equal", first, each) for each in outcomes[1:]]
        return all(isinstance(each, Verdict) and each.holds for each in verdicts)
    return False


def which(found: Sequence[tuple[Source, Outcome]], what: str) -> Ambiguous:
    labels = apart([source for source, _ in found])
    choices = [
        Choice(label, "documents", label, outcome if isinstance(outcome, Value) else None)
        for label, (_, outcome) in zip(labels, found, strict=True)
    ]
    return Ambiguous(what, tuple(choices))


def apart(sources: Sequence[Source]) -> list[str]:
    """A label for each source: its office, with year, kind, variant and file where these tell it from others."""
    infos = [each.info for each in sources]
    labels: list[str] = []
    for used in range(1, len(_PARTS) + 1):
        labels = ["".join(part(info) for part in _PARTS[:used]) for info in infos]
        if len(set(labels)) == len(labels):
            break
    return labels


_PARTS: tuple[Callable[[DocumentInfo], str], ...] = (
    lambda info: info.institution,
    lambda info: f"{info.year}年" if info.year else "",
    lambda info: info.kind,
    lambda info: f"（{info.variant}）" if info.variant else "",
    lambda info: f"〔{info.file}〕",
)


def same_place(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes are one figure: what is held against itself is no comparison."""
    first, second = entry_of(one), entry_of(other)
    if first is None or second is None:
        return False
    return (first.document.id, first.origin.id) == (second.document.id, second.origin.id)
