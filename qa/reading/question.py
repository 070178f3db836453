"""A question in one spelling and the documents' own terms, with its years and its numerals."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.model.normalize import normalize

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d|[.,]\d)(?!万元|亿元|万(?!里)|元|人(?!社|力|民)|号|个)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(1\d|2\d)年(?!级)")
_WRITTEN_YEAR = re.compile("[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_DOUBLED = re.compile(
    r"(?:[A-Za-z][A-Za-z\-']*\s+)*(?:[\u4e00-\u9fff“”]{2,}|[A-Za-z\-']+)\s*[（(]([\u4e00-\u9fff“”（）]{2,})[)）]"
)
"""An English term followed by its Chinese equivalent in brackets; the Chinese one is used."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z\-']+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s,]+(?=\d{4})")
_BETWEEN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff”\"）)])[ \t\u3000]+(?=[\u4e00-\u9fff“\"（(])")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r'"([^"]{1,60})"|《([^》]{1,60})》|「([^」]{1,60})」')
_CHINESE_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九十")} | {"两": 2}
_TOP = re.compile(
    r"前([一二两三四五六七八九十]|\d{1,2})(?:名|位|个|大|项|家)?|(?:最.{1,2}的)([一二两三四五六七八九十]|\d{1,2})(?:个|家|项)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """``text``: for matching (normalised, English terms translated). ``raw``: as asked. ``years``: those named, in
    order. ``top``: N of 前N / 最大的N个, or None. ``quoted``: the texts in quotation marks."""

    raw: str
    text: str
    language: str
    years: tuple[int, ...]
    quoted: tuple[str, ...]
    top: int | None
    latin: tuple[str, ...]

    def matches(self, patterns: tuple[str, ...] | list[str]) -> str:
        """The first match of one of the patterns in the text, or the empty text."""
        return first_match(self.text, tuple(patterns))


def read_question(raw: str) -> Question:
    """The question in the documents' terms. Its language is that of most of its words."""
    translated, latin = _in_chinese(raw)
    text = normalize(_BETWEEN_WORDS.sub(",", _WRITTEN_YEAR.sub(_in_digits, translated)))
    quoted = tuple("".join(groups) for groups in _QUOTED.findall(text))
    return Question(raw.strip(), text, _language(raw), _years(text), quoted, _top(text), latin)


def _in_digits(year: re.Match[str]) -> str:
    """二〇二四 -> 2024."""
    return "".join("0" if each in "〇零○" else str(_CHINESE_DIGITS[each]) for each in year.group(0))


def first_match(text: str, patterns: tuple[str, ...]) -> str:
    found = _compiled(patterns).search(text)
    return found.group(0) if found else ""


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


def _language(raw: str) -> str:
    return "en" if 2 * len(_LATIN.findall(raw)) > len(_CJK.findall(raw)) else "zh"


def _years(text: str) -> tuple[int, ...]:
    found = [(match.start(), int(match.group(1))) for match in _YEAR.finditer(text)]
    found += [(match.start(), 2000 + int(match.group(1))) for match in _SHORT_YEAR.finditer(text)]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _top(text: str) -> int | None:
    found = _TOP.search(text)
    if not found:
        return None
    digits = found.group(1) or found.group(2)
    return int(digits) if digits.isdigit() else _CHINESE_DIGITS[digits]


def _in_chinese(raw: str) -> tuple[str, tuple[str, ...]]:
    """``raw`` with English phrases replaced by Chinese terms, and the English words left over."""
    if len(_LATIN.findall(raw)) < 2:
        told = _LATIN.sub(lambda found: "" if found.group(0).lower() in _stop_words() else found.group(0), raw)
        return told, tuple(_LATIN.findall(told))
    text = _phrases().sub(lambda found: _glossary()[found.group(0).lower()], raw)
    text = _DOUBLED.sub(r" \1 ", text)
    words = tuple(word for word in _LATIN.findall(text) if word.lower() not in _stop_words())
    return _BETWEEN_DIGITS.sub("、", _LATIN.sub(" ", text.replace("'s ", " "))), words


@cache
def _english() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("qa.data").joinpath("english.toml").read_text("utf-8"))


@cache
def _glossary() -> dict[str, str]:
    parts = [part for name, part in _english().items() if name != "stop"]
    return {english: chinese for part in parts for english, chinese in part.items()}


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_english()["stop"]["words"].split())


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_glossary(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


@cache
def cues() -> dict[str, dict[str, list[str]]]:
    """The cue words of ``qa/data/cues.toml``."""
    return tomllib.loads(resources.files("qa.data").joinpath("cues.toml").read_text("utf-8"))
