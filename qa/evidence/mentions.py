"""Finds the institutions that a question mentions by their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.store.catalog.values import DocumentInfo
from qa.evidence.usual_names import is_short_for, office_types, organ_names, organ_of, place_names, spelling
from qa.plans.words import clean

_NOT_OFFICES = frozenset(
    {"拨款", "资金", "收入", "支出", "补助", "预算", "供养", "专户", "扶贫", "附加", "费附", "事业", "服务", "保障"}
)
_ALSO_SPENDING = frozenset(
    {"财政", "教育", "交通", "水利", "农业", "科技", "卫生", "商务", "体育", "文化", "民政", "审计", "环保", "林业"}
    | {"公安", "司法", "住建"}
)
"""Short names of offices that also begin a kind of money or spending (财政拨款, 教育支出)."""
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,7}?[局委办厅院所]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the question: its span ``start:end``, the documents it may mean, and whether it names a place."""

    start: int
    end: int
    text: str
    documents: frozenset[str]
    place: bool


class Names:
    """The names by which a store's documents can be called. Build one per store; it is immutable."""

    def __init__(self, documents: Sequence[DocumentInfo], members: dict[str, Iterable[str]]) -> None:
        """``members``: document id -> names of the sub-institutions in its tables."""
        self.documents = {document.id: document for document in documents}
        self._places: dict[str, set[str]] = {}
        self._organs: dict[str, set[str]] = {}
        self.members: dict[tuple[str, str], str] = {}
        for document in documents:
            self._add(document)
            for member in members.get(document.id, ()):
                names = {clean(member), clean(organ_of(member))}
                for name in names | {each.replace("社会保险", "社保") for each in names}:
                    if len(name) >= 4 and name not in {clean(each) for each in organ_names(document.institution)}:
                        self._organs.setdefault(name, set()).add(document.id)
                        self.members[name, document.id] = member

    def _add(self, document: DocumentInfo) -> None:
        for place in place_names(document.institution):
            self._places.setdefault(clean(place), set()).add(document.id)
        for organ in organ_names(document.institution):
            self._organs.setdefault(clean(organ), set()).add(document.id)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The names found in ``text``, in order; the longest match wins."""
        found: list[Mention] = []
        taken = [False] * len(text)
        names = [(name, ids, True) for name, ids in self._places.items()]
        names += [(name, ids, False) for name, ids in self._organs.items()]
        names += [(name, set(), False) for name in office_types() if name not in self._organs]
        for name, ids, place in sorted(names, key=lambda each: (not each[1], -len(each[0]), not each[2])):
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                beside = (
                    start == 0
                    or text[start - 1] in "省市县区旗州,"
                    or any(each.place and each.end == start for each in found)
                )
                if not any(taken[start:end]) and not _inside_a_word(text, start, end, name, place, beside):
                    taken[start:end] = [True] * len(name)
                    found.append(Mention(start, end, name, frozenset(ids), place))
                start = text.find(name, end)
        places = [each for each in found if each.place]
        found += [short for each in places if (short := self._shortened(text, each, found))]
        return tuple(sorted(found, key=lambda each: each.start))

    def _shortened(self, text: str, place: Mention, found: list[Mention]) -> Mention | None:
        """An office right behind its place, shortened to some of its characters in order: 文旅局 for 文化和旅游局. It
        replaces a kind of office by that name which the store does not have."""
        match = _OFFICE.match(text, place.end)
        over = [each for each in found if match and each.start < match.end() and each.end > place.end]
        if match is None or any(each.documents for each in over):
            return None
        short = match.group(0)
        ids = {each for each in place.documents if is_short_for(short, organ_of(self.documents[each].institution))}
        if not ids:
            return None
        for each in over:
            found.remove(each)
        return Mention(place.end, match.end(), short, frozenset(ids), False)

    def spelled_words(self, words: Sequence[str]) -> frozenset[str]:
        """Those of ``words`` that spell a place or an office."""
        known = {spelling(name) for names in (self._places, self._organs) for name in names if len(name) <= 4}
        return frozenset(word for word in words if word.lower().removesuffix("'s") in known)

    def spelled(self, words: Sequence[str]) -> tuple[Mention, ...]:
        """Names of places and offices written in pinyin (Jiyuan, Wanli)."""
        if not any(len(word) > 3 for word in words):
            return ()
        said = {word.lower().removesuffix("'s") for word in words if len(word) > 3}
        found = [
            Mention(0, 0, name, frozenset(ids), True)
            for names in (self._places, self._organs)
            for name, ids in names.items()
            if len(name) <= 4 and spelling(name) in said
        ]
        return tuple(found)


def _inside_a_word(text: str, start: int, end: int, name: str, place: bool, beside: bool) -> bool:
    """Whether a short place name is only the beginning of another name (红旗 in 红旗渠)."""
    if place:
        return len(name) == 2 and text[end : end + 1] in ("渠", "路", "河", "湖", "山", "镇", "乡")
    # 财政, 教育, 商务 are an office only right after a place or at the start, and not in 财政拨款.
    spending = name in _ALSO_SPENDING and (text[end : end + 2] in _NOT_OFFICES or text[end : end + 1] in "部支事")
    return len(name) == 2 and (not beside or spending or text[end : end + 1] == "厅")
