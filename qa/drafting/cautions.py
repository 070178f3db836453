"""What a reader must know of how the figures of an answer are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.model.document import Mark
from qa.drafting.answer import Status
from qa.drafting.draft import Draft


def cautions(draft: Draft, words: Callable[[str, str], str]) -> Iterator[str]:
    """The cautions of a draft; ``words`` picks the wording, Chinese or English."""
    marks = {figure.fact.mark for figure in draft.figures if figure.cell}
    if Mark.OCR in marks:
        yield words(
            "其中有的数字由光学识别从扫描页读出，引用前请核对原页。",
            "Some of these figures were recognised from a scanned page: check them against it before use.",
        )
    if draft.status is Status.ANSWERED and Mark.MERGED in marks:
        yield words(
            "其中有的数字印在跨行合并的一格里，由这几行共有，不是一行单独的数字。",
            "Some of these figures are printed in one cell merged over several rows, and belong to them together.",
        )
