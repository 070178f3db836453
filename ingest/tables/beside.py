"""Tables that stand side by side under lines of both: what reaches across the white between them is of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.model.document import Block, Grid
from ingest.tables.captions import Caption, caption_above


def caption_over(blocks: Sequence[Block], first: int) -> Caption:
    """The caption above block ``first``. A table without a title of its own, to the right of another one, has what it
    lacks from the title that stands over both and from the lines under that."""
    own = caption_above(blocks, first)
    left = first - len(own.lines) - 1
    if own.title or left < 0 or not _stand_beside(blocks[left], blocks[first]):
        return own
    shared = caption_over(blocks, left)
    if not _reaches_across(shared, blocks[left], blocks[first]):
        return own
    return replace(
        shared,
        unit=own.unit or shared.unit,
        institution=own.institution or shared.institution,
        lines=own.lines | shared.lines,
    )


def _stand_beside(left: Block, right: Block) -> bool:
    """Whether two grids of a page share most of the height of the lower one, the first being to the left."""
    if not isinstance(left, Grid) or not isinstance(right, Grid) or left.source.page != right.source.page:
        return False
    one, other = left.source.box, right.source.box
    if one is None or other is None or one[2] > other[0]:
        return False
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return 2 * shared > min(one[3] - one[1], other[3] - other[1])


def _reaches_across(caption: Caption, left: Block, right: Block) -> bool:
    title = caption.title_source.box if caption.title_source else None
    one, other = left.source.box, right.source.box
    if title is None or one is None or other is None:
        return False
    return title[0] < one[2] and title[2] > other[0]
