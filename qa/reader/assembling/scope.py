"""The documents that a question is about: institutions, years, kinds and variants as it says them, as the catalog
has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.execution.sources import Shelf
from qa.plans.slots import Docs, Union
from qa.reader.assembling.said import years_in
from qa.reader.linking.institutions import Institutions, Named

_KINDS = (
    ("决算", "决算"),
    ("预算", "预算"),
    ("绩效", "绩效"),
    ("自评", "绩效"),
    ("final account", "决算"),
    ("budget", "预算"),
)
Variant = Literal["", "部门", "单位", "本级"]
_VARIANTS: tuple[Variant, ...] = ("本级", "部门", "单位")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Scope:
    """What a thread of questions is about. ``unknown``: institutions that the store has not; ``kinds``: of documents,
    as the question says them."""

    institutions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    variant: Variant = ""
    all: bool = False
    groups: int = 0
    """How many mentions name them: one that means several offices is not several."""
    near: tuple[str, ...] = ()
    """Institutions at the place of an unknown one, of which it may be an office."""
    part: bool = False
    """Whether the unknown one is a part of the near one by its name."""

    @property
    def open(self) -> bool:
        return not self.institutions and not self.unknown and not self.all

    @property
    def several(self) -> bool:
        return self.groups > 1 or self.all


@dataclass(frozen=True, slots=True)
class Placed:
    """One choice of documents. ``year``: the slot that a figure needs where the document is of another year; ``back``:
    the figure is that of the year before; ``cost``: how far it is from what was said."""

    docs: Docs | Union
    each: bool = False
    year: int | None = None
    back: bool = False
    cost: float = 0.0
    office: str = ""
    """The office in the tables of the documents that is meant."""


def kinds_in(words: Sequence[str]) -> tuple[str, ...]:
    found = [kind for each in words for word, kind in _KINDS if word in each.lower()]
    return tuple(dict.fromkeys(found))


def variant_in(words: Sequence[str]) -> Variant:
    return next((variant for variant in _VARIANTS for each in words if variant in each), "")


def placed(scope: Scope, shelf: Shelf, years: tuple[int, ...] | None = None) -> list[Placed]:
    """The choices of documents for a scope, the nearest to what was said first."""
    years = scope.years if years is None else years
    if scope.unknown:
        return [Placed(Docs(institution=(*scope.institutions, *scope.unknown), year=years))]
    if scope.all:
        whole = Docs(year=years, kind=_held(shelf, Docs(year=years), scope.kinds))
        return [Placed(whole, each=True)]
    if scope.several:
        return _several(scope, shelf, years)
    return _one(scope.institutions, scope, shelf, years)


def _several(scope: Scope, shelf: Shelf, years: tuple[int, ...]) -> list[Placed]:
    own = [_one((each,), scope, shelf, years) for each in scope.institutions[:_MOST]]
    found = [choices[0] for choices in own]
    same = len({(each.docs.year, each.docs.kind) for each in found if isinstance(each.docs, Docs)}) == 1
    docs: Docs | Union
    if same and isinstance(found[0].docs, Docs):
        docs = found[0].docs.model_copy(update={"institution": scope.institutions[:_MOST]})
    else:
        docs = Union(of=tuple(each.docs for each in found))
    year = {each.year for each in found}
    back = all(each.back for each in found)
    return [Placed(docs, each=True, year=year.pop() if len(year) == 1 else None, back=back)]


def _one(institutions: tuple[str, ...], scope: Scope, shelf: Shelf, years: tuple[int, ...]) -> list[Placed]:
    base = Docs(
        institution=institutions,
        variant=scope.variant if _has(shelf, Docs(institution=institutions, variant=scope.variant)) else "",
    )
    if not years:
        return [Placed(base.model_copy(update={"kind": _held(shelf, base, scope.kinds)}))]
    found: list[Placed] = []
    for year in years[:1] if len(years) == 1 else years:
        found += _of_year(base, year, scope, shelf)
    return found if len(years) == 1 else [_of_years(base, years, scope, shelf), *found]


def _of_years(base: Docs, years: tuple[int, ...], scope: Scope, shelf: Shelf) -> Placed:
    """The documents of several years; the latest holds those before, too, where they have none of their own."""
    own = tuple(each for each in years if _has(shelf, base.model_copy(update={"year": (each,)})))
    docs = base.model_copy(update={"year": own or (max(years),)})
    return Placed(docs.model_copy(update={"kind": _held(shelf, docs, scope.kinds)}), each=len(own) > 1)


def _of_year(base: Docs, year: int, scope: Scope, shelf: Shelf) -> list[Placed]:
    own = base.model_copy(update={"year": (year,)})
    found: list[Placed] = []
    if _has(shelf, own) or not base.institution:
        found.append(Placed(own.model_copy(update={"kind": _held(shelf, own, scope.kinds)})))
    if not base.institution:
        return found
    after = base.model_copy(update={"year": (year + 1,)})
    if _has(shelf, after):
        kind = _held(shelf, after, scope.kinds)
        later = after.model_copy(update={"kind": kind})
        found += [
            Placed(later, back=True, cost=0.6 if found else 0.1),
            Placed(later, year=year, cost=0.8 if found else 0.2),
        ]
    if base.institution and _has(shelf, base):
        found.append(Placed(base, year=year, cost=1.2))
    return found or [Placed(own)]


def _held(shelf: Shelf, docs: Docs, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of which there are documents; a kind that there is none of is the stage of a figure."""
    return tuple(each for each in kinds if _has(shelf, docs.model_copy(update={"kind": (each,)})))


def _has(shelf: Shelf, docs: Docs) -> bool:
    return bool(shelf.choose(docs).sources)


def joined(texts: Sequence[tuple[str, int, int]], text: str) -> list[str]:
    """Mentions that stand side by side as one name: 岚县 + 人社局, 新乡市 + 的 + 人社局."""
    found: list[tuple[str, int]] = []
    for words, start, end in texts:
        if found and text[found[-1][1] : start] in ("", "的", " "):
            found[-1] = (found[-1][0] + words, end)
        else:
            found.append((words, end))
    return [each for each, _ in found]


def scope_of(
    mentions: Sequence[str],
    years: Sequence[str],
    kinds: Sequence[str],
    variants: Sequence[str],
    every: bool,
    institutions: Institutions,
) -> Scope:
    """The scope that words name. A mention that means several institutions (审计局 of two cities) keeps them all."""
    names = [institutions.named(each) for each in mentions]
    known = _narrowed([each for each in names if each.institutions])
    if known:  # English words beside a name that is known are its translation, or another part of the sentence
        names = [each for each in names if not (each.unknown and each.unknown.isascii())]
    return Scope(
        tuple(dict.fromkeys(each for name in known for each in name.institutions)),
        tuple(dict.fromkeys(each.unknown for each in names if each.unknown)),
        tuple(dict.fromkeys(year for each in years for year in years_in(each))),
        kinds_in(kinds),
        variant_in(variants),
        every and not known,
        len(known),
        tuple(dict.fromkeys(near for each in names for near in each.near)),
        any(each.part for each in names),
    )


def _narrowed(names: Sequence[Named]) -> list[Named]:
    """A wider mention (红旗区, 人社局) gives way to what it shares with a narrower one."""
    kept: list[Named] = []
    for each in names:
        others = [set(other.institutions) for other in names if other is not each]
        own = set(each.institutions)
        shared = [own & other for other in others if own & other and own - other]
        if shared and len(own) > 1:
            both = set.union(*shared)
            each = replace(each, institutions=tuple(name for name in each.institutions if name in both))
        kept.append(each)
    return kept
