"""The fast parser gives the same objects as pdfminer's own."""

from pathlib import Path

import pdfplumber
import pytest
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream, list_value, stream_value
from pdfminer.psparser import PSEOF
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.content import is_plain, objects_of
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures import pdf_files as made
from tests.fixtures.paths import SAMPLE_DOCUMENTS

SAMPLES = sorted(SAMPLE_DOCUMENTS.glob("*.pdf"))


def _by_pdfminer(streams: list[PDFStream]) -> list[object]:
    parser, found = PDFContentParser(streams), []
    try:
        while True:
            found.append(parser.nextobject()[1])
    except PSEOF:
        return found


@pytest.mark.parametrize(
    "data",
    [
        b"q 1 0 0 1 72.5 -720 cm BT /F1 12 Tf (plain) Tj ET Q",
        b"(a \\(b\\) (nested (twice)) c) Tj (\\101\\7x\\\\\\n\\q\\\r\ny) Tj",
        b"<48 65 6C6> Tj <> Tj [(a) -120.5 <42> 3 [1 2]] TJ",
        b"/Name#20x /\xe4\xb8\xad /a.b-c BMC /Span << /MCID 3 /A [1 .5] /B << /C true >> >> BDC EMC",
        b"+5 -.5 .25 6. --7 5-3 1.2.3 - + . 0.0 007 Tw",
        b"1 2 m 3 4 l f* W* n ' \" true false null % a comment ] >>\n5 w",
        b"[1 2 3",
        b"1 0 0 RG\x001 w\t2\x0cJ",
        b"",
    ],
)
def test_a_stream_gives_the_same_objects(data: bytes) -> None:
    """Numbers of every form, strings with escapes and nested brackets, names, arrays, dictionaries, comments."""
    expected = _by_pdfminer([PDFStream({}, data + b"\n")])
    found = list(objects_of(data + b"\n"))
    assert found == expected
    assert [type(each) for each in found] == [type(each) for each in expected]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_page_of_the_samples_gives_the_same_objects(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:6]:
            streams = [stream_value(each) for each in list_value(page.page_obj.contents)]
            data = b"\n".join(stream.get_data() for stream in streams)
            assert is_plain(data)
            assert list(objects_of(data)) == _by_pdfminer(streams)


def test_an_image_inside_the_stream_is_left_to_pdfminer(tmp_path: Path) -> None:
    """Its bytes are no operators; the text after it is still read."""
    assert not is_plain(b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x42\x49 EI Q")
    assert is_plain(b"/BIG 1 Tf (BI) Tj BMC")

    def draw(canvas: Canvas, number: int) -> None:
        canvas._code.append("q 10 0 0 10 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID A EI Q")
        made.write(canvas, 60, 60, "支出决算")

    (line,) = read_pdf(made.make(tmp_path / "a.pdf", draw)).blocks
    assert getattr(line, "text", "") == "支出决算"
