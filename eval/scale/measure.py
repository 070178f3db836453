"""How the executor of plans scales: the time of a figure, of the largest of all, of a first answer, and memory.

``python -m eval.scale.measure [COUNT ...]``: for catalogs of so many made documents (:mod:`eval.scale.made`) a table of
what was measured, each also as a ratio to the first catalog."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"
SAMPLE = "lanxian-2024-final.pdf"
ITEMS = ("农林水支出", "社会保障和就业支出", "支出总计", "本年收入合计", "卫生健康支出", "住房保障支出", "基本支出")
ROUNDS = 5
TARGETS = "targets: a figure p95 < 50 ms, the largest p95 < 300 ms, first answer < 1.5 s, memory < 500 MB"


@dataclass(frozen=True, slots=True)
class Measured:
    """Times in milliseconds of warm answers, of the first answer of a new process, and that process's peak memory."""

    documents: int
    figure_p50: float
    figure_p95: float
    largest_of: int
    largest_p50: float
    largest_p95: float
    first: float
    peak_mb: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.scale.measure", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument("--keep", type=Path, help="Keep the made catalogs here, and take those that are there.")
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.within:
        print(json.dumps(asdict(measured(given.within))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _report([_of(given.keep or Path(folder), count) for count in given.counts])
    return 0


def _of(folder: Path, count: int) -> Measured:
    """The figures of a catalog, each process of its own: one for the first answer, one for warm ones and memory."""
    store = folder / f"made-{count}"
    if not store.exists():
        _make(store, count)
    first = min(_first(store) for _ in range(3))
    command = [sys.executable, "-m", "eval.scale.measure", "--within", str(store)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**{**json.loads(done.stdout.splitlines()[-1]), "first": first})


def _make(store: Path, count: int) -> None:
    from eval.scale.made import fill, sample_of
    from ingest.build import ingest_paths
    from ingest.settings import StoreSettings
    from ingest.store.catalog.catalog import open_catalog

    with tempfile.TemporaryDirectory() as folder:
        ingest_paths([CORPUS / SAMPLE], StoreSettings(Path(folder)))
        catalog = open_catalog(Path(folder))
        sample = sample_of(catalog, catalog.documents()[0])
        catalog.close()
    begun = time.perf_counter()
    fill(store, sample, count)
    size = sum(file.stat().st_size for file in store.iterdir()) / 1e6
    print(f"made {count} documents in {time.perf_counter() - begun:.0f} s, {size:.0f} MB", file=sys.stderr)


def _first(store: Path) -> float:
    """Milliseconds from the start of a new process to its answer of a plan."""
    plan = _figure(_names(store)[0], ITEMS[0])
    begun = time.perf_counter()
    command = [sys.executable, "-m", "qa.fronts.cli.main", "plan", "-", "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True, text=True, input=plan)
    return (time.perf_counter() - begun) * 1000


def _names(store: Path) -> list[str]:
    from ingest.store.catalog.catalog import open_catalog

    catalog = open_catalog(store)
    names = sorted({document.institution for document in catalog.documents()})
    catalog.close()
    return names


def _figure(institution: str, item: str) -> str:
    return f'figure(docs("{institution}", 2024, "决算"), "{item}")'


def measured(store: Path) -> Measured:
    """Warm answers of this process over a store, and its peak memory."""
    from ingest.store.catalog.catalog import open_catalog
    from qa.execution.answering import answer_plan
    from qa.execution.evaluate import Executor
    from qa.execution.store_reader import read_store
    from qa.plans.notation import parse_plan

    executor = Executor(read_store(open_catalog(store)))
    documents = executor.reader.shelf.documents
    names = sorted({document.institution for document in documents})

    def took(text: str) -> float:
        plan = parse_plan(text)
        begun = time.perf_counter()
        answer = answer_plan(plan, executor)
        if answer.status != "answered":
            raise AssertionError(f"{text}: {answer.answer}")
        return (time.perf_counter() - begun) * 1000

    took(_figure(names[0], ITEMS[0]))
    chosen = names[:: max(1, len(names) // 40)]
    figures = [took(_figure(name, item)) for name in chosen for item in ITEMS]
    largest = [f'rank(each(docs(year=2024, kind="决算"), figure(item="{item}")), 3)' for item in ITEMS]
    took(largest[0])
    times = [took(text) for _ in range(ROUNDS) for text in largest]
    of = sum(document.year == 2024 for document in documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(len(documents), *_centiles(figures), of, *_centiles(times), 0.0, peak)


def _centiles(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def _report(rows: Sequence[Measured]) -> None:
    heads = ("documents", "figure p50", "p95", "largest of", "p50", "p95", "first answer", "memory")
    print("".join(f"{head:>16}" for head in heads))
    for row in rows:
        shown = [f"{row.documents}"]
        for name in ("figure_p50", "figure_p95", "largest_of", "largest_p50", "largest_p95", "first", "peak_mb"):
            value, base = getattr(row, name), getattr(rows[0], name)
            unit = "" if name == "largest_of" else " MB" if name == "peak_mb" else " ms"
            shown.append(f"{value:.0f}{unit}" + (f" ({value / base:.1f}x)" if unit else ""))
        print("".join(f"{each:>16}" for each in shown))
    print(TARGETS)


if __name__ == "__main__":
    raise SystemExit(main())
