"""A document's title as one line: who, when and what, put together where the cover splits it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.identity.cover import is_title, windows
from ingest.identity.institution_names import places_of
from ingest.identity.kinds import kind_of

_END = re.compile(
    r"(?:决算|预算(?!执行|绩效|项目)|报告|自评表|目标表|申报表)(?:公开|情况|编制|草案|[(]草案[)])*(?:的?报告|说明|文本)?"
)


def title(cover: Sequence[str], institution: str, year: int | None, kind: str, variant: str) -> str:
    """Institution, year and the words of the report; the printed title where a stretch of the cover holds it whole."""
    lines = [_mended(line, institution) for line in _joined_over(cover, institution)]
    forms = _forms(institution)
    runs = [run for most in (1, 2, 3) for length, run in windows(lines, most) if length == most]
    if whole := next((found for run in runs for name in forms if (found := _whole(run, name, year))), ""):
        return whole
    words = next((line for line in lines if _says(line, kind)), kind and f"{variant}{kind}")
    printed = re.search(rf"{year}年度?", "".join(lines)) if year else None
    when = printed[0] if printed else f"{year}年度" if year else ""
    after = re.split(r"20\d\d年度?", words, maxsplit=1)[-1]
    for name in forms:
        after = after.replace(name, "")
    end = _END.search(after)
    return f"{institution}{when}{after[: end.end()] if end else after}"


def _says(line: str, kind: str) -> bool:
    """Whether a line is the title's words; the caption of a table is not, unless the document is that form."""
    return is_title(line) and bool(kind_of(line)) and (not line.endswith("表") or kind.startswith("绩效"))


def _damage(institution: str) -> re.Pattern[str]:
    """The institution's name with characters doubled, as page breaks and overprinting leave them."""
    return re.compile("".join(f"{re.escape(char)}+" for char in institution))


def _mended(line: str, institution: str) -> str:
    return _damage(institution).sub(institution, line) if institution else line


def _joined_over(cover: Sequence[str], institution: str) -> list[str]:
    """The cover's lines, those that a break in the institution's name parted put together."""
    lines = list(cover)
    for index in range(len(lines) - 1):
        pair = lines[index] + lines[index + 1]
        parted = institution and not any(_damage(institution).search(line) for line in lines[index : index + 2])
        if parted and _damage(institution).search(pair):
            return [*lines[:index], pair, *lines[index + 2 :]]
    return lines


def _forms(institution: str) -> list[str]:
    """The institution's name, then without its wider places one by one."""
    places = places_of(institution)
    cuts = [sum(map(len, places[:count])) for count in range(len(places))]
    return [institution[cut:] for cut in cuts] or ([institution] if institution else [])


def _whole(window: str, name: str, year: int | None) -> str:
    """The title that a stretch of the cover holds whole, or empty."""
    if not year or name not in window or str(year) not in window:
        return ""
    start = min(window.index(name), window.index(str(year)))
    end = _END.search(window, max(window.index(name) + len(name), window.index(str(year))))
    return window[start : end.end()] if end else ""
