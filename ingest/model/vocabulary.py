"""The field's glossary: kinds of table, measures, classifications, names in use. The words are in ``data/``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.model.figures import Fund, Side, Stage
from ingest.model.normalize import normalize


def load(name: str) -> dict[str, Any]:
    """The parsed ``data/<name>``."""
    return tomllib.loads(files("ingest.data").joinpath(name).read_text(encoding="utf-8"))


WordSet = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind of table, and the side, fund and stage that it implies (``UNKNOWN``: stated elsewhere)."""

    key: str
    name: str
    titles: tuple[WordSet, ...]
    columns: tuple[WordSet, ...]
    columns_first: bool
    weight: int
    side: Side
    fund: Fund
    stage: Stage


@dataclass(frozen=True, slots=True)
class Measure:
    """The meaning of a column's figure for its row. ``kind``: total, money, rate, score, count, target, change or
    words."""

    name: str
    kind: str
    unit: str
    parent: bool
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document. ``like``: the main kind (预算, 决算, 绩效) that its figures are read as, or empty."""

    name: str
    like: str
    words: tuple[WordSet, ...]
    without: WordSet

    def score(self, title: str) -> int:
        """How many characters of a normalized title speak for the kind; 0 where a word speaks against it."""
        return 0 if any(word in title for word in self.without) else _score(self.words, title)


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """Every kind of ``data/document_kinds.toml``."""
    return tuple(
        DocumentKind(row["name"], row["like"], _word_sets(row["words"]), tuple(map(normalize, row.get("without", ()))))
        for row in load("document_kinds.toml")["kinds"]
    )


@cache
def main_kind(kind: str) -> str:
    """``预算``, ``决算`` or ``绩效``, as which the figures of a document of this kind are read, or empty."""
    return next((row.like for row in document_kinds() if row.name == kind), "")


def _word_sets(sets: Iterable[str]) -> tuple[WordSet, ...]:
    return tuple(tuple(normalize(word) for word in words.split()) for words in sets)


def _table_kinds() -> Mapping[str, TableKind]:
    return {
        key: TableKind(
            key=key,
            name=row["name"],
            titles=_word_sets(row.get("titles", ())),
            columns=_word_sets(row.get("columns", ())),
            columns_first=row.get("columns_first", False),
            weight=row.get("weight", 0),
            side=Side(row.get("side", "")),
            fund=Fund(row.get("fund", "")),
            stage=Stage(row.get("stage", "")),
        )
        for key, row in load("table_kinds.toml").items()
    }


def _measures() -> Mapping[str, Measure]:
    return {
        name: Measure(name, row["kind"], row.get("unit", ""), row.get("parent", False), tuple(row["synonyms"]))
        for name, row in load("measures.toml").items()
    }


TABLE_KINDS: Mapping[str, TableKind] = _table_kinds()
MEASURES: Mapping[str, Measure] = _measures()

_CLASSIFICATION = load("classification.toml")
FUNCTIONAL_CATEGORIES: Mapping[str, str] = {code: names[0] for code, names in _CLASSIFICATION["functional"].items()}
"""类 of the functional classification: ``208`` -> ``社会保障和就业支出``."""
ECONOMIC_ITEMS: Mapping[str, str] = _CLASSIFICATION["economic"]
"""类 and 款 of the departments' economic classification: ``30201`` -> ``办公费``."""
GOVERNMENT_ECONOMIC_ITEMS: Mapping[str, str] = _CLASSIFICATION["government_economic"]

ITEM_ALIASES: Mapping[str, tuple[str, ...]] = {
    normalize(said).lower(): tuple(printed) for said, printed in load("aliases.toml")["items"].items()
}
"""Everyday names of a line item (normalized, lower case) -> printed names, likeliest first."""

_MEASURE_OF: Mapping[str, str] = {
    normalize(word): measure.name for measure in MEASURES.values() for word in (measure.name, *measure.synonyms)
}


def canonical_measure(text: str) -> str:
    """The key of ``MEASURES`` that a header text names, or empty. The text must have no unit and no year."""
    return _MEASURE_OF.get(normalize(text), "")


# ------------------------------------------------------------------------------------------------- kinds of table

_TITLE_NOISE = re.compile(
    r"(?:19|20)\d\d(?:年度?|-)|^(?:公开|附表?|表|附件)[\d一二三四五六七八九十]+[-\d]*表?[:、.]?|^[一二三四五六七八九十]+、|^\(?[一二三四五六七八九十\d]+[).、]"
)


def _score(sets: Iterable[WordSet], text: str) -> int:
    return max((sum(map(len, words)) for words in sets if all(word in text for word in words)), default=0)


def _best(scores: Mapping[str, int]) -> str:
    key = max(scores, key=lambda kind: scores[kind], default="")
    return key if key and scores[key] > 0 else ""


def table_kind(title: str, column_paths: Sequence[tuple[str, ...]] = ()) -> str:
    """The key of ``TABLE_KINDS`` for a printed title and the header paths; ``other`` if neither tells."""
    plain = _TITLE_NOISE.sub("", normalize(title))
    header = "|".join(normalize(text) for path in column_paths for text in path)
    return (
        _by_columns(header, first=True)
        or _best({k.key: s + k.weight for k in TABLE_KINDS.values() if (s := _score(k.titles, plain))})
        or _by_columns(header, first=False)
        or "other"
    )


def _by_columns(header: str, first: bool) -> str:
    kinds = (kind for kind in TABLE_KINDS.values() if kind.columns_first or not first)
    return _best({k.key: s + k.weight for k in kinds if header and (s := _score(k.columns, header))})


# ------------------------------------------------------------------------------------------------- classifications


def _category_key(name: str) -> str:
    """A category's name without variable endings: 农林水事务支出, 农林水事务, 农林水 are one."""
    return re.sub(r"(?:事务)?(?:等)?(?:事务)?(?:支出)?$", "", normalize(name))


@cache
def _category_codes() -> Mapping[str, str]:
    names = _CLASSIFICATION["functional"]
    return {_category_key(name): code for code, variants in names.items() for name in variants}


def functional_code(name: str) -> str:
    """The code of the functional 类 with that name, in the spelling of any year, or empty."""
    return _category_codes().get(_category_key(name), "")


def is_economic(code: str) -> bool:
    """Whether ``code`` is of the departments' economic classification (301 to 399): a 类, a 款, or what a place divides
    a 款 into (``3021101``)."""
    return code[:3] in ECONOMIC_ITEMS and len(code) in (3, 5, 7)


def is_government_economic(code: str) -> bool:
    """Whether ``code`` is of the governments' economic classification (501 to 599)."""
    return code[:3] in GOVERNMENT_ECONOMIC_ITEMS and len(code) in (3, 5)


def is_functional(code: str) -> bool:
    """Whether ``code`` is of the functional classification: 类 201 to 234, with its 款 and 项."""
    return code[:3] in FUNCTIONAL_CATEGORIES and len(code) in (3, 5, 7)


def level_of(code: str) -> str:
    """``类``, ``款`` or ``项`` of a classification code, else empty."""
    if is_functional(code) or is_economic(code) or is_government_economic(code):
        return {3: "类", 5: "款", 7: "项"}[len(code)]
    return ""
