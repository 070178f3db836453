"""Which documents a question is about: institutions by any usual name, years and kinds, linked against the catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.catalog_values import DocumentInfo
from ingest.vocabulary import load
from qa.plan import Scope
from qa.question import Question
from qa.words import clean

_REGION = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:自治区|自治州|自治县|示范区|开发区|新区|省|市(?!区)|(?<!自治)州(?![市区县])|盟|区|县|旗(?![区县])|街道|镇(?![市区县])|乡(?![市区县镇]))"
)
_REGION_SUFFIX = re.compile(r"(?:自治区|自治州|自治县|示范区|开发区|新区|省|市|州|盟|区|县|旗)$")
_STRANGER = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:市|县|区|旗|州|镇|乡|街道)")
_NOT_OFFICES = frozenset(
    {"拨款", "资金", "收入", "支出", "补助", "预算", "供养", "专户", "扶贫", "附加", "费附", "事业", "服务", "保障"}
)
_ALSO_SPENDING = frozenset(
    "财政 教育 交通 水利 农业 科技 卫生 商务 体育 文化 民政 审计 环保 林业 公安 司法 住建".split()
)
"""Short names of offices that are also the beginning of a kind of money or spending (财政拨款, 教育支出)."""
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,7}?[局委办厅院所]")
_COMMON_REGION_WORDS = re.compile(
    r"^(?:.*(?:全|本|各|该|我|辖|社|园|城|地|小|片|景|库|牧|林|矿|校|院|厂|老|新|郊|市|专|跨|县|分|农|半|非|超|菜|夜|股|楼|门|闹)(?:市|区|县|镇|乡)|.*乡镇|.*城镇|.*城乡|.*农村)"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in the question: ``start:end`` of its text, the documents that it may mean, whether it names a place."""

    start: int
    end: int
    text: str
    documents: frozenset[str]
    place: bool


class Names:
    """The names by which the documents of a store can be called. Build one a store; it is immutable."""

    def __init__(self, documents: Sequence[DocumentInfo], members: dict[str, Iterable[str]]) -> None:
        """``members``: document id -> names of the sub-institutions that stand in its tables."""
        self.documents = {document.id: document for document in documents}
        self._places: dict[str, set[str]] = {}
        self._organs: dict[str, set[str]] = {}
        self.members: dict[tuple[str, str], str] = {}
        for document in documents:
            self._add(document)
            for member in members.get(document.id, ()):
                for name in {clean(member), clean(organ_of(member))}:
                    if len(name) >= 4 and name not in {clean(each) for each in organ_names(document.institution)}:
                        self._organs.setdefault(name, set()).add(document.id)
                        self.members[name, document.id] = member

    def _add(self, document: DocumentInfo) -> None:
        for place in place_names(document.institution):
            self._places.setdefault(clean(place), set()).add(document.id)
        for organ in organ_names(document.institution):
            self._organs.setdefault(clean(organ), set()).add(document.id)

    def mentions(self, text: str) -> tuple[_Mention, ...]:
        """The names found in ``text``, longest first wins, in order."""
        found: list[_Mention] = []
        taken = [False] * len(text)
        names = [(name, ids, True) for name, ids in self._places.items()]
        names += [(name, ids, False) for name, ids in self._organs.items()]
        names += [(name, set(), False) for name in _office_types() if name not in self._organs]
        for name, ids, place in sorted(names, key=lambda each: (-len(each[0]), not each[2])):
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
                    found.append(_Mention(start, end, name, frozenset(ids), place))
                start = text.find(name, end)
        found += [short for each in found if each.place and (short := self._shortened(text, each, taken))]
        return tuple(sorted(found, key=lambda each: each.start))

    def _shortened(self, text: str, place: _Mention, taken: Sequence[bool]) -> _Mention | None:
        """An office right behind its place by characters of its name in order: 文旅局 for 文化和旅游局."""
        match = _OFFICE.match(text, place.end)
        if match is None or any(taken[place.end : match.end()]):
            return None
        short = match.group(0)
        ids = {each for each in place.documents if _is_short_for(short, organ_of(self.documents[each].institution))}
        return _Mention(place.end, match.end(), short, frozenset(ids), False) if ids else None

    def spelled_words(self, words: Sequence[str]) -> frozenset[str]:
        """Those of ``words`` that spell a place or an office."""
        known = {_spelling(name) for names in (self._places, self._organs) for name in names if len(name) <= 4}
        return frozenset(word for word in words if word.lower().removesuffix("'s") in known)

    def spelled(self, words: Sequence[str]) -> tuple[_Mention, ...]:
        """Names of places and offices written in pinyin (Jiyuan, Wanli)."""
        if not any(len(word) > 3 for word in words):
            return ()
        said = {word.lower().removesuffix("'s") for word in words if len(word) > 3}
        found = [
            _Mention(0, 0, name, frozenset(ids), True)
            for names in (self._places, self._organs)
            for name, ids in names.items()
            if len(name) <= 4 and _spelling(name) in said
        ]
        return tuple(found)


def _is_short_for(short: str, organ: str) -> bool:
    """Whether ``short`` is made of characters of ``organ`` in their order, from its first to its last."""
    rest = iter(organ)
    return short[0] == organ[0] and short[-1] == organ[-1] and all(each in rest for each in short)


@cache
def _spelling(name: str) -> str:
    from pypinyin import lazy_pinyin  # imported where a question is spelled in Latin letters: it loads a dictionary

    return "".join(lazy_pinyin(name))


def _inside_a_word(text: str, start: int, end: int, name: str, place: bool, beside: bool) -> bool:
    """Whether a short place name is only the beginning of another one (红旗 in 红旗渠)."""
    if place:
        return len(name) == 2 and text[end : end + 1] in ("渠", "路", "河", "湖", "山", "镇", "乡")
    # 财政, 教育, 商务: an office only right after a place or at the start, and not in 财政拨款.
    spending = name in _ALSO_SPENDING and (text[end : end + 2] in _NOT_OFFICES or text[end : end + 1] in "部支事")
    return len(name) == 2 and (not beside or spending or text[end : end + 1] == "厅")


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
    """What is left of an institution's name without its places: 人力资源和社会保障局."""
    rest = institution
    while (match := _REGION.match(rest)) and not match.group(0).endswith(("街道", "镇", "乡")):
        rest = rest[match.end() :]
    return rest.removeprefix("人民政府") or institution


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
    places = set(place_names(institution))
    return tuple(dict.fromkeys(each for each in found if len(each) >= 2 and each not in places))


@cache
def _offices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = load("institutions.toml")["offices"]
    pairs = [(full, (*row["short"], *row["full"])) for row in rows for full in row["full"]]
    return tuple(sorted(pairs, key=lambda each: -len(each[0])))


@cache
def _office_types() -> frozenset[str]:
    """Names of kinds of office (财政局, 民政局): enough to see that a question names one."""
    names = {name for full, shorts in _offices() for name in (full, *shorts)}
    return frozenset(name for name in names if len(name) >= 3 and name[-1] in "局委厅" and not name.startswith("街道"))


def resolve(question: Question, names: Names, text: str) -> tuple[Scope, tuple[tuple[int, int], ...]]:
    """The scope, and the spans of ``text`` (the cleaned question) that name it."""
    mentions = names.mentions(text)
    if not any(each.place for each in mentions):
        mentions = (*names.spelled(question.latin), *mentions)
    groups = _grouped(mentions, names)
    spans = tuple((each.start, each.end) for each in mentions)
    groups = [(label, _of_level(ids, label, text, names)) for label, ids in groups]
    stranger = _stranger(text, mentions)
    if stranger:
        return Scope((), (stranger,), unknown=stranger), spans
    if not groups:
        return Scope(tuple(names.documents), open=True), spans
    resolved = [(label, _narrowed(ids, question, names)) for label, ids in groups]
    unknown = next((label for label, ids in resolved if not ids), "")
    if unknown:
        return Scope((), tuple(label for label, _ in groups), unknown=unknown), spans
    documents = tuple(dict.fromkeys(each for _, ids in resolved for each in ids))
    members = tuple(
        (each, names.members[mention.text, each])
        for mention in mentions
        for each in documents
        if (mention.text, each) in names.members
    )
    labels = tuple(label for label, _ in resolved)
    return Scope(documents, labels, members=members, groups=tuple(ids for _, ids in resolved)), spans


def _of_level(ids: frozenset[str], label: str, text: str, names: Names) -> frozenset[str]:
    """区人社局, 县财政局 without a place: those of that level."""
    at = text.find(label)
    level = text[at - 1 : at] if at > 0 else ""
    if level not in ("区", "县", "市", "省") or (at > 1 and "\u4e00" <= text[at - 2] <= "\u9fff"):
        return ids
    kept = frozenset(
        each for each in ids if place_names(names.documents[each].institution)[-1:] and _innermost(names, each) == level
    )
    return kept or ids


def _innermost(names: Names, document_id: str) -> str:
    places = [each for each in place_names(names.documents[document_id].institution) if each[-1] in "省市区县"]
    return places[-1][-1] if places else ""


def _grouped(mentions: Sequence[_Mention], names: Names) -> list[tuple[str, frozenset[str]]]:
    """Neighbouring names joined (新乡市 + 红旗区 + 人社局); a bare organ beside places narrows them all."""
    chains = _chains(mentions)
    placed = [chain for chain in chains if any(each.place for each in chain)]
    bare = [
        chain for chain in chains if not any(each.place for each in chain) and any(each.documents for each in chain)
    ]
    if not placed:
        return [_meant(chain) for chain in bare][:4] or _typed(chains)
    found = [(chain[0].start, *_meant(chain)) for chain in placed]
    for chain in bare:
        label, ids = _meant(chain)
        if not any(ids & each for _, _, each in found):
            if len(chain[0].text) > 3:
                found.append((chain[0].start, label, ids))
        else:
            found = [(start, name, each & ids or each) for start, name, each in found]
    return _merged([(label, ids) for _, label, ids in sorted(found, key=lambda each: each[0])])


def _typed(chains: Sequence[Sequence[_Mention]]) -> list[tuple[str, frozenset[str]]]:
    """A type of institution alone (民政局), of which the store has none."""
    first = [chain for chain in chains if chain[0].start == 0 and not chain[0].documents]
    return [(first[0][0].text, frozenset())] if first else []


def _chains(mentions: Sequence[_Mention]) -> list[list[_Mention]]:
    chains: list[list[_Mention]] = []
    for mention in mentions:
        if chains and mention.start - chains[-1][-1].end <= 0 and (mention.place or chains[-1][-1].place):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains


def _meant(chain: Sequence[_Mention]) -> tuple[str, frozenset[str]]:
    ids = chain[0].documents
    for mention in chain[1:]:
        ids = ids & mention.documents
    return "".join(each.text for each in chain), ids


def _merged(found: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """One entry for each set of documents; a wider mention of the same institution gives way to the narrower."""
    kept: list[tuple[str, frozenset[str]]] = []
    for label, ids in found:
        if any(ids and ids >= other and ids != other for _, other in found if other):
            continue
        if ids not in [other for _, other in kept]:
            kept.append((label, ids))
    return kept


def _narrowed(ids: frozenset[str], question: Question, names: Names) -> tuple[str, ...]:
    """The documents of the years asked for (or, failing that, of the year after: they tell of the year before)."""
    found = [names.documents[each] for each in ids]
    for wanted in (question.years, tuple(year + 1 for year in question.years)):
        fitting = [each for each in found if each.year in wanted]
        if fitting:
            found = fitting
            break
    named = {kind for kind, cue in (("决算", "决算"), ("预算", "预算"), ("绩效", "绩效|自评|基础数据")) if re.search(cue, question.text)}
    fitting = [each for each in found if each.kind in named]
    if len(named) == 1 and fitting and _one_institution(found):
        found = fitting
    return tuple(each.id for each in sorted(found, key=lambda each: (-(each.year or 0), each.title)))


def _one_institution(documents: Sequence[DocumentInfo]) -> bool:
    return len({each.institution for each in documents}) == 1


def _stranger(text: str, mentions: Sequence[_Mention]) -> str:
    """A place or office that the question names and no document has: 牧野区 in 新乡市牧野区人社局."""
    after_place = {each.end for each in mentions if each.place}
    before_organ = {each.start for each in mentions if not each.place}
    for start in sorted({0, *after_place}):
        found = _STRANGER.match(text, start)
        if not found or _covered(found, mentions) or _COMMON_REGION_WORDS.match(found.group(0)):
            continue
        tail = text[found.end() : found.end() + 4]
        named = found.end() in before_organ or re.match(r"20\d\d|的?20\d\d年|人民政府", tail)
        if named:
            return text[:start] + found.group(0) if start else found.group(0)
    return _stranger_organ(text, mentions)


def _covered(found: re.Match[str], mentions: Sequence[_Mention]) -> bool:
    return any(each.start < found.end() and each.end > found.start() for each in mentions)


def _stranger_organ(text: str, mentions: Sequence[_Mention]) -> str:
    """A known kind of office right after a place, where no document is of both: 岚县 + 教育局."""
    for one, two in pairwise(mentions):
        if one.place and not two.place and one.end == two.start and not (one.documents & two.documents):
            return one.text + two.text
    return ""
