"""Headings and paragraphs are those that a reader of the page sees."""

from __future__ import annotations

import pytest

from ingest.model.document import Grid, Line, Section, SourceRef
from ingest.readers.text import read_text
from ingest.sections.numbering import CHINESE, PART, numbering_of
from ingest.sections.tree import build_sections
from tests.fixtures.paths import REAL_DOCUMENTS


def lines(text: str) -> list[Line]:
    """The non-empty lines of a text file; ``#`` in front gives the Markdown level."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.lstrip("#").strip()
        if body:
            found.append(Line(body, SourceRef(line=number, column=1), heading=len(line) - len(line.lstrip("#"))))
    return found


def pdf(*rows: tuple[float, float, str], size: float = 12) -> list[Line]:
    """Lines of one page: (x0, x1, text), 14 points apart."""
    return [
        Line(text, SourceRef(page=1, box=(x0, 100 + 14 * row, x1, 112 + 14 * row)), size=size)
        for row, (x0, x1, text) in enumerate(rows)
    ]


def paths(sections: tuple[Section, ...]) -> list[tuple[str, ...]]:
    return [section.path for section in sections]


def texts(sections: tuple[Section, ...]) -> list[str]:
    return [paragraph.text for section in sections for paragraph in section.paragraphs]


def corpus(name: str) -> tuple[Section, ...]:
    path = REAL_DOCUMENTS / name
    if not path.exists():
        pytest.skip("the corpus folder is not here")
    return build_sections(read_text(path).blocks)


# ------------------------------------------------------------------------------------------------------------ headings


def test_numbering_tells_the_levels() -> None:
    sections = build_sections(
        lines(
            "第一部分 概况\n\n一、职责\n\n（一）情况说明\n\n"
            "1. 基本支出\n\n甲。\n\n2. 项目支出\n\n乙。\n\n二、机构\n\n丙。"
        )
    )
    assert paths(sections) == [
        ("第一部分 概况",),
        ("第一部分 概况", "一、职责"),
        ("第一部分 概况", "一、职责", "（一）情况说明"),
        ("第一部分 概况", "一、职责", "（一）情况说明", "1. 基本支出"),
        ("第一部分 概况", "一、职责", "（一）情况说明", "2. 项目支出"),
        ("第一部分 概况", "二、机构"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "（一）负责全区财政工作；",
        "（十）完成区委、区政府交办的其他任务。",
        "2. 职业技能培训：根据年初设定的目标，自评得分96分。",
        "1. “一般公共服务支出（类）财政事务（款）行政运行（项）”25.77万元，主要用于普查。",
        "（三）公务用车购置及运行费 7.50万元。其中，购置费0万元。",
    ],
)
def test_a_numbered_line_of_running_text_is_a_paragraph(line: str) -> None:
    (section,) = build_sections(lines(f"一、说明\n\n{line}\n\n后文。"))
    assert section.path == ("一、说明",)
    assert section.paragraphs[0].text == line


def test_a_short_heading_may_end_with_a_full_stop() -> None:
    sections = build_sections(lines("（一）支出总体情况。\n\n2024年度支出10万元。"))
    assert paths(sections) == [("（一）支出总体情况。",)]


def test_a_list_of_short_items_is_no_row_of_headings() -> None:
    (section,) = build_sections(lines("一、单位构成\n\n包括：\n1. 甲中心\n2. 乙中心\n3. 丙中心"))
    assert [paragraph.text for paragraph in section.paragraphs] == ["包括：", "1. 甲中心", "2. 乙中心", "3. 丙中心"]


def test_an_annex_restarts_the_numbering_under_its_own_title() -> None:
    sections = build_sections(
        lines("第五部分 附件\n\n部门整体支出绩效自评报告\n\n一、基本情况\n\n甲。\n\n二、结论\n\n乙。")
    )
    assert paths(sections)[-1] == ("第五部分 附件", "部门整体支出绩效自评报告", "二、结论")


def test_an_unnumbered_line_in_large_letters_is_a_title() -> None:
    body = pdf(
        (96, 520, "一、概述"),
        (72, 520, "正文很长，一直写到行末，然后换行继续写下去，再写一行，"),
        (72, 200, "到此为止。"),
    )
    title = Line("专项经费情况说明", SourceRef(page=1, box=(200, 70, 400, 90)), size=18)
    assert paths(build_sections([title, *body]))[0] == ("专项经费情况说明",)


def test_the_table_of_contents_makes_no_sections() -> None:
    sections = build_sections(
        lines("目 录\n\n第一部分 概况\n一、职责\n二、机构\n第二部分 说明\n\n第一部分 某局概况\n\n一、职责\n\n甲。")
    )
    assert paths(sections) == [("第一部分 某局概况",), ("第一部分 某局概况", "一、职责")]


def test_dot_leaders_mark_a_line_of_contents() -> None:
    sections = build_sections(lines("一、基本信息.....3\n\n二、完成情况……5\n\n正文。"))
    assert texts(sections) == ["正文。"]


def test_lines_that_tables_took_as_captions_are_left_out() -> None:
    blocks = [*lines("一、说明\n\n单位：万元"), Grid((), 0, 0, SourceRef(line=5)), *lines("后文。")]
    assert texts(build_sections(blocks, frozenset({1}))) == ["后文。"]


def test_numbering_is_read_in_all_its_forms() -> None:
    assert numbering_of("第三部分 说明").rank == PART  # type: ignore[union-attr]
    twelve = numbering_of("十二、政府采购")
    assert twelve is not None and (twelve.rank, twelve.number) == (CHINESE, 12)
    assert numbering_of("1.05万元") is None
    assert numbering_of("2024年度") is None


# ---------------------------------------------------------------------------------------------------------- paragraphs


def test_a_paragraph_broken_by_a_page_is_one_paragraph() -> None:
    (section,) = build_sections(
        lines("一、说明\n\n较上年决算增加970.28万元，增长38.19%，主要原因是本单\n\n位项目资金增加。\n\n另一段。")
    )
    assert section.paragraphs[0].text.endswith("主要原因是本单位项目资金增加。")
    assert len(section.paragraphs) == 2


def test_pdf_lines_join_until_the_indent_and_keep_their_figures() -> None:
    sections = build_sections(
        pdf(
            (96, 520, "2024年度收入支出总计2995.39万元。与2023年度相比，收入"),
            (72, 300, "支出总计减少56.95万元，下降1.87%。"),
            (96, 520, "本年收入合计2946.25万元，其中：财政拨款收入2940.05万"),
            (72, 200, "元，占99.79%。"),
        )
    )
    assert texts(sections) == [
        "2024年度收入支出总计2995.39万元。与2023年度相比，收入支出总计减少56.95万元，下降1.87%。",
        "本年收入合计2946.25万元，其中：财政拨款收入2940.05万元，占99.79%。",
    ]


def test_each_letter_of_a_paragraph_leads_back_to_its_line() -> None:
    blocks = lines("一、说明\n\n2024年度收入合计5,375.88万元，其中：\n财政拨款收入5,372.50万元；\n其他收入3.39万元。")
    (paragraph,) = build_sections(blocks)[0].paragraphs
    assert [paragraph.text[piece.start : piece.end] for piece in paragraph.pieces] == [line.text for line in blocks[1:]]
    start = paragraph.text.index("其他收入")
    assert paragraph.source_of(start, start + 4).line == 5


# ---------------------------------------------------------------------------------------------------------- the corpus


@pytest.mark.parametrize("name", ["hongqi.txt", "lanxian.txt", "jiyuan.txt", "haidong.txt", "hongjiang.txt"])
def test_every_piece_of_a_real_document_is_its_own_line(name: str) -> None:
    sections = corpus(name)
    printed = (REAL_DOCUMENTS / name).read_text(encoding="utf-8").splitlines()
    pieces = [
        (paragraph, piece) for section in sections for paragraph in section.paragraphs for piece in paragraph.pieces
    ]
    assert len(pieces) > 50
    for paragraph, piece in pieces:
        assert piece.source.line is not None
        bare = printed[piece.source.line - 1].replace("**", "")
        assert paragraph.text[piece.start : piece.end].replace("**", "") in bare


def test_the_parts_of_a_final_accounts_report_are_found_once_each() -> None:
    parts = [section.path[0] for section in corpus("hongqi.txt") if len(section.path) == 1]
    assert [part[:4] for part in parts] == ["第一部分", "第二部分", "第三部分", "第四部分", "第五部分"]


def test_a_self_evaluation_in_the_annex_nests_under_its_title() -> None:
    deepest = max((section.path for section in corpus("hongqi.txt")), key=len)
    assert deepest[0].startswith("第五部分")
    assert deepest[1].endswith("报告")
    assert deepest[2].startswith("四、")
