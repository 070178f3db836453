"""The stated reason of a change: bound to the change with the same base, else of the part that changed."""

from __future__ import annotations

import re

from ingest.model.figures import Role
from ingest.model.normalize import name_key
from qa.execution.fitting import base_of
from qa.execution.names import coded, tiers
from qa.execution.outcomes import Absent, Entry, Outcome, Piece, Quotation, Value
from qa.execution.sources import Source
from qa.execution.store_reader import StoreReader
from qa.plans.slots import Figure
from qa.plans.words import pairs
from qa.search.passages import Passage, sentences

_CAUSE = re.compile("原因|导致|由于|因为|因(?!公|素|此|特|私)|造成|致使")
_MOST = 3


def reason_for(reader: StoreReader, source: Source, wanted: Figure, against: str, change: Value | None) -> Outcome:
    """The reasons that the document gives for the change of ``wanted``, quoted."""
    code, name = coded(wanted.item)
    keys = tiers(name, reader.selector.names(source, "said", "phrase")) if name else {}
    entry = change.operands[0].entry if change is not None and change.operands else change.entry if change else None
    if not wanted.item:
        keys = dict.fromkeys(
            ("支出总计", "收入支出总计", "收支总计", "支出合计", "总计", "本年支出合计", "收入总计"), 1
        )
    rows = reader.figures.statements(source.ids, frozenset(keys), frozenset({code} if code else set()))
    found = reader.selector.entries(source, rows)
    reasons = _ranked([each for each in found if each.role is Role.REASON], keys, code, wanted, against, entry)
    if not reasons:
        reasons = _of_parts(reader, source, keys, against)
    if reasons:
        return Quotation((), tuple(reasons), change, wanted.item)
    pieces = _causal(reader, source, wanted.item)
    if pieces:
        return Quotation(tuple(pieces), (), change, wanted.item)
    return Absent(f"{wanted.item}变动的原因", source.files)


def _ranked(
    found: list[Entry], keys: dict[str, int], code: str, wanted: Figure, against: str, entry: Entry | None
) -> list[Entry]:
    """The reasons of the change that fits best: of the same sentence, item, base, side and fund."""

    def rank(each: Entry) -> tuple[int, ...]:
        said = each.statement
        base = base_of(said.compared_with)
        tier = (
            0
            if code and said.item.code == code
            else min(keys.get(name_key(said.item.name), 9), keys.get(name_key(said.subject), 8) + 1)
        )
        same = entry is not None and not entry.cell and entry.statement.sentence == said.sentence
        return (
            int(bool(against) and bool(base) and base != base_of(against)),
            int(not same),
            tier,
            int(bool(against) and not base),
            int(bool(wanted.side.value) and said.side.value not in ("", wanted.side.value)),
            int(bool(wanted.fund.value) and said.fund.value not in ("", wanted.fund.value)),
            int(not wanted.side.value and said.side.value == "收入"),
        )

    ordered = sorted(found, key=lambda each: (rank(each), each.position))
    if not ordered:
        return []
    best = ordered[0]
    return [each for each in ordered if rank(each) == rank(best) and each.statement.section == best.statement.section][
        :_MOST
    ]


def _of_parts(reader: StoreReader, source: Source, keys: dict[str, int], against: str) -> list[Entry]:
    """The reasons given for the parts of what was asked."""
    rows = reader.figures.statements(source.ids, None)
    found = [
        each
        for each in reader.selector.entries(source, rows)
        if each.role is Role.REASON
        and any(name_key(part) in keys for part in each.statement.item.path)
        and (not against or base_of(each.statement.compared_with) in ("", base_of(against)))
    ]
    return found[:_MOST]


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
        if _CAUSE.search(text[start:end]) and len(wanted & pairs(text[start:end])) >= 0.6 * len(wanted)
    ]
