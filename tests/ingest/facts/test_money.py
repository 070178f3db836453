"""Money of which no unit is known is told apart from counts and from amounts."""

from ingest.facts.money import money_without_unit
from tests.fixtures.made_tables import facts, made_table

ROWS = [["公务接待费", "2"], ["国内公务接待批次", "3"]]


def test_a_bare_number_in_a_table_of_money_is_money_without_a_unit() -> None:
    table = made_table("“三公”经费支出预算表", [("项目",), ("预算数",)], ROWS, unit="")
    assert [money_without_unit(each, table.kind) for each in facts(table, "预算")] == [True, False]


def test_an_amount_with_a_unit_is_none() -> None:
    table = made_table("“三公”经费支出预算表", [("项目",), ("预算数",)], ROWS)
    assert not any(money_without_unit(each, table.kind) for each in facts(table, "预算"))
