"""Nothing is hard-coded: no question, document, institution or gold figure of a set is in code or data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from eval.run.cases import Case, load_cases
from ingest.model.normalize import normalize
from tests.fixtures.paths import ROOT, SAMPLE_SETS, SHARED

_OWN = ("eval/corpus", "eval/sets", "eval/samples")
"""Our sample documents, their data and their questions: they are what is asked, not what answers."""
_NO_WORDS = "ingest/data/embedder/tokenizer.json"
"""Numbers its entries from 1 on."""
_TEXT = frozenset({".py", ".toml", ".md", ".html", ".txt", ".json", ".css", ".js", ".jsonl", ".csv"})
_NO_SET = "plans-"
"""Plans of questions that stand in the sets."""
_EXAMPLES = "sample-"
"""Questions that the help of a command may show."""
_ENOUGH_DIGITS = 4
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _sources() -> dict[str, str]:
    """Every text file of the program and its data, by its path."""
    found = {}
    for folder in ("qa", "ingest", "prompts", "eval"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in _TEXT and path.is_file() and not name.startswith((*_OWN, _NO_WORDS)):
                found[name] = path.read_text("utf-8")
    assert len(found) > 100
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return _sources()


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """The questions of every available set; the shared ones are required."""
    if not (SHARED / "questions").is_dir():
        pytest.skip("the shared questions (../shared/questions) are not on this machine")
    sets = [
        *(SHARED / "questions").glob("*.jsonl"),
        *SAMPLE_SETS.glob("*.jsonl"),
        *Path(__file__).parent.glob("*.jsonl"),
    ]
    return [case for path in sets if not path.name.startswith(_NO_SET) for case in load_cases(path)]


def _holding(sources: dict[str, str], wanted: Iterable[str]) -> list[str]:
    return [f"{name}: {each}" for each in wanted for name, text in sources.items() if each in text]


def test_no_question_stands_in_the_code(sources: dict[str, str], cases: list[Case]) -> None:
    asked = {
        normalize(each) for case in cases if not case.id.startswith(_EXAMPLES) for each in (case.question, *case.turns)
    }
    assert len(asked) > 300
    spelled = {name: normalize(text) for name, text in sources.items()}
    assert _holding(spelled, [each for each in asked if len(each) > 8]) == []


def test_no_gold_figure_stands_in_the_code(sources: dict[str, str], cases: list[Case]) -> None:
    """Figures of at least four digits; shorter ones may coincide by chance."""
    figures = {each.number for case in cases for each in (case.gold.number, *case.gold.numbers) if each is not None}
    long = {f"{each:f}" for each in figures if len(f"{each:f}".replace(".", "").strip("-0")) >= _ENOUGH_DIGITS}
    assert len(long) > 100
    years = {str(year) for year in range(1990, 2040)}
    held = {name: {each.replace(",", "") for each in _NUMBER.findall(text)} for name, text in sources.items()}
    assert [f"{name}: {each}" for name, numbers in held.items() for each in sorted((long - years) & numbers)] == []


def test_no_document_and_no_institution_of_the_corpus_stands_in_the_code(sources: dict[str, str]) -> None:
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the real documents (../shared/corpus) are not on this machine")
    documents = json.loads((SHARED / "corpus" / "corpus.json").read_text("utf-8"))
    names = {each["institution"] for each in documents.values()} | {each["file"] for each in documents.values()}
    names |= {Path(each["file"]).stem for each in documents.values()}
    own = {path.stem.split("-")[0] for path in (ROOT / "eval" / "corpus").iterdir()}
    assert _holding(sources, names - own - {"岚县人力资源和社会保障局"}) == []
