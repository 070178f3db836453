"""Pictures of a place in a PDF: the page with the cited box marked. The only file that imports pypdfium2 and Pillow."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from ingest.model.document import Box
from ingest.model.errors import UnreadableFile
from ingest.readers.pdf.boxes import shown_box

_POINTS_AN_INCH = 72
_MARGIN = 24.0  # points around the box where only its surroundings are shown
_EDGE = (214, 40, 40, 255)
_FILL = (255, 214, 10, 70)


def render_crop(
    path: Path,
    page: int,
    box: Box,
    *,
    out: Path | None = None,
    whole_page: bool = True,
    resolution: int = 110,
) -> bytes:
    """A PNG of the 1-based ``page`` with ``box`` marked, or of the box's surroundings; also written to ``out``.

    ``box`` is in points from the top left corner, an empty one marks nothing; ``resolution`` is in dots per inch.
    Raises :class:`UnreadableFile` for a file that cannot be rendered and ValueError for a page that does not exist."""
    scale = resolution / _POINTS_AN_INCH
    image, shown = render_page(path, page, scale)
    at = _scaled(box, shown, scale, 0.0)
    marked = _marked(image, at) if box[0] < box[2] else image.convert("RGB")
    if not whole_page:
        marked = marked.crop(_inside(_scaled(box, shown, scale, _MARGIN), marked))
    png = _png(marked)
    if out is not None:
        out.write_bytes(png)
    return png


def render_page(path: Path, page: int, scale: float) -> tuple[Image.Image, Box]:
    """A 1-based page as an image of ``scale`` pixels per point, and the box that it shows. Raises
    :class:`UnreadableFile` and ValueError as :func:`render_crop` does."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise UnreadableFile(f"{path.name} 无法显示：请检查文件是否存在、完整、未加密") from error
    try:
        if not 1 <= page <= len(pdf):
            raise ValueError(f"{path.name} has {len(pdf)} pages, none is {page}")
        sheet = pdf[page - 1]
        shown = shown_box(sheet.get_mediabox(), sheet.get_cropbox(), sheet.get_rotation())
        return sheet.render(scale=scale).to_pil().convert("RGBA"), shown
    finally:
        pdf.close()


def _marked(image: Image.Image, at: tuple[int, int, int, int]) -> Image.Image:
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    ImageDraw.Draw(over).rectangle(at, fill=_FILL, outline=_EDGE, width=2)
    return Image.alpha_composite(image, over).convert("RGB")


def _scaled(box: Box, shown: Box, scale: float, margin: float) -> tuple[int, int, int, int]:
    return (
        int((box[0] - shown[0] - margin) * scale),
        int((box[1] - shown[1] - margin) * scale),
        int((box[2] - shown[0] + margin) * scale) + 1,
        int((box[3] - shown[1] + margin) * scale) + 1,
    )


def _inside(at: tuple[int, int, int, int], image: Image.Image) -> tuple[int, int, int, int]:
    return (max(at[0], 0), max(at[1], 0), min(at[2], image.width), min(at[3], image.height))


def _png(image: Image.Image) -> bytes:
    held = BytesIO()
    image.save(held, format="PNG", optimize=False)
    return held.getvalue()
