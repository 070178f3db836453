"""Pages that could not be read are listed by number."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from ingest.build import ingest_paths
from ingest.model.document import PageKind
from ingest.model.unread_pages import told_unread, unread_pages
from ingest.settings import StoreSettings
from ingest.store.store import open_store
from tests.fixtures import pdf_files as made

TEXT, IMAGE, RULED, BLANK, OUTLINED = PageKind.TEXT, PageKind.IMAGE, PageKind.RULED, PageKind.BLANK, PageKind.OUTLINED


def test_only_pages_that_print_something_unread_are_unread() -> None:
    """A blank page and an empty form hold nothing to read."""
    assert unread_pages((TEXT, IMAGE, RULED, BLANK, OUTLINED)) == (2, 5)
    assert unread_pages((TEXT, RULED, BLANK)) == ()


def test_pages_in_a_row_are_told_as_a_range() -> None:
    kinds = (IMAGE, IMAGE, IMAGE, TEXT, IMAGE, OUTLINED)
    assert told_unread(kinds) == (
        "第1–3、5页无文本层（扫描图像），内容未读取",
        "第6页无文本层（文字以曲线绘制），内容未读取",
    )


def test_the_store_knows_which_pages_were_not_read(tmp_path: Path) -> None:
    """A scan between two pages of text is reported at ingest and kept with the document."""

    def draw(canvas: Canvas, number: int) -> None:
        if number == 2:
            made.scan(canvas)
        else:
            made.write(canvas, 60, 60, "海山县财政局2024年度部门决算")

    path = made.make(tmp_path / "a.pdf", draw, pages=3)
    settings = StoreSettings(tmp_path / "store")
    (report,) = ingest_paths([path], settings).files
    assert report.warnings == ("第2页无文本层（扫描图像），内容未读取",)
    store = open_store(settings)
    assert unread_pages(store.catalog.documents()[0].page_kinds) == (2,)
    store.close()
