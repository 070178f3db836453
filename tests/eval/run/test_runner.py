"""A run drops nothing: a crash is a failed question, and an interrupted run continues."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.command import Wanted, run
from eval.measures.comparison import compare
from eval.measures.evaluation import Evaluation
from eval.measures.scored import score_all, share
from eval.measures.scoring import Outcome
from eval.measures.summary import summarize
from eval.report.html_report import html_page
from eval.run.cases import BadCase, Case
from eval.run.runner import Asker, Progress, Record, read_answers, run_cases
from tests.fixtures.scored_answers import answered, case

GOLD = {"number": "5.00", "unit": "万元"}
EVIDENCE = [{"doc": "lanxian", "where": "支出决算表", "quote": "5.00"}]


@dataclass(frozen=True)
class Scripted:
    """Opens an asker that answers 5.00, or does what the question says. Picklable, as a real one must be."""

    def __call__(self) -> Asker:
        return _reply


@dataclass(frozen=True)
class Unused:
    """An asker that must not be opened."""

    def __call__(self) -> Asker:
        raise AssertionError("opened")


def _reply(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
    if question == "crash":
        raise ZeroDivisionError("no such total")
    value = "6.00" if question == "wrong" else "5.00"
    return answered((value, "万元"), text="，".join(turns))


def cases(*questions: str) -> list[Case]:
    return [replace(case(GOLD), id=f"q{index}", question=each) for index, each in enumerate(questions)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_crash_is_a_failed_question_named_with_its_error(workers: int) -> None:
    asked = cases("fine", "crash", "wrong")
    records = {each.id: each for each in run_cases(asked, Scripted(), workers)}
    scored = score_all(asked, records)
    assert [each.score.outcome for each in scored] == [Outcome.RIGHT, Outcome.ERROR, Outcome.WRONG]
    assert scored[1].record.error == "ZeroDivisionError: no such total"


def test_earlier_turns_reach_the_asker() -> None:
    asked = [replace(each, turns=("first", "second")) for each in cases("fine")]
    (record,) = run_cases(asked, Scripted())
    assert record.answer is not None and record.answer["answer"] == "first，second"


def test_an_interrupted_run_goes_on_and_asks_failed_questions_again(tmp_path: Path) -> None:
    asked = cases("fine", "crash", "wrong")
    answers = tmp_path / "out.jsonl"
    progress = Progress.beside(answers, asked)
    list(progress.add(run_cases(asked[:2], Scripted())))
    with progress.path.open("a", encoding="utf-8") as file:
        file.write('{"id": "q2", "ans')  # the process was killed in the middle of a line
    assert set(progress.done()) == {"q0"}
    run(_write_set(tmp_path, asked), None, Wanted(answers=answers), Scripted(), Console(quiet=True))
    assert list(read_answers(answers)) == ["q0", "q1", "q2"]
    assert not progress.path.exists()


def test_a_changed_set_does_not_go_on_from_another_ones_answers(tmp_path: Path) -> None:
    answers = tmp_path / "out.jsonl"
    one, two = (Progress.beside(answers, cases(question)) for question in ("fine", "wrong"))
    assert one.path != two.path


def test_a_case_without_an_answer_is_counted_as_an_error() -> None:
    asked = cases("fine", "wrong")
    summary = summarize(score_all(asked, {"q0": Record("q0", answered(("5.00", "万元")))}))
    assert summary.total.size == 2
    assert summary.total.outcomes[Outcome.ERROR] == 1


def test_a_broken_answers_file_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text('{"id": "a", "answer": null}\n{"id": "b"}\n')
    with pytest.raises(BadCase, match="line 2"):
        read_answers(tmp_path / "answers.jsonl")
    (tmp_path / "answers.jsonl").write_text('{"id": "a", "answer": "17.63"}\n')
    with pytest.raises(BadCase, match=r"line 1: .*must be an object"):
        read_answers(tmp_path / "answers.jsonl")


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    path, quiet = _write_set(tmp_path, cases("fine")), Console(quiet=True)
    for wanted in (Wanted(report=path), Wanted(answers=tmp_path), Wanted(baseline=tmp_path / "none.jsonl")):
        with pytest.raises(BadCase):
            run(path, None, wanted, Unused(), quiet)


@pytest.mark.parametrize(
    "part",
    [
        {"results": ["5.00"]},
        {"results": 5},
        {"citations": [7]},
        {"citations": [{"id": 1, "quote": None, "file": None}], "results": [{"value": None, "citations": None}]},
        {"results": [{"value": "5.00", "unit": "万元", "citations": [{"id": 1}]}]},
        {"items": [1, 2]},
        {"answer": None},
        {"clarify": ["岚县"]},
        {"elapsed_ms": "soon"},
        {"status": 3},
    ],
)
@pytest.mark.parametrize("gold", [GOLD, {"items": ["甲"]}, {"contains": [["甲"]]}, {"clarify": ["岚县"]}])
def test_an_answer_of_another_shape_is_not_right_and_stops_nothing(part: dict[str, Any], gold: dict[str, Any]) -> None:
    """An answers file of another system may hold these; a report can still be made."""
    asked = [replace(case(gold), evidence=case(GOLD, evidence=EVIDENCE).evidence)]
    for status in ("answered", "needs_clarification"):
        answer = {**answered(), "status": status, "results": [], **part}
        scored = score_all(asked, {"one": Record("one", answer)})
        assert scored[0].score.outcome is not Outcome.RIGHT
        html_page(Evaluation("set", scored, summarize(scored), "no store"))


def _write_set(folder: Path, asked: Sequence[Case]) -> Path:
    path = folder / "set.jsonl"
    rows = [
        {"id": each.id, "type": each.type, "question": each.question, "docs": ["lanxian"], "answer": GOLD}
        for each in asked
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_run_writes_answers_results_summary_and_a_page_that_loads_nothing(tmp_path: Path) -> None:
    path = _write_set(tmp_path, cases("fine", "crash", "<wrong>"))
    answers, folder = tmp_path / "answers.jsonl", tmp_path / "report"
    status = run(path, None, Wanted(answers=answers, report=folder), Scripted(), Console(quiet=True))
    assert status == 0
    results = [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]
    assert [each["outcome"] for each in results] == ["right", "error", "right"]
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["total"]["accuracy"][0] == pytest.approx(2 / 3)
    page = (folder / "report.html").read_text()
    assert "&lt;wrong&gt;" in page and "no such total" in page
    assert "://" not in page and "<link" not in page and "src=" not in page and "@import" not in page


def test_the_exit_status_says_when_accuracy_is_below_the_bar(tmp_path: Path) -> None:
    path, quiet = _write_set(tmp_path, cases("fine", "wrong")), Console(quiet=True)
    assert run(path, None, Wanted(fail_under=0.5), Scripted(), quiet) == 0
    assert run(path, None, Wanted(fail_under=0.51), Scripted(), quiet) == 1


def test_a_baseline_is_compared_question_by_question(tmp_path: Path) -> None:
    asked = cases("fine", "wrong", "fine")
    ours = score_all(asked, {each.id: each for each in run_cases(asked, Scripted())})
    five, six = answered(("5.00", "万元")), answered(("6.00", "万元"))
    theirs = score_all(asked, {"q0": Record("q0", six), "q1": Record("q1", five), "q2": Record("q2", five)})
    found = compare(ours, theirs)
    assert [(each.id, each.before, each.now) for each in found.changes] == [
        ("q1", Outcome.RIGHT, Outcome.WRONG),
        ("q0", Outcome.WRONG, Outcome.RIGHT),
    ]
    assert found.difference.value == 0.0


def test_a_run_shows_a_table_by_type_and_by_document(tmp_path: Path) -> None:
    console = Console(record=True, width=160, file=(tmp_path / "screen").open("w"))
    run(_write_set(tmp_path, cases("fine", "wrong")), open_asker=Scripted(), console=console)
    screen = console.export_text()
    assert "by type" in screen and "lookup" in screen and "lanxian" in screen and "50.0" in screen


def test_an_interval_holds_the_share_and_is_the_same_every_time() -> None:
    found = share([True] * 60 + [False] * 40)
    assert found == share([True] * 60 + [False] * 40)
    assert 0.49 < found.low < 0.6 < found.high < 0.71
