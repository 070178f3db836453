"""Single faults sown at random into documents, and whether they are found at the right place.

``python -m tests.ingest.checks.sown [COUNT] [SEED]`` sows COUNT faults (300) into the made documents and, where they
are at hand, into copies of the real ones, and prints what was found. Figures are changed where, in the unchanged
document, a check works with them; a table is removed where 目录 lists it.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.catalog_values import ParsedDocument
from ingest.checks import CheckedDocument, checked_findings
from ingest.document import Finding, SourceRef
from ingest.figures import Fact, Role, Statement
from tests.ingest.checks.made import clean, names, parsed_in
from tests.ingest.corpus import CORPUS

_OPPOSITE = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}
_ACROSS = frozenset(("table-table", "text-table"))


@dataclass(frozen=True, slots=True)
class Sown:
    """A changed document: what was changed, on which lines of the changed text (1-based), and what a finding may name
    in place of them."""

    kind: str
    document: str
    text: str
    lines: frozenset[int]
    what: str
    names: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as text and what was read from it. ``checked``: ids that some check works with; ``across``: those
    that two tables, or a table and the text, tell."""

    name: str
    text: str
    parsed: ParsedDocument
    checked: frozenset[str]
    across: frozenset[str]
    known: frozenset[tuple[str, tuple[str, ...]]]

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")


def sources() -> Iterator[Source]:
    with TemporaryDirectory() as folder:
        for name in names():
            yield source_of(name, clean(name), Path(folder))
        for path in sorted(CORPUS.glob("*.txt")):
            yield source_of(path.stem, path.read_text(encoding="utf-8"), Path(folder))


def source_of(name: str, text: str, folder: Path) -> Source:
    parsed = parsed_in(text, folder)
    every = list(checked_findings(CheckedDocument(parsed.document, parsed.facts, parsed.statements)))
    checked, across = _ids(every), _ids([each for each in every if each.rule in _ACROSS])
    return Source(name, text, parsed, checked, across, frozenset(map(_key, _fails(parsed))))


def _ids(checks: Sequence[Finding]) -> frozenset[str]:
    held = (each for each in checks if each.verdict != "fail")
    return frozenset(name for each in held for name in each.facts[: len(each.figures)] if name)


def _fails(parsed: ParsedDocument) -> list[Finding]:
    return [each for each in parsed.document.findings if each.verdict == "fail"]


def _key(found: Finding) -> tuple[str, tuple[str, ...]]:
    return found.rule, found.figures


# ------------------------------------------------------------------------------------------------------------- sowing


def sown(source: Source, kind: str, chance: random.Random) -> Sown | None:
    """One fault of ``kind``, or None where the document has no place for it."""
    return _KINDS[kind](source, chance)


def _digit(source: Source, chance: random.Random) -> Sown | None:
    facts = [
        fact for fact in source.parsed.facts if fact.value and fact.id in source.checked and fact.unit[-1:] == "元"
    ]
    return _figure(source, "digit", facts, chance)


def _said(source: Source, chance: random.Random) -> Sown | None:
    return _figure(source, "digit in text", _told(source, lambda each: each.unit.endswith("元")), chance)


def _rate(source: Source, chance: random.Random) -> Sown | None:
    return _figure(source, "rate", _told(source, lambda each: each.unit == "%"), chance)


def _told(source: Source, wanted: Callable[[Statement], bool]) -> list[Statement]:
    return [each for each in source.parsed.statements if each.value and each.id in source.checked and wanted(each)]


def _figure(source: Source, kind: str, figures: Sequence[Fact | Statement], chance: random.Random) -> Sown | None:
    """The first digit of a figure changed: one that rounding cannot explain."""
    if not figures:
        return None
    each = chance.choice(figures)
    found = _in_line(source, each.source, _printed(each))
    if found is None:
        return None
    line, start = found
    old = re.search(r"[1-9]", source.lines[line - 1][start:])
    if old is None:
        return None
    new = chance.choice([digit for digit in "123456789" if digit != old[0]])
    return _with(source, kind, line, (start + old.start(), 1, new), f"{_printed(each)}: {old[0]} to {new}")


def _printed(each: Fact | Statement) -> str:
    return each.text if isinstance(each, Fact) else f"{each.value:f}"


def _in_line(source: Source, at: SourceRef, printed: str) -> tuple[int, int] | None:
    """Line and offset of a figure, with or without thousands separators."""
    pattern = "[,，]?".join(map(re.escape, printed.replace(",", "").rstrip("%")))
    for place in (at, *at.rest):
        line = source.lines[(place.line or 1) - 1]
        found = re.compile(rf"(?<![\d.]){pattern}(?![\d])").search(line, max(0, (place.column or 1) - 1))
        if found:
            return place.line or 1, found.start()
    return None


def _with(source: Source, kind: str, line: int, change: tuple[int, int, str], what: str) -> Sown:
    start, length, new = change
    lines = source.lines
    lines[line - 1] = lines[line - 1][:start] + new + lines[line - 1][start + length :]
    return Sown(kind, source.name, "\n".join(lines), frozenset((line,)), what)


def _unit(source: Source, chance: random.Random) -> Sown | None:
    told = _told(source, lambda each: each.unit == "万元" and abs(each.value or 0) >= 1)
    return _word(source, "unit", told, {"万元": "元"}, chance)


def _sign(source: Source, chance: random.Random) -> Sown | None:
    changes = _told(source, lambda each: each.role in (Role.CHANGE, Role.CHANGE_RATE))
    return _word(source, "sign word", changes, _OPPOSITE, chance)


def _word(
    source: Source, kind: str, told: Sequence[Statement], words: dict[str, str], chance: random.Random
) -> Sown | None:
    """The word next to a figure replaced: behind it for a unit, before it for a sign."""
    if not told:
        return None
    each = chance.choice(told)
    found = _in_line(source, each.source, _printed(each))
    if found is None:
        return None
    line, start = found
    text = source.lines[line - 1]
    behind = kind == "unit"
    window = (start, start + len(_printed(each)) + 6) if behind else (max(0, start - 6), start)
    place = next((text.find(word, *window) for word in words if text.find(word, *window) >= 0), -1)
    if place < 0:
        return None
    word = next(word for word in words if text.startswith(word, place))
    return _with(source, kind, line, (place, len(word), words[word]), f"{text[max(0, place - 12) : place + 12]}")


def _year(source: Source, chance: random.Random) -> Sown | None:
    """A table's title or its date line bears another year."""
    year = source.parsed.document.identity.year or 0
    lines = source.lines
    titled = [
        (table.source.line - back, found)
        for table in source.parsed.document.tables
        for back in range(1, 8)
        if table.source.line and table.source.line > back
        if len(lines[table.source.line - back - 1]) < 40
        if (found := re.search(rf"{year}\s*年度?[^，。]*表$", lines[table.source.line - back - 1].strip()))
    ]
    if not titled:
        return None
    line, found = chance.choice(titled)
    at = lines[line - 1].index(str(year))
    fault = _with(source, "year", line, (at, 4, str(year + chance.choice((-1, 1)))), found[0])
    title = fault.text.split("\n")[line - 1].strip("# *")
    return replace(fault, names=title[title.index("年") - 4 :].replace(" ", ""))


def _swapped(source: Source, chance: random.Random) -> Sown | None:
    """Two rows of a table, one under the other, exchange their figures, which other tables or the text tell too."""
    lines = source.lines
    rows = {(fact.source.line or 0) for fact in source.parsed.facts if fact.value and fact.id in source.across}
    pairs = [(one, one + 1) for one in rows if one + 1 in rows and _differ(lines[one - 1], lines[one])]
    if not pairs:
        return None
    one, other = chance.choice(sorted(pairs))
    (names_one, figures_one), (names_other, figures_other) = _row(lines[one - 1]), _row(lines[other - 1])
    lines[one - 1], lines[other - 1] = names_one + figures_other, names_other + figures_one
    return Sown("swapped row", source.name, "\n".join(lines), frozenset((one, other)), names_one.strip())


def _row(line: str) -> tuple[str, str]:
    """The code and name of a row, and the rest."""
    match = re.fullmatch(r"(\d{3,7}\t[^\t\d]+)(\t.*)", line)
    return (match[1], match[2]) if match else ("", "")


def _differ(one: str, other: str) -> bool:
    return bool(_row(one)[0] and _row(other)[0]) and _row(one)[1].strip() != _row(other)[1].strip()


def _removed(source: Source, chance: random.Random) -> Sown | None:
    """A table that 目录 lists, with its title and notes."""
    tables = source.parsed.document.tables
    titles = {entry.title for entry in source.parsed.document.contents}
    listed = [at for at in range(len(tables) - 1) if tables[at].title in titles and tables[at + 1].title in titles]
    if not listed:
        return None
    at = chance.choice(listed)
    start, end = [_title_line(source, tables[place].title, tables[place].source.line or 0) for place in (at, at + 1)]
    if not start or not end:
        return None
    lines = source.lines
    return Sown(
        "removed table",
        source.name,
        "\n".join((*lines[: start - 1], *lines[end - 1 :])),
        frozenset(),
        tables[at].title,
        tables[at].title,
    )


def _title_line(source: Source, title: str, before: int) -> int:
    """The last line above ``before`` that prints the title, or 0."""
    plain = (re.sub(r"[\s#*]", "", line) for line in source.lines[:before])
    return max((number for number, line in enumerate(plain, start=1) if line.endswith(title)), default=0)


_KINDS: dict[str, Callable[[Source, random.Random], Sown | None]] = {
    "digit": _digit,
    "digit in text": _said,
    "rate": _rate,
    "unit": _unit,
    "sign word": _sign,
    "year": _year,
    "swapped row": _swapped,
    "removed table": _removed,
}


# ------------------------------------------------------------------------------------------------------------ finding


def is_found(source: Source, fault: Sown, folder: Path) -> bool:
    """Whether a finding that the unchanged document has not names the changed line, or the table that is gone."""
    parsed = parsed_in(fault.text, folder)
    lines = {each.id: _lines(each.source) for each in (*parsed.facts, *parsed.statements)}
    for each in _fails(parsed):
        if _key(each) in source.known:
            continue
        told = set().union(*map(_lines, each.sources), *(lines.get(name, set()) for name in each.facts))
        if told & fault.lines or (fault.names and fault.names in each.message.replace(" ", "")):
            return True
    return False


def _lines(source: SourceRef) -> set[int]:
    """The lines of a place: a sentence may run over some."""
    return {place.line for place in (source, *source.rest) if place.line}


@cache
def _all_sources() -> tuple[Source, ...]:
    return tuple(sources())


def faults(count: int, seed: int = 1) -> Iterator[tuple[Source, Sown]]:
    """``count`` faults, the kinds and the documents by turns."""
    chance = random.Random(seed)
    given = 0
    while given < count:
        source = chance.choice(_all_sources())
        fault = sown(source, chance.choice(tuple(_KINDS)), chance)
        if fault is not None and fault.text != source.text:
            given += 1
            yield source, fault


def main(count: int = 300, seed: int = 1) -> None:
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for source, fault in faults(count, seed):
            tried[fault.kind] += 1
            if is_found(source, fault, Path(folder)):
                found[fault.kind] += 1
            else:
                print(f"not found: {fault.kind} in {fault.document}, line {sorted(fault.lines)}: {fault.what}")
    for kind in sorted(tried):
        print(f"{kind:15} {found[kind]:4} of {tried[kind]:4}")
    print(f"{'all':15} {found.total():4} of {tried.total():4} ({found.total() / tried.total():.1%})")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
