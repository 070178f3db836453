"""Which institutions of a store the words of a question name: by their full names, their places, their offices in
short, in
English, or with a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.model.normalize import name_key
from ingest.model.vocabulary import load
from qa.evidence.usual_names import (
    is_short_for,
    of_wider_place,
    office_types,
    organ_names,
    organ_of,
    place_names,
    spelling,
)
from qa.plans.words import in_order
from qa.reader.linking.latin_names import meant_in_latin, says_an_office

_LONGEST = 30
_OWN = re.compile(
    r"^(?:[我你您贵咱](?:们|们的)?|该|本|此|这|那|其|它们?|各)?(?:家|个)?(?:单位|部门|局|委|办|机关|公司|学校|地方|地区)?$"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’]*")
_EVERY = re.compile(
    r"^(?:不算|除了?|其他|其它|哪个|各|所有|全部|每|这|那|几|两|三|四|五|[0-9]|家|个|些)+(?:单位|部门|局|机构|文件|地方|家)?$"
)
_NARROWER = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?:省|市|州|盟|区|县|旗|镇|乡|街道)")
_BEFORE = '省市县区镇乡的在为是和与及、，,。：:（(《“"请问查看'


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention means: institutions of the store, the surest; or ``unknown``, a name of none of them. With neither
    it names no institution (我们单位)."""

    text: str
    institutions: tuple[str, ...] = ()
    unknown: str = ""
    near: tuple[str, ...] = ()
    """Institutions of the same place as an unknown one, of which it may be an office in their tables."""
    part: bool = False
    """Whether the name begins with the full name of the one that is near: a part of it."""
    placeless: bool = False
    """Whether an unknown name has no place and is no usual kind of office: 服务中心, 附属小学."""


class Institutions:
    """The institutions of a store by all their usual names. Immutable."""

    def __init__(self, institutions: Iterable[str]) -> None:
        self._all = tuple(dict.fromkeys(institutions))
        self._places: dict[str, list[str]] = {}
        self._organs: dict[str, list[str]] = {}
        self._of: dict[str, list[str]] = {}
        for each in self._all:
            for place in place_names(each):
                self._places.setdefault(name_key(place), []).append(each)
            for organ in (*organ_names(each), *([each.removeprefix("国家")] if each.startswith("国家") else [])):
                self._organs.setdefault(name_key(organ), []).append(each)
            self._of.setdefault(name_key(organ_of(each)), []).append(each)

    # ------------------------------------------------------------------------------------------------ in a text

    def mentions(self, text: str) -> list[tuple[int, int, str]]:
        """``(start, end, source)`` of what names an institution of the store (``inst``) or looks like an office or a
        place (``office``); the longest first, none within another."""
        found: list[tuple[int, int, str]] = []
        for start, end in _stretches(text):
            part = text[start:end]
            if part in self._organs or part in self._places:
                if len(part) > 2 or start == 0 or text[start - 1] in _BEFORE or part in self._places:
                    found.append((start, end, "inst"))
            elif part in office_types():
                found.append((start, end, "office"))
        found += [(*each.span(), "office") for each in _STRANGE.finditer(text)]
        return _apart(found)

    # ------------------------------------------------------------------------------------------------ one mention

    def named(self, words: str) -> Named:
        """What a mention means."""
        key = _SYSTEM.sub("", name_key(words))
        if not key or _OWN.match(key) or _EVERY.match(key):
            return Named(words)
        if _LATIN.search(words):
            return self._mixed(words)
        bracketed = _BRACKET.search(words)
        if bracketed:
            plain = words[: bracketed.start()] + words[bracketed.end() :]
            gloss = bracketed.group(1)
            named = [self.named(gloss + plain), self.named(plain), self.named(gloss)]
            return replace(next((each for each in named if each.institutions), named[1]), text=words)
        found = self._chinese(words, key)
        province = _PROVINCE.match(key)
        if not found.institutions and province and len(key) > province.end() + 1:
            rest = key[province.end() :]
            known = self._placed(rest)[0] is not None or _NARROWER.match(rest) or rest in map(name_key, self._all)
            below = self._chinese(words, rest) if known else found
            found = below if below.institutions else found
        return found

    def office_in(self, words: str) -> str | None:
        """The office behind the places that a mention begins with; empty for places alone, None for another name and
        for a government, which its place means by itself."""
        places, office = self._placed(name_key(words))
        return None if places is None or _LATIN.search(words) or office.endswith("政府") else office

    def _chinese(self, words: str, key: str) -> Named:
        places, rest = self._placed(key)
        if places is None:
            return self._by_office(words, key)
        if not rest:
            return Named(words, tuple(places))
        places = [each for each in places if not of_wider_place(key, each)]
        fitting = [each for each in places if _names_organ(rest, each)]
        fitting = fitting or [each for each in places if _may_name_organ(rest, each)]
        fitting = fitting or self._exactly(key)
        if fitting:
            return Named(words, tuple(fitting))
        return Named(words, unknown=words, near=() if rest in office_types() else tuple(places))

    def _exactly(self, key: str) -> list[str]:
        return self._organs.get(key, [])

    def _placed(self, key: str) -> tuple[list[str] | None, str]:
        """The institutions of the places that a name begins with, and what is behind the places."""
        found: list[str] | None = None
        while key:
            for end in range(min(len(key), _LONGEST), 1, -1):
                here = self._places.get(key[:end])
                both = [each for each in here if found is None or each in found] if here else []
                if both:
                    found, key = both, key[end:]
                    break
            else:
                break
        return found, key.removeprefix("的").removeprefix("人民政府") if key != "人民政府" else ""

    def _by_office(self, words: str, key: str) -> Named:
        exact = self._exactly(key)
        if exact:
            return Named(words, tuple(exact))
        narrowed = _NARROWER.match(key)
        if narrowed and len(key) > narrowed.end():
            place, rest = narrowed.group(0), key[narrowed.end() :]
            if len(place) == 1:
                return self._by_office(words, rest)
            here = [each for ends, owners in self._places.items() if ends.endswith(place) for each in owners]
            own = [each for each in self._by_office(words, rest).institutions if each in here]
            return Named(words, tuple(own)) if own else Named(words, unknown=words)
        if key[0] in "省市县区镇" and len(key) > 2:
            own = [
                each for each in self._by_office(words, key[1:]).institutions if key[0] in "".join(place_names(each))
            ]
            if own:
                return Named(words, tuple(own))
        short = [each for organ, owners in self._of.items() if is_short_for(key, organ) for each in owners]
        if short:
            return Named(words, tuple(short))
        loose = [
            each
            for organ, owners in self._of.items()
            if len(key) > 2 and (in_order(key, organ) or _one_slip(key, organ))
            for each in owners
        ]
        loose = loose or [each for each in self._all if len(key) > 3 and in_order(key, name_key(each))]
        loose = loose or [each for each in self._all if _abbreviates(key, name_key(each))]
        if loose:
            return Named(words, tuple(loose))
        heads = [organ for organ in self._organs if len(organ) > 2 and key.startswith(organ)]
        near = self._organs[max(heads, key=len)] if heads else []
        placeless = not near and key not in office_types() and not _NARROWER.match(key)
        return Named(words, unknown=words, near=tuple(near), part=True, placeless=placeless)

    # ------------------------------------------------------------------------------------------------ in Latin letters

    def _mixed(self, words: str) -> Named:
        """A name in Latin letters, or in both: what both parts of it name."""
        latin, chinese = _CHINESE.sub(" ", words), "".join(_CHINESE.findall(words))
        if len(chinese) < 2:
            spelled = tuple(meant_in_latin(latin, self._all))
            return Named(words, spelled, "" if spelled else words)
        named = replace(self.named(chinese), text=words)
        both = meant_in_latin(latin, named.institutions)
        if named.institutions and not both and not self._stands_alone(chinese, latin):
            return Named(words, unknown=words)
        return replace(named, institutions=tuple(both) or named.institutions)

    def _stands_alone(self, chinese: str, latin: str) -> bool:
        """Whether the Chinese part of a name is a whole one, of which the other is a translation: it has a place, and
        an office where the other part has one."""
        places, office = self._placed(name_key(chinese))
        return places is not None and bool(office or not says_an_office(latin))


_CHINESE = re.compile("[\u4e00-\u9fff]+")
_BRACKET = re.compile("[（(]([\u4e00-\u9fff]+)[)）]")
_PROVINCE = re.compile(
    "(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|"
    "台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?"
)
_SYSTEM = re.compile("(?<=..)(?:全系统|系统|本部门|部门)$")
_STRANGE = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:市|县|区|州|旗)(?:[\u4e00-\u9fff]{2,12}?(?:局|委员会|办公室|厅|法院|检察院|委|办))|"
    r"[\u4e00-\u9fff]{2,4}(?:局|委员会|厅)"
)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for length in range(min(_LONGEST, len(text)), 1, -1):
        for start in range(len(text) - length + 1):
            yield start, start + length


def _apart(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, source in sorted(found, key=lambda each: (each[2] != "inst", each[0] - each[1], each[0])):
        if not any(start < other and end > begin for begin, other, _ in kept):
            kept.append((start, end, source))
    return sorted(kept)


def _names_organ(rest: str, institution: str) -> bool:
    keys = {name_key(each) for each in organ_names(institution)}
    return rest in keys or is_short_for(rest, name_key(organ_of(institution)))


def _may_name_organ(rest: str, institution: str) -> bool:
    """Whether the words behind a place mean its office though they are not one of its usual names."""
    organ = name_key(organ_of(institution))
    return (len(rest) > 1 and in_order(rest, organ)) or _one_slip(rest, organ) or (len(organ) > 2 and organ in rest)


def _one_slip(one: str, two: str) -> bool:
    """Whether two names sound alike, differ in one character that does not tell institutions apart, or one lacks one of
    the other."""
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < 3:
        return False
    if len(one) == len(two):
        apart = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
        told = any(a in _TELLING and b in _TELLING for a, b in apart)
        return len(apart) == 1 and not told and (len(one) > 3 or spelling(apart[0][0]) == spelling(apart[0][1]))
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


_TELLING = frozenset("东西南北中上下前后左右一二三四五六七八九十")
"""Characters that are all the difference between two institutions."""


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name is shortened to its first character and characters of it, the last of which is of its kind:
    西大."""
    kind = next((each for each in _kinds() if name.endswith(each)), "")
    body = name.removesuffix(kind)
    ends = 1 < len(short) < 5 and bool(body and kind) and short[0] == name[0] and short[-1] in kind
    return ends and in_order(short[:-1], body)


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(load("institutions.toml")["suffixes"], key=len, reverse=True))
