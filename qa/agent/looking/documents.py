"""The documents as a model names them, D1, D2 …; those that the question may mean come first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.model.normalize import name_key
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.document_names import kind_of
from qa.execution.sources import Shelf, Source
from qa.plans.slots import Docs
from qa.plans.words import in_order, pairs

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORTEST, _LONGEST = 3, 24
_ENDINGS = (*"局委院办会府所校部厅处站县区市协镇乡", "中心", "大学", "街道")
_PLACES = ("街道", "镇", "乡")
FEW = 12
"""Documents that are listed unasked."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text that names institutions."""

    start: int
    end: int
    institutions: frozenset[str]


def mentions(text: str, institutions: Sequence[str]) -> tuple[Mention, ...]:
    """Where a text names institutions, in full or by a shorter form: its characters in this order, to the same end.
    Of forms that overlap the longest counts; one that fits many institutions names them all."""
    found: list[Mention] = []
    keys = {each: name_key(each) for each in institutions if pairs(each) & pairs(text) or _loosely(each, text)}
    for run in _RUN.finditer(text):
        for start in range(len(run.group(0)) - 1):
            found += _from(run.group(0)[start:], run.start() + start, keys)
    kept: list[Mention] = []
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def _loosely(institution: str, text: str) -> bool:
    return len(set(institution) & set(text)) >= _SHORTEST


def _from(text: str, at: int, keys: dict[str, str]) -> Iterable[Mention]:
    """The longest form that begins a text."""
    for length in range(min(_LONGEST, len(text)), _SHORTEST - 1, -1):
        short = text[:length]
        if not short.endswith(_ENDINGS):
            continue
        named = frozenset(each for each, key in keys.items() if in_order(short, key) and _ends_alike(short, key))
        if named:
            return [Mention(at, at + length, named)]
    place = text[:2]
    named = frozenset(each for each, key in keys.items() if key.startswith(place))
    inner = tuple(f"{above}{place}{below}" for above in "市省州" for below in "区县市")
    named = named or frozenset(each for each, key in keys.items() if any(within in key for within in inner))
    return [Mention(at, at + 2, named)] if 0 < len(named) <= 3 else []


def _ends_alike(short: str, key: str) -> bool:
    return short[-1] in key[-3:] or short.endswith(_PLACES)


@dataclass(slots=True)
class Documents:
    """The publications of a store under ids that hold for one run. ``question``: what may name them; ``hinted``: ids of
    documents that it may be about, where it names none."""

    shelf: Shelf
    question: str
    hinted: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    """The institutions that the question names."""
    _known: list[Source] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = mentions(self.question, self.shelf.institutions)
        best = [_most_of(each, self.question) for each in found]
        self.named = tuple(dict.fromkeys(name for each in best for name in sorted(each)))

    def id_of(self, document: DocumentInfo) -> str:
        """The id of the publication that a document belongs to."""
        at = next((at for at, each in enumerate(self._known) if document in each.files), None)
        if at is None:
            own = self.shelf.choose(Docs(institution=(document.institution,))).sources
            self._known.append(next((each for each in own if document in each.files), Source((document,))))
            at = len(self._known) - 1
        return f"D{at + 1}"

    def known(self) -> str:
        """The ids that were given so far."""
        self._know_likely()
        return "、".join(f"D{at}" for at in range(1, len(self._known) + 1))

    def unknown_in(self, plan: str) -> tuple[str, ...]:
        """The ids of documents that a plan uses and that were neither given nor defined in it."""
        self._know_likely()
        used = dict.fromkeys(re.findall(r"\bD\d+\b", re.sub(r'"[^"\n]*"', '""', plan)))
        own = set(re.findall(r"^\s*(D\d+)\s*=", plan, re.MULTILINE))
        return tuple(each for each in used if each not in own and int(each[1:]) > len(self._known))

    def listed(self, name: str = "", english: bool = False) -> str:
        """Lines of the documents that the question may mean, or that ``name`` names; how many others there are."""
        chosen = self.likely() if not name.strip() else self._of_name(name.strip())
        lines = [self._line(each) for each in chosen[: 2 * FEW]]
        shown = sum(len(each.files) for each in chosen[: 2 * FEW])
        rest = len(self.shelf.documents) - shown
        if lines and not name.strip() and not self.named:
            lead = "问题没有写明库里的单位，可能是：", "The question names no office of the store; it may be of:"
            lines.insert(0, lead[english])
        more = f"另有{rest}份文件，用 list_documents(name=名称) 查"
        if english:
            more = f"{rest} more documents; find them with list_documents(name=…)"
        return "\n".join((*lines, *([more] if rest and lines else [])))

    def likely(self) -> list[Source]:
        """Those of the institutions that the question names, the named years first; else those that were hinted at;
        else all if they are few."""
        names = self.named or tuple(
            self.shelf.by_id[each].institution for each in self.hinted if each in self.shelf.by_id
        )
        names = names or self.shelf.institutions[: 3 * FEW]
        found = [each for name in dict.fromkeys(names) for each in self._own(name)]
        years = {int(each) for each in _YEAR.findall(self.question)}
        return sorted(found, key=lambda each: each.info.year not in years)

    def _own(self, institution: str) -> list[Source]:
        return list(self.shelf.choose(Docs(institution=(institution,))).sources)

    def _of_name(self, name: str) -> list[Source]:
        years = tuple(int(each) for each in _YEAR.findall(name))
        bare = _YEAR.sub("", name).replace("年", "").strip()
        found = list(self.shelf.choose(Docs(institution=(bare,) if bare else (), year=years)).sources)
        key = name_key(name)
        titled = (each for each in self.shelf.documents if key in name_key(f"{each.title}{each.file}"))
        return found or [self._known[int(self.id_of(each)[1:]) - 1] for each in titled]

    def _line(self, each: Source) -> str:
        info, short = each.info, self.id_of(each.info)
        fellows = self.shelf.fellows(info)
        alike = [o for o in fellows if (o.year, o.kind, o.variant) == (info.year, info.kind, info.variant)]
        file = f" | {info.file}" if len(alike) > len(each.files) else ""
        return f"{short} | {info.institution} | {info.year or '?'} | {kind_of(info)}{file}"

    def meant(self, name: str) -> list[Source]:
        """The publications of ids or of a name; the likely ones where none is given."""
        if not name.strip():
            return self.likely()[:FEW]
        self._know_likely()
        wanted = [each.upper() for each in re.split(r"[,，、\s]+", name.strip()) if each]
        ids = {f"D{at}": each for at, each in enumerate(self._known, 1)}
        return [ids[each] for each in wanted] if all(each in ids for each in wanted) else self._of_name(name.strip())

    def _know_likely(self) -> None:
        """Gives the likely documents the first ids, as a list of them would."""
        if not self._known:
            for each in self.likely()[: 2 * FEW]:
                self.id_of(each.info)

    def as_plan(self, plan: str) -> str:
        """Lines that define the ids which a plan in the notation uses."""
        self._know_likely()
        used = set(re.findall(r"\bD(\d+)\b", plan))
        return "".join(
            f"D{at} = docs(file={json.dumps([each.file for each in source.files], ensure_ascii=False)})\n"
            for at, source in enumerate(self._known, 1)
            if str(at) in used and not re.search(rf"^\s*D{at}\s*=", plan, re.MULTILINE)
        )


def _most_of(mention: Mention, question: str) -> frozenset[str]:
    """Of institutions that one short form fits, those whose place the question names as well."""
    near = {each: len(pairs(each) & pairs(question)) for each in mention.institutions}
    most = max(near.values())
    return frozenset(each for each, number in near.items() if number == most)
