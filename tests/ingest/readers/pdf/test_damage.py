"""A damaged PDF is read where it is whole, and says which pages are not."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Line, PageKind
from ingest.model.errors import UnreadableFile
from ingest.readers.pdf.reader import read_pdf, text_in_box
from tests.fixtures import pdf_files as made


def _report(path: Path) -> Path:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 60, 60, f"第{number}部分收入{number}.00万元")

    return made.make(path, draw, pages=4)


def _without_object(data: bytes) -> bytes:
    """The second page's object is no longer one."""
    second = re.findall(rb"(\d+) 0 R", re.findall(rb"/Kids \[(.*?)\]", data)[0])[1]
    return data.replace(b"\n" + second + b" 0 obj", b"\n" + second + b" 0 xxj")


def _with_a_dead_link(data: bytes) -> bytes:
    """The list names an object that the file does not have."""
    second = re.findall(rb"(\d+) 0 R", re.findall(rb"/Kids \[(.*?)\]", data)[0])[1]
    return data.replace(b" " + second + b" 0 R", b" 99 0 R")


def _with_broken_content(data: bytes) -> bytes:
    """The second page's stream is overwritten."""
    at = list(re.finditer(rb"[^d]stream\n", data))[1].end()
    return data[:at] + b"\x00" * 60 + data[at + 60 :]


@pytest.mark.parametrize("damage", [_without_object, _with_a_dead_link, _with_broken_content])
def test_a_page_that_is_lost_or_cannot_be_parsed_is_told_and_the_others_keep_their_numbers(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Page 3 stays page 3, and what stands on it can be shown."""
    path = _report(tmp_path / "a.pdf")
    path.write_bytes(damage(path.read_bytes()))
    raw = read_pdf(path)
    lines = [block for block in raw.blocks if isinstance(block, Line)]
    assert [(line.source.page, line.text) for line in lines] == [
        (number, f"第{number}部分收入{number}.00万元") for number in (1, 3, 4)
    ]
    assert raw.pages == (PageKind.TEXT, PageKind.DAMAGED, PageKind.TEXT, PageKind.TEXT)
    assert raw.warnings == ("第2页已损坏，无法解析，内容未读取",)
    assert lines[1].source.box
    assert text_in_box(path, 3, lines[1].source.box) == lines[1].text


def test_a_file_that_lists_more_pages_than_it_holds_says_so(tmp_path: Path) -> None:
    """Pages are gone that nothing names any more."""
    path = _report(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes().replace(b"/Count 4", b"/Count 9"))
    raw = read_pdf(path)
    assert len(raw.pages) == 4
    assert "9页，只找到4页" in raw.warnings[0]


def test_a_stream_that_breaks_off_is_told(tmp_path: Path) -> None:
    """What stands before the damage is read, and the page is named: the rest may be missing."""
    path = tmp_path / "a.pdf"
    _report(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        content = pdf.pages[1].Contents.read_bytes()
        whole = zlib.compress(content + b"\nq Q" * 500)
        stream = pikepdf.Stream(pdf, b"")
        stream.write(whole[: len(whole) - 12], filter=pikepdf.Name.FlateDecode)
        pdf.pages[1].Contents = pdf.make_indirect(stream)
        pdf.save(path, compress_streams=False)
    raw = read_pdf(path)
    assert [warning[:9] for warning in raw.warnings] == ["第2页的内容有损坏"]


def test_a_file_without_one_page_to_read_is_refused(tmp_path: Path) -> None:
    """Where every page is damaged, there is no document."""
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: made.write(canvas, 60, 60, "预算"))
    data = path.read_bytes()
    at = next(re.finditer(rb"[^d]stream\n", data)).end()
    path.write_bytes(data[:at] + b"\x00" * 60 + data[at + 60 :])
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_pdf(path)


def test_whole_files_have_no_warning(tmp_path: Path) -> None:
    """Neither list nor streams of a whole file look damaged."""
    assert read_pdf(_report(tmp_path / "a.pdf")).warnings == ()
