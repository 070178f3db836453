"""The surroundings of a grid: title, number, amount unit, institution and year above it, notes under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model.amounts import UNIT_FACTORS
from ingest.model.document import Block, Line, SourceRef
from ingest.model.table_words import caption_pattern, normal
from ingest.tables.numbers import is_number, number_of, untitled
from ingest.tables.rows import Row

LINES_ABOVE = 9
TITLE_LENGTH = 60
NOTE_LINES = 12
SAME_SIZE = 0.5
WIDER = 1.5

_SCRAP = re.compile(r"表|[千万百亿]?元|单位:.{0,2}|公开\d{0,2}|[(]?\d{4}年度?(预算|决算|部门预算|部门决算)?[)]?")
_UNITS = re.compile(r"元$|[、%]|^[台辆个人]")
_BEGUN = re.compile(r"(支出|收入|收支|拨款|预算|决算|经费|绩效|年度?|和|及)$")
_HEADING = re.compile(r"第.{1,3}部分|[一二三四五六七八九十]+、|[(（]|附|\d+[.、]|目录")
_ATTACHED = re.compile(r"^附件[\d一二三四五六七八九十]+(-\d+)?:")
_REST_OF_TITLE = re.compile(r".{0,8}(绩效|目标|明细|情况|自评|申报)?(目标|明细|情况|申报|自评|总)?表([(].{1,20}[)])?")
_OFFICE = re.compile(r"(局|委|委员会|办|办公室|厅|院|校|学|中心|部|处|署|站|所|队|会|政府|街道|乡|镇|公司)([(].*[)])?$")
_NAME_END = re.compile(
    r"[(]?\d{4}年|(金额)?单位:|公开\s*\d|预算年度|(编制|填报)日期"
    r"|\n(表|元|公开|(?!.{0,3}[院局委厅办会室所站队处部心校学]单位:).*:)"  # the end of a name before 单位: is kept
)
_SENTENCE = re.compile(r"[。；;，,]|[：:]$")


@dataclass(frozen=True, slots=True)
class Caption:
    """``unit``: an amount unit or empty. ``lines``: the blocks that hold it. ``title_source``: where the title stands,
    unless that is in the grid."""

    title: str = ""
    number: str = ""
    unit: str = ""
    institution: str = ""
    year: int | None = None
    lines: frozenset[int] = frozenset()
    title_source: SourceRef | None = None


def caption_above(blocks: Sequence[Block], first: int) -> Caption:
    """The caption in the lines right above block ``first``, from the title down; lines of another kind end it."""
    taken: list[int] = []
    title = ""
    for index in range(first - 1, max(-1, first - 1 - LINES_ABOVE), -1):
        block = blocks[index]
        if not isinstance(block, Line):
            break
        if _is_title(block.text):
            title = block.text.strip()
            taken.append(index)
            if _begins_title(blocks, index):
                title = _text(blocks[index - 1]) + title
                taken.append(index - 1)
            if taken[-1] and is_number(_text(blocks[taken[-1] - 1])):
                taken.append(taken[-1] - 1)
            break
        if not _is_scrap(block.text) and not _continues_scrap(blocks, index):
            break
        taken.append(index)
    texts = [block.text for index in reversed(taken) if isinstance(block := blocks[index], Line)]
    if not title:
        return _read(_heading_above(blocks, first, len(taken)), texts, taken)
    titled = next(index for index in taken if _is_title(_text(blocks[index])))
    return replace(_read(title, texts, taken), title_source=blocks[titled].source)


def caption_inside(rows: Sequence[Row]) -> tuple[Caption, int]:
    """The caption in a table's own first rows, and the number of those rows."""
    texts: list[str] = []
    title = ""
    taken = 0
    for row in rows[:4]:
        cells = [cell.text for _, cell in row.filled()]
        if cells and len(cells) == 1 and not title and _is_title(cells[0]):
            title = cells[0].strip()
        elif not cells or not all(_is_scrap(text) for text in cells):
            break
        texts += cells
        taken += 1
    return (_read(title, texts, []), taken) if texts else (Caption(), 0)


def is_title_row(row: Row) -> bool:
    """Whether a row is only the title of a table."""
    cells = row.filled()
    return len(cells) == 1 and _is_title(cells[0][1].text)


def is_contents(title: str) -> bool:
    """Whether a title is that of a table of contents."""
    return caption_pattern("contents").fullmatch(normal(title)) is not None


def is_page_number(block: Block) -> bool:
    """Whether a line is only a page number."""
    return isinstance(block, Line) and bool(caption_pattern("page_number").fullmatch(normal(block.text)))


def merged(above: Caption, inside: Caption) -> Caption:
    """The caption with the inside values preferred to those above."""
    return Caption(
        title=inside.title or above.title,
        number=inside.number or above.number,
        unit=inside.unit or above.unit,
        institution=inside.institution or above.institution,
        year=inside.year or above.year,
        lines=above.lines,
        title_source=None if inside.title else above.title_source,
    )


def notes_below(blocks: Sequence[Block], last: int) -> tuple[str, ...]:
    """The notes (注：, 说明：, 备注：) right under block ``last``, one text each, their broken lines joined."""
    notes: list[str] = []
    for index in range(last + 1, min(len(blocks), last + 1 + NOTE_LINES)):
        block = blocks[index]
        if not isinstance(block, Line):
            break
        if caption_pattern("note").fullmatch(normal(block.text)):
            notes.append(block.text.strip())
        elif notes and _runs_on(blocks[index - 1], block, notes[-1]):
            notes[-1] += block.text.strip()
        else:
            break
    return tuple(notes)


def _runs_on(before: Block, line: Line, note: str) -> bool:
    """Whether ``line`` goes on with ``note``: the very next line of a text, or a PDF line after an open sentence."""
    if not isinstance(before, Line) or _is_title(line.text) or line.heading:
        return False
    if line.source.line is not None:
        return before.source.line is not None and line.source.line == before.source.line + 1
    return not note.endswith(("。", "！")) and line.source.page == before.source.page


def _is_title(text: str) -> bool:
    plain = normal(untitled(text)[1])
    if is_number(text) or len(plain) > TITLE_LENGTH or re.search(r"[。；;:]", _ATTACHED.sub("", plain)):
        return False
    return bool(caption_pattern("title").fullmatch(plain))


def _is_scrap(text: str) -> bool:
    """Whether a line above a table is a part of its caption other than the title."""
    plain = normal(text)
    if len(plain) > TITLE_LENGTH + 20 or "。" in plain:
        return False
    names = ("institution", "amount_unit")
    if any(caption_pattern(name).search(plain) for name in names):
        return True
    return bool(
        _SCRAP.fullmatch(plain)
        or is_number(text)
        or caption_pattern("attachment").fullmatch(plain)
        or caption_pattern("other").fullmatch(plain)
    )


def _continues_scrap(blocks: Sequence[Block], index: int) -> bool:
    """Whether the line goes on with an institution's name that broke off on the line before it."""
    above = blocks[index - 1] if index else None
    line = blocks[index]
    if not isinstance(above, Line) or not isinstance(line, Line) or len(normal(line.text)) > 16:
        return False
    return bool(caption_pattern("institution").search(normal(above.text))) and not _SENTENCE.search(line.text)


def _begins_title(blocks: Sequence[Block], index: int) -> bool:
    """Whether the line above a title is its first half: on the same page, in the same font size, directly above."""
    above, title = blocks[index - 1] if index else None, blocks[index]
    if (
        not isinstance(above, Line)
        or not isinstance(title, Line)
        or above.source.box is None
        or title.source.box is None
    ):
        return False
    plain = normal(above.text)
    close = title.source.box[1] - above.source.box[3] < title.size and abs(above.size - title.size) < SAME_SIZE
    open_end = _BEGUN.search(plain) or (_is_over(above, title) and not _OFFICE.search(plain))
    named = open_end and not _HEADING.match(plain) and not _SENTENCE.search(plain)
    return bool(named) and close and above.source.page == title.source.page and not _is_title(plain)


def _is_over(above: Line, title: Line) -> bool:
    """Whether a line stands over the mere end of a title (绩效目标表), wider than it and on the same axis."""
    over, under = above.source.box, title.source.box
    if over is None or under is None or not _REST_OF_TITLE.fullmatch(normal(title.text)):
        return False
    wider = over[2] - over[0] > WIDER * (under[2] - under[0])
    return wider and abs(over[0] + over[2] - under[0] - under[2]) < 2 * title.size


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Line) else ""


def _heading_above(blocks: Sequence[Block], first: int, taken: int) -> str:
    """The line above an untitled table, if it is a heading and not running text."""
    index = first - 1 - taken
    block = blocks[index] if index >= 0 else None
    if not isinstance(block, Line) or _SENTENCE.search(block.text) or len(block.text.strip()) > 40:
        return ""
    return block.text.strip()


def _read(title: str, texts: Sequence[str], taken: Sequence[int]) -> Caption:
    joined = "\n".join(normal(text) for text in texts)
    year = re.search(r"(20\d{2})年", normal(title)) or re.search(r"(20\d{2})年", joined)
    return Caption(
        title=_squeezed(title),
        number=number_of(texts),
        unit=_unit(joined),
        institution=_institution(joined),
        year=int(year[1]) if year else None,
        lines=frozenset(taken),
    )


def _unit(joined: str) -> str:
    """The amount unit that the lines name; none where they name several, as over two tables side by side."""
    named = {_whole_unit(match[3]) for match in caption_pattern("amount_unit").finditer(joined)}
    if named:
        return named.pop() if len(named) == 1 else ""
    return _lone_unit(joined)


def _whole_unit(printed: str) -> str:
    """An amount unit whose 元 the line break may have cut off (单位：万 over 元)."""
    plain = "".join(printed.split())
    return plain if plain.endswith("元") else f"{plain}元"


def _lone_unit(joined: str) -> str:
    """An amount unit that is all of its line."""
    return next((line for line in joined.split("\n") if line in UNIT_FACTORS), "")


def _squeezed(title: str) -> str:
    """A title without the blanks that justify it and without the number printed before or behind it."""
    return re.sub(r"\s+", "", untitled(title)[1])


def _institution(joined: str) -> str:
    """The name after 编制单位： or the like, completed if it broke off at the end of the line."""
    for match in caption_pattern("institution").finditer(joined):
        rest = joined[match.end() :]
        end = _NAME_END.search(rest)
        name = rest[: end.start()] if end else rest
        lines = name.strip().split("\n")
        if len(lines[0]) > 2 and not _SCRAP.fullmatch(lines[0]) and not _UNITS.search(lines[0]):
            return "".join([lines[0], *(line for line in lines[1:2] if not _is_title(line))])
    return ""
