"""其中: the parts that a passage names, against the whole named before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.checks.basis.checked import CheckedDocument, paragraph_of
from ingest.checks.basis.figure import Figure, shown, tolerance, total
from ingest.checks.basis.judging import ERROR, FAIL, WARNING, finding, judge_sum
from ingest.checks.basis.plain import normalize
from ingest.model.document import Finding
from ingest.model.figures import Direction, Role, Statement
from ingest.model.vocabulary import load

_DATA = load("checks.toml")
_COMPLETE = tuple(tuple(words) for words in _DATA["complete"])
_OVERLAPPING = ("人", "人次", "批次")
"""Things counted in these units may be counted under several headings."""
_RESPECTIVELY = re.compile("[，,][^，,。；;]{0,8}分别[为是]")
_CLOSE = Decimal("0.01")
_ROLES = frozenset((Role.AMOUNT, Role.FINAL, Role.BUDGET, Role.INITIAL_BUDGET))
_ALL_SHARES = Decimal("99.5")


@dataclass(slots=True)
class _Sum:
    whole: Statement
    parts: list[Statement] = field(default_factory=list)

    def takes(self, part: Statement) -> bool:
        whole = self.whole
        return (
            (part.unit, part.year, part.stage) == (whole.unit, whole.year, whole.stage)
            and part.section[: len(whole.section)] == whole.section
            and all(part.item.name != other.item.name for other in self.parts)
        )


def check_text_sums(checked: CheckedDocument) -> Iterator[Finding]:
    """``text-sum``: parts against their whole. It is an error if all parts are named and do not match, or if they
    exceed the whole."""
    for each in _sums(checked):
        yield from _judged(checked, each)
    for statements in checked.paragraphs.values():
        yield from _complements(checked, statements)


def _sums(checked: CheckedDocument) -> list[_Sum]:
    found: list[_Sum] = []
    named: dict[str, list[_Sum]] = {}
    for statement in checked.statements:
        if statement.role not in _ROLES or statement.value is None or statement.direction is not Direction.NONE:
            continue
        above = named.get(normalize(statement.item.path[-1]), ()) if statement.item.path else ()
        home = next((each for each in reversed(above) if each.takes(statement)), None)
        if home is not None:
            home.parts.append(statement)
        found.append(_Sum(statement))
        named.setdefault(normalize(statement.item.name), []).append(found[-1])
    return [each for each in found if each.parts]


def _judged(checked: CheckedDocument, each: _Sum) -> Iterator[Finding]:
    whole = checked.figure_in(each.whole, f"“{each.whole.item.name}”")
    parts = [figure for part in each.parts if (figure := checked.figure_in(part))]
    if whole is None or not parts or not whole.value:
        return
    gap = whole.value - total(parts)
    if _is_complete(checked, each.parts):
        yield judge_sum("text-sum", whole, parts)
    elif gap < 0 and whole.unit not in _OVERLAPPING and abs(gap) > tolerance([whole, *parts]) and _one_passage(each):
        yield _too_much(whole, parts, -gap)
    elif len(parts) > 1 and (abs(gap) <= _CLOSE * whole.value or _respectively(each)) and _all_told(checked, each):
        yield judge_sum("text-sum", whole, parts, WARNING)


def _respectively(each: _Sum) -> bool:
    """Whether one sentence names the whole and all its parts with 分别为."""
    one_sentence = all(part.sentence == each.whole.sentence for part in each.parts)
    return one_sentence and each.whole.unit not in _OVERLAPPING and bool(_RESPECTIVELY.search(each.whole.sentence))


def _all_told(checked: CheckedDocument, each: _Sum) -> bool:
    """Whether the sentences of the parts hold no other amount of that unit."""
    sentences = {part.sentence for part in each.parts}
    told = {part.id for part in (each.whole, *each.parts)}
    beside = checked.paragraphs[paragraph_of(each.parts[0])]
    return all(
        other.id in told
        for other in beside
        if other.sentence in sentences and other.unit == each.whole.unit and other.value
    )


def _one_passage(each: _Sum) -> bool:
    """Whether they are stated as parts: in one paragraph, in similar words, none above the whole unless 其中."""
    like = all(paragraph_of(part) == paragraph_of(each.whole) and part.role == each.whole.role for part in each.parts)
    larger = any((part.value or 0) > (each.whole.value or 0) for part in each.parts)
    return like and (not larger or (len(each.parts) == 1 and "其中" in each.parts[0].text))


def _too_much(whole: Figure, parts: Sequence[Figure], more: Decimal) -> Finding:
    terms = "＋".join(f"{part.name}{part.printed}" for part in parts)
    over = f"其中各项（{terms}）合计多出{shown(more, whole.unit)}"
    message = f"{whole.place}{whole.name}为{whole.printed}，{over}，部分不应大于整体"
    severity = ERROR if len(parts) == 1 or whole.money else WARNING
    return finding("text-sum", FAIL, message, [whole, *parts], severity)


def _is_complete(checked: CheckedDocument, parts: Sequence[Statement]) -> bool:
    """Whether the parts are complete: by their names, a rest named 其他, or shares that add up to 100%."""
    names = [normalize(part.item.name) for part in parts]
    if any(_match(words, names) for words in _COMPLETE):
        return True
    if len(parts) > 1 and names[-1].startswith(("其他", "其它")):
        return True
    groups = {part.group for part in parts}
    shares = [
        each.value
        for group in groups
        for each in checked.groups[group]
        if each.role is Role.SHARE and each.value is not None
    ]
    return len(shares) == len(parts) > 1 and sum(shares, Decimal(0)) >= _ALL_SHARES


def _match(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words and names match one to one."""
    return len(words) == len(names) and all(any(word in name for name in names) for word in words)


# ------------------------------------------------------------------------------------------- 地上 and 地下 of one area


def _complements(checked: CheckedDocument, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Complements after a whole with the same noun, not stated as its parts."""
    amounts = [each for each in statements if each.role is Role.AMOUNT and each.value is not None]
    for words in _COMPLETE:
        placed = [_placed(amounts, word, words) for word in words]
        if any(place is None for place in placed):
            continue
        places = [place for place in placed if place is not None]
        parts = [amounts[place] for place in places]
        noun = normalize(parts[0].item.name).replace(words[0], "")
        if not noun or parts[0].item.path or not _of_one_noun(parts, words, noun):
            continue
        whole = _whole_of(amounts[: min(places)], noun, parts[0])
        figures = [figure for part in parts if (figure := checked.figure_in(part))]
        figure = checked.figure_in(whole, f"“{whole.item.name}”") if whole is not None else None
        if figure is not None:
            yield judge_sum("text-sum", figure, figures)


def _placed(amounts: Sequence[Statement], word: str, words: Sequence[str]) -> int | None:
    longer = [other for other in words if word in other and other != word]
    for place, each in enumerate(amounts):
        name = normalize(each.item.name)
        if word in name and not any(other in name for other in longer):
            return place
    return None


def _of_one_noun(parts: Sequence[Statement], words: Sequence[str], noun: str) -> bool:
    rests = {normalize(part.item.name).replace(word, "") for part, word in zip(parts, words, strict=True)}
    return rests == {noun} and len({part.unit for part in parts}) == 1


def _whole_of(before: Sequence[Statement], noun: str, part: Statement) -> Statement | None:
    fits = [each for each in before if normalize(each.item.name).endswith(noun) and each.unit == part.unit]
    return fits[-1] if fits and fits[-1].sentence == part.sentence else None
