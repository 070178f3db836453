"""Which of the years that a question says are meant, and of which office."""

from __future__ import annotations

from qa.reader.assembling.frames import Frame
from qa.reader.assembling.said import years_in
from qa.reader.assembling.scope import Scope


def paired_years(frame: Frame, scope: Scope) -> dict[str, int]:
    """Which year goes with which office, where each of two is said with its own."""
    said = [each for each in frame.words if each.tag in ("inst", "year")][:4]
    years = [year for each in said if each.tag == "year" for year in years_in(each.text)]
    turns = [each.tag for each in said] in (["inst", "year"] * 2, ["year", "inst"] * 2)
    if not turns or not len(scope.institutions) == len(scope.years) == len(years) == 2:
        return {}
    return dict(zip(scope.institutions, years, strict=True))


def asked_years(frame: Frame, years: tuple[int, ...]) -> tuple[int, ...]:
    """Of several years those whose figure is asked: not that of the document (2021年决算报告), nor that of a figure
    which the question gives."""
    said = [each for each in frame.of("year") if years_in(each.text)]
    taken = set()
    for word in said:
        behind = [each for each in frame.words if each.start >= word.end]
        if behind and behind[0].tag == "kind" and not frame.text[word.end : behind[0].start].strip("的年度 "):
            taken.add(word)
        following = [each for each in behind if each.tag in ("given", "year") or each.tag.startswith("?")]
        if following and following[0].tag == "given":
            taken.add(word)
    left = tuple(dict.fromkeys(year for each in said if each not in taken for year in years_in(each.text)))
    return left if left and taken else years
