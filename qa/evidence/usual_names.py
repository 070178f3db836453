"""The usual names of an institution: its places and its organ, with and without their suffixes."""

from __future__ import annotations

import re
from functools import cache

from ingest.model.vocabulary import load
from qa.plans.words import in_order

_REGION = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:自治区|自治州|自治县|示范区|开发区|新区|省|市(?!区)|(?<!自治)州(?![市区县])|盟|区|县|旗(?![区县])|街道|镇(?![市区县])|乡(?![市区县镇]))"
)
_REGION_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|示范区|开发区|新区|省|市|州|盟|区|县|旗)$")


def place_names(institution: str) -> tuple[str, ...]:
    """The places in an institution's name, each as printed and without its suffix: 新乡市, 新乡, 红旗区, 红旗."""
    rest, found = re.sub("^(?:中共|中国共产党|政协|共青团)", "", institution), list[str]()
    while match := _REGION.match(rest):
        place = match.group(0)
        if place.endswith(("街道", "镇", "乡")):
            break
        found.append(place)
        stem = _REGION_SUFFIX.sub("", place)
        if len(stem) >= 2:
            found.append(stem)
        if len(stem) > 3:
            found += [stem[:2], stem[:2] + _REGION_SUFFIX.findall(place)[0], stem[:2] + "市"]
        rest = rest[match.end() :]
    return tuple(dict.fromkeys(found))


def organ_of(institution: str) -> str:
    """An institution's name without its places: 人力资源和社会保障局."""
    rest = institution
    while (match := _REGION.match(rest)) and not match.group(0).endswith(("街道", "镇", "乡")):
        rest = rest[match.end() :]
    return re.sub("^人民政府(?!办公)", "", rest) or institution


def organ_names(institution: str) -> tuple[str, ...]:
    """The usual names of the organ alone: 人力资源和社会保障局, 人社局, 人社; 万里街道办事处, 万里街道, 万里."""
    organ = organ_of(institution)
    found = [institution, organ]
    for full, others in _offices():
        if organ.endswith(full):
            stem = organ.removesuffix(full)
            found += [stem + other for other in others]
            found += [stem] if len(stem) >= 2 else []
            break
    found += [each.replace("和", "与") for each in found if "和" in each]
    found += [each.removeprefix("国家") for each in found if each.startswith("国家") and len(each) >= 6]
    places = set(place_names(institution))
    return tuple(dict.fromkeys(each for each in found if len(each) >= 2 and each not in places))


def of_wider_place(said: str, institution: str) -> bool:
    """Whether ``said`` is a usual office of a wider place than that of an institution whose name holds it: 上海市财政局
    is none of its districts'."""
    place = institution.removesuffix(organ_of(institution)).removesuffix("人民政府")
    office = organ_of(said)
    stated = said.removesuffix(office)
    usual = office in office_types() or office.endswith("委员会")
    return usual and bool(stated) and stated[-2:] not in (place[-2:], place[-3:-1])


@cache
def _offices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = load("institutions.toml")["offices"]
    pairs = [(full, (*row["short"], *row["full"])) for row in rows for full in row["full"]]
    return tuple(sorted(pairs, key=lambda each: -len(each[0])))


@cache
def office_types() -> frozenset[str]:
    """Names of kinds of office (财政局, 民政局), which show that a question names an office."""
    names = {name for full, shorts in _offices() for name in (full, *shorts)}
    return frozenset(name for name in names if len(name) >= 3 and name[-1] in "局委厅" and not name.startswith("街道"))


def is_short_for(short: str, organ: str) -> bool:
    """Whether ``short`` consists of characters of ``organ`` in their order, from its first to its last: 经信委."""
    ends = len(short) > 1 and bool(organ) and short[0] == organ[0] and short[-1] == organ[-1]
    return ends and in_order(short, organ)


@cache
def syllables(name: str) -> tuple[str, ...]:
    """The characters of a name in Latin letters, without tones."""
    from pypinyin import lazy_pinyin  # loads a dictionary: only for a name spelled in Latin letters

    return tuple(lazy_pinyin(name, errors=list))  # type: ignore[arg-type]  # a list is a place for each letter


def spelling(name: str) -> str:
    """A Chinese name in Latin letters, without tones and spaces."""
    return "".join(syllables(name))
