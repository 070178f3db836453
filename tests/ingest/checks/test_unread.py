"""The content of a page that could not be read is not checked, and not reported as missing."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.parse import parse_file
from tests.fixtures import pdf_files as made

ROWS = [["科目编码", "科目名称", "合计"], ["208", "社会保障和就业支出", "12.50"]]

TITLES = ["收入决算表", "支出决算表", "", "一般公共预算财政拨款支出决算表"]


def _findings(path: Path, *, scanned: bool) -> dict[str, str]:
    """Rule -> verdict for three numbered tables; the page of the third is a scan or blank."""

    def draw(canvas: Canvas, number: int) -> None:
        if number == 3:
            if scanned:
                made.scan(canvas)
            return
        made.write(canvas, 60, 60, TITLES[number - 1])
        made.write(canvas, 60, 80, f"公开{number:02d}表")
        made.table(canvas, 110, ROWS)

    found = parse_file(made.make(path, draw, pages=4), "0" * 64, "test").document.findings
    return {finding.rule: finding.verdict for finding in found if finding.verdict != "pass"}


def test_a_scanned_page_is_not_checkable_and_no_table_is_called_missing(tmp_path: Path) -> None:
    """With a blank page, the gap in the numbers is a finding; with a scan it is not."""
    assert _findings(tmp_path / "a.pdf", scanned=True).get("unread-pages") == "not_checkable"
    assert "missing-table" not in _findings(tmp_path / "a.pdf", scanned=True)
    assert _findings(tmp_path / "b.pdf", scanned=False).get("missing-table") == "fail"


def test_a_file_read_whole_says_nothing_of_pages(tmp_path: Path) -> None:
    assert "unread-pages" not in _findings(tmp_path / "c.pdf", scanned=False)
