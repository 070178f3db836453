"""The plan says what is asked for: which operation, which figure, which year, stage, side and fund."""

from __future__ import annotations

import pytest

from ingest.model.figures import Direction, Fund, Side, Stage
from qa.evidence.library import Library
from qa.plans.plan import Operation, Plan
from qa.reading.question import read_question
from qa.reading.target_slots import stage_of
from qa.reading.understand import understand


def _plan(question: str, library: Library) -> Plan:
    return understand(read_question(question), library)


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("禾川县水务局2024年防汛支出是多少", Operation.LOOKUP),
        ("禾川县水务局机关运行经费比上年增加多少", Operation.YOY),
        ("禾川县水务局防汛完成年初预算的百分之几", Operation.EXECUTION),
        ("禾川县水务局防汛占农林水支出的比重", Operation.SHARE),
        ("禾川县水务局支出最多的三个科目", Operation.RANK),
        ("禾川县水务局防汛和农村供水相差多少", Operation.ARITHMETIC),
        ("岚县人社局和禾川县水务局谁的三公经费高", Operation.COMPARE),
        ("雁湖市商务局预算超过2000000元的项目有几个", Operation.COUNT),
        ("岚县人社局内设哪些股室", Operation.LIST),
        ("岚县人社局农林水支出为什么减少", Operation.WHY),
        ("禾川县水务局决算里基本支出是指什么", Operation.DEFINE),
        ("岚县人社局收入总计和支出总计是否一致", Operation.CHECK),
    ],
)
def test_each_way_of_asking_is_its_operation(question: str, operation: Operation, sample_library: Library) -> None:
    assert _plan(question, sample_library).operation is operation


def test_scope_year_and_fillers_are_no_words_of_the_figure(sample_library: Library) -> None:
    plan = _plan("请问禾川县水务局2024年的农村供水支出决算数是多少呢？", sample_library)
    assert "农村供水" in plan.targets[0].words
    assert not any(each in plan.targets[0].words for each in ("禾川", "2024", "请问", "多少"))


def test_what_is_said_outright_of_a_figure_is_kept(sample_library: Library) -> None:
    target = _plan("禾川县水务局2024年政府性基金农村基础设施建设支出决算多少元", sample_library).targets[0]
    assert (target.year, target.stage, target.side, target.fund, target.unit) == (
        2024,
        Stage.FINAL,
        Side.EXPENDITURE,
        Fund.GOVERNMENT_FUNDS,
        "元",
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("年初预算数", Stage.INITIAL),
        ("全年预算数", Stage.ADJUSTED),
        ("调整后预算", Stage.ADJUSTED),
        ("支出决算", Stage.FINAL),
        ("2025年预算", Stage.BUDGET),
        ("一般公共预算财政拨款", Stage.UNKNOWN),
        ("决算与年初预算", Stage.UNKNOWN),
    ],
)
def test_the_stage_is_what_the_words_name(text: str, stage: Stage) -> None:
    assert stage_of(text) is stage


def test_the_year_before_is_the_documents_year_less_one(sample_library: Library) -> None:
    assert _plan("禾川县水务局上年的公务接待费是多少", sample_library).targets[0].year == 2023


def test_everyday_names_become_the_printed_ones(sample_library: Library) -> None:
    assert "公务接待费" in _plan("禾川县水务局招待费花了多少", sample_library).targets[0].words


@pytest.mark.parametrize(
    ("question", "direction"),
    [("支出为什么增加", Direction.UP), ("支出为啥下降了", Direction.DOWN), ("支出变动的原因", Direction.NONE)],
)
def test_what_a_question_supposes_of_a_change_is_kept(
    question: str, direction: Direction, sample_library: Library
) -> None:
    assert _plan(f"岚县人社局{question}", sample_library).direction is direction


def test_a_table_that_is_named_is_where_the_figure_is_looked_for(sample_library: Library) -> None:
    plan = _plan("禾川县水务局收入决算表里防汛是多少", sample_library)
    titles = [sample_library.index(document).tables[table].title for document, table in plan.targets[0].tables]
    assert titles == ["收入决算表"]
