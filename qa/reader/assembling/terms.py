"""The words of a span in the documents' terms: a Chinese equivalent in brackets, else English by the glossary."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from tomllib import loads

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BRACKETED = re.compile(r"[（(]([^（）()]*[\u3400-\u9fff][^（）()]*)[）)]")
_EDGES = "“”\"'‘’「」《》〈〉、，,。：:；; 的之"


def term(words: str) -> str:
    """What the documents call it. Words that are in no glossary stay as they are."""
    plain = _with_code(words.strip(_EDGES))
    if _LATIN.search(plain):
        bracketed = _BRACKETED.search(plain)
        if bracketed and len(_LATIN.findall(plain[: bracketed.start()])) > 0:
            return bracketed.group(1).strip(_EDGES)
        if len(_CJK.findall(plain)) >= 2:
            chinese = "".join(re.findall(r"[\u3400-\u9fff][\u3400-\u9fff“”（）()\d]*", plain))
            return chinese if len(_LATIN.findall(plain)) > 1 else plain
        return _translated(plain)
    return _balanced(plain)


_PARTED_CODE = re.compile(
    r"(?:[（(]\s*|(?:^|(?<=[\s”\"'])))(?:code|编码|科目编码|代码)?\s*(?<![\d.,\-])(\d{7}|\d{5}|\d{3})(?![\d.,年个人项万元号\-])\s*(?:[)）]|(?=\s|$|[\u4e00-\u9fff“]))",
    re.I,
)
_CODE = re.compile(
    r"[（(\s]*(?:code|编码|科目编码|代码)?\s*(?<![\d.,])(\d{7}|\d{5}|\d{3})(?![\d.,年个人项万元])[)）\s]*", re.I
)


def _with_code(words: str) -> str:
    """A code that stands behind or within a name, in front of it: 就业补助（208类07款） is 20807 就业补助."""
    parted = _PARTED_CODE.search(words)
    found = parted or _CODE.search(words)
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


def terms_in(words: str) -> tuple[str, ...]:
    """What the documents call the things that a text names in English, each once."""
    return tuple(dict.fromkeys(_glossary()[each] for each in _phrases().findall(words.lower())))


def _translated(words: str) -> str:
    return "".join(terms_in(words)) or words


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
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


@cache
def _aspects() -> tuple[tuple[str, re.Pattern[str]], ...]:
    said = loads(files("qa.data").joinpath("aspects.toml").read_text("utf-8"))["said"]
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in said.items())


def aspect_of(words: str) -> str:
    """The aspect of a topic that words ask for; the empty text where none is known."""
    return next((name for name, pattern in _aspects() if pattern.search(words)), "")
