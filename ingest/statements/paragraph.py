"""Reads one paragraph from left to right: each figure and reason, and what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from ingest.model.document import Paragraph
from ingest.model.figures import Direction, DocumentContext, Fund, LineItem, Role, Side, Stage, Statement
from ingest.sections.numbering import numbering_of
from ingest.statements.clauses import Compact, Span, clause_end, compact, sentences
from ingest.statements.counted import end_of_counted
from ingest.statements.cues import CUES
from ingest.statements.figures import Figure, figures_in, unit_of
from ingest.statements.items import topic_of, with_parents
from ingest.statements.lead_start import lead_start
from ingest.statements.leads import Lead, lead_before
from ingest.statements.naming import VISITS, Naming, Said
from ingest.statements.nothing import nothing_stated
from ingest.statements.reasons import Reason, read_reason_lead, reasons_in
from ingest.statements.roles import role_of
from ingest.statements.scope import compared_year, fund_of, is_of_money, side_in, stage_of, stated_year
from ingest.statements.section_words import SectionWords
from ingest.statements.spelled import chains
from ingest.statements.state import Change, State

_OF_MONEY = {Role.CHANGE_RATE, Role.SHARE, Role.COMPLETION_RATE, Role.CHANGE}
_BALANCE = re.compile(r"本年(?:收入|支出)|年[初末]结转")  # of the fund that the sentence began with


def _is_label(statement: Statement) -> bool:
    """A cell of a lost table, a % that nothing leads up to (the label of a chart), a count of nothing: what it is of
    cannot be told."""
    if statement.unit in CUES.counting and not statement.item.name:
        return True
    bare = statement.role is Role.RATE and not re.search(r"[一-鿿]", statement.text.split(str(statement.value))[0])
    return "|" in statement.text or bare


class ParagraphReader:
    """Reads one paragraph. ``state`` is its latest subject."""

    def __init__(self, paragraph: Paragraph, words: SectionWords, document: DocumentContext, group: str) -> None:
        self.compact: Compact = compact(paragraph.text)
        self.text = self.compact.text
        words = words.for_paragraph(self.text)
        self.paragraph, self.words, self.document, self.group = paragraph, words, document, group
        self.chains = chains(self.text, words.category)
        self.reasons = reasons_in(self.text)
        found = topic_of(self.text)
        self.topic: LineItem | None = found[1] if found else None
        self.naming = Naming(self.text, self.chains, self.topic, found[0] if found else 0, words.item)
        start = self.topic or words.opened or words.item
        wholes = [words.whole] if words.whole else []
        self.state = State(start, start, start, wholes, len(wholes), listed_base=words.compared_with)
        self.state.fund_words = dict(words.fund_words)
        self.groups = dict(words.groups)

    def statements(self) -> Iterator[Statement]:
        """The statements of the paragraph in reading order, without ids."""
        for start, end in sentences(self.text):
            self.state.open_sentence(self.text, start)
            numbering = numbering_of(self.text[start:end])
            yield from self._sentence(start + numbering.length if numbering else start, (start, end))

    def _sentence(self, floor: int, sentence: Span) -> Iterator[Statement]:
        outside: State | None = None
        for event in self._events(sentence):
            position = event.start if isinstance(event, Figure) else event.cue_start
            bracketed = self.text.count("(", floor, position) > self.text.count(")", floor, position)
            if self.text.find(")", floor, position) != -1 and outside and not bracketed:
                self.state, outside = outside, None
            if bracketed and not outside:
                outside = self.state.kept()
            if isinstance(event, Reason):
                self._walk(floor, event.cue_start)
                yield from self._reason(event, floor)
                floor = event.start
            else:
                inside = any(reason.start <= event.start < reason.end for reason in self.reasons)
                if not inside:
                    self._walk(floor, event.start)
                found = self._figure(event, floor, sentence, inside)
                yield from (statement for statement in found if not _is_label(statement))
                floor = end_of_counted(self.text, event, found[-1].item.name)
        self._walk(floor, sentence[1])
        yield from self._none_stated(floor, sentence)

    def _events(self, sentence: Span) -> list[Figure | Reason]:
        reasons = [reason for reason in self.reasons if sentence[0] <= reason.cue_start < sentence[1]]
        figures = [
            figure
            for figure in figures_in(self.text, *sentence)
            if not (figure.flat and any(reason.cue_start <= figure.start < reason.end for reason in self.reasons))
            and not any(start <= figure.start < end for start, end, _ in self.chains)
        ]
        return sorted(
            [*figures, *reasons], key=lambda event: event.start if isinstance(event, Figure) else event.cue_start
        )

    def _walk(self, start: int, end: int) -> None:
        self.state.walk(self.text, self.chains, start, end, self.document.institution)

    # --------------------------------------------------------------------------------------------------- one figure

    def _figure(self, figure: Figure, floor: int, sentence: Span, inside: bool) -> list[Statement]:
        state, before = self.state, self.text[sentence[0] : figure.start]
        clause = lead_start(self.text, self.chains, floor, figure.start)
        lead_text = self.text[clause : figure.start]
        lead = lead_before(figure, lead_text, self.document.institution)
        if lead.vague == "支出" and lead.stage is Stage.UNKNOWN and not lead.role and self.document.kind == "决算":
            lead = replace(lead, stage=Stage.FINAL)  # 2024年预算5万元,支出4万元
        role = role_of(lead, figure, bool(state.completes) and lead_text in {"的", ""})
        state.open_purpose(lead_text, figure.unit)
        item = self.naming.item(Said(figure, lead, role, clause, inside), state)
        compared = state.compared(lead, role, before)
        measured = CUES["measured_by"].search(lead_text)
        if not inside:
            goes_on = replace(lead, stage=Stage.UNKNOWN) if measured else lead  # the sentence stays with the final
            self._remember(goes_on, role, item, before, figure, compared)
        if lead_text:
            state.completes = measured.group(1) if measured else lead.compared_with if role is Role.TARGET else ""
        as_of = "" if figure.unit in {*CUES.money, *CUES.percent} else state.as_of
        statement = partial(
            self._statement,
            subject=re.sub(r"^(?:[”\"》]+(?:科目)?|[、,，:;。])+", "", lead_text) or item.name,
            role=role,
            figure=figure,
            direction=Direction.FLAT if figure.flat else lead.direction,
            compared_with=compared,
            year=compared_year(role, lead.compared_with, self.document.year)
            or self._year(lead, as_of + before + lead_text),
            stage=lead.stage,
            span=(clause, max(clause_end(self.text, figure.end, sentence[1]), figure.end)),
            sentence=sentence,
            lead_text=lead_text,
        )
        return [statement(item=each) for each in state.each_of(item, lead, role, lead_text)]

    def _remember(self, lead: Lead, role: Role, item: LineItem, before: str, figure: Figure, compared: str) -> None:
        if role in {Role.CHANGE, Role.CHANGE_RATE}:
            direction = Direction.FLAT if figure.flat else lead.direction
            if not any(change.item == item for change in self.state.changes):
                self.state.changes.append(Change(item, figure.start, direction, compared))
        if figure.unit in CUES.money:
            self.state.of_money.add(item)
        explains = figure.unit not in {*CUES.money, *CUES.percent} and "用于" in before[-40:].rsplit("，", 1)[-1]
        aside = explains or (figure.unit in VISITS and item.name.endswith(figure.unit))
        if not CUES["measures"].search(item.name) and not CUES["set_aside"].search(lead.noun) and not aside:
            self.state.remember(lead, role, item, before, figure.unit)
        self.state.last = item if item.name and not aside else self.state.last
        self.state.of_unit[figure.unit] = item

    def _year(self, lead: Lead, before: str = "") -> int | None:
        return stated_year(lead.year or self.state.year, self.document.year, before)

    # --------------------------------------------------------------------------------------------------- one reason

    def _reason(self, reason: Reason, floor: int) -> Iterator[Statement]:
        lead_text = self.text[max(reason.lead_start, floor) : reason.cue_start]
        lead = read_reason_lead(lead_text, self.document.institution)
        for change in self._reason_changes(lead, lead_text, reason):
            yield self._statement(
                item=change.item,
                subject=lead_text,
                role=Role.REASON,
                figure=None,
                direction=change.direction,
                compared_with=change.compared_with,
                year=self._year(lead),
                stage=lead.stage,
                span=(reason.start, reason.end),
                sentence=(reason.sentence_start, reason.sentence_end),
                lead_text=lead_text,
            )
        self.state.changes = []

    def _reason_changes(self, lead: Lead, lead_text: str, reason: Reason) -> Sequence[Change]:
        own = Change(
            self.state.current, reason.cue_start, lead.direction, lead.compared_with or self.state.compared_with
        )
        if lead.noun and not lead_text.startswith("其"):
            return [replace(own, item=self.naming.known(lead.noun, self.state) or LineItem("", lead.noun))]
        if lead.compared_with:
            return [own]
        return self.state.changed_before(self.text, reason.sentence_start, reason.cue_start) or [own]

    # -------------------------------------------------------------------------------------------- nothing, and build

    def _none_stated(self, start: int, sentence: Span) -> Iterator[Statement]:
        for span, noun in nothing_stated(self.text, (start, sentence[1]), self.document.institution):
            if any(reason.cue_start <= span[0] < reason.end for reason in self.reasons):
                continue
            yield self._statement(
                item=LineItem("", noun) if noun else self.words.item,
                subject=noun,
                role=Role.NONE_STATED,
                figure=None,
                direction=Direction.NONE,
                compared_with="",
                year=self._year(Lead()),
                stage=Stage.UNKNOWN,
                span=span,
                sentence=sentence,
                lead_text=noun,
            )

    def _statement(
        self,
        *,
        item: LineItem,
        subject: str,
        role: Role,
        figure: Figure | None,
        direction: Direction,
        compared_with: str,
        year: int | None,
        stage: Stage,
        span: Span,
        sentence: Span,
        lead_text: str,
    ) -> Statement:
        texts = self._scope_texts(item, lead_text, self.text[sentence[0] : span[0]], self.text[slice(*sentence)])
        rates_money = role in _OF_MONEY and item in self.state.of_money
        headings = (self.topic.name, *self.words.texts) if self.topic else self.words.texts
        scoped = rates_money or is_of_money(figure.unit if figure else None, role, item, lead_text)
        return Statement(
            id="",
            document_id=self.document.id,
            section=self.words.path,
            item=with_parents(item),
            subject=subject,
            role=role,
            value=figure.value if figure else None,
            unit=unit_of(figure, self.text[slice(*sentence)]) if figure else "",
            direction=direction,
            compared_with=compared_with,
            year=year,
            stage=self._stage(role, stage, item) if scoped else self._planned(stage, sentence[0], span[1]),
            side=side_in((*texts, *headings)) if scoped else Side.UNKNOWN,
            fund=fund_of(texts, headings) if scoped else Fund.UNKNOWN,
            text=self.compact.verbatim(*span).strip(),
            sentence=self.compact.verbatim(*sentence).strip(),
            source=self.paragraph.source_of(*self.compact.printed_span(*sentence)),
            group=self.groups.setdefault(item, f"{self.group}.{len(self.groups) + 1}"),
        )

    def _scope_texts(self, item: LineItem, lead_text: str, before: str, sentence: str) -> tuple[str, ...]:
        """The words that may give a figure its fund and side, the nearest first; ``before``: its sentence up to it."""
        wholes = [whole.name for whole in reversed(self.state.wholes)]
        adds_up = "加上" in sentence or _BALANCE.match(item.name)
        added_to = before if adds_up else ""
        own, *of_wholes = self.state.fund_said(item, lead_text)
        return (lead_text, item.name, own, *item.path[:1], *wholes, *of_wholes, self.state.main.name, added_to)

    def _stage(self, role: Role, stage: Stage, item: LineItem) -> Stage:
        if item.name.startswith(("预算金额", "预算拨款")):
            return Stage.BUDGET
        return stage_of(role, stage, self.state.stage, self.words.texts, self.document)

    def _planned(self, stage: Stage, start: int, end: int) -> Stage:
        """The stage of a count: what the budget buys is planned."""
        planned = stage is Stage.UNKNOWN and CUES["planned_count"].search(self.text, start, end)
        return Stage.BUDGET if planned else stage
