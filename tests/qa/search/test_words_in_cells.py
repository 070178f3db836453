"""What tables tell in words is found by lexical search, by vectors, by questions for text and by the model's tool."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from ingest.build import ingest_paths
from ingest.settings import StoreSettings
from qa.agent.draft import draft_of
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.reply import read_reply
from qa.agent.tools import Final, Toolbox
from qa.execution.evaluate import Executor
from qa.execution.store_reader import read_store
from qa.pipeline import ask
from qa.stores import Stores, open_stores
from tests.fixtures import pdf_files as made

GOAL = "完成三座小型泵站的改造，保障下游两个乡镇的灌溉用水。"
BASIS = "依据《海山县水利发展规划》和海政发〔2024〕12号文件安排。"
ROWS = [["项目名称", "预算金额", "年度目标", "政策依据"], ["泵站改造", "120.50", GOAL, BASIS]]
TITLE = "海山县水务局2025年项目支出绩效目标表"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    folder = tmp_path_factory.mktemp("cells")
    made.make(folder / "report.pdf", _draw)
    book = Workbook()
    sheet = book.active
    for row in [
        ["海山县林业局2025年项目支出绩效目标表"],
        *ROWS[:1],
        ["苗圃建设", "30.00", "新建苗圃两处，供应全县造林所需苗木。", ""],
    ]:
        sheet.append(row)
    book.save(folder / "report.xlsx")
    ingest_paths([folder / "report.pdf", folder / "report.xlsx"], StoreSettings(folder / "store"), workers=1)
    opened = open_stores(StoreSettings(folder / "store"))
    yield opened
    opened.close()


def _draw(canvas: Canvas, number: int) -> None:
    made.write(canvas, 60, 60, TITLE)
    made.write(canvas, 60, 80, "单位：万元")
    broken = [["\n".join(text[at : at + 11] for at in range(0, len(text), 11)) for text in row] for row in ROWS]
    made.table(canvas, 100, broken, row=40, left=40, width=125)


def test_lexical_and_vector_search_find_the_words_of_a_cell(stores: Stores) -> None:
    """Both lead to a text passage at the cell: page and box."""
    for query in ("小型泵站改造灌溉用水", "海政发〔2024〕12号"):
        best = stores.search.passages(query, kinds=["text"], limit=1)[0]
        assert best.words == 1
        assert best.meaning is not None
        assert best.chunk.sources[0].page == 1
        assert best.chunk.sources[0].box


def test_a_question_for_words_is_answered_from_the_cell_and_cites_it(stores: Stores) -> None:
    """The citation has page and box, table, row and column, and quotes the cell."""
    answer = ask("海山县水务局2025年泵站改造的年度目标是什么", stores=stores)
    assert f"“{GOAL}”" in answer.answer
    (cited,) = [each for each in answer.citations if each.quote == GOAL]
    assert cited.page == 1
    assert cited.bbox
    assert cited.table
    assert "泵站改造" in cited.row
    assert cited.column == ["年度目标"]


def test_in_a_workbook_the_citation_names_sheet_row_and_column(stores: Stores) -> None:
    """Sheet 1, row 3, under 年度目标."""
    answer = ask("海山县林业局2025年苗圃建设的年度目标是什么", stores=stores)
    (cited,) = [each for each in answer.citations if "新建苗圃两处" in each.quote]
    assert (cited.page, cited.line, cited.column) == (1, 3, ["年度目标"])


def test_the_model_finds_the_words_of_a_cell_among_passages_and_cites_the_cell(stores: Stores) -> None:
    """search_passages gives the cell an id that cites its table."""
    question = "海山县水务局2025年泵站改造的政策依据是什么"
    executor = Executor(read_store(stores.catalog, stores.search))
    desk = Desk(executor, Documents(executor.reader.shelf, question), question, "zh", stores.search)
    row = Toolbox(desk).search_passages("泵站改造 政策依据").splitlines()[0]
    assert BASIS in row
    name = row.partition(" | ")[0]
    made = draft_of(read_reply(Final(f"依据是“{BASIS}”[{name}]。")), desk, question)
    assert made.citations[0].table
    assert made.citations[0].column == ["政策依据"]
