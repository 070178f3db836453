"""An amount that only a space parts from another number is not guessed at: it is left unread, and told."""

from pathlib import Path

from ingest.parse import parse_file
from ingest.store.catalog.values import ParsedDocument


def _read(folder: Path, sentence: str) -> ParsedDocument:
    path = folder / "report.txt"
    path.write_text(f"海山县林业局2025年部门预算说明\n\n一、收支情况\n\n{sentence}\n", encoding="utf-8")
    return parse_file(path, "0" * 64, "1")


def test_an_amount_broken_by_a_space_is_left_unread_and_told(tmp_path: Path) -> None:
    """Neither 734.52 nor 2,734.52 is stated."""
    parsed = _read(tmp_path, "2025年支出总计2 734.52万元，其中项目支出500.00万元。")
    assert [str(each.value) for each in parsed.statements] == ["500.00"]
    assert any("第5行" in each and "“2 734.52万元”" in each for each in parsed.warnings)


def test_a_year_and_an_amount_with_spaces_inside_are_read_whole(tmp_path: Path) -> None:
    """202 4 年 is the year before, and 1 , 066.60 万元 is 1,066.60."""
    parsed = _read(tmp_path, "202 4 年支出总计1 , 066.60 万元。")
    (found,) = parsed.statements
    assert (str(found.value), found.unit, found.year) == ("1066.60", "万元", 2024)
    assert not parsed.warnings
