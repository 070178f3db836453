"""Names of government institutions: the place in front, the level, and how people shorten them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_DATA = load("institutions.toml")
_NOT_REGIONS = frozenset(_DATA["not_regions"])
_MUNICIPALITIES = frozenset(_DATA["municipalities"])
_TOWNSHIP = re.compile(r"街道办事处$|街道$|[镇乡](?:人民)?政府$|苏木|[镇乡]$")

# 州, 市, 旗 … inside a longer place name (杭州市, 沙市区) do not end it.
_REGION = re.compile(
    r"[\u4e00-\u9fff]{1,10}?(?:特别行政区|自治区|自治州|自治县|自治旗|示范区|开发区|高新区|新区|地区|林区|矿区"
    r"|省|市(?!区|市(?:[^场政容民监委直]|$))|[州盟旗](?![市区县镇乡街])|县(?!级)|(?<![^\u4e00-\u9fff])区|区)"
)
_ZONE = re.compile(r"(?:示范区|开发区|高新区|新区|管理区|合作区)$")
_PARTY = re.compile(r"^(?:中共|中国共产党|共青团|中国共产主义青年团)")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|示范区|开发区|高新区|新区|地区|省|市|州|盟|县|区|旗)$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office's usual full names, short names and English names, whatever the place."""

    full: tuple[str, ...]
    short: tuple[str, ...]
    english: tuple[str, ...]


@cache
def offices() -> tuple[Office, ...]:
    """Every office of ``data/institutions.toml``."""
    return tuple(
        Office(tuple(row["full"]), tuple(row["short"]), tuple(row.get("english", ()))) for row in _DATA["offices"]
    )


def places_of(institution: str) -> tuple[str, ...]:
    """The place names that lead an institution's name, the widest first: ``杭州市``, ``西湖区``."""
    rest = _PARTY.sub("", normalize(institution))
    places: list[str] = []
    while match := _REGION.match(rest):
        if match[0] in _NOT_REGIONS or not rest[match.end() :]:
            break
        places.append(match[0])
        rest = rest[match.end() :]
    return tuple(places)


def region_of(institution: str) -> str:
    """The leading place names joined (``杭州市西湖区``); of a township without any, its own name; else empty."""
    places = places_of(institution) or _whole_place(institution)
    if places:
        return "".join(places)
    match = re.match(r"[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|苏木)(?=人民政府|办事处|$)", normalize(institution))
    return match[0] if match else ""


def _whole_place(institution: str) -> tuple[str, ...]:
    """The places where the name is nothing but them: the finances of a whole county are the county's."""
    government = places_of(institution + "人民政府")
    return government if "".join(government) == normalize(institution) else ()


def level_of_institution(institution: str) -> str:
    """``省``, ``市``, ``区县`` or ``乡镇街道``, as the name shows, or empty."""
    if _TOWNSHIP.search(normalize(institution)):
        return "乡镇街道"
    places = places_of(institution) or _whole_place(institution)
    if not places:
        return ""
    last = places[-1]
    if re.search(r"(?:省|自治区|特别行政区)$", last) or (places == (last,) and last in _MUNICIPALITIES):
        return "省"
    if re.search(r"(?:自治州|地区|州|盟)$", last):
        return "市"
    cities = [place for place in places[:-1] if re.search(r"[市州盟]$|地区$", place)]
    if last.endswith("市") or _ZONE.search(last):
        return "区县" if cities else "市"
    return "区县"


def aliases_of(institution: str) -> tuple[str, ...]:
    """The names in common use, the full name first: place and office shortened, each alone, 和 and 与 swapped.

    They follow general patterns. Two institutions may share an alias, so an alias alone does not identify one."""
    name = normalize(re.sub(r"[（(](?:本级|部门|机关)[)）]$", "", institution))
    places = places_of(name)
    rest = _PARTY.sub("", name)[sum(map(len, places)) :]
    office_names = tuple(_unique(_office_names(rest)))
    place_names = tuple(_unique(_place_names(places)))
    joined = (f"{place}{office}" for place in place_names for office in office_names)
    swapped = (name.replace(one, other) for one, other in (("和", "与"), ("与", "和")) if one in name)
    english = _english_names(rest)
    return tuple(_unique((name, *joined, *swapped, *office_names, *place_names, *english)))


def _unique(names: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(name for name in names if len(name) > 1)


def _place_names(places: tuple[str, ...]) -> Iterator[str]:
    """The whole region, each tail of it, and its last place without 市, 县 or 区."""
    for start in range(len(places)):
        yield "".join(places[start:])
    if places:
        last = places[-1]
        bare = _SUFFIX.sub("", last)
        if len(bare) > 1:
            yield bare
            yield from (_SUFFIX.sub("", place) + bare for place in places[:-1])
        if _ZONE.search(last) and len(bare) > 3:
            # A zone is called by the city that it lies in: the first two characters, with and without its kind.
            kind = _ZONE.search(last)
            yield from (last[:2] + (kind[0] if kind else ""), last[:2])
        for place in places[:-1]:
            if len(_SUFFIX.sub("", place)) > 1:
                yield _SUFFIX.sub("", place) + last


def _office_of(rest: str) -> tuple[str, Office] | None:
    """The office that ``rest`` ends with, and the words before it (a township's name)."""
    found = [(full, office) for office in offices() for full in office.full if rest.endswith(full)]
    if not found:
        return None
    full, office = max(found, key=lambda pair: len(pair[0]))
    return rest.removesuffix(full), office


def _office_names(rest: str) -> Iterator[str]:
    yield rest
    if "和" in rest:
        yield from (rest.replace("和", "与"), rest.replace("和", ""))
    if "与" in rest:
        yield rest.replace("与", "和")
    found = _office_of(rest)
    if found is None:
        return
    stem, office = found
    stem = re.sub(r"^(?:人民政府|政府)", "", stem)
    for name in (*office.short, *office.full):
        yield stem + name
    if stem.endswith(("镇", "乡", "街道")) or "街道" in office.short:
        yield stem


def _english_names(rest: str) -> tuple[str, ...]:
    found = _office_of(rest)
    return found[1].english if found else ()
