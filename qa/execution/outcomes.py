"""What an expression comes to: a value with the places it came from, a series, a verdict, words, or what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.model.figures import Direction, Fact, Role, Statement
from ingest.model.normalize import normalize
from ingest.store.catalog.figures import TableInfo
from ingest.store.catalog.values import DocumentInfo
from qa.evidence.placed import Placed
from qa.plans import quantity as arithmetic
from qa.plans.quantity import Quantity, cited, constant
from qa.search.passages import Passage


@dataclass(frozen=True, slots=True)
class Entry(Placed):
    """A fact or a statement with its document and, for a fact, its table."""

    document: DocumentInfo
    origin: Fact | Statement
    table: TableInfo | None
    position: int = 0

    @property
    def value(self) -> Decimal | None:
        """Its figure; 0 where a sentence says that there is none."""
        return Decimal(0) if self.role is Role.NONE_STATED else self.origin.value

    @property
    def unit(self) -> str:
        return self.origin.unit or ("万元" if self.role is Role.NONE_STATED else "")

    @property
    def kind(self) -> str:
        """The kind of its table; empty for a sentence."""
        return self.table.kind if self.table else ""

    @property
    def row(self) -> tuple[str, str, int]:
        """The row of its table that a fact stands in."""
        return self.document.id, self.fact.table_id, self.fact.row


# ------------------------------------------------------------------------------------------------------------ terms


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, verbatim."""

    document: DocumentInfo
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.paragraph.text[self.start : self.end]


Cite = Callable[[Entry | Piece], int]
"""Gives a place its number."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The figure of one place; ``negative`` where its sentence gives the size of a fall."""

    entry: Entry
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number that needs no source."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """Arithmetic over terms: ``sum``, ``mean``, ``difference``, ``ratio``, ``share``, ``growth``, ``convert``."""

    how: str
    terms: tuple[Term, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are of what stands at these places; ``pieces`` where names of a passage are counted."""

    count: int
    entries: tuple[Entry, ...] = ()
    pieces: tuple[Piece, ...] = ()
    unit: str = "个"


Term = Leaf | Fixed | Made | Counted


def quantity_of(term: Term, cite: Cite = lambda place: 0) -> Quantity:
    """The value of a term with its expression over the numbers that ``cite`` gives its places."""
    if isinstance(term, Leaf):
        assert term.entry.value is not None
        made = cited(term.entry.value, term.entry.unit, cite(term.entry))
        return arithmetic.negated(made) if term.negative else made
    if isinstance(term, Fixed):
        return constant(term.value, term.unit)
    if isinstance(term, Counted):
        places: tuple[Entry | Piece, ...] = (*term.entries, *term.pieces)
        numbers = tuple(dict.fromkeys(map(cite, places)))
        ones = " + ".join("1" for _ in range(term.count)) or "0"
        return Quantity(Decimal(term.count), term.unit, "count", ones, numbers, True)
    parts = [quantity_of(each, cite) for each in term.terms]
    return _MAKERS[term.how](parts, term.unit)


_MAKERS: dict[str, Callable[[list[Quantity], str], Quantity]] = {
    "sum": lambda parts, unit: arithmetic.total(parts),
    "mean": lambda parts, unit: arithmetic.mean(parts),
    "difference": lambda parts, unit: arithmetic.difference(parts[0], parts[1]),
    "ratio": lambda parts, unit: arithmetic.quotient(parts[0], parts[1], unit, 4),
    "share": lambda parts, unit: arithmetic.percentage(parts[0], parts[1]),
    "growth": lambda parts, unit: arithmetic.growth(parts[0], parts[1]),
    "convert": lambda parts, unit: arithmetic.converted(parts[0], unit),
}


def entries_of(term: Term) -> Iterator[Entry]:
    """The places of a term, in order."""
    if isinstance(term, Leaf):
        yield term.entry
    elif isinstance(term, Counted):
        yield from term.entries
    elif isinstance(term, Made):
        for each in term.terms:
            yield from entries_of(each)


# --------------------------------------------------------------------------------------------------------- outcomes


@dataclass(frozen=True, slots=True)
class Value:
    """A number. ``name``: what it is of; ``operands``: values that it was made of and that are told behind it;
    ``printed``: the same figure as the document prints it; ``direction``: of a change."""

    term: Term
    name: str
    operands: tuple[Value, ...] = ()
    printed: Value | None = None
    direction: Direction = Direction.NONE
    parts: Series | None = None
    """The rows that it is the sum of, where its own row is not printed."""
    blank: tuple[Entry, ...] = ()
    """The blank cells of its series, which it is made without."""

    @property
    def number(self) -> Quantity:
        return quantity_of(self.term)

    @property
    def entry(self) -> Entry | None:
        """The one place that it is read from; None for a value that was made."""
        return self.term.entry if isinstance(self.term, Leaf) else None


@dataclass(frozen=True, slots=True)
class Blank:
    """The asked cell is there, and it is blank or prints what is no number."""

    entry: Entry

    @property
    def unread(self) -> bool:
        """Whether it prints something that is neither a number nor a dash."""
        printed = normalize(self.entry.origin.text) if self.entry.cell else ""
        return bool(printed.strip("-/"))


@dataclass(frozen=True, slots=True)
class Absent:
    """The documents do not hold it. ``what``: in the words of the plan; ``near``: what comes closest."""

    what: str
    documents: tuple[DocumentInfo, ...] = ()
    near: tuple[Entry, ...] = ()
    institution: str = ""
    """The office that the store has no document of, if that is why."""
    no_document: str = ""
    """The year and the kind of which the store has no document, if that is why."""
    cannot: tuple[str, str] | None = None
    """Why what is there cannot be reckoned, in Chinese and in English, if that is why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of what is ambiguous: ``label`` names it, ``slot`` and ``word`` would settle it."""

    label: str
    slot: str
    word: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several figures fit and differ."""

    what: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One of a series: its name, what it comes to, and the row or the document that it stands for."""

    name: str
    outcome: Outcome
    row: Entry | None = None
    document: DocumentInfo | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Members in order. ``what`` names them together; ``passage``: where their names stand."""

    members: tuple[Member, ...]
    what: str = ""
    passage: Quotation | None = None
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two figures agree, or which is larger. ``holds``: 一致 or 是. ``gap``: one less the other."""

    kind: str
    holds: bool
    left: Value | Blank | Series
    right: Value | Blank | Series
    gap: Value | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the documents. ``change``: what a reason explains. ``recall``: the share of the topic that they hold."""

    pieces: tuple[Piece, ...]
    reasons: tuple[Entry, ...] = ()
    change: Value | None = None
    what: str = ""
    recall: float = 1.0


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks found: each failed finding by its document and its place among the findings of it."""

    documents: tuple[DocumentInfo, ...]
    findings: tuple[tuple[DocumentInfo, int], ...] = field(default=())


Missing = Absent | Blank | Ambiguous
Outcome = Value | Blank | Absent | Ambiguous | Series | Verdict | Quotation | Checked
