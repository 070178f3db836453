"""The documents that a question is about: institutions by any usual name, years and kinds, matched against the
catalog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.store.catalog.values import DocumentInfo
from qa.evidence.mentions import Mention, Names
from qa.evidence.usual_names import place_names
from qa.plans.plan import Scope
from qa.reading.question import Question

_STRANGER = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:市|县|区|旗|州|镇|乡|街道)")
_COMMON_REGION_WORDS = re.compile(
    r"^(?:.*(?:全|本|各|该|我|辖|社|园|城|地|小|片|景|库|牧|林|矿|校|院|厂|老|新|郊|市|专|跨|县|分|农|半|非|超|菜|夜|股|楼|门|闹)(?:市|区|县|镇|乡)|.*乡镇|.*城镇|.*城乡|.*农村)"
)


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
    """The institutions of one level, for 区人社局 or 县财政局 without a place."""
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


def _grouped(mentions: Sequence[Mention], names: Names) -> list[tuple[str, frozenset[str]]]:
    """Joins neighbouring names (新乡市 + 红旗区 + 人社局); an organ alone beside places narrows them all."""
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


def _typed(chains: Sequence[Sequence[Mention]]) -> list[tuple[str, frozenset[str]]]:
    """A kind of institution without a place (民政局), of which the store has none."""
    first = [chain for chain in chains if chain[0].start == 0 and not chain[0].documents]
    return [(first[0][0].text, frozenset())] if first else []


def _chains(mentions: Sequence[Mention]) -> list[list[Mention]]:
    chains: list[list[Mention]] = []
    for mention in mentions:
        if chains and mention.start - chains[-1][-1].end <= 0 and (mention.place or chains[-1][-1].place):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains


def _meant(chain: Sequence[Mention]) -> tuple[str, frozenset[str]]:
    ids = chain[0].documents
    for mention in chain[1:]:
        ids = ids & mention.documents
    return "".join(each.text for each in chain), ids


def _merged(found: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """One entry per set of documents; a wider mention of the same institution gives way to the narrower one."""
    kept: list[tuple[str, frozenset[str]]] = []
    for label, ids in found:
        if any(ids and ids >= other and ids != other for _, other in found if other):
            continue
        if ids not in [other for _, other in kept]:
            kept.append((label, ids))
    return kept


def _narrowed(ids: frozenset[str], question: Question, names: Names) -> tuple[str, ...]:
    """The documents of the asked years; failing that, those of the year after, which also report the year before."""
    found = [names.documents[each] for each in ids]
    for wanted in (question.years, tuple(year + 1 for year in question.years)):
        fitting = [each for each in found if each.year in wanted]
        if fitting:
            found = fitting
            break
    named = {
        kind
        for kind, cue in (
            ("决算", "决算"),
            ("预算", "预算"),
            ("绩效", "绩效(?!工资|奖|考核奖|自评)|自评(?=得分|评分|总分|表|报告)|基础数据"),
        )
        if re.search(cue, question.text)
    }
    fitting = [each for each in found if each.main_kind in named]
    if len(named) == 1 and fitting and _one_institution(found):
        found = fitting
    found = _of_variant(found, question)
    return tuple(each.id for each in sorted(found, key=lambda each: (-(each.year or 0), each.title)))


_VARIANT = {"本级": "本级", "单位": "单位(?:预算|决算)", "部门": "部门(?:预算|决算)|汇总"}


def _of_variant(found: list[DocumentInfo], question: Question) -> list[DocumentInfo]:
    """Of one institution's documents those of the office itself, of one unit or of the department, as asked."""
    named = {variant for variant, cue in _VARIANT.items() if re.search(cue, question.text)}
    fitting = [each for each in found if each.variant in named]
    return fitting if len(named) == 1 and fitting and _one_institution(found) else found


def _one_institution(documents: Sequence[DocumentInfo]) -> bool:
    return len({each.institution for each in documents}) == 1


def _stranger(text: str, mentions: Sequence[Mention]) -> str:
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


def _covered(found: re.Match[str], mentions: Sequence[Mention]) -> bool:
    return any(each.start < found.end() and each.end > found.start() for each in mentions)


def _stranger_organ(text: str, mentions: Sequence[Mention]) -> str:
    """A known kind of office right after a place, if no document has both: 岚县 + 教育局."""
    for one, two in pairwise(mentions):
        if one.place and not two.place and one.end == two.start and not (one.documents & two.documents):
            return one.text + two.text
    return ""
