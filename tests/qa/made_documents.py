"""Small made documents in the styles of several provinces, with questions on them.

Every figure of a document is computed from the data beside it, and so is the gold of each question. Institutions,
amounts and sentences are invented.
"""

from __future__ import annotations

from pathlib import Path

from eval.cases import Case
from tests.qa import made_culture, made_farming, made_health, made_school, made_town, made_water

DOCUMENTS = {
    "culture": made_culture,
    "farming": made_farming,
    "health": made_health,
    "school": made_school,
    "water": made_water,
    "town": made_town,
}


def write_all(folder: Path) -> Path:
    """Every made document as a text file of ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.txt").write_text(document.text(), encoding="utf-8")
    return folder


def made_cases() -> list[Case]:
    """Every question, in the order of the documents."""
    return [case for document in DOCUMENTS.values() for case in document.questions()]
