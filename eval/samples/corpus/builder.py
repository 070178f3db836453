"""Builds the sample corpus from its data files: ``python -m eval.samples.corpus.builder``.

Each ``data/*.toml`` holds the leaf figures and the sentences of one document, written for this project. Totals,
shares and changes are computed, so the documents agree with themselves.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from eval.samples.corpus.blocks import Block
from eval.samples.corpus.budget import budget
from eval.samples.corpus.builder_text import as_text
from eval.samples.corpus.final import final_accounts
from eval.samples.corpus.performance import performance_report

DATA = Path(__file__).parent / "data"
CORPUS = Path(__file__).parents[2] / "corpus"
WRITERS: dict[str, Callable[[Mapping[str, Any]], list[Block]]] = {
    "final": final_accounts,
    "budget": budget,
    "performance": performance_report,
}


def sources() -> list[Path]:
    """The data files, sorted by name; a name ends in the kind of its document."""
    return sorted(DATA.glob("*.toml"))


def build(folder: Path) -> list[Path]:
    """Write every sample document into ``folder``; the same data gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [build_one(source, folder) for source in sources()]


def build_one(source: Path, folder: Path) -> Path:
    """Write the document of one data file; its ``file`` gives the name and the format (PDF or text)."""
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    blocks = WRITERS[source.stem.rsplit("_", 1)[1]](data)
    path = folder / str(data["file"])
    if path.suffix == ".pdf":
        from eval.samples.corpus.builder_pdf import write_pdf  # reportlab is a development dependency

        write_pdf(blocks, path, data["institution"])
    else:
        path.write_text(as_text(blocks), encoding="utf-8")
    return path


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS):
        print(written)
