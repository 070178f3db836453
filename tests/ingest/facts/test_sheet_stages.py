"""Parts of a sheet's head without a stage take that of the total they add up to, and of no other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ingest.model.figures import Stage
from ingest.parse import parse_file

SHEET = (
    "青石县档案局2024年度部门整体支出绩效自评报告\n\n2024年度部门整体支出绩效自评表\n\n"
    "预算单位名称\t青石县档案局\t\t\t\t\t\t\n"
    "年度预算申请(万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
    "\t年度资金总额\t40.00\t130.00\t120.00\t10\t92.31%\t9.23\n"
    "\t按收入性质分:\t\t\t按支出性质分: 120.00\t\t\t\n"
    "\t其中: 一般公共预算: 90.00\t\t\t其中: 基本支出: {basic}\t\t\t\n"
    "\t政府性基金拨款:\t\t\t项目支出: {project}\t\t\t\n"
    "年度总体目标\t预期目标\t\t\t实际完成情况\t\t\t\n\t完成全部任务\t\t\t已完成全部任务\t\t\t\n"
)


def _stages(folder: Path, basic: str, project: str) -> dict[str, Stage]:
    path = folder / "sheet.txt"
    path.write_text(SHEET.format(basic=basic, project=project), encoding="utf-8")
    return {fact.text: fact.stage for fact in parse_file(path, "0" * 64, "test").facts if fact.value is not None}


@pytest.mark.parametrize(
    ("basic", "project", "stage"),
    [
        ("31.00", "89.00", Stage.FINAL),  # 120.00, what was spent
        ("31.00", "99.00", Stage.ADJUSTED),  # 130.00, the adjusted budget
        ("31.00", "88.00", Stage.UNKNOWN),  # none of the three
    ],
)
def test_parts_are_of_the_stage_of_their_total(basic: str, project: str, stage: Stage, tmp_path: Path) -> None:
    told = _stages(tmp_path, basic, project)
    assert (told[basic], told[project]) == (stage, stage)
    assert told["90.00"] is Stage.UNKNOWN  # adds up to nothing


def test_a_total_of_two_stages_says_nothing(tmp_path: Path) -> None:
    alike = SHEET.replace("130.00", "120.00")
    path = tmp_path / "sheet.txt"
    path.write_text(alike.format(basic="31.00", project="89.00"), encoding="utf-8")
    facts = parse_file(path, "0" * 64, "test").facts
    assert next(fact for fact in facts if fact.value == Decimal("31.00")).stage is Stage.UNKNOWN
