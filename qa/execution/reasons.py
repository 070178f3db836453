"""The stated reason of a change: bound to the change with the same base, else of the part that changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model.figures import Direction, Role
from ingest.model.normalize import name_key
from qa.execution.fitting import base_of
from qa.execution.names import CORE, coded, means, tiers
from qa.execution.outcomes import Absent, Entry, Outcome, Piece, Quotation, Value
from qa.execution.sources import Source
from qa.execution.store_reader import StoreReader
from qa.plans.slots import Figure
from qa.plans.words import pairs
from qa.search.passages import Passage, sentences

_CAUSE = re.compile("原因|导致|由于|因为|因(?!公|素|此|特|私)|造成|致使")
_MOST = 3
_WHOLES = ("支出总计", "收入支出总计", "收支总计", "支出合计", "总计", "本年支出合计", "收入总计")
"""What a change without an item is of."""


def reason_for(reader: StoreReader, source: Source, wanted: Figure, against: str, change: Value | None) -> Outcome:
    """The reasons that the document gives for the change of ``wanted``, quoted."""
    asked = _Asked(wanted, against, _entry_of(change), _keys_of(reader, source, wanted), coded(wanted.item)[0])
    codes = frozenset({asked.code} if asked.code else set())
    rows = reader.figures.statements(source.ids, frozenset(asked.keys), codes)
    found = [each for each in reader.selector.entries(source, rows) if each.role is Role.REASON]
    sure = [each for each in found if asked.is_own(each)]
    reasons = _ranked(sure, asked) or _of_parts(reader, source, asked) or _ranked(found, asked)
    if reasons:
        return Quotation((), tuple(reasons), change, wanted.item)
    pieces = _causal(reader, source, wanted.item)
    if pieces:
        return Quotation(tuple(pieces), (), change, wanted.item)
    return Absent(f"{wanted.item}变动的原因", source.files)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The change that is to be explained. ``keys``: the names that its item may mean, each with its tier."""

    wanted: Figure
    against: str
    entry: Entry | None
    keys: dict[str, int]
    code: str

    def tier(self, each: Entry) -> int:
        """How surely a statement is of the item itself."""
        said = each.statement
        if self.code and said.item.code == self.code:
            return 0
        return min(self.keys.get(name_key(said.item.name), 9), self.keys.get(name_key(said.subject), 8) + 1)

    def is_same(self, each: Entry) -> bool:
        """Whether the statement stands in the sentence of the change itself."""
        return (
            self.entry is not None and not self.entry.cell and self.entry.statement.sentence == each.statement.sentence
        )

    def is_own(self, each: Entry) -> bool:
        """Whether a statement is of the item, and not of another one whose name holds it."""
        return self.tier(each) <= CORE + 1 or not self.wanted.item or self.is_same(each)

    def is_part(self, each: Entry) -> bool:
        """Whether a statement is of a part of the item."""
        name = coded(self.wanted.item)[1]
        tier = means(name, each.statement.item.path[-1]) if name and each.statement.item.path else None
        return tier is not None and tier <= CORE


def _entry_of(change: Value | None) -> Entry | None:
    if change is None:
        return None
    return change.operands[0].entry if change.operands else change.entry


def _keys_of(reader: StoreReader, source: Source, wanted: Figure) -> dict[str, int]:
    name = coded(wanted.item)[1]
    if wanted.item:
        return tiers(name, reader.selector.names(source, "said", "phrase")) if name else {}
    return dict.fromkeys(_WHOLES, 1)


def _ranked(found: list[Entry], asked: _Asked) -> list[Entry]:
    """The reasons of the change that fits best: of the same sentence, item, base, side and fund."""
    wanted, against = asked.wanted, asked.against

    def rank(each: Entry) -> tuple[int, ...]:
        said = each.statement
        base = base_of(said.compared_with)
        return (
            int(bool(against) and bool(base) and base != base_of(against)),
            int(bool(wanted.fund.value) and said.fund.value not in ("", wanted.fund.value)),
            int(not asked.is_same(each)),
            asked.tier(each),
            int(bool(against) and not base),
            int(bool(wanted.side.value) and said.side.value not in ("", wanted.side.value)),
            int(not wanted.side.value and said.side.value == "收入"),
        )

    ordered = sorted(found, key=lambda each: (rank(each), each.position))
    if not ordered:
        return []
    best = ordered[0]
    return [each for each in ordered if rank(each) == rank(best) and each.statement.section == best.statement.section][
        :_MOST
    ]


def _of_parts(reader: StoreReader, source: Source, asked: _Asked) -> list[Entry]:
    """The reasons given for the parts of what was asked: of those that changed, and the same way where one did."""
    rows = reader.figures.statements(source.ids, None)
    found = [
        each
        for each in reader.selector.entries(source, rows)
        if each.role is Role.REASON
        and asked.is_part(each)
        and (not asked.against or base_of(each.statement.compared_with) in ("", base_of(asked.against)))
    ]
    changed = [each for each in found if each.statement.direction is not Direction.FLAT]
    way = asked.entry.statement.direction if asked.entry is not None and not asked.entry.cell else Direction.NONE
    same = [each for each in changed if way is not Direction.NONE and each.statement.direction is way]
    return (same or changed or found)[:_MOST]


def _causal(reader: StoreReader, source: Source, item: str) -> list[Piece]:
    """Sentences about the item that give a cause, where no figure is tied to it."""
    wanted = pairs(coded(item)[1])
    if not wanted:
        return []
    for file in source.files:
        passages = reader.passages.of(file)
        for each in passages.search(item, lambda passage: bool(_CAUSE.search(passage.paragraph.text)))[:3]:
            spans = _causes(each.passage, wanted)
            if spans:
                return [Piece(file, each.passage, start, end) for start, end in spans[:2]]
    return []


def _causes(passage: Passage, wanted: frozenset[str]) -> list[tuple[int, int]]:
    text = passage.paragraph.text
    return [
        (start, end)
        for start, end in sentences(passage.paragraph)
        if _CAUSE.search(text[start:end]) and _explains(text[start:end], wanted)
    ]


def _explains(sentence: str, wanted: frozenset[str]) -> bool:
    """Whether a sentence that gives a cause is about the item: what follows 原因 is the cause."""
    effect = sentence.partition("原因")[0] if "原因" in sentence else sentence
    return len(wanted & pairs(effect)) >= 0.6 * len(wanted)
