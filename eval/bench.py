"""Speed of reading documents and answering questions, next to plain pdfplumber on the same files.

``python -m eval.bench [FILES OR FOLDERS] [--workers N]``: pages a second and peak memory of a worker, of plain
``extract_tables()`` and of the whole ingest into a store; then the time of a warm ``ask`` over the sample questions."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Measured:
    """``peak_mb``: the largest worker's resident memory. ``seconds``: from the start of the workers to the last stored
    page, without the parent's imports."""

    pages: int
    seconds: float
    peak_mb: float

    @property
    def pages_per_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.bench", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[HERE / "corpus"])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3, help="Taken in turns; the fastest of each counts.")
    parser.add_argument("--part", choices=sorted(_PARTS), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.part:
        print(json.dumps(asdict(_PARTS[given.part](_pdfs(given.paths), given.workers))))
        return 0
    rounds = [{part: _apart(part, given.paths, given.workers) for part in _PARTS} for _ in range(given.rounds)]
    _report({part: min((each[part] for each in rounds), key=lambda one: one.seconds) for part in _PARTS}, given.workers)
    _report_asking()
    return 0


def _pdfs(paths: Sequence[Path]) -> list[Path]:
    files = [file for path in paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    if not files:
        sys.exit("eval.bench: no PDF among the paths that were given")
    return files


def _apart(part: str, paths: Sequence[Path], workers: int) -> Measured:
    """One measurement in its own process, so that memory is measured separately."""
    command = [sys.executable, "-m", "eval.bench", "--part", part, "--workers", str(workers), *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


# ------------------------------------------------------------------------------------------------------------- reading


def _plain(files: Sequence[Path], workers: int) -> Measured:
    """``page.extract_tables()`` of every page, one file per worker."""
    begun = time.perf_counter()
    largest_first = sorted(files, key=lambda file: -file.stat().st_size)
    with ProcessPoolExecutor(min(workers, len(files)), multiprocessing.get_context("spawn")) as pool:
        pages = sum(pool.map(_extract, largest_first))
    return Measured(pages, time.perf_counter() - begun, _children_mb())


def _extract(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def _whole(files: Sequence[Path], workers: int) -> Measured:
    """From the files to a new store: tables, facts, statements, checks, chunks, vectors."""
    from ingest.build import ingest_paths
    from ingest.settings import StoreSettings

    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        report = ingest_paths(files, StoreSettings(Path(folder) / "store"), workers=workers)
        seconds = time.perf_counter() - begun
    return Measured(sum(file.pages for file in report.files), seconds, _children_mb())


def _children_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


_PARTS: dict[str, Callable[[Sequence[Path], int], Measured]] = {"plain": _plain, "whole": _whole}


def _report(measured: dict[str, Measured], workers: int) -> None:
    named = {"plain": "pdfplumber extract_tables()", "whole": "budgetqa ingest, to the store"}
    print(f"{measured['plain'].pages} pages, {workers} workers")
    for part, each in measured.items():
        speed = f"{each.pages_per_second:6.1f} pages/s"
        print(f"  {named[part]:30} {speed}  {each.seconds:6.2f} s  worker peak {each.peak_mb:4.0f} MB")
    print(f"  ratio {measured['whole'].pages_per_second / measured['plain'].pages_per_second:.2f}")


# -------------------------------------------------------------------------------------------------------------- asking


def _report_asking() -> None:
    times = sorted(_asked())
    middle, high = times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]
    print(f"{len(times)} warm questions: p50 {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms")


def _asked() -> list[float]:
    """Seconds per turn of the sample questions, asked a second time in the same process."""
    from eval.run.cases import load_cases
    from ingest.build import ingest_paths
    from ingest.settings import StoreSettings
    from qa.pipeline import ask
    from qa.session import Session
    from qa.settings import Settings
    from qa.stores import open_stores

    with tempfile.TemporaryDirectory() as folder:
        store = StoreSettings(Path(folder) / "store")
        ingest_paths([HERE / "corpus"], store)
        stores = open_stores(Settings(store=store))
        times: list[float] = []
        for warm in (False, True):
            for case in load_cases(HERE / "sets" / "sample.jsonl"):
                session = Session()
                for turn in (*case.turns, case.question):
                    begun = time.perf_counter()
                    ask(turn, stores=stores, session=session)
                    if warm:
                        times.append(time.perf_counter() - begun)
        stores.close()
    return times


if __name__ == "__main__":
    raise SystemExit(main())
