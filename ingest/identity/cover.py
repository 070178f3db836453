"""The cover: the lines by which a document begins, without what a web page or a watermark puts around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.model.document import Block, Grid, Line
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_DATA = load("institutions.toml")
_NAVIGATION = re.compile("|".join(_DATA["navigation"]))
REPORT = re.compile(_DATA["report_words"])
_SENTENCE = re.compile(r"[。,;!?]|:.*[、:]")
_LEADER = re.compile(r"[.·…]{3,}\d*$")
_YEAR_WORDS = re.compile(r"20\d\d年")
_SPELLED = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CONTENTS = ("目录", "目次")
_LENGTH = 14
_BEFORE = 4
"""Lines above the line of the report that may belong to the cover: year, institution, number of the attachment."""
_SEARCHED = 80
_OFTEN = 4
_LONGEST = 60
_COVER_CELLS = 12


def cover_of(blocks: Sequence[Block]) -> list[str]:
    """The cover's lines, normalized: around the first title, up to the contents or the first table."""
    lines = _before_contents(_without_watermarks(blocks))
    start = max(0, _first_title(lines) - _BEFORE)
    return lines[start : start + _LENGTH]


def _without_watermarks(blocks: Sequence[Block]) -> list[str]:
    """The lines before the first table, without the navigation of a web page and what is printed again and again."""
    often = {line for line, count in Counter(map(normalize, _texts(blocks))).items() if count >= _OFTEN}
    lines = (line for line in _before_tables(blocks) if line and not _NAVIGATION.search(line))
    return [_dated(line) for line in lines if line not in often or REPORT.search(line)]


def _before_contents(lines: Sequence[str]) -> list[str]:
    end = next((at for at, line in enumerate(lines) if at and line in _CONTENTS), len(lines))
    return [line for line in lines[:end] if line not in _CONTENTS]


def _first_title(lines: Sequence[str]) -> int:
    """Where the first title with a year stands; else the first title; else the beginning."""
    titles = [at for at, line in enumerate(lines[:_SEARCHED]) if is_title(line)]
    return next((at for at in titles if _YEAR_WORDS.search(lines[at])), titles[0] if titles else 0)


def _dated(line: str) -> str:
    """The line with its years in digits."""
    return _SPELLED.sub(lambda match: match[0].translate(_NUMERALS), line)


def is_title(line: str) -> bool:
    """Whether a normalized line can be the title of a report: short, no sentence, and it names a report."""
    return len(line) <= _LONGEST and bool(REPORT.search(line)) and not is_sentence(line) and not _LEADER.search(line)


def is_sentence(line: str) -> bool:
    return bool(_SENTENCE.search(line))


def windows(lines: Sequence[str], most: int = 3) -> Iterator[tuple[int, str]]:
    """``(how many lines, joined)`` for each run of up to ``most`` neighbouring lines."""
    for start in range(len(lines)):
        for length in range(1, min(most, len(lines) - start) + 1):
            yield length, "".join(lines[start : start + length])


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    yield from (block.text for block in blocks if isinstance(block, Line))


def _before_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines before the first table; a cover that is set as a small grid of words counts as lines."""
    for block in blocks:
        if isinstance(block, Line):
            yield normalize(block.text)
        elif _is_cover_grid(block):
            yield from (normalize(cell.text) for cell in block.cells if cell.text.strip())
        else:
            return


def _is_cover_grid(grid: Grid) -> bool:
    filled = [normalize(cell.text) for cell in grid.cells if cell.text.strip()]
    return len(filled) <= _COVER_CELLS and not any(re.fullmatch(r"[\d,.%-]+", text) for text in filled)
