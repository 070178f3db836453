"""What the structure contributes: plain retrieval over 500-character pieces, and ours with parts switched off.

``python -m eval.baselines.command SET.jsonl --store DIR``. The plain baselines cut each file's text with LangChain's
``RecursiveCharacterTextSplitter`` and rank the pieces by the store's own embedding in Chroma, or by BM25."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

import pypdfium2
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from eval.baselines.ablations import ABLATIONS, WithoutParts
from eval.baselines.bm25 import Bm25
from eval.baselines.own_retrieval import own_passages, ranker
from eval.baselines.search_variants import MeaningOnly, variants
from eval.measures.retrieval import CUTOFFS, Passage, Ranker, Retrieval, measure
from eval.measures.scoring import Outcome
from eval.measures.summary import score_all, summarize
from eval.run.cases import Case, load_cases
from eval.run.runner import run_cases
from ingest.settings import StoreSettings
from ingest.store.catalog.values import DocumentInfo
from ingest.store.chunks import Chunk, ChunkKind
from ingest.store.vectors import open_vectors
from qa.evidence.library import Library
from qa.retrieval import Part, Retriever
from qa.stores import Stores, open_stores

PIECE = 500
OVERLAP = 50
TOP = 10


def run(set_path: Path, store: Path | None = None, console: Console | None = None) -> None:
    """Show retrieval by every system, then whole answers with parts of the store switched off. Raises BadCase for an
    unusable set and StoreError if there is no store."""
    console = console or Console()
    cases = load_cases(set_path)
    settings = StoreSettings.from_environment(store)
    stores = open_stores(settings)
    with tempfile.TemporaryDirectory() as folder:
        found = {**plain_systems(cases, stores, Path(folder)), **our_systems(cases, stores)}
    console.print(retrieval_table(found))
    console.print(answer_table(cases, settings))


# ------------------------------------------------------------------------------------------------ plain baselines


def plain_systems(cases: Sequence[Case], stores: Stores, folder: Path) -> dict[str, Retrieval]:
    """LangChain pieces ranked by vectors and by BM25."""
    pieces = pieces_of(stores.catalog.documents())
    by_meaning, by_words = vector_ranker(pieces, stores, folder), bm25_ranker(pieces)
    return {
        "plain RAG: 500 characters, vectors": measure(cases, pieces, by_meaning),
        "plain BM25: the same pieces": measure(cases, pieces, by_words),
    }


def pieces_of(documents: Sequence[DocumentInfo]) -> list[Passage]:
    """Every document's text cut into pieces of at most 500 characters that overlap by 50."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
    return [
        Passage(f"{info.id}-{at}", PurePath(info.file).stem, text)
        for info in documents
        for at, text in enumerate(splitter.split_text(plain_text(Path(info.path))))
    ]


def plain_text(path: Path) -> str:
    """The text of a file as any loader returns it, without tables or structure."""
    if path.suffix.lower() != ".pdf":
        return path.read_text(encoding="utf-8", errors="replace")
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def vector_ranker(pieces: Sequence[Passage], stores: Stores, folder: Path) -> Ranker:
    """Ranks the pieces in Chroma, by the embedding of the store."""
    embedder, vectors = stores.store.embedder, open_vectors(folder)
    vectors.add([_chunk(each) for each in pieces], embedder.passages([each.text for each in pieces]))
    return lambda case: [each for each, _ in vectors.query(embedder.query(case.question), limit=TOP)]


def _chunk(piece: Passage) -> Chunk:
    return Chunk(piece.id, piece.id.split("-")[0], 0, ChunkKind.TEXT, (), "", "", "", piece.text, ())


def bm25_ranker(pieces: Sequence[Passage]) -> Ranker:
    """Ranks the pieces by BM25."""
    index = Bm25([each.text for each in pieces])
    return lambda case: [pieces[at].id for at in index.best(case.question, TOP)]


# ------------------------------------------------------------------------------------------------------- our own


def our_systems(cases: Sequence[Case], stores: Stores) -> dict[str, Retrieval]:
    """Retrieval over our passages (sections and tables with their headings): by words, within the plan's facets with
    each embedder, by the whole plan, and with one part switched off."""
    rankers: Mapping[str, Ranker] = {
        "our passages: words": lambda case: _words(case, stores),
        **{name: ranker(retriever) for name, retriever in _retrievers(stores).items()},
    }
    passages = own_passages(stores)
    return {name: measure(cases, passages, rank) for name, rank in rankers.items()}


def _retrievers(stores: Stores) -> dict[str, Retriever]:
    library, searches = Library(stores), variants(stores.store)
    of_search = {f"words + {name}": search for name, search in searches.items()}
    within = {
        f"facets: {name}": Retriever(stores, library, [Part.SEARCH], search)
        for name, search in {"meaning alone": MeaningOnly(stores.store), **of_search}.items()
    }
    less = {f"without {part}": Retriever(stores, library, [each for each in Part if each is not part]) for part in Part}
    without_vectors = {"without meaning": Retriever(stores, library, search=searches["no embedder"])}
    return {**within, "everything": Retriever(stores, library), **without_vectors, **less}


def _words(case: Case, stores: Stores) -> list[str]:
    return [each for each, _ in stores.catalog.search_lexical(case.question, limit=TOP)]


# --------------------------------------------------------------------------------------------------------- tables


def retrieval_table(found: Mapping[str, Retrieval]) -> Table:
    """One row per system."""
    table = Table(title="retrieval of the gold evidence", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in (*(f"R@{cutoff}" for cutoff in CUTOFFS), "MRR", "nDCG"):
        table.add_column(name, justify="right", min_width=5)
    for name, each in found.items():
        table.add_row(name, *(f"{value:.3f}" for value in (*each.recall.values(), each.mrr, each.ndcg)))
    return table


def answer_table(cases: Sequence[Case], settings: StoreSettings) -> Table:
    """Accuracy of whole answers, with nothing and with each part switched off."""
    table = Table(title="whole answers", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in (*(outcome.value for outcome in Outcome), "accuracy", "precision"):
        table.add_column(name, justify="right")
    for name, parts in ABLATIONS.items():
        table.add_row(name, *_answers(cases, WithoutParts(settings, parts)))
    return table


def _answers(cases: Sequence[Case], open_asker: Any) -> list[str]:
    total = summarize(score_all(cases, {record.id: record for record in run_cases(cases, open_asker)})).total
    shares = (total.accuracy, total.precision)
    return [
        *(str(total.outcomes[each]) for each in Outcome),
        *(f"{each.value:.1%}" if each else "-" for each in shares),
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question_set", type=Path)
    parser.add_argument("--store", type=Path)
    given = parser.parse_args()
    run(given.question_set, given.store)


if __name__ == "__main__":
    main()
