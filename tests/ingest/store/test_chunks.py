"""Passages hold everything that a document says, in pieces of a useful length with their places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.model.document import Document, Identity, Paragraph, Piece, Section, SourceRef
from ingest.store.chunks import LONGEST, ChunkKind, chunks_of
from tests.fixtures.made_report import parsed_report
from tests.fixtures.made_tables import made_table


def _document(*texts: str) -> Document:
    paragraphs = tuple(
        Paragraph(text, (Piece(0, len(text), SourceRef(line=number, column=1)),))
        for number, text in enumerate(texts, start=1)
    )
    identity = Identity("标题", "海山县财政局", "", "", 2024, "决算")
    return Document(
        "d", "f.txt", "s", "txt", identity, (), (Section(("一、说明",), paragraphs, SourceRef(line=1)),), ()
    )


def test_every_sentence_of_a_report_is_in_a_passage(tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    said = "".join(chunk.text for chunk in parsed.chunks if chunk.kind is ChunkKind.TEXT).replace("\n", "")
    for section in parsed.document.sections:
        for paragraph in section.paragraphs:
            assert paragraph.text.strip() in said


def test_every_figure_of_a_table_is_in_a_passage_under_its_heading(tmp_path: Path) -> None:
    parsed = parsed_report(tmp_path)
    tables = [chunk for chunk in parsed.chunks if chunk.kind is ChunkKind.TABLE]
    assert all("2024年" in chunk.heading and "万元" in chunk.heading for chunk in tables)
    text = "\n".join(chunk.text for chunk in tables)
    assert "2010602 一般行政管理事务" in text and "项目支出=12.50" in text


def test_passages_end_at_sentences_and_are_not_longer_than_promised() -> None:
    chunks = chunks_of(_document(*["本年支出增加，主要是人员经费增加。" * 20] * 4))
    assert len(chunks) > 2
    assert all(len(chunk.text) <= LONGEST and chunk.text.endswith("。") for chunk in chunks)


def test_a_sentence_without_end_is_cut_at_a_clause() -> None:
    chunks = chunks_of(_document("人员经费、" * 300))
    assert all(len(chunk.text) <= LONGEST for chunk in chunks)
    assert "".join(chunk.text for chunk in chunks) == "人员经费、" * 300


def test_a_passage_knows_the_lines_that_it_stands_on() -> None:
    (chunk,) = chunks_of(_document("第一句。", "第二句。"))
    assert [source.line for source in chunk.sources] == [1, 2]


def test_ids_are_the_position_within_the_document() -> None:
    chunks = chunks_of(_document(*["本年支出增加，主要是人员经费增加。" * 20] * 3))
    assert [chunk.id for chunk in chunks] == [f"d-{at}" for at in range(len(chunks))]


def test_words_in_a_cell_are_a_text_passage_with_the_cells_address() -> None:
    """A goal of a performance form is found among texts, each piece of a long one at the cell."""
    goal = "完成三座小型泵站的改造，保障下游两个乡镇的灌溉用水。" * 30
    table = made_table("项目绩效目标表", [("项目",), ("金额",), ("年度目标",)], [["泵站改造", "120.50", goal]])
    chunks = [each for each in chunks_of(replace(_document(), tables=(table,))) if each.kind is ChunkKind.TEXT]
    assert "".join(chunk.text for chunk in chunks) == goal
    assert len(chunks) > 1
    for chunk in chunks:
        assert chunk.sources == (SourceRef(line=1, column=3),)
        assert (chunk.table_id, chunk.title) == ("T1", "项目绩效目标表")
        assert "泵站改造 › 年度目标" in chunk.heading
