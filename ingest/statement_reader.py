"""One paragraph read from left to right: what is spoken of, and each figure and reason said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.clauses import Compact, Span, clause_end, clause_start, compact, sentences
from ingest.document import Paragraph
from ingest.figures import Direction, DocumentContext, Fund, LineItem, Role, Side, Stage, Statement
from ingest.statement_cues import CUES
from ingest.statement_figures import Figure, figures_in
from ingest.statement_items import chains, heading_item, topic_of
from ingest.statement_leads import Lead, clean_noun, read_lead
from ingest.statement_reasons import Reason, reasons_in
from ingest.statement_roles import role_of
from ingest.statement_scope import fund_of, side_of, stage_of

NOTHING = LineItem("", "")
_TRAILING_NOUN = re.compile(r"^(?:\([^()]*\))?的?([一-鿿“”]{2,24}?)(?=开展|进行|金额|共|总|[,，。;、:()]|\d|$)")


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What the headings above say. ``whole``: what the paragraph before ended on with 其中："""

    path: tuple[str, ...]
    item: LineItem
    category: LineItem | None
    texts: tuple[str, ...]
    whole: LineItem | None = None

    @classmethod
    def of(cls, path: tuple[str, ...]) -> SectionWords:
        item, category = heading_item(path)
        return cls(path, item, category, tuple(compact(heading).text for heading in reversed(path)))

    def after(self, reader: ParagraphReader) -> SectionWords:
        """The same, knowing what the paragraph before was of."""
        opened = re.search(r"(?:其中|如下)[:：]?$", reader.compact.text)
        whole = reader.state.main if opened else self.whole if reader.is_part else None
        return SectionWords(self.path, self.item, self.category, self.texts, whole)


@dataclass(slots=True)
class State:
    """Where the reading stands: ``current`` is what an unnamed figure is of, ``wholes`` what it is a part of."""

    current: LineItem
    main: LineItem
    wholes: list[LineItem] = field(default_factory=list)
    stage: Stage = Stage.UNKNOWN
    year: int | None = None
    compared_with: str = ""
    completes: str = ""
    changed: list[LineItem] = field(default_factory=list)


class ParagraphReader:
    """Reads one paragraph. ``state`` is what it spoke of last."""

    def __init__(self, paragraph: Paragraph, words: SectionWords, document: DocumentContext, group: str) -> None:
        self.paragraph, self.words, self.document, self.group = paragraph, words, document, group
        self.compact: Compact = compact(paragraph.text)
        self.chains = chains(self.compact.text, words.category)
        self.reasons = reasons_in(self.compact.text)
        self.topic, self.topic_end = self._topic()
        start = self.topic or words.item
        self.state = State(start, start, [words.whole] if words.whole else [])
        self.is_part = bool(words.whole)
        self.groups: dict[LineItem, str] = {}

    def _topic(self) -> tuple[LineItem | None, int]:
        found = topic_of(self.compact.text)
        return (found[1], found[0]) if found else (None, 0)

    def statements(self) -> Iterator[Statement]:
        for start, end in sentences(self.compact.text):
            self._open_sentence(start)
            yield from self._sentence(start, end)

    # ------------------------------------------------------------------------------------------------- one sentence

    def _open_sentence(self, start: int) -> None:
        state = self.state
        state.compared_with, state.year, state.completes = "", None, ""
        if not re.match(r"其中|主要包括", self.compact.text[start:]):
            if start and state.wholes:
                state.current = state.main
                state.wholes = []
            state.stage = Stage.UNKNOWN

    def _sentence(self, start: int, end: int) -> Iterator[Statement]:
        events: list[Figure | Reason] = [
            *figures_in(self.compact.text, start, end),
            *(reason for reason in self.reasons if start <= reason.cue_start < end),
        ]
        floor, said = start, False
        for event in sorted(events, key=lambda event: event.start if isinstance(event, Figure) else event.cue_start):
            said = True
            if isinstance(event, Reason):
                self._walk(floor, event.cue_start)
                yield from self._reason(event, floor)
                floor = event.start
            else:
                inside = self._is_inside_reason(event)
                if not inside:
                    self._walk(floor, event.start)
                yield self._figure(event, floor, (start, end), inside)
                floor = event.end
        self._walk(floor, end)
        yield from self._none_stated(floor if said else start, (start, end), said)

    def _is_inside_reason(self, figure: Figure) -> bool:
        return any(reason.start <= figure.start < reason.end for reason in self.reasons)

    def _walk(self, start: int, end: int) -> None:
        """Take in what stands between two figures: a line item, 其中, a semicolon, a whole."""
        text, state = self.compact.text, self.state
        for first, last, item in self.chains:
            if start <= first and last <= end:
                state.current = item
                state.main = item if not state.wholes else state.main
        for found in re.finditer(rf"{CUES['parts_follow'].pattern}|;|{CUES['whole_named'].pattern}", text[start:end]):
            if found.group() == ";":
                del state.wholes[1:]
            elif found.group(1):
                self._name_whole(found.group(1))
            else:
                state.wholes.append(state.current)

    def _name_whole(self, text: str) -> None:
        lead = read_lead(text, self.document.institution)
        if lead.noun and (lead.stage is not Stage.UNKNOWN or lead.noun.endswith(("支出", "收入", "预算"))):
            self.state.wholes = [LineItem("", lead.noun)]
            self.state.stage = lead.stage

    # --------------------------------------------------------------------------------------------------- one figure

    def _figure(self, figure: Figure, floor: int, sentence: Span, inside: bool) -> Statement:
        text, state = self.compact.text, self.state
        clause = self._lead_start(figure, floor, sentence[0])
        lead_text = text[clause : figure.start]
        lead = read_lead(lead_text, self.document.institution)
        role = role_of(lead, figure, bool(state.completes) and lead_text in {"的", ""})
        item = self._item(lead, figure, role, inside, clause)
        self._remember(lead, role, item, text[sentence[0] : figure.start], inside)
        compared = self._compared_with(lead, role, text[sentence[0] : figure.start])
        if role is Role.TARGET and lead.role is Role.COMPLETION_RATE:
            state.completes = lead.compared_with
        elif lead_text:
            state.completes = ""
        end = max(clause_end(text, figure.end, sentence[1]), figure.end)
        return self._statement(
            item=item,
            subject=lead_text.lstrip("、,，:;。") or item.name,
            role=role,
            figure=figure,
            direction=Direction.FLAT if figure.flat else lead.direction,
            compared_with=compared,
            year=self._year(lead),
            stage=lead.stage,
            span=(clause, end),
            sentence=sentence,
            lead_text=lead_text,
        )

    def _lead_start(self, figure: Figure, floor: int, sentence_start: int) -> int:
        text = self.compact.text
        for _, last, _ in self.chains:
            if floor < last <= figure.start and not re.search(r"[,，;:。]", text[last : figure.start]):
                floor = max(floor, last)
        start = clause_start(text, floor, figure.start)
        if not clean_noun(text[start : figure.start]) and text[start - 1 : start] == ":" and start - 1 > floor:
            wider = clause_start(text, floor, start - 1)
            if not CUES["parts_follow"].search(text[wider:start]) and len(text[wider:start]) <= 24:
                return wider
        return start

    def _item(self, lead: Lead, figure: Figure, role: Role, inside: bool, clause: int) -> LineItem:
        counted = self._counted(figure)
        if counted and role in {Role.AMOUNT, Role.TARGET}:
            return LineItem("", counted, "", self._path())
        names = lead.noun and role not in {Role.COMPLETION_RATE, Role.TARGET} and clause >= self.topic_end
        if names:
            return self._known(lead.noun) or LineItem("", lead.noun, "", self._path())
        return NOTHING if inside else self.state.current

    def _known(self, noun: str) -> LineItem | None:
        """The item itself where the paragraph names it again, with or without its year."""
        for item in (self.state.current, self.state.main, self.topic):
            if item and item.name == noun:
                return item
        return None

    def _path(self) -> tuple[str, ...]:
        return (self.state.wholes[-1].name,) if self.state.wholes and self.state.wholes[-1].name else ()

    def _counted(self, figure: Figure) -> str:
        """What is counted, where it stands behind its number: 13个项目."""
        if figure.unit not in CUES.counting:
            return ""
        found = _TRAILING_NOUN.match(self.compact.text[figure.end :])
        return found.group(1) if found else ""

    def _remember(self, lead: Lead, role: Role, item: LineItem, before: str, inside: bool) -> None:
        state = self.state
        if inside:
            return
        if role in {Role.CHANGE, Role.CHANGE_RATE} and item not in state.changed:
            state.changed.append(item)
        if item.name and role is not Role.RATE:
            state.current = item
            if not state.wholes:
                state.main = item
                state.stage = lead.stage if lead.stage is not Stage.UNKNOWN else state.stage
        found = re.findall(r"(?<![比较与同和\d])(20\d\d)年(?!.{0,8}(?:相比|比较))", before)
        state.year = int(found[-1]) if found else state.year

    def _compared_with(self, lead: Lead, role: Role, before: str) -> str:
        if role is Role.SHARE:
            return lead.whole or (self.state.wholes[-1].name if self.state.wholes else "")
        if role is Role.COMPLETION_RATE:
            return lead.compared_with or self.state.completes
        if role not in {Role.CHANGE, Role.CHANGE_RATE}:
            return ""
        if lead.compared_with:
            return lead.compared_with
        found = [match.group(1) for match in CUES["compared"].finditer(before) if match.group(1)]
        self.state.compared_with = found[-1] if found else self.state.compared_with
        return self.state.compared_with

    def _year(self, lead: Lead) -> int | None:
        own, year = self.document.year, lead.year or self.state.year
        if own is None:
            return year
        return year if year in {own, own - 1} else own

    # --------------------------------------------------------------------------------------------------- one reason

    def _reason(self, reason: Reason, floor: int) -> Iterator[Statement]:
        text, state = self.compact.text, self.state
        lead_text = text[max(reason.lead_start, floor) : reason.cue_start]
        against = CUES["against_budget"].search(lead_text)
        if against:
            lead = Lead(
                noun=clean_noun(lead_text[: against.start()], self.document.institution),
                stage=Stage.FINAL,
                direction=_against_direction(against.group(1)),
                compared_with=against.group(2),
            )
        else:
            lead = read_lead(lead_text, self.document.institution)
        for item in self._reason_items(lead):
            yield self._statement(
                item=item,
                subject=lead_text,
                role=Role.REASON,
                figure=None,
                direction=lead.direction,
                compared_with=lead.compared_with or state.compared_with,
                year=self._year(lead),
                stage=lead.stage,
                span=(reason.start, reason.end),
                sentence=(reason.sentence_start, reason.sentence_end),
                lead_text=lead_text,
            )
        state.changed = []

    def _reason_items(self, lead: Lead) -> Sequence[LineItem]:
        if lead.noun:
            return [self._known(lead.noun) or LineItem("", lead.noun)]
        changed = self.state.changed
        if lead.compared_with or not changed:
            return [self.state.current]
        return changed

    # --------------------------------------------------------------------------------------------- nothing, and build

    def _none_stated(self, floor: int, sentence: Span, said: bool) -> Iterator[Statement]:
        text, start = self.compact.text, floor
        while start < sentence[1]:
            end = clause_end(text, start, sentence[1])
            inside = any(reason.start <= start < reason.end for reason in self.reasons)
            found = None if inside else CUES["none_stated"].search(text[start:end])
            if found:
                noun = clean_noun(found.group(1).removeprefix("此项"), self.document.institution)
                yield self._statement(
                    item=LineItem("", noun) if noun and noun != "收支" else self.words.item,
                    subject=found.group(1),
                    role=Role.NONE_STATED,
                    figure=None,
                    direction=Direction.NONE,
                    compared_with="",
                    year=self._year(Lead()),
                    stage=Stage.UNKNOWN,
                    span=(start, end),
                    sentence=sentence,
                    lead_text=found.group(1),
                )
            start = end + 1

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
        money = figure is None or figure.unit in CUES.money or figure.unit in CUES.percent or figure.flat
        printed = self.compact.printed_span(*sentence)
        texts = (lead_text, item.name, self.state.main.name, *self.words.texts)
        return Statement(
            id="",
            document_id=self.document.id,
            section=self.words.path,
            item=item,
            subject=subject,
            role=role,
            value=figure.value if figure else None,
            unit=figure.unit if figure else "",
            direction=direction,
            compared_with=compared_with,
            year=year,
            stage=self._stage(role, stage) if money else stage,
            side=side_of(texts) if money else Side.UNKNOWN,
            fund=fund_of(*texts) if money else Fund.UNKNOWN,
            text=self.compact.verbatim(*span).strip(),
            sentence=self.compact.verbatim(*sentence).strip(),
            source=self.paragraph.source_of(*printed),
            group=self.groups.setdefault(item, f"{self.group}.{len(self.groups) + 1}"),
        )

    def _stage(self, role: Role, stage: Stage) -> Stage:
        heading = self.words.texts[0] if self.words.texts else ""
        return stage_of(role, stage, self.state.stage, heading, self.document)


def _against_direction(word: str) -> Direction:
    if word in {"大于", "高于", "多于"}:
        return Direction.UP
    if word in {"小于", "低于", "少于"}:
        return Direction.DOWN
    return Direction.FLAT if word == "等于" else Direction.NONE
