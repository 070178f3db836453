"""Who published what for which year: decided by vote over cover, tables and text, never by the file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.facts.row_names import is_institution
from ingest.identity.institution_names import aliases_of, level_of_institution, places_of, region_of
from ingest.model.document import Identity, Line, RawDocument, Table
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

__all__ = ["aliases_of", "identify"]

_DATA = load("institutions.toml")
_ENDS = "|".join(sorted(map(re.escape, _DATA["suffixes"]), key=len, reverse=True))
_LABELS = "|".join(sorted((re.escape(normalize(label)) for label in _DATA["name_labels"]), key=len, reverse=True))
_LABELLED = re.compile(rf"^.{{0,12}}?(?:{_LABELS}):([\u4e00-\u9fff()]{{4,40}})")
_LABEL_ENDS = re.compile(r"[(](?:盖章|公章|章|签章|部门|单位|本级|汇总)[)].*$|金额单位.*$|单位$|填报.*$|公开.*$")
_HEADED = re.compile(
    rf"([\u4e00-\u9fff]{{1,40}}?(?:{_ENDS}))(?:[(](?:本级|部门|单位)[)])?"
    r"(?=20\d\d年|部门(?:预算|决算|整体|概况|支出)|单位(?:预算|决算|整体|概况)|整体支出|预算|决算|概况|主要职)"
)
_YEAR = re.compile(r"(20\d\d)年度?(?!\d{0,2}月)(?![1-9]\d?月)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_REPORT = r"(?:决算|预算|绩效(?:自评|评价|目标)?(?:报告|表)?|自评报告|评价报告)"
_TITLE_END = re.compile(r"(?:决算|预算|报告|自评表)(?:公开|情况|编制)?(?:说明|报告|文本)?")
_OPENING = 14


def identify(raw: RawDocument, tables: Sequence[Table]) -> Identity:
    """Who published what for which year. Parts that the content does not state are empty (the year None)."""
    lines = [normalize(block.text) for block in raw.blocks if isinstance(block, Line)]
    opening = _opening(lines)
    institution = _institution(lines, opening, tables)
    opening = [_mended(line, institution) for line in _joined_over(opening, institution)]
    kind = _kind(opening, tables)
    year = _year(lines, opening, tables)
    return Identity(
        title=_title(opening, institution, year, kind),
        institution=institution,
        region=region_of(institution),
        level=level_of_institution(institution),
        year=year,
        kind=kind,
    )


def _opening(lines: Sequence[str]) -> list[str]:
    """The cover's lines: those before the contents, without lines repeated by a watermark."""
    often = {line for line, count in Counter(lines).items() if count >= 4}
    cover: list[str] = []
    for line in lines:
        if line == "目录" and cover:
            break
        if line and line not in often and line != "目录":
            cover.append(line)
        if len(cover) == _OPENING:
            break
    return cover


# ---------------------------------------------------------------------------------------------------- institution


def _institution(lines: Sequence[str], opening: Sequence[str], tables: Sequence[Table]) -> str:
    """The name with the most votes; each is checked against its frequency in the text, so that a damaged one loses."""
    votes: Counter[str] = Counter()
    for weight, name in _candidates(lines, opening, tables):
        votes[name] += weight
    if not votes:
        return ""
    text = "\n".join(lines) + "\n" + "\n".join(normalize(table.institution) for table in tables)
    joined = text.replace("\n", "")
    votes.update({mended: votes[name] for name in list(votes) if (mended := _undoubled(name, joined))})
    score = {name: min(weight, 30) + min(_count(name, votes, joined), 30) for name, weight in votes.items()}
    best = max(score, key=lambda name: (score[name], len(name)))
    return _fuller(best, score, joined)


def _count(name: str, names: Iterable[str], text: str) -> int:
    """How often ``text`` prints the name itself, and not as the end of a longer candidate."""
    within = [text.count(other) for other in names if other != name and name in other]
    return text.count(name) - max(within, default=0)


def _undoubled(name: str, text: str) -> str:
    """The name without a character doubled by a page break, if the text prints it more often so; else empty."""
    forms = (name[: match.start()] + name[match.start() + 1 :] for match in re.finditer(r"(.)(?=\1)", name))
    return max((form for form in forms if text.count(form) > text.count(name)), key=text.count, default="")


def _candidates(lines: Sequence[str], opening: Sequence[str], tables: Sequence[Table]) -> Iterator[tuple[int, str]]:
    for line in lines:
        if match := _LABELLED.match(line):
            yield from _accepted(4, _LABEL_ENDS.sub("", match[1]))
    for table in tables:
        yield from _accepted(3, normalize(table.institution))
    for start in range(len(opening)):
        for length in (1, 2, 3):
            window = "".join(opening[start : start + length])
            if length == 1:
                yield from _accepted(8, re.sub(r"^20\d\d年度?", "", window))
            yield from ((8 // length, name) for match in _HEADED.finditer(window) for _, name in _accepted(1, match[1]))
    for line in lines:
        yield from ((1, name) for match in _HEADED.finditer(line) for _, name in _accepted(1, match[1]))


def _accepted(weight: int, name: str) -> Iterator[tuple[int, str]]:
    plain = re.sub(r"^(?:年度?|关于|附件\d*|第.部分)+|[(](?:本级|部门|单位|盖章)[)]$", "", name)
    if 4 <= len(plain) <= 40 and is_institution(plain) and re.fullmatch(r"[\u4e00-\u9fff()]+", plain):
        yield weight, plain


def _fuller(name: str, score: dict[str, int], text: str) -> str:
    """The complete name, with what a line break cut off in front and the wider places that the text prints."""
    longer = [other for other in score if other.endswith(name) and other != name]
    if not places_of(name):
        name = max((other for other in longer if places_of(other)), key=lambda other: score[other], default=name)
    wider = [
        other
        for other in score
        if other.endswith(name) and other != name and text.count(other) >= 2 and _only_places(other.removesuffix(name))
    ]
    return max(wider, key=lambda other: score[other], default=name)


def _only_places(prefix: str) -> bool:
    return "".join(places_of(prefix + "财政局")) == prefix


def _damage(institution: str) -> re.Pattern[str]:
    """The institution's name with characters doubled, as page breaks and overprinting leave them."""
    return re.compile("".join(f"{re.escape(char)}+" for char in institution))


def _mended(line: str, institution: str) -> str:
    return _damage(institution).sub(institution, line) if institution else line


def _joined_over(opening: Sequence[str], institution: str) -> list[str]:
    """The cover's lines, with lines joined that a break inside the institution's name separated."""
    lines = list(opening)
    for index in range(len(lines) - 1):
        pair = lines[index] + lines[index + 1]
        parted = institution and not any(_damage(institution).search(line) for line in lines[index : index + 2])
        if parted and _damage(institution).search(pair):
            return [*lines[:index], pair, *lines[index + 2 :]]
    return lines


# --------------------------------------------------------------------------------------------- year, kind, title


def _years(text: str) -> list[int]:
    plain = re.sub(r"[〇○零一二三四五六七八九]{4}(?=年)", lambda match: match[0].translate(_NUMERALS), text)
    return [int(match[1]) for match in _YEAR.finditer(plain)]


def _year(lines: Sequence[str], opening: Sequence[str], tables: Sequence[Table]) -> int | None:
    """The report's year: the cover outweighs the tables' titles, these the text. Publication dates do not count."""
    votes: Counter[int] = Counter()
    cover = [line for line in opening if re.search(_REPORT, line) or re.fullmatch(r"\(?20\d\d年度?\)?", line)]
    for rank, line in enumerate(line for line in cover if _years(line)):
        votes.update(dict.fromkeys(_years(line)[:1], max(24 >> rank, 2)))
    for table in tables:
        votes.update(dict.fromkeys(_years(normalize(table.title)), 3))
        if table.year:
            votes[table.year] += 3
    for line in lines:
        votes.update({int(year): 1 for year in re.findall(rf"(20\d\d)年度?[^,。;\d]{{0,20}}?{_REPORT}", line)[:1]})
    return max(votes, key=lambda year: votes[year]) if votes else None


def _kind_of(text: str) -> str:
    if "决算" in text:
        return "决算"
    if "绩效" in text or "自评" in text:
        return "预算" if re.search(r"(?:部门|单位)预算(?!绩效)", text) else "绩效"
    return "预算" if "预算" in re.sub(r"预算(?:主管)?(?:单位|部门)(?:名称)?:", "", text) else ""


def _kind(opening: Sequence[str], tables: Sequence[Table]) -> str:
    """预算, 决算 or 绩效: by the cover, else by the tables' titles."""
    for line in opening:
        if len(line) <= 60 and (kind := _kind_of(line)):
            return kind
    votes = Counter(kind for table in tables if (kind := _kind_of(normalize(table.title))))
    main = {kind: count for kind, count in votes.items() if kind != "绩效"}
    return max(main or votes, key=lambda kind: votes[kind], default="")


def _title(opening: Sequence[str], institution: str, year: int | None, kind: str) -> str:
    """The report's title, joined if the cover splits it: institution, year, and the words of the report."""
    forms = _forms(institution)
    windows = ["".join(opening[start : start + length]) for length in (1, 2, 3) for start in range(len(opening))]
    whole = (title for window in windows for name in forms if (title := _whole_title(window, name, year)))
    if title := next(whole, ""):
        return title
    words = next((line for line in opening if len(line) <= 60 and _kind_of(line)), kind and f"部门{kind}")
    printed = re.search(rf"{year}年度?", "".join(opening)) if year else None
    when = printed[0] if printed else f"{year}年度" if year else ""
    after = re.split(r"20\d\d年度?", words)[-1]
    for name in forms:
        after = after.replace(name, "")
    end = _TITLE_END.search(after)
    return f"{institution}{when}{after[: end.end()] if end else after}"


def _forms(institution: str) -> list[str]:
    """The institution's name, then without its wider places one by one."""
    places = places_of(institution)
    cuts = [sum(map(len, places[:count])) for count in range(len(places))]
    return [institution[cut:] for cut in cuts] or ([institution] if institution else [])


def _whole_title(window: str, name: str, year: int | None) -> str:
    """The complete title within a part of the cover, or empty."""
    if not year or name not in window or str(year) not in window:
        return ""
    start = min(window.index(name), window.index(str(year)))
    end = _TITLE_END.search(window, max(window.index(name) + len(name), window.index(str(year))))
    return window[start : end.end()] if end else ""
