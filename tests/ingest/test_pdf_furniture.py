"""What is taken for a page number, and what is not."""

from __future__ import annotations

import pytest

from ingest.document import Line, PageKind, SourceRef
from ingest.pdf_furniture import without_furniture
from ingest.pdf_pages import ReadPage


def left(text: str) -> list[str]:
    """The lines left of a page 7 with ``text`` at its foot."""
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
