"""Reasons: 主要原因是…, with the words in front that tell what they explain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model.figures import Direction, Stage
from ingest.statements.clauses import clause_start, sentences
from ingest.statements.cues import CUES
from ingest.statements.leads import Lead, clean_noun, read_lead

_AGAINST = {"大于": Direction.UP, "高于": Direction.UP, "多于": Direction.UP, "等于": Direction.FLAT}
_AGAINST |= {"小于": Direction.DOWN, "低于": Direction.DOWN, "少于": Direction.DOWN}
_STRONG = re.compile(r"[一-鿿]")
_COMPARISON = re.compile(r"^(?:与|比|较)?(?:上年|去年|20\d\d年)")


@dataclass(frozen=True, slots=True)
class Reason:
    """``start:end`` is the reason, ``lead_start:cue_start`` the words in front of its cue, then its sentences."""

    lead_start: int
    cue_start: int
    start: int
    end: int
    sentence_start: int
    sentence_end: int


def reasons_in(text: str) -> tuple[Reason, ...]:
    """The reasons of a compact paragraph, in order; one never lies inside another."""
    spans = list(sentences(text))
    found: list[Reason] = []
    for number, (start, end) in enumerate(spans):
        position = max(start, found[-1].end) if found else start
        while position < end and (cue := _cue(text, position, start, end)):
            reason = _reason(text, cue, (start, end), spans[number + 1 :])
            position = cue[1]
            if reason:
                found.append(reason)
                position = reason.end
    return tuple(found)


def _cue(text: str, position: int, start: int, end: int) -> tuple[int, int] | None:
    strong = CUES.reasons.search(text, position, end)
    weak = CUES["reason_weak"].search(text, position, end)
    if weak and (not strong or weak.start() < strong.start()) and _gives_reason(text, weak.end(), start, weak.start()):
        return weak.span()
    return strong.span() if strong else None


def _gives_reason(text: str, after: int, start: int, before: int) -> bool:
    """Whether 主要是… gives a reason: right after a change (which may end the sentence before), or after a figure of
    the same sentence and followed by words of change."""
    if before == start:
        return bool(CUES["reason_after_change"].search(text[:start].rstrip("。") + ","))
    if CUES["reason_after_change"].search(text[start:before]):
        return True
    says_why = re.match(rf"[^，。;、]{{0,12}}?(?:{CUES['reason_words'].pattern})", text[after:])
    return bool(says_why) and bool(re.search(r"\d|持平|相同", text[start:before]))


def _reason(
    text: str, cue: tuple[int, int], sentence: tuple[int, int], following: list[tuple[int, int]]
) -> Reason | None:
    start = cue[1]
    while start < sentence[1] and text[start] in ":，,":
        start += 1
    end = _end_in_sentence(text, start, sentence[1])
    sentence_end = sentence[1]
    if end >= sentence[1] - 1 and "一是" in text[start:end]:
        for next_start, next_end in following:
            if not CUES["reason_next_sentence"].match(text[next_start:next_end]):
                break
            end = sentence_end = next_end
    words = text[start:end].rstrip("。;；")
    if len(_STRONG.findall(words)) < 2:
        return None
    return Reason(clause_start(text, sentence[0], cue[0]), cue[0], start, start + len(words), sentence[0], sentence_end)


def _end_in_sentence(text: str, start: int, end: int) -> int:
    """The end of a reason: a semicolon ends it unless the next clause continues it (二是…, or words without a
    figure)."""
    position = start
    while (cut := text.find(";", position, end)) != -1:
        segment = text[cut + 1 : end].split(";", 1)[0]
        figures = any(found.group(2) for found in CUES.number.finditer(segment))
        goes_on = CUES["reason_goes_on"].match(segment) or not (figures or CUES["flat"].search(segment))
        if not goes_on or _COMPARISON.match(segment) or segment.startswith("其中"):
            return cut
        position = cut + 1
    return end


def read_reason_lead(text: str, institution: str) -> Lead:
    """The subject of a reason: 决算数大于预算数的, 财政拨款收入支出减少的."""
    against = CUES["against_budget"].search(text)
    if not against:
        return read_lead(text, institution)
    return Lead(
        noun=clean_noun(text[: against.start()], institution),
        stage=Stage.FINAL,
        direction=_AGAINST.get(against.group(1), Direction.NONE),
        compared_with=against.group(2),
    )
