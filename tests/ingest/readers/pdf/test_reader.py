"""The PDF reader on files made here, each with one trait of real reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfgen.canvas import Canvas

from ingest.model.document import Grid, Line, PageKind, RawDocument
from ingest.model.errors import UnreadableFile
from ingest.readers.pdf.reader import read_pdf, text_in_box
from tests.fixtures import pdf_files as made


def lines(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Line)]


def grids(document: RawDocument) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.rows)]


# ------------------------------------------------------------------------------------------------------- prose


def test_figures_set_off_the_baseline_stay_in_their_sentence(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 60, 60, "收入支出总计")
        made.write(canvas, 132, 63, "2995.39", font=made.LATIN)
        made.write(canvas, 174, 60, "万元，减少")
        made.write(canvas, 234, 57.5, "56.95", font=made.LATIN)
        made.write(canvas, 264, 60, "万元。")
        made.write(canvas, 60, 76, "下一行")

    document = read_pdf(made.make(tmp_path / "a.pdf", draw))
    assert lines(document) == ["收入支出总计2995.39万元，减少56.95万元。", "下一行"]


def test_blocks_come_in_reading_order_over_pages_with_page_and_box(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.table(canvas, 120, [["项目", "金额"], ["合计", f"{number}.50"]])
        made.write(canvas, 60, 60, f"表{number}说明文字", size=16)
        made.write(canvas, 60, 200, f"注：第{number}张表")

    document = read_pdf(made.make(tmp_path / "a.pdf", draw, pages=2))
    assert [type(block).__name__ for block in document.blocks] == ["Line", "Grid", "Line"] * 2
    assert [block.source.page for block in document.blocks] == [1, 1, 1, 2, 2, 2]
    title = document.blocks[0]
    assert isinstance(title, Line) and title.size == 16
    assert title.source.box == pytest.approx((60, 60, 60 + 16 * 6 - 8, 80), abs=6)


def test_words_set_apart_stay_apart_and_bold_by_double_printing_reads_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 60, 60, "编制部门：某局")
        made.write(canvas, 400, 60, "单位：元")
        for shift in (0.0, 0.4):
            made.write(canvas, 60 + shift, 90, "第二部分 2024年决算11")

    assert lines(read_pdf(made.make(tmp_path / "a.pdf", draw))) == ["编制部门：某局 单位：元", "第二部分 2024年决算11"]


# ---------------------------------------------------------------------------------- what the paper adds or hides


def test_running_heads_feet_and_page_numbers_are_left_out_and_units_are_kept(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 200, 30, "某某局2024年度部门决算公开" if number % 2 else "偶数页的页眉", size=9)
        made.write(canvas, 480, 60, "单位：万元", size=9)
        made.write(canvas, 60, 300, f"第{number}段正文。")
        made.write(canvas, 200, 780, "内部资料 注意保存", size=9)
        made.write(canvas, 290, 800, f"- {number} -", size=9)

    document = read_pdf(made.make(tmp_path / "a.pdf", draw, pages=6))
    assert lines(document) == [line for number in range(1, 7) for line in ("单位：万元", f"第{number}段正文。")]


def test_bare_page_numbers_go_and_a_bare_figure_that_is_none_stays(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 60, 300, f"第{number}段。")
        made.write(canvas, 290, 800, str(number + 6), size=9)
        if number == 2:
            made.write(canvas, 60, 785, "350")

    assert lines(read_pdf(made.make(tmp_path / "a.pdf", draw, pages=3))) == ["第1段。", "第2段。", "350", "第3段。"]


@pytest.mark.parametrize(("angle", "grey", "alpha"), [(45, 0.3, 1), (45, 0.8, 1), (0, 0.85, 1), (0, 0, 0.2)])
def test_a_watermark_does_not_mix_into_figures(tmp_path: Path, angle: float, grey: float, alpha: float) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.watermark(canvas, "普通水印文字", angle=angle, grey=grey, alpha=alpha)
        made.table(canvas, 400, [["项目", "金额"], ["合计", "1,234.56"]], width=240)

    document = read_pdf(made.make(tmp_path / "a.pdf", draw, pages=2))
    assert [texts(grid) for grid in grids(document)] == [[["项目", "金额"], ["合计", "1,234.56"]]] * 2
    assert lines(document) == []


def test_white_text_is_read_on_a_dark_head_and_not_on_white_paper(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(60, made.HEIGHT - 120, 220, 20, stroke=0, fill=1)
        canvas.setFillGray(1)
        made.write(canvas, 63, 102, "项目")
        made.write(canvas, 63, 300, "看不见的字")
        canvas.setFillGray(0)
        made.write(canvas, 63, 400, "正文")

    assert lines(read_pdf(made.make(tmp_path / "a.pdf", draw))) == ["项目", "正文"]


def test_text_in_black_printing_ink_is_not_taken_for_white(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFillColor(CMYKColorSep(0, 0, 0, 1, spotName="Black ink", density=1))
        made.write(canvas, 60, 60, "专色印刷")

    assert lines(read_pdf(made.make(tmp_path / "a.pdf", draw))) == ["专色印刷"]


def test_text_that_the_page_clips_away_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        canvas.saveState()
        window = canvas.beginPath()
        window.rect(50, made.HEIGHT - 130, 400, 80)
        canvas.clipPath(window, stroke=0, fill=0)
        made.write(canvas, 60, 60, "看得见")
        made.write(canvas, 60, 160, "被裁掉")
        canvas.restoreState()
        made.write(canvas, 60, 200, "框外正文")

    assert lines(read_pdf(made.make(tmp_path / "a.pdf", draw))) == ["看得见", "框外正文"]


def test_a_figure_cut_by_its_cell_stays_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.table(canvas, 100, [["金额", "备注"], ["", "无"]], width=40)
        canvas.saveState()
        window = canvas.beginPath()
        window.rect(60, made.HEIGHT - 140, 40, 20)
        canvas.clipPath(window, stroke=0, fill=0)
        made.write(canvas, 62, 122, "1,234,567.89", size=9)
        canvas.restoreState()

    assert texts(grids(read_pdf(made.make(tmp_path / "a.pdf", draw)))[0])[1] == ["1,234,567.89", "无"]


def test_text_outside_the_crop_box_is_not_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 100, 200, "页内")
        made.write(canvas, 100, 20, "裁切线外")

    path = made.cropped(made.make(tmp_path / "a.pdf", draw), (50, 50, 545, 792))
    assert lines(read_pdf(path)) == ["页内"]


@pytest.mark.parametrize("flag", [True, False])
def test_a_turned_page_reads_upright_whether_the_viewer_turns_it_or_its_reader(tmp_path: Path, flag: bool) -> None:
    path = made.rotated(tmp_path / "a.pdf", flag=flag)
    document = read_pdf(path)
    assert [type(block).__name__ for block in document.blocks] == ["Line", "Grid"]
    assert lines(document) == ["收入支出决算总表"]
    assert [texts(grid) for grid in grids(document)] == [[["项目", "决算数"], ["本年收入", "1,234.56"]]]
    figure = grids(document)[0].cells[-1]
    assert figure.source.box and text_in_box(path, 1, figure.source.box) == "1,234.56"


# ------------------------------------------------------------------------------------------------------ places


def test_cutting_out_a_box_shows_its_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.write(canvas, 60, 60, "本年支出12.3万元")
        made.table(canvas, 100, [["项目", "金额"], ["合计", "8.00"]])

    path = made.make(tmp_path / "a.pdf", draw)
    for block in read_pdf(path).blocks:
        for part in [block] if isinstance(block, Line) else block.cells:
            assert part.source.page and part.source.box
            assert text_in_box(path, part.source.page, part.source.box) == part.text


# ------------------------------------------------------------------------------------------------------- pages


def test_pages_without_a_text_layer_are_named_and_blank_or_ruled_pages_are_no_scans(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        if number == 1:
            made.write(canvas, 60, 60, "正文")
        elif number == 2:
            made.scan(canvas)
        elif number == 3:
            made.table(canvas, 60, [["", ""], ["", ""]])
        elif number == 4:
            made.curves(canvas, 200)

    document = read_pdf(made.make(tmp_path / "a.pdf", draw, pages=5))
    assert document.pages == (PageKind.TEXT, PageKind.IMAGE, PageKind.RULED, PageKind.OUTLINED, PageKind.BLANK)
    assert [warning[:7] for warning in document.warnings] == ["第2页无文本层", "第4页无文本层"]


def test_a_page_number_on_a_scan_does_not_make_it_a_text_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas, number: int) -> None:
        made.scan(canvas)
        made.write(canvas, 290, 800, f"- {number} -")

    document = read_pdf(made.make(tmp_path / "a.pdf", draw, pages=2))
    assert document.pages == (PageKind.IMAGE, PageKind.IMAGE)
    assert document.blocks == ()


def test_progress_counts_every_page(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = made.make(tmp_path / "a.pdf", lambda canvas, number: made.write(canvas, 60, 60, "预算"), pages=3)
    read_pdf(path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


# ------------------------------------------------------------------------------------------------------- files


def cut_short(path: Path) -> Path:
    made.make(path, lambda canvas, number: made.write(canvas, 60, 60, "预算"), pages=3)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def holding(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_that_cannot_be_read_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    cases = {
        "找不到文件": tmp_path / "none.pdf",
        "空文件": holding(tmp_path / "empty.pdf", b""),
        "不是 PDF": holding(tmp_path / "text.pdf", "收入支出".encode() * 50),
        "打开密码": made.locked(tmp_path / "locked.pdf"),
        "不完整": cut_short(tmp_path / "short.pdf"),
        "没有任何页面": made.pageless(tmp_path / "pageless.pdf"),
        "已损坏": holding(tmp_path / "damaged.pdf", b"%PDF-1.4\n" + b"x" * 500 + b"\n%%EOF\n"),
    }
    for words, path in cases.items():
        with pytest.raises(UnreadableFile, match=words) as raised:
            read_pdf(path)
        assert "请" in str(raised.value)
