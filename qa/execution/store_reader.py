"""Everything of a store that a plan may touch, read a document at a time."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.store.catalog.catalog import Catalog
from ingest.store.catalog.figures import Figures
from qa.execution.many import ManyFigures
from qa.execution.prior import Years
from qa.execution.selection import Selector
from qa.execution.series import SeriesReader
from qa.execution.sources import Shelf
from qa.execution.words.passages import PassageReader
from qa.stores import Search


@dataclass(frozen=True, slots=True)
class StoreReader:
    """The readers of one state of a store. Open it with :func:`read_store`."""

    catalog: Catalog
    shelf: Shelf
    figures: Figures
    selector: Selector
    many: ManyFigures
    series: SeriesReader
    passages: PassageReader
    years: Years


def read_store(catalog: Catalog, search: Search | None = None) -> StoreReader:
    """The readers of the store in its present state. ``search`` finds passages among many documents."""
    shelf, figures = Shelf(catalog.documents()), catalog.figures
    selector = Selector(figures)
    return StoreReader(
        catalog,
        shelf,
        figures,
        selector,
        ManyFigures(figures),
        SeriesReader(figures, selector),
        PassageReader(catalog, search),
        Years(shelf, selector, figures),
    )
