"""Right answers made wrong on purpose: the scorer accepts none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from eval.measures.scoring import Outcome, score
from eval.run.cases import Case, load_cases
from eval.samples.questions.whole_set import SET
from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.pipeline import ask
from qa.session import Session
from qa.stores import Stores, open_stores
from tests.fixtures.paths import SHARED
from tests.fixtures.wrong_answers import Wrong, spoilt, swapped

FEWEST = 300
Right = tuple[list[Case], list[dict[str, Any]]]


def _right(cases: Sequence[Case], stores: Stores) -> Right:
    """The cases that the pipeline answers correctly, with its answers."""
    found: Right = ([], [])
    for case in cases:
        session = Session()
        for turn in case.turns:
            ask(turn, stores=stores, session=session)
        answer = ask(case.question, stores=stores, session=session).to_dict()
        if score(case, answer).outcome is Outcome.RIGHT:
            found[0].append(case)
            found[1].append(answer)
    return found


@pytest.fixture(scope="module")
def sample(sample_stores: Stores) -> Right:
    found = _right(load_cases(SET), sample_stores)
    assert len(found[0]) > 60
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Right]:
    if not (SHARED / "questions" / "dev.jsonl").exists():
        pytest.skip("the real documents and questions (../shared) are not on this machine")
    settings = StoreSettings(tmp_path_factory.mktemp("real") / "store")
    ingest_paths([SHARED / "corpus"], settings, workers=2)
    stores = open_stores(settings)
    yield _right(load_cases(SHARED / "questions" / "dev.jsonl"), stores)
    stores.close()


def _each(right: Right) -> Iterator[tuple[Case, Wrong]]:
    cases, answers = right
    for case, answer in zip(cases, answers, strict=True):
        yield from ((case, wrong) for wrong in spoilt(case, answer))
    yield from swapped(cases, answers)


@pytest.mark.parametrize("answers", ["sample", "real"])
def test_every_answer_made_wrong_is_marked_wrong(answers: str, request: pytest.FixtureRequest) -> None:
    """Digits, units, powers of ten, signs, names, words, verdicts, statuses, and answers to other questions."""
    made = list(_each(request.getfixturevalue(answers)))
    slipped = [(case.id, wrong.how) for case, wrong in made if score(case, wrong.answer).outcome is Outcome.RIGHT]
    assert slipped == []
    assert len(made) >= FEWEST
    print(f"{answers}: {len(made)} wrong answers, none marked right")


def test_an_answer_made_wrong_is_counted_as_answered_wrong_or_as_withheld(sample: Right) -> None:
    """A wrong statement is ``wrong``; only withholding an existing answer is ``refused``."""
    for case, wrong in _each(sample):
        outcome = score(case, wrong.answer).outcome
        stated = wrong.answer["status"] == "answered" or case.gold.refuse
        if stated or (case.gold.clarify and wrong.answer["status"] == "needs_clarification"):
            assert outcome is Outcome.WRONG, (case.id, wrong.how)
        else:
            assert outcome is Outcome.REFUSED, (case.id, wrong.how)


def test_the_kind_of_fault_is_named_where_one_figure_is_stated(sample: Right) -> None:
    """A wrong unit, scale, sign or place is named as such, if no second figure allows another reading."""
    named: Counter[str] = Counter()
    for case, wrong in _each(sample):
        figures = wrong.answer.get("results") or []
        if not wrong.kind or (len(figures) > 1 and wrong.kind != "not the first"):
            continue
        kinds = {str(fault.kind) for fault in score(case, wrong.answer).faults}
        assert wrong.kind in kinds, (case.id, wrong.how, kinds)
        named[wrong.kind] += 1
    assert {"unit", "scale", "sign", "items", "contains", "status", "clarify"} <= set(named)
