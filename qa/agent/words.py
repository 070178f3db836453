"""Checks the words of a model's sentence against its ids: quotations, causes, comparisons, anything new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.model.figures import Direction, Role
from qa.agent.lexicon import bigrams, lexicon
from qa.agent.names import Names, compatible, names_thing
from qa.agent.notes import NotedCalculation, NotedFinding, NotedPassage, Notes
from qa.agent.reply import Said
from qa.agent.verbatim import exact, position
from qa.evidence.index import Figure
from qa.plans.words import clean, pairs

_QUOTED = re.compile(r"[“\"「]([^“”\"「」\n]{2,})[”\"」]")
_ID = re.compile(r"\[[FSPCK]\d{1,4}\]")
_CHINESE_RUN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'\-]+")
_CLAUSES = re.compile(r"[，,；;：:。.!！?？\n]")
_JOINERS = frozenset(
    "的了是在和与及或这那其为以之并由从到把被将按向对等也都还又则即共约各个为元万亿年月日度于所用有未无不而因就至比较占达"
)
_NEGATIONS = "不未没无非莫"
_AGREE = re.compile("不一致|不相符|不符|不相等|不等|一致|相符|相等|consistent|match|agree")
_RANKED = re.compile(
    "最高|最低|最大|最小|最多|最少|第一|首位|末位|居首|垫底|highest|lowest|largest|smallest|most|least"
)


@dataclass(frozen=True, eq=False)
class WordGuard:
    """Checks the words of sentences against the notes of a run."""

    notes: Notes
    names: Names
    question: str

    def unquoted(self, said: Said) -> tuple[str, list[str]]:
        """The sentence with its verbatim quotations blanked out, and the faults of its quotations."""
        sources = [self.text_of(each) for each in said.ids]
        faults: list[str] = []

        def blank(found: re.Match[str]) -> str:
            quote = exact(_ID.sub("", found.group(1)))
            for name, source in zip(said.ids, sources, strict=True):
                at = position(quote, exact(source))
                if at < 0:
                    continue
                if len(quote) >= 4 and exact(source)[max(0, at - 1) : at] in tuple(_NEGATIONS):
                    faults.append(f"“{found.group(1)[:30]}”漏引了前面的否定")
                faults.extend(self._attributed(_QUOTED.sub(" ", said.text[: found.start()]), name))
                return " " * len(found.group(0))
            if len(quote) > 12 or any(each.isdigit() for each in quote):
                faults.append(f"“{found.group(1)[:40]}”不是所标编号的原文")
            return found.group(0)

        return _QUOTED.sub(blank, said.text), faults

    def _attributed(self, lead: str, name: str) -> Iterator[str]:
        """Faults of a quotation that does not belong to the thing named before it."""
        here = self.names.last_thing(_ID.sub("", lead))
        noted = self.notes[name]
        if here and isinstance(noted, Figure) and not compatible(here, noted.words):
            yield f"{name}说的不是“{here}”"
        if (
            here
            and isinstance(noted, NotedPassage)
            and not compatible(here, pairs(noted.text) | pairs("|".join(noted.section)))
        ):
            yield f"{name}说的不是“{here}”"

    def faults(self, said: Said, text: str, before: str) -> Iterator[str]:
        """Faults of a sentence's words. ``text`` is the sentence without its verbatim quotations; ``before`` is the
        sentences before it."""
        plain = _ID.sub(" ", text)
        if not said.ids:
            if len(clean(plain)) > 1:
                yield f"“{said.plain[:30]}”这句话没有编号"
            return
        yield from (f"“{word}”不是确切的说法" for word in lexicon().vague if word in plain)
        yield from self._causes(said, plain)
        yield from self._comparisons(said, plain)
        yield from self._new_words(said, plain)

    def text_of(self, name: str) -> str:
        """Everything that the documents say under an id."""
        noted = self.notes[name]
        if isinstance(noted, NotedPassage):
            return noted.text
        if isinstance(noted, Figure):
            return noted.statement.sentence if not noted.cell else noted.fact.text
        if isinstance(noted, NotedFinding):
            return "。".join((noted.finding.message, *noted.finding.quotes))
        return "。".join(self.text_of(each) for each in noted.operands)

    # -------------------------------------------------------------------------------------------------- causes

    def _causes(self, said: Said, plain: str) -> Iterator[str]:
        found = lexicon().cause.search(plain)
        if found is None:
            return
        words = [each for each in said.ids if each[0] in "SP"]
        if not words:
            yield "原因要引用S或P编号的原文"
            return
        sources = [exact(self.text_of(each)) for each in words]
        for clause in _CLAUSES.split(plain[found.end() :]):
            bare = re.sub("^(?:是|为|在于|主要|有|如下|包括|which|is|that)+", "", exact(clause))
            held = any(position(bare, source) >= 0 for source in sources)
            if len(bare) > 2 and not held and not self._is_plain(bare):
                yield f"原因“{clause.strip()[:40]}”不是{'、'.join(words)}的原文，要逐字引用"
        yield from self._reason_direction(words, plain)

    def _reason_direction(self, words: list[str], plain: str) -> Iterator[str]:
        """A fault if a reason for a decrease is given for an increase, or the reverse."""
        said = {"up"} if any(each in plain for each in lexicon().up if len(each) > 1) else set()
        said |= {"down"} if any(each in plain for each in lexicon().down if len(each) > 1) else set()
        for name in words:
            noted = self.notes[name]
            if not isinstance(noted, Figure) or noted.cell or len(said) != 1:
                continue
            going = self._group_direction(noted)
            if going and said != {going}:
                yield f"{name}说的是{'增加' if going == 'up' else '减少'}的原因"

    def _group_direction(self, figure: Figure) -> str:
        index = self.names.asking.index(figure.document.id)
        same = [
            each.statement.direction
            for each in index.statements()
            if each.statement.role in (Role.CHANGE, Role.CHANGE_RATE)
            and each.statement.sentence == figure.statement.sentence
        ]
        found = {Direction.UP: "up", Direction.DOWN: "down"}
        kinds = {found[each] for each in same if each in found}
        return kinds.pop() if len(kinds) == 1 else ""

    # --------------------------------------------------------------------------------------------- comparisons

    def _comparisons(self, said: Said, plain: str) -> Iterator[str]:
        held = "".join(self.text_of(each) for each in said.ids if each[0] in "SPK") + self._finding_words(said)
        agree = _AGREE.search(plain)
        if agree and not any(each[0] == "K" for each in said.ids) and agree.group(0) not in held:
            yield f"“{agree.group(0)}”要有核对结果（K）为证"
        if agree and any(each[0] == "K" for each in said.ids) and not self._verdict_fits(said, agree.group(0)):
            yield f"“{agree.group(0)}”与核对结果相反"
        ranked = _RANKED.search(plain)
        if ranked and ranked.group(0) not in held:
            yield from self._ranked(said, plain, ranked)
        directed = {
            word
            for word in (*lexicon().up, *lexicon().down)
            if len(word) > 1 and re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", plain)
        }
        if directed and not any(self._moves(each) for each in said.ids):
            yield f"“{'、'.join(sorted(directed))}”没有依据：引用增减的S编号，或用calculate计算"

    def _finding_words(self, said: Said) -> str:
        return "".join(n.finding.message for each in said.ids if isinstance(n := self.notes[each], NotedFinding))

    def _verdict_fits(self, said: Said, word: str) -> bool:
        verdicts = {n.finding.verdict for each in said.ids if isinstance(n := self.notes[each], NotedFinding)}
        bad = word.startswith("不")
        return ("fail" in verdicts) if bad else not verdicts & {"fail", "not_checkable"}

    def _ranked(self, said: Said, plain: str, ranked: re.Match[str]) -> Iterator[str]:
        ranks = [
            n for each in said.ids if isinstance(n := self.notes[each], NotedCalculation) and n.operation == "rank"
        ]
        if not ranks:
            yield f"“{ranked.group(0)}”要先用calculate的rank排序，并引用它的编号"
            return
        lowest = re.search("低|小|少|末|垫|lowest|smallest|least", ranked.group(0))
        name = ranks[0].operands[-1 if lowest else 0]
        if not any(self._is_named(figure, plain) for figure in self.notes.figures_of(name)):
            yield f"“{ranked.group(0)}”的应是{name}"
        ids = {figure.origin.id for each in ranks[0].operands for figure in self.notes.figures_of(each)}
        for figure in self.notes.figures_of(name)[:1]:
            beyond = next(self._beyond(figure, ids, bool(lowest)), None)
            if beyond is not None:
                yield f"排序漏了“{beyond.name}”，“{ranked.group(0)}”不成立"

    def _beyond(self, top: Figure, ranked: set[str], lowest: bool) -> Iterator[Figure]:
        """Rows of the same column and level that a ranking left out although they lie beyond its first or last."""
        if not top.cell or top.value is None:
            return
        own = top.fact
        for each in self.names.asking.index(top.document.id).facts():
            fact = each.fact
            column = (fact.table_id, fact.column_path, fact.item.level, fact.institution, fact.subject)
            same = column == (own.table_id, own.column_path, own.item.level, own.institution, own.subject)
            if not same or each.value is None or not names_thing(each) or fact.id in ranked:
                continue
            if each.value < top.value if lowest else each.value > top.value:
                yield each

    def _is_named(self, figure: Figure, plain: str) -> bool:
        named = [figure.name, clean(figure.document.institution)]
        if figure.cell:
            named += [clean(figure.fact.subject), clean(figure.fact.institution)]
        return any(each and each in clean(plain) for each in named)

    def _moves(self, name: str) -> bool:
        """Whether an id states a change or a difference."""
        noted = self.notes[name]
        if isinstance(noted, NotedCalculation):
            return noted.operation in ("difference", "growth", "rank", "made")
        if isinstance(noted, NotedFinding):
            return True
        text = self.text_of(name)
        return any(word in text for word in (*lexicon().up, *lexicon().down) if len(word) > 1)

    # ------------------------------------------------------------------------------------------------ new words

    def _new_words(self, said: Said, plain: str) -> Iterator[str]:
        known = self._known(said)
        allowed = frozenset().union(lexicon().pairs, *(bigrams(each) for each in known))
        for run in _CHINESE_RUN.findall(plain):
            yield from (f"“{stray}”不在所引的内容里" for stray in _strays(run, allowed))
        latin = {word.lower() for each in known for word in _LATIN.findall(each)} | lexicon().english
        yield from (f"“{word}”不在所引的内容里" for word in _LATIN.findall(plain) if word.lower() not in latin)

    def _known(self, said: Said) -> list[str]:
        """Text that may be repeated: the question, and what stands at and around the ids."""
        found = [self.question]
        for name in said.ids:
            found.append(self.text_of(name))
            noted = self.notes[name]
            if isinstance(noted, NotedPassage):
                found += [*noted.section, noted.document.title, noted.document.institution]
            for figure in self.notes.figures_of(name):
                found += _described(figure)
        return found

    def _is_plain(self, text: str) -> bool:
        return not list(_strays(text, lexicon().pairs))


def _described(figure: Figure) -> list[str]:
    found = [
        figure.document.title,
        figure.document.institution,
        figure.name,
        figure.stage.value,
        figure.side.value,
        figure.fund.value,
    ]
    if figure.cell:
        fact = figure.fact
        found += [
            fact.subject,
            fact.institution,
            fact.item.name,
            *fact.item.path,
            *fact.row_path,
            *fact.column_path,
            fact.measure,
            fact.unit,
        ]
        found += [figure.table.title, *figure.table.section] if figure.table else []
        return found
    statement = figure.statement
    return [
        *found,
        statement.sentence,
        statement.subject,
        statement.item.name,
        statement.compared_with,
        *statement.section,
    ]


def _strays(run: str, allowed: frozenset[str]) -> Iterator[str]:
    """The parts of a run of characters that no allowed pair covers."""
    covered = [character in _JOINERS for character in run]
    for at in range(len(run) - 1):
        if run[at : at + 2] in allowed:
            covered[at] = covered[at + 1] = True
    stray = "".join(character if not covered[at] else " " for at, character in enumerate(run))
    yield from (each for each in stray.split() if len(each) > 1)
