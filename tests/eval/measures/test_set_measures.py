"""The measures of a scored set besides accuracy, checked by manual counts."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.baselines.own_retrieval import own_retrieval
from eval.command import Wanted, run
from eval.measures.evaluation import Evaluation, summary_json
from eval.measures.scored import score_all
from eval.measures.set_measures import Measure, measures
from eval.measures.sources import Cited, cited
from eval.measures.summary import summarize
from eval.run.cases import Case
from eval.run.runner import Record
from eval.samples.questions.whole_set import SET
from ingest.model.errors import StoreError
from tests.fixtures.scored_answers import answered, asked_back, case, citation, refused

FIVE = {"number": "5.00", "unit": "万元"}
REFUSE, CLARIFY = {"refuse": True}, {"clarify": ["岚县"]}


def _measured(*pairs: tuple[Case, dict[str, Any] | None]) -> dict[str, Measure]:
    asked = [replace(each, id=str(at)) for at, (each, _) in enumerate(pairs)]
    records = {str(at): Record(str(at), answer, "" if answer else "boom") for at, (_, answer) in enumerate(pairs)}
    return {each.key: each for each in measures(score_all(asked, records))}


def _counts(found: Measure) -> tuple[int | None, int]:
    return found.hits, found.of


def test_figures_are_exact_or_of_a_wrong_unit_scale_or_sign() -> None:
    found = _measured(
        (case(FIVE), answered(("5.00", "万元"))),
        (case(FIVE), answered(("5.00", "元"))),
        (case(FIVE), answered(("500", "万元"))),
        (case(FIVE), answered(("-5.00", "万元"))),
        (case(FIVE), refused()),
        (case(FIVE), None),
        (case({"contains": [["县级"]]}, "why"), answered(text="市级")),
    )
    assert _counts(found["numeric_exactness"]) == (1, 6)
    assert [_counts(found[f"{kind}_errors"]) for kind in ("unit", "scale", "sign")] == [(1, 4)] * 3


def test_an_answer_with_the_right_figures_and_wrong_words_is_numerically_exact() -> None:
    found = _measured((case({**FIVE, "contains": [["县级"]]}), answered(("5.00", "万元"), text="市级")))
    assert _counts(found["numeric_exactness"]) == (1, 1)


def test_refusals_and_questions_back_have_precision_and_recall() -> None:
    found = _measured(
        (case(REFUSE, "unanswerable"), refused()),
        (case(REFUSE, "unanswerable"), answered(("5.00", "万元"))),
        (case(REFUSE, "unanswerable"), refused(("5.00", "万元"))),
        (case(FIVE), refused()),
        (case(CLARIFY, "ambiguous"), asked_back("岚县")),
        (case(CLARIFY, "ambiguous"), asked_back("海东")),
        (case(FIVE), asked_back("岚县")),
    )
    assert _counts(found["refusal_precision"]) == (1, 3)
    assert _counts(found["refusal_recall"]) == (1, 3)
    assert _counts(found["clarification_precision"]) == (1, 3)
    assert _counts(found["clarification_recall"]) == (1, 2)


def test_conversations_are_the_questions_with_earlier_turns() -> None:
    later = case(FIVE, "followup", turns=["岚县呢？"])
    found = _measured(
        (later, answered(("5.00", "万元"))),
        (later, answered(("6.00", "万元"))),
        (case(FIVE), answered(("5.00", "万元"))),
    )
    assert _counts(found["conversation_accuracy"]) == (1, 2)


def test_a_measure_without_questions_has_no_value() -> None:
    found = _measured((case(FIVE), answered(("5.00", "万元"))))
    assert found["refusal_recall"].share is None and found["refusal_recall"].of == 0


def test_an_interval_holds_its_value() -> None:
    found = _measured(*[(case(FIVE), answered((value, "万元"))) for value in ("5.00", "6.00") * 20])
    share = found["numeric_exactness"].share
    assert share is not None and share.low < share.value == 0.5 < share.high


# ------------------------------------------------------------------------------------------------------ citations

EVIDENCE = [
    {"doc": "lanxian", "where": "支出决算表", "quote": "1,776.34"},
    {"doc": "lanxian", "where": "（三）具体情况", "quote": "县级配套资金"},
]


def _cited(*citations: tuple[str, str, str, str]) -> Cited:
    """Of citations ``(quote, file, table, section)``."""
    answer = answered()
    for at, (quote, file, table, section) in enumerate(citations, 1):
        one = replace(citation(at, quote, file), table=table or None, section=section)
        answer["citations"].append(asdict(one))
    found = cited(case(FIVE, evidence=EVIDENCE).evidence, answer)
    assert found
    return found


def test_a_cell_is_cited_by_its_document_and_what_it_prints() -> None:
    found = _cited(("1776.34", "lanxian.pdf", "支出决算表", ""), ("1776.34", "hongqi.txt", "支出决算表", ""))
    assert (found.cell_recall, found.cell_precision) == (0.5, 0.5)


def test_a_section_is_cited_by_its_document_and_a_part_of_its_title_whatever_is_printed() -> None:
    found = _cited(
        ("9.99", "lanxian.pdf", "一般公共预算财政拨款支出决算表", "第二部分"),
        ("其他原因", "lanxian.pdf", "", "第三部分 > 五、说明 > (三) 具体情况"),
        ("9.99", "hongqi.txt", "支出决算表", ""),
    )
    assert (found.cell_recall, found.cell_precision) == (0.0, 0.0)
    assert (found.section_recall, found.section_precision) == (1.0, pytest.approx(2 / 3))


def test_a_gold_figure_cited_from_another_table_is_no_false_citation() -> None:
    """Its cell counts although its section is not the gold's; as a citation it is good at both levels."""
    found = _cited(("1,776.34", "lanxian.pdf", "收入支出总表", ""))
    assert (found.cell_recall, found.section_recall) == (0.5, 0.0)
    assert (found.cell_precision, found.section_precision) == (1.0, 1.0)


def test_an_answer_without_citations_recalls_nothing_and_has_no_precision() -> None:
    found = _cited()
    assert (found.cell_recall, found.section_recall, found.cell_precision) == (0.0, 0.0, None)


# ------------------------------------------------------------------------------------------- a run over a store


def test_a_run_measures_retrieval_of_its_own_store(sample_settings: Any, tmp_path: Path) -> None:
    console = Console(record=True, width=100, quiet=False, file=(tmp_path / "screen").open("w"))
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(SET.read_text(encoding="utf-8").splitlines()[:8]) + "\n", encoding="utf-8")
    assert run(few, sample_settings.folder, Wanted(report=tmp_path / "out"), console=console) == 0
    assert "retrieval of the gold evidence" in console.export_text()
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    found = summary["retrieval"]
    assert found["questions"] == 8
    assert 0 < found["recall@1"] <= found["recall@3"] <= found["recall@5"] <= found["recall@10"] <= 1
    assert 0 < found["mrr"] <= 1 and 0 < found["ndcg@10"] <= 1
    assert summary["measures"]["numeric_exactness"]["of"] == 8


def test_a_store_that_cannot_be_opened_is_told_by_the_measure(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        own_retrieval([case(FIVE, evidence=EVIDENCE)], tmp_path / "none")


def test_why_retrieval_was_not_measured_stands_in_the_summary() -> None:
    scored = score_all([case(FIVE)], {"one": Record("one", answered(("5.00", "万元")))})
    found = Evaluation("set", scored, summarize(scored), "the answers do not come from a store")
    assert summary_json(found)["retrieval"] == {"not_measured": "the answers do not come from a store"}
