"""A scanned report, from `budgetqa ingest --ocr` to an answer that cites the recognised cell."""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.crops import render_page
from qa.fronts.cli import main as cli
from tests.fixtures.paths import SAMPLE_DOCUMENTS
from tests.fixtures.servers.api_server import sample_store

PRINTED = SAMPLE_DOCUMENTS / "lanxian-2024-final.pdf"
PAGES = (1, 7)
"""The cover, and the first page of its table of expenditure."""
DOTS = 200
TILT = 1.2
"""Degrees by which the sheets lay askew."""
pytestmark = pytest.mark.skipif(not importlib.util.find_spec("rapidocr"), reason="the extra ocr is not installed")


def _scan(folder: Path) -> Path:
    """The pages as a scanner leaves them: crooked, blurred and speckled, without a text layer."""
    path = folder / "scan.pdf"
    canvas = Canvas(str(path))
    noise = numpy.random.default_rng(7)
    for number in PAGES:
        sheet, _ = render_page(PRINTED, number, DOTS / 72)
        if _is_blank(sheet):
            pytest.skip("this machine has no Chinese font to print the page with")
        crooked = sheet.convert("L").rotate(TILT, fillcolor=255, resample=Image.Resampling.BICUBIC)
        grey = numpy.asarray(crooked.filter(ImageFilter.GaussianBlur(0.5)), dtype=float)
        speckled = Image.fromarray(numpy.clip(grey + noise.normal(0, 6, grey.shape), 0, 255).astype("uint8"))
        size = (sheet.width * 72 / DOTS, sheet.height * 72 / DOTS)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(speckled), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return path


def _middle(box: list[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _turned(x: float, y: float, scan: str) -> tuple[float, float]:
    """Where a point of the printed page is on the scanned one."""
    with pikepdf.open(scan) as pdf:
        width, height = (float(edge) for edge in list(pdf.pages[1].MediaBox)[2:])
    right, down, angle = x - width / 2, y - height / 2, math.radians(TILT)
    return (
        width / 2 + right * math.cos(angle) + down * math.sin(angle),
        height / 2 - right * math.sin(angle) + down * math.cos(angle),
    )


def _is_blank(sheet: Image.Image) -> bool:
    return bool((numpy.asarray(sheet.convert("L")) < 128).mean() < 0.001)


def _run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["budgetqa", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    printed = capsys.readouterr()
    assert not ended.value.code, printed.err
    return printed.out


def test_a_scanned_table_can_be_asked_and_its_cell_is_marked_as_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without ``--ocr`` the pages are reported as unread; with it the same file is read again, and the figure is
    cited."""
    scan, store = str(_scan(tmp_path)), str(tmp_path / "store")
    assert "无文本层" in _run(monkeypatch, capsys, "ingest", scan, "--store", store, "--workers", "1")
    told = _run(monkeypatch, capsys, "ingest", scan, "--ocr", "--store", store, "--workers", "1")
    assert "replaced" in told and "OCR" in told and "无文本层" not in told
    question = "岚县人社局2024年社会保障和就业支出决算是多少？"
    answer = json.loads(_run(monkeypatch, capsys, "ask", question, "--store", store, "--json"))
    assert (answer["status"], answer["results"][0]["value"], answer["results"][0]["unit"]) == (
        "answered",
        "3512.62",
        "万元",
    )
    cited = answer["citations"][0]
    assert (cited["file"], cited["page"], cited["quote"]) == ("scan.pdf", 2, "3,512.62")
    assert "光学识别" in answer["answer"]
    printed = json.loads(_run(monkeypatch, capsys, "ask", question, "--store", str(sample_store()), "--json"))
    x, y = _turned(*_middle(printed["citations"][0]["bbox"]), scan)
    assert _middle(cited["bbox"]) == pytest.approx((x, y), abs=1.5)
    again = _run(monkeypatch, capsys, "ingest", scan, "--store", store, "--workers", "1")
    assert "unchanged" in again
