"""The documents that a question is about: institutions, years, kinds and variants as it says them, as the catalog
has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.execution.sources import Shelf
from qa.plans.slots import Docs, Union
from qa.reader.assembling.said import years_in
from qa.reader.linking.institutions import Institutions, Named
from qa.reader.linking.offices import Offices

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
    placeless: bool = False
    """Whether the unknown ones name no place and no usual office: they may be offices of what the thread is about."""
    offices: tuple[str, ...] = ()
    """The offices in the tables of the one institution that are asked about."""

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


def placed(scope: Scope, shelf: Shelf, years: tuple[int, ...] | None = None, planned: bool = False) -> list[Placed]:
    """The choices of documents for a scope, the nearest to what was said first. ``planned``: whether what was planned
    is asked for."""
    years = scope.years if years is None else years
    found = _placed(scope, shelf, years)
    return [*found, *(other for each in found for other in _of_one_kind(each, shelf, planned))]


def _of_one_kind(place: Placed, shelf: Shelf, planned: bool) -> list[Placed]:
    """A choice that holds documents of several kinds about one year, as each of them: where they differ, what was done
    is meant before what was planned, unless the words are of plans."""
    docs = place.docs
    if place.each or not isinstance(docs, Docs) or docs.kind or len(docs.institution) != 1:
        return []
    files = [source.info for source in shelf.choose(docs).sources]
    kinds = {each.main_kind for each in files}
    if len({each.year for each in files}) > 1 or len(kinds) < 2:
        return []
    order = ("预算", "决算", "绩效") if planned else ("决算", "预算", "绩效")
    ranked = sorted(kinds & set(order), key=order.index)
    return [
        replace(place, docs=docs.model_copy(update={"kind": (kind,)}), cost=place.cost + 0.2 * (at + 1))
        for at, kind in enumerate(ranked)
    ]


def _placed(scope: Scope, shelf: Shelf, years: tuple[int, ...]) -> list[Placed]:
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


def side_by_side(scope: Scope, shelf: Shelf, years: tuple[int, ...]) -> list[Placed]:
    """The documents of each institution of its own year (甲局2024年和乙局2025年); none where one has no such."""
    found = [_one((name,), scope, shelf, (year,))[0] for name, year in zip(scope.institutions, years, strict=True)]
    if any(each.back or each.year for each in found):
        return []
    return [Placed(Union(of=tuple(each.docs for each in found)), each=True)]


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


def joined(texts: Sequence[tuple[str, int, int]], text: str, institutions: Institutions) -> list[str]:
    """Mentions that stand side by side as one name: 岚县 + 人社局, 新乡市 + 的 + 人社局. Places before an office that
    they share have it, too: 红旗区、岚县和洪江区人社局."""
    found: list[tuple[str, int, int]] = []
    for words, start, end in texts:
        if found and (between := text[found[-1][2] : start]) in ("", "的", " "):
            found[-1] = (found[-1][0] + between.strip("的") + words, found[-1][1], end)
        else:
            found.append((words, start, end))
    names: list[str] = []
    office, behind = "", len(text)
    for words, start, end in reversed(found):
        own = institutions.office_in(words)
        shares = own == "" and office and _AND.fullmatch(text[end:behind])
        names.append(words + office if shares else words)
        office, behind = office if shares else own or "", start
    return names[::-1]


_AND = re.compile("和|与|跟|同|以?及|、|，|,")
"""What stands between places that share an office."""


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
        len({name.institutions for name in known}),
        tuple(dict.fromkeys(near for each in names for near in each.near)),
        any(each.part for each in names),
        all(each.placeless for each in names if each.unknown),
    )


def with_offices(scope: Scope, offices: Offices) -> Scope:
    """A scope whose unknown institutions are offices in the tables of the known one, or of one at their place. A name
    that its documents do not print as that of an office may still stand in their texts."""
    scope = _of_offices(scope, offices)
    if scope.variant != "本级" or len(scope.institutions) != 1 or not offices.only_as_office(scope.institutions[0]):
        return scope
    itself = offices.itself(scope.institutions[0]) or ("本级" if scope.offices else "")
    return replace(scope, offices=tuple(filter(None, (itself, *scope.offices))))


def _of_offices(scope: Scope, offices: Offices) -> Scope:
    owners = scope.institutions or scope.near
    if not scope.unknown:
        return scope
    found = {name: {each: own for each in owners if (own := offices.named(each, name))} for name in scope.unknown}
    held = [each for each in owners if all(len(of.get(each, ())) == 1 for of in found.values())]
    if len(held) == 1:
        named = tuple(dict.fromkeys(of[held[0]][0] for of in found.values()))
        return replace(scope, institutions=(held[0],), unknown=(), near=(), groups=1, offices=named)
    if owners and (scope.placeless or not scope.institutions) and not scope.several:
        return replace(scope, institutions=owners, unknown=(), near=(), groups=1, offices=scope.unknown)
    return scope


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
