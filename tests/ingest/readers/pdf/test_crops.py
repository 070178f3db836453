"""Pictures of cited places."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ingest.model.document import Grid
from ingest.model.errors import UnreadableFile
from ingest.readers.pdf.crops import render_crop
from ingest.readers.pdf.reader import read_pdf
from tests.fixtures import pdf_files as made


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def yellow(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around the marking, in pixels."""
    blue = image.split()[2].point(lambda value: 255 if 100 < value < 200 else 0)
    box = blue.getbbox()
    assert box
    return box


def test_the_box_is_marked_where_it_stands_and_the_whole_page_is_shown(tmp_path: Path) -> None:
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: None)
    image = opened(render_crop(path, 1, (100, 200, 300, 250), resolution=72))
    assert image.size == pytest.approx((595, 842), abs=1)
    assert yellow(image) == pytest.approx((100, 200, 300, 250), abs=4)


def test_a_page_is_shown_without_a_mark_where_none_is_asked_for(tmp_path: Path) -> None:
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: None)
    assert opened(render_crop(path, 1, (0, 0, 0, 0), resolution=72)).getextrema() == ((255, 255),) * 3


def test_only_the_surroundings_are_shown_where_that_is_asked_and_the_file_is_written(tmp_path: Path) -> None:
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: None)
    png = render_crop(path, 1, (100, 200, 300, 250), out=tmp_path / "a.png", whole_page=False, resolution=72)
    assert (tmp_path / "a.png").read_bytes() == png
    assert opened(png).size == pytest.approx((248, 98), abs=3)


def test_the_mark_is_right_on_a_cropped_and_on_a_rotated_page(tmp_path: Path) -> None:
    cropped = made.cropped(made.make(tmp_path / "a.pdf", lambda canvas, number: None), (50, 100, 545, 742))
    assert yellow(opened(render_crop(cropped, 1, (150, 300, 350, 350), resolution=72))) == pytest.approx(
        (100, 200, 300, 250), abs=4
    )
    turned = made.rotated(tmp_path / "b.pdf")
    grid = next(block for block in read_pdf(turned).blocks if isinstance(block, Grid))
    box = grid.cells[-1].source.box
    assert box
    image = opened(render_crop(turned, 1, box, resolution=72))
    assert image.width > image.height
    inside = image.crop((int(box[0]) + 3, int(box[1]) + 3, int(box[2]) - 3, int(box[3]) - 3)).convert("L")
    assert inside.getextrema()[0] < 120, "the figure's own ink is inside the mark"


def test_a_page_that_is_not_there_and_a_file_that_does_not_render_are_told_apart(tmp_path: Path) -> None:
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: None)
    with pytest.raises(ValueError, match="1 pages"):
        render_crop(path, 2, (0, 0, 1, 1))
    with pytest.raises(UnreadableFile):
        render_crop(tmp_path / "none.pdf", 1, (0, 0, 1, 1))
