"""What counts as a page number, and what does not."""

from __future__ import annotations

import pytest

from ingest.model.document import Line, PageKind, SourceRef
from ingest.readers.pdf.furniture import without_furniture
from ingest.readers.pdf.pages import ReadPage


def left(text: str) -> list[str]:
    """The remaining lines of a page 7 with ``text`` at its foot."""
    foot = Line(text, SourceRef(page=7, box=(280, 790, 320, 800)))
    page = ReadPage(7, (0, 0, 595, 842), PageKind.TEXT, (foot,))
    return [line.text for line in without_furniture([page])[0].lines]


@pytest.mark.parametrize(
    "text", ["- 7 -", "—7—", "第 7 页", "第7页，共20页", "第 7 页 共 20 页", "7/20", "7", "－７－"]
)
def test_a_page_number_is_left_out(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize("text", ["1,234", "12345678", "-350", "350", "3.5", "12.50%", "共7项", "2024年"])
def test_a_figure_at_the_foot_of_a_page_stays(text: str) -> None:
    assert left(text) == [text]


@pytest.mark.parametrize(
    "foot", ["http://www.example.gov.cn/2024/content.html {}/5", "某某县商务局2024年度部门决算 第{}页"]
)
def test_a_running_foot_that_ends_in_the_page_number_is_left_out(foot: str) -> None:
    """As browsers print it: the address and 3/11 on every page."""
    texts = [foot.format(number) for number in range(1, 6)]
    assert kept(texts) == [[]] * 5


def test_lines_at_the_foot_that_differ_in_more_than_the_page_number_stay() -> None:
    texts = [f"其中第{number}项支出{number}00.00万元" for number in range(1, 6)]
    assert kept(texts) == [[text] for text in texts]


def kept(feet: list[str]) -> list[list[str]]:
    """The remaining lines of as many pages, each with its foot."""
    pages = [
        ReadPage(at, (0, 0, 595, 842), PageKind.TEXT, (Line(text, SourceRef(page=at, box=(60, 800, 420, 810))),))
        for at, text in enumerate(feet, 1)
    ]
    return [[line.text for line in page.lines] for page in without_furniture(pages)]
