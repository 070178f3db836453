"""The guard is tested with faults planted in right answers, and with the unchanged answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from eval.run.cases import load_cases
from qa.stores import Stores
from tests.fixtures.answer_faults import KINDS, Sown, sow, stopped
from tests.fixtures.drafted import Drafted, draft_all
from tests.fixtures.paths import ROOT

QUESTIONS = ROOT.parent / "shared" / "questions" / "dev.jsonl"


@pytest.fixture(scope="module")
def sample_drafts(sample_stores: Stores) -> list[Drafted]:
    return draft_all(load_cases(ROOT / "eval" / "sets" / "sample.jsonl"), sample_stores)


@pytest.fixture(scope="module")
def corpus_drafts(corpus_stores: Stores) -> list[Drafted]:
    if not QUESTIONS.is_file():
        pytest.skip("the shared questions (../shared/questions) are not on this machine")
    return draft_all(load_cases(QUESTIONS), corpus_stores)


def _assert_caught(sown: Sequence[Sown]) -> None:
    """Asserts that at least 99 % are caught in all and 95 % of each kind; prints the rates."""
    made, caught = Counter(each.kind for each in sown), Counter(each.kind for each in sown if each.caught)
    print({kind: f"{caught[kind]}/{made[kind]}" for kind in KINDS}, f"{caught.total()}/{made.total()}")
    missed = "\n".join(f"{each.kind} {each.case}: {each.text}" for each in sown if not each.caught)
    assert len(sown) >= 500 and set(made) == set(KINDS)
    assert caught.total() >= 0.99 * made.total(), missed
    assert all(caught[kind] >= 0.95 * made[kind] for kind in KINDS), missed


def _assert_let_through(drafts: Sequence[Drafted]) -> None:
    """Asserts that at most 2 % of unchanged drafts are stopped; prints the rate."""
    found = stopped(drafts)
    print(f"{len(found)} of {len(drafts)} unchanged drafts stopped")
    assert len(found) <= 0.02 * len(drafts), [(each.case.question, faults) for each, faults in found]


def test_faults_in_answers_over_the_sample_documents_are_caught(sample_drafts: list[Drafted]) -> None:
    _assert_caught(sow(sample_drafts, 640))


def test_answers_over_the_sample_documents_are_let_through(sample_drafts: list[Drafted]) -> None:
    _assert_let_through(sample_drafts)


def test_faults_in_answers_over_the_real_documents_are_caught(corpus_drafts: list[Drafted]) -> None:
    _assert_caught(sow(corpus_drafts, 560))


def test_answers_over_the_real_documents_are_let_through(corpus_drafts: list[Drafted]) -> None:
    _assert_let_through(corpus_drafts)


def test_the_same_faults_are_sown_every_time(sample_drafts: list[Drafted]) -> None:
    one, two = ([each.text for each in sow(sample_drafts, 30)] for _ in range(2))
    assert one == two and len(set(one)) == 30
