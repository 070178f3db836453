"""The words of a span in the documents' terms: a Chinese equivalent in brackets, else English by the glossary."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from tomllib import loads

from qa.reader.assembling.said import number_written

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BRACKETED = re.compile(r"[（(]([^（）()]*[\u3400-\u9fff][^（）()]*)[）)]")
_EDGES = "“”\"'‘’「」《》〈〉、，,。：:；; 的之"


def term(words: str) -> str:
    """What the documents call it. Words that are in no glossary stay as they are."""
    plain = _with_code(_in_digits(words.strip(_EDGES)))
    if _LATIN.search(plain):
        bracketed = _BRACKETED.search(plain)
        if bracketed and len(_LATIN.findall(plain[: bracketed.start()])) > 0:
            return term(bracketed.group(1))
        if len(_CJK.findall(plain)) >= 2:
            chinese = "".join(re.findall(r"[\u3400-\u9fff][\u3400-\u9fff“”（）()\d]*", plain))
            return _balanced(chinese).strip(_EDGES) if len(_LATIN.findall(plain)) > 1 else plain
        return _translated(plain)
    return _balanced(plain)


_WRITTEN = re.compile("[一二两三四五六七八九十百千]*[十百千][一二三四五六七八九十百千]*(?=[万亿])")


def _in_digits(words: str) -> str:
    """The numerals of an amount in a name as documents print them: 一百万 is 100万."""
    return _WRITTEN.sub(lambda found: str(number_written(found.group(0)) or found.group(0)), words)


_PARTED_CODE = re.compile(
    r"(?:[（(]\s*|(?:^|(?<=[\s”\"'])))(?:code|编码|科目编码|代码)?\s*(?<![\d.,\-])(\d{7}|\d{5}|\d{3})(?![\d.,年个人项万元号\-])\s*(?:[)）]|(?=\s|$|[\u4e00-\u9fff“]))",
    re.I,
)
_CODE = re.compile(
    r"[（(\s]*(?:code|编码|科目编码|代码)?\s*(?<![\d.,\-])(\d{7}|\d{5}|\d{3})(?![\d.,年个人项万元号\-])[)）\s]*", re.I
)
_SPELLED_CODE = re.compile(r"[（(\s]*(\d{3})类(?:(\d{2})款)?(?:(\d{2})项)?[)）\s]*")


def _with_code(words: str) -> str:
    """A code that stands behind or within a name, in front of it: 就业补助（208类07款） is 20807 就业补助."""
    parted = _PARTED_CODE.search(words)
    found = _SPELLED_CODE.search(words) or parted or _CODE.search(words)
    if found is None:
        return words
    code = "".join(filter(None, found.groups()))
    name = (words[: found.start()] + words[found.end() :]).strip(_EDGES + "-—_")
    return f"{code} {name}".strip()


def _balanced(words: str) -> str:
    """Without a bracket whose other half was not taken."""
    for opening, closing in ("（）", "()", "“”"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words


_ROOMS = re.compile("^(?:内设)?(?:处室?|科室?|股室?|庭室?|部门|机构|职能处室|职能科室)$")
_OFFICES = re.compile("^(?:[二下]级|下属|所属|下辖)?单位$")


def topics_of(said: str) -> tuple[str, ...]:
    """What documents head a list of names with: the rooms of an office (处室) as 内设机构, its offices as 预算单位."""
    if _ROOMS.match(said):
        return (said, "内设机构") if "机构" in said else ("内设机构", said)
    return ("预算单位", said) if _OFFICES.match(said) else (said,)


def tables_of(said: str) -> tuple[str, ...]:
    """A table as it is called, with the first words of what stands in brackets behind its name, and without them."""
    head, *more = [each for each in re.split("[（(）)，,、]", said) if each.strip()] or [said]
    return tuple(dict.fromkeys((said, *(f"{head}{each}" for each in more[:1]), head)))


def terms_in(words: str) -> tuple[str, ...]:
    """What the documents call the things that a text names in English, each once."""
    return tuple(dict.fromkeys(_glossary()[each] for each in _phrases().findall(words.lower())))


def _translated(words: str) -> str:
    """The Chinese of a name; a word that no glossary has stays in it, for without it the name is another's."""
    left = _FILLERS.sub(" ", _phrases().sub(" ", words.lower()))
    unknown = "".join(_LATIN.findall(left))
    return f"{unknown}{''.join(terms_in(words))}" if terms_in(words) else words


_FILLERS = re.compile(
    r"\b(?:the|of|in|on|for|to|by|at|from|and|a|an|all|its|his|their|this|that|each|own|amount|figure|number|whole|"
    r"line|item|items|expenses?|costs?|fees?|funds?|money|payments?|official|annual|bureau|office|department|"
    r"such|as|well|related|planned|actual|expected|average)\b"
)
"""Words that a name in English has beside its Chinese."""


@cache
def _glossary() -> dict[str, str]:
    found: dict[str, str] = {}
    for room in ("qa", "qa.reader"):
        terms = loads(files(room).joinpath("data", "english.toml").read_text("utf-8"))["terms"]
        found |= {english.lower(): chinese for english, chinese in terms.items()}
    return found


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_glossary(), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")s?\b")


@cache
def _aspects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    said = loads(files("qa.data").joinpath("aspects.toml").read_text("utf-8"))["said"]
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in said.items())


def aspect_of(words: str) -> str:
    """The aspect of a topic that words ask for; the empty text where none is known."""
    return next((name for name, pattern in _aspects() if pattern.search(words)), "")
