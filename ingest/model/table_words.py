"""The words of ``data/tables.toml``, compiled: which texts are headers, labels, captions or keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from ingest.model.normalize import normalize

_DATA = files("ingest.data") / "tables.toml"
_BRACKETED_TAIL = re.compile(r"\((?:[^()]{0,4}元|\d+分?(?:[*×]执行率)?|%|人|个|辆|台|套|[A-Z](?:/[A-Z])?)\)$")


@lru_cache(maxsize=1 << 16)
def normal(text: str) -> str:
    """``text`` in the spelling of the words of ``tables.toml``."""
    return normalize(text)


@lru_cache(maxsize=1 << 16)
def says(text: str, words: str) -> bool:
    """Whether the whole ``text`` is one of ``words``, a dotted key of ``tables.toml`` such as ``columns.labels``.

    A bracketed unit or full score at its end (``分值(20)``, ``项目资金（万元）``) is ignored."""
    plain = normal(text)
    pattern = _compiled(words)
    return bool(pattern.fullmatch(plain) or pattern.fullmatch(_BRACKETED_TAIL.sub("", plain)))


def caption_pattern(name: str) -> re.Pattern[str]:
    """The pattern ``captions.NAME``, for searching normalised text."""
    return _compiled(f"captions.{name}")


def key_order(text: str) -> int:
    """The position of a sheet's key among ``sheets.keys``; their number if ``text`` is none."""
    keys = _words("sheets.keys")
    plain = normal(text)
    return next((place for place, key in enumerate(keys) if re.fullmatch(key, plain)), len(keys))


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in _words(words)))


@cache
def _words(words: str) -> Sequence[str]:
    table, _, key = words.partition(".")
    found = _loaded()[table][key]
    return [found] if isinstance(found, str) else found


@cache
def _loaded() -> dict[str, dict[str, str | list[str]]]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
