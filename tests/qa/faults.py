"""Faults sown into right answers: a digit, a unit, a direction, a year, an institution, another cell's figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from qa.verify import violations
from tests.qa.drafted import Drafted

_FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?=\s?(?:亿元|万元|元|%|人次|批次|辆|人|个|分|台|家|项))")
_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"(?<=\d)(亿元|万元|元|%|辆|人)")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年| )")
_DIRECTION = re.compile(r"(增加|减少|增长|下降|上升|降低|提高|多|少|up|down)(?=了?\s?\d)")
_OPPOSITE = {"增加": "减少", "增长": "下降", "上升": "下降", "提高": "降低", "多": "少", "up": "down"}
_OPPOSITE |= {low: high for high, low in _OPPOSITE.items()}
_OTHER_UNIT = {"万元": "元", "亿元": "万元", "元": "万元", "%": "万元", "辆": "人", "人": "辆"}

Fault = Callable[[Drafted, Random], str | None]
"""The answer's text with one fault in it, or None where the text has no place for such a fault."""


@dataclass(frozen=True)
class Sown:
    """A fault in an answer. ``caught``: the guard has something to say of it."""

    kind: str
    case: str
    text: str
    before: str
    caught: bool


def _digit(one: Drafted, random: Random) -> str | None:
    found = _pick(_FIGURE, one.answer.answer, random)
    if found is None:
        return None
    at = random.choice([at for at in range(*found.span()) if one.answer.answer[at].isdigit()])
    other = random.choice([each for each in "123456789" if each != one.answer.answer[at]])
    return one.answer.answer[:at] + other + one.answer.answer[at + 1 :]


def _unit(one: Drafted, random: Random) -> str | None:
    return _replaced(_UNIT, one.answer.answer, random, lambda text: _OTHER_UNIT[text])


def _direction(one: Drafted, random: Random) -> str | None:
    return _replaced(_DIRECTION, one.answer.answer, random, lambda text: _OPPOSITE[text])


def _year(one: Drafted, random: Random) -> str | None:
    step = random.choice([-3, -2, 2, 3])
    return _replaced(_YEAR, one.answer.answer, random, lambda text: str(int(text) + step))


def _institution(one: Drafted, random: Random) -> str | None:
    held = {each.institution for each in one.asking.library.documents.values()}
    meant = {one.asking.library.document(each).institution for each in one.asking.plan.scope.documents}
    named = [each for each in held if each in one.answer.answer]
    if not named or not held - meant:
        return None
    return one.answer.answer.replace(random.choice(sorted(named)), random.choice(sorted(held - meant)))


def _other_cell(one: Drafted, random: Random) -> str | None:
    """A figure of another cell of a document that is cited, put in the place of a money figure."""
    documents = sorted({each.document_id for each in one.answer.citations})
    if not documents:
        return None
    facts = one.asking.library.index(random.choice(documents)).facts()
    texts = sorted({each.fact.text for each in facts if each.value and _PLAIN.fullmatch(each.fact.text)})
    held = {each.quote for each in one.answer.citations}
    money = re.compile(_FIGURE.pattern.replace("|%|人次|批次|辆|人|个|分|台|家|项", ""))
    other = random.choice([each for each in texts if each not in held])
    return _replaced(money, one.answer.answer, random, lambda text: other)


KINDS: dict[str, Fault] = {
    "digit": _digit,
    "unit": _unit,
    "direction": _direction,
    "year": _year,
    "institution": _institution,
    "other cell": _other_cell,
}


def sow(drafts: Sequence[Drafted], count: int, seed: int = 7) -> list[Sown]:
    """``count`` different faults over right answers, the kinds in turn; the same ones every time."""
    random, made, seen = Random(seed), list[Sown](), set[tuple[str, str]]()
    right = [each for each in drafts if each.right]
    for kind in _turns(count):
        for _ in range(60):
            one = random.choice(right)
            text = KINDS[kind](one, random)
            if text is not None and text != one.answer.answer and (one.case.id, text) not in seen:
                seen.add((one.case.id, text))
                made.append(Sown(kind, one.case.id, text, one.answer.answer, _caught(one, text)))
                break
    return made


def _turns(count: int) -> Iterator[str]:
    kinds = cycle(KINDS)
    return (next(kinds) for _ in range(count))


def _caught(one: Drafted, text: str) -> bool:
    return bool(violations(replace(one.answer, answer=text), one.asking, one.draft))


def stopped(drafts: Sequence[Drafted]) -> list[tuple[Drafted, tuple[str, ...]]]:
    """Unchanged drafts that the guard stops, with what it says."""
    found = [(each, violations(each.answer, each.asking, each.draft)) for each in drafts]
    return [(each, faults) for each, faults in found if faults]


def _pick(pattern: re.Pattern[str], text: str, random: Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return random.choice(found) if found else None


def _replaced(pattern: re.Pattern[str], text: str, random: Random, other: Callable[[str], str]) -> str | None:
    found = _pick(pattern, text, random)
    return text[: found.start()] + other(found.group(0)) + text[found.end() :] if found else None
