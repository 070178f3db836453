"""What a store's documents offer for new questions: cells that a question can identify uniquely, and related cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from random import Random

from ingest.identity.institution_names import aliases_of
from ingest.model.document import Mark, Table
from ingest.model.figures import Fact, Side, Statement
from ingest.model.normalize import normalize
from ingest.model.vocabulary import is_economic, is_functional
from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.values import DocumentInfo

MONEY = ("元", "万元")
WHOLE = ("合计", "总计", "本年合计", "本年支出合计", "本年收入合计")
SHORTEST_NAME = 4
"""Fewest characters of an institution's short name; a shorter one (岚县) may mean another of the same place."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact with its table, row and column; no other cell of the document has the same three."""

    fact: Fact
    title: str
    row: str
    column: str

    @property
    def amount(self) -> Decimal:
        """The figure of a cell that has one, such as those of ``View.amounts``."""
        assert self.fact.value is not None
        return self.fact.value


class View:
    """One document, prepared for drawing questions."""

    def __init__(self, info: DocumentInfo, catalog: Catalog, name: str) -> None:
        self.info = info
        self.name = name
        self._catalog = catalog

    @property
    def stem(self) -> str:
        return PurePath(self.info.file).stem

    def plain_title(self, cell: Cell) -> str:
        """The table's title without its leading year, which the question names anyway."""
        return cell.title.removeprefix(f"{self.info.year}年").removeprefix("度")

    @property
    def label(self) -> str:
        """The question's name for the document: institution, year and kind."""
        return f"{self.name}{self.info.year}年{self.info.kind}"

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return self._catalog.facts(self.info.id)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return self._catalog.statements(self.info.id)

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {table.id: table for table in self._catalog.tables(self.info.id)}

    @cached_property
    def text(self) -> str:
        """The whole text of the document, to find out what it does not mention."""
        sections = [p.text for section in self._catalog.sections(self.info.id) for p in section.paragraphs]
        rows = [name for fact in self.facts for name in (fact.item.name, *fact.row_path)]
        return normalize("\n".join([*sections, *dict.fromkeys(rows)]))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that its table's title, row and column identify uniquely, blank cells included."""
        named = [each for fact in self.facts if (each := self._named(fact))]
        held = Counter((each.title, each.row, each.column) for each in named)
        return tuple(each for each in named if held[each.title, each.row, each.column] == 1)

    def _named(self, fact: Fact) -> Cell | None:
        title, column = self.tables[fact.table_id].title, "".join(fact.column_path[-1:])
        if not (title and fact.item.name and column) or fact.mark is not Mark.PRINTED or fact.subject:
            return None
        own = fact.institution == self.tables[fact.table_id].institution and fact.year == self.info.year
        return Cell(fact, title, self._row(fact), column) if own else None

    def _row(self, fact: Fact) -> str:
        """The item's name, with its code if another item of the document has the same name."""
        classified = is_functional(fact.item.code) or is_economic(fact.item.code)
        return f"{fact.item.code}{fact.item.name}" if classified and fact.item.name in self.doubled else fact.item.name

    @cached_property
    def doubled(self) -> frozenset[str]:
        codes = {(fact.item.name, fact.item.code) for fact in self.facts}
        return frozenset(name for name, count in Counter(name for name, _ in codes).items() if count > 1)

    def spending_on(self, name: str) -> str:
        """``name`` with 支出 appended, unless it has it already or that is another item's name."""
        whole = f"{name}支出"
        names = {normalize(fact.item.name) for fact in self.facts}
        return name if name.endswith("支出") or normalize(whole) in names else whole

    @cached_property
    def amounts(self) -> tuple[Cell, ...]:
        """The cells that hold money other than zero."""
        return tuple(each for each in self.cells if each.fact.value and each.fact.unit in MONEY)

    def beside(self, cell: Cell) -> list[Cell]:
        """The other money cells of the same table and column."""
        fact = cell.fact
        return [
            each
            for each in self.amounts
            if each.fact.table_id == fact.table_id
            and each.fact.column_path == fact.column_path
            and each.fact.unit == fact.unit
            and each is not cell
        ]

    @cached_property
    def plain_amounts(self) -> tuple[Cell, ...]:
        """Expenditure totals that an item's name alone identifies: every table with the item prints the same total."""
        values: dict[str, set[object]] = {}
        for fact in self.facts:
            if fact.side is Side.EXPENDITURE and fact.measure in ("", *WHOLE) and fact.unit in MONEY:
                values.setdefault(fact.item.name, set()).add((fact.value, fact.unit))
        return tuple(
            each
            for each in self.amounts
            if each.fact.measure in WHOLE
            and each.fact.side is Side.EXPENDITURE
            and each.fact.item.code
            and each.row == each.fact.item.name
            and len(values.get(each.row, ())) == 1
        )


class Pool:
    """The documents of a store that a question can name: the only one of an institution's year and kind."""

    def __init__(self, catalog: Catalog, rng: Random) -> None:
        self.documents = catalog.documents()
        self._rng = rng
        self.views = tuple(View(info, catalog, name) for info, name in self._named(self.documents))

    def _named(self, documents: Sequence[DocumentInfo]) -> Iterator[tuple[DocumentInfo, str]]:
        held = Counter((each.institution, each.year, each.kind) for each in documents)
        stems = Counter(PurePath(each.file).stem for each in documents)
        for info in documents:
            alone = held[info.institution, info.year, info.kind] == 1 and stems[PurePath(info.file).stem] == 1
            if info.year and info.institution and alone:
                yield info, self._short(info.institution)

    def _short(self, institution: str) -> str:
        """A name in common use that no other institution of the store has."""
        others = {
            name for each in self.documents if each.institution != institution for name in aliases_of(each.institution)
        }
        names = [name for name in aliases_of(institution) if len(name) >= SHORTEST_NAME and name.isprintable()]
        fitting = [name for name in names if name not in others and not name.isascii()]
        return self._rng.choice(fitting or [institution])

    def institutions(self) -> frozenset[str]:
        """All names of the store's institutions."""
        return frozenset(name for each in self.documents for name in aliases_of(each.institution))
