"""The draft of an answer, before the guard: sentences, figures and their citations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.model.document import SourceRef
from ingest.model.figures import Fact
from ingest.model.worded_cells import WordedCell
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Basis, Calculation, Check, Citation, Clarification, Result, Status
from qa.drafting.cited import CitedFigure
from qa.drafting.document_names import full_title
from qa.plans.quantity import Quantity, cited, plain
from qa.search.passages import Passage


@dataclass(slots=True)
class Draft:
    """Collects what an operation finds. Cited places are numbered in order of first use."""

    status: Status = Status.ANSWERED
    sentences: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    calculations: list[Calculation] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    clarify: list[Clarification] = field(default_factory=list)
    figures: list[CitedFigure] = field(default_factory=list)
    found_blank: bool = False
    """The asked cell exists and is blank, so there is nothing more to look for."""
    _places: dict[tuple[str, SourceRef, str], int] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def cite(self, figure: CitedFigure) -> int:
        """The citation number of a figure's cell or sentence."""
        if figure not in self.figures:
            self.figures.append(figure)
        if figure.cell:
            fact = figure.fact
            assert figure.table is not None
            place = Citation(
                id=0,
                document=full_title(figure.document),
                document_id=figure.document.id,
                file=figure.document.file,
                page=fact.source.page,
                line=fact.source.line,
                section=" > ".join((*figure.table.section, figure.table.title)),
                table=figure.table.title,
                row=_row(fact),
                column=list(fact.column_path),
                quote=fact.text,
                unit=fact.unit,
                bbox=list(fact.source.box) if fact.source.box else None,
                mark=str(fact.mark),
                table_number=figure.table.number,
                more=[_place(each) for each in fact.source.rest],
            )
            return self._number(place, figure.document, fact.source)
        statement = figure.statement
        return self.cite_text(figure.document, statement.section, statement.sentence, statement.source, statement.unit)

    def cite_text(
        self, document: DocumentInfo, section: tuple[str, ...], quote: str, source: SourceRef, unit: str = ""
    ) -> int:
        """The citation number of a piece of running text."""
        place = Citation(
            id=0,
            document=full_title(document),
            document_id=document.id,
            file=document.file,
            page=source.page,
            line=source.line,
            section=" > ".join(section),
            table=None,
            row=[],
            column=[],
            quote=quote,
            unit=unit,
            bbox=list(source.box) if source.box else None,
            more=[_place(each) for each in source.rest],
        )
        return self._number(place, document, source)

    def cite_passage(self, document: DocumentInfo, passage: Passage, quote: str, span: tuple[int, int]) -> int:
        """The citation number of a part of a passage, which stands in running text or in a cell."""
        if passage.cell is not None:
            return self.cite_cell(document, passage.cell, quote)
        return self.cite_text(document, passage.section.path, quote, passage.paragraph.source_of(*span))

    def cite_cell(self, document: DocumentInfo, worded: WordedCell, quote: str) -> int:
        """The citation number of words in a cell."""
        cell, table = worded.cell, worded.table
        number = self.cite_text(document, (*table.section, table.title), quote, cell.source)
        place = self.citations[number - 1]
        row, column = [part for part in (table.subject, *worded.row) if part], list(worded.column)
        self.citations[number - 1] = replace(place, table=table.title, row=row, column=column, mark=str(cell.mark))
        return number

    def cite_again(self, other: Draft, number: int) -> int:
        """The citation number in this draft for what ``other`` cites as ``number``."""
        place = other.citations[number - 1]
        source = next(source for (_, source, _), known in other._places.items() if known == number)
        key = (place.document_id, source, place.quote)
        if key not in self._places:
            self._places[key] = len(self.citations) + 1
            self.citations.append(_numbered(place, self._places[key]))
        return self._places[key]

    def _number(self, place: Citation, document: DocumentInfo, source: SourceRef) -> int:
        key = (document.id, source, place.quote)
        if key not in self._places:
            self._places[key] = len(self.citations) + 1
            self.citations.append(_numbered(place, self._places[key]))
        return self._places[key]

    def quantity(self, figure: CitedFigure) -> Quantity:
        """The figure as a cited quantity. Raises ``ValueError`` for a cell that is blank or holds words."""
        if figure.value is None:
            raise ValueError("a blank cell is no figure")
        return cited(figure.value, figure.unit, self.cite(figure))

    def calculate(self, quantity: Quantity) -> Quantity:
        """Lists the expression of a derived quantity among the calculations."""
        made = Calculation(
            quantity.expression, quantity.substituted, plain(quantity.value), quantity.unit, quantity.citations
        )
        if quantity.derived and made not in self.calculations:
            self.calculations.append(made)
        return quantity

    def result(self, label: str, quantity: Quantity, basis: Basis | None = None, value: Decimal | None = None) -> None:
        """Adds a figure that answers the question; the first one added is the figure asked for."""
        if quantity.derived:
            self.calculate(quantity)
        found = basis or (Basis.CALCULATED if quantity.derived else self._basis(quantity))
        shown = plain(quantity.value if value is None else value)
        made = Result(label, shown, quantity.unit, found, quantity.citations)
        if made not in self.results:
            self.results.append(made)

    def _basis(self, quantity: Quantity) -> Basis:
        tables = [self.citations[each - 1].table for each in quantity.citations]
        return Basis.CELL if tables and all(tables) else Basis.TEXT

    def refuse(self, sentence: str) -> Draft:
        """Turns the draft into a refusal; earlier citations stay as the closest matches."""
        self.status = Status.REFUSED
        self.results.clear()
        self.items.clear()
        self.calculations.clear()
        self.say(sentence)
        return self

    def ask_back(self, sentence: str, options: list[Clarification]) -> Draft:
        self.status = Status.NEEDS_CLARIFICATION
        self.clarify = options
        self.say(sentence)
        return self


def _row(fact: Fact) -> list[str]:
    shown = " ".join(part for part in (fact.item.code, fact.item.name) if part)
    return [part for part in (fact.subject, shown, fact.item.counterpart) if part]


def _place(source: SourceRef) -> dict[str, object]:
    return {"page": source.page, "line": source.line, "bbox": list(source.box) if source.box else None}


def _numbered(place: Citation, number: int) -> Citation:
    return replace(place, id=number)


def marks(*quantities: Quantity) -> str:
    """``[1][2]`` for the citations of the quantities."""
    numbers = dict.fromkeys(each for quantity in quantities for each in quantity.citations)
    return "".join(f"[{number}]" for number in numbers)
