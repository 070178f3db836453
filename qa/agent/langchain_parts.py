"""BudgetQA as LangChain parts for other people's agents: a retriever and the typed tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Annotated, Any, Literal, NamedTuple

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from qa.agent.looking.calculation import OPERATIONS
from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.looking.words import MOST
from qa.agent.tools import Toolbox, ToolRefusal
from qa.execution.evaluate import Executor
from qa.execution.sources import Shelf
from qa.execution.store_reader import read_store
from qa.stores import Stores

Watch = Callable[[str, Mapping[str, Any], str], None]
"""Called after each tool with its name, its arguments and its output."""


def _as_list(value: Any) -> Any:
    """Splits a list that a small model wrote as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = value.strip("[] ").replace("，", ",").replace("、", ",").split(",")
    return [str(each).strip(" '\"[]") for each in value] if isinstance(value, list | tuple) else [str(value)]


def _as_year(value: Any) -> Any:
    digits = "".join(each for each in str(value) if each.isdigit())
    return int(digits) if len(digits) == 4 else None


def _as_names(value: Any) -> Any:
    return _as_list(value) if not isinstance(value, list | tuple) else [str(each) for each in value]


def _as_whole(value: Any) -> Any:
    digits = "".join(each for each in str(value) if each.isdigit())
    return int(digits) if digits else 0


Names = Annotated[list[str], BeforeValidator(_as_names)]
Whole = Annotated[int, BeforeValidator(_as_whole)]
Ids = Annotated[list[str], BeforeValidator(_as_list)]
Year = Annotated[int | None, BeforeValidator(_as_year)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]


_OPERATIONS = " ".join(OPERATIONS)
_DOCUMENT = (Text, "", "文件编号 D1", "id of a document, D1")
_Field = tuple[Any, Any, str, str]
"""Type, default (``...``: none), and what it means in Chinese and in English."""


class _Described(NamedTuple):
    """What a tool does, in Chinese and in English, and its arguments."""

    chinese: str
    english: str
    fields: dict[str, _Field]

    def told(self, english: bool) -> str:
        return self.english if english else self.chinese


_TOOLS: dict[str, _Described] = {
    "list_documents": _Described(
        "列出文件。",
        "Lists documents.",
        {
            "name": (
                Text,
                "",
                "名称的一部分或年度；空为问题可能指的",
                "part of a name, or a year; empty: the likely",
            )
        },
    ),
    "list_tables": _Described("列出一份文件的表和列。", "Lists the tables of a document.", {"document": _DOCUMENT}),
    "list_rows": _Described(
        "看一张表的行：编码、级、每格编号。",
        "Shows a table's rows: code, level, each cell's id.",
        {
            "table": (str, ..., "表名或表号", "title or number of the table"),
            "document": _DOCUMENT,
            "column": (Text, "", "列名；空为各列", "a header; empty: all columns"),
            "under": (Text, "", "上级科目的名称或编码，或项目", "name or code of the item above, or a project"),
            "level": (Text, "", "类、款、项", "类, 款 or 项"),
            "name_has": (Text, "", "名称含（几个用、隔开）", "part of the name (several: separate by 、)"),
            "name_has_not": (Text, "", "名称不含", "no part of the name"),
            "where": (Text, "", ">100、<=50万元、=0、空白", ">100, <=50万元, =0, blank"),
            "offset": (Whole, 0, "从第几行起", "first row"),
        },
    ),
    "find": _Described(
        "按词查表格数字和文字里的数字、原因。",
        "Finds figures of cells and of sentences, and reasons, by words (the documents' Chinese).",
        {
            "words": (str, ..., "文件里的词", "words of the documents"),
            "document": _DOCUMENT,
            "year": (Year, None, "年度", "a year"),
            "limit": (Whole, 8, f"最多{MOST}", f"at most {MOST}"),
        },
    ),
    "search_passages": _Described(
        "按词查原文段落和格里的文字。",
        "Finds passages of text and words in cells.",
        {
            "words": (str, ..., "文件里的词", "words of the documents"),
            "document": _DOCUMENT,
            "limit": (Whole, 5, f"最多{MOST}", f"at most {MOST}"),
        },
    ),
    "run_plan": _Described(
        "执行计划，每个结果有编号。",
        "Runs a plan; each result has an id.",
        {"plan": (Any, ..., "每行一个表达式的文本", "text with one expression a line")},
    ),
    "calculate": _Described(
        "对编号计算。",
        "Calculates over ids.",
        {
            "operation": (str, ..., _OPERATIONS, _OPERATIONS),
            "ids": (Ids, ..., "编号，如 F1、L1；不能写数字", "ids such as F1, L1; no numbers"),
            "unit": (Text, "", "结果的单位", "unit of the result"),
        },
    ),
    "answer": _Described(
        "最后交出回答。",
        "Hands in the answer.",
        {
            "text": (str, ..., "回答，数字后写[编号]", "the answer, [id] behind each figure"),
            "results": (Ids, [], "回答所问的编号，最先问的在前", "ids that answer, the first asked first"),
            "items": (Names, [], "问名单或排名时的名称，按顺序", "names of a list or a ranking, in order"),
        },
    ),
}


@cache
def _schema(name: str, english: bool) -> type[BaseModel]:
    """The arguments of a tool, described in one language."""
    fields: dict[str, Any] = {
        field: (kind, Field(default, description=told[english]))
        for field, (kind, default, *told) in _TOOLS[name][2].items()
    }
    return create_model(name, __config__=ConfigDict(extra="ignore"), **fields)


_ENDS = "answer"
"""The tool after which nothing more is asked of the model."""


def tools_of(
    toolbox: Toolbox, watch: Watch = lambda name, arguments, result: None, names: Sequence[str] = ()
) -> list[BaseTool]:
    """The tools over one toolbox, or those of these names. A refusal is returned as text, so that the model can try
    again."""
    one_at_a_time = Lock()  # an agent may run the calls of one message in parallel threads
    return [_tool(toolbox, name, watch, one_at_a_time) for name in _TOOLS if not names or name in names]


def _tool(toolbox: Toolbox, name: str, watch: Watch, one_at_a_time: Lock) -> BaseTool:
    english = toolbox.desk.language == "en"
    method = getattr(toolbox, name)

    def run(**arguments: Any) -> str:
        try:
            with one_at_a_time:
                result = str(method(**arguments))
        except ToolRefusal as refused:
            result = toolbox.desk.both("错误：", "Error: ") + str(refused)
        except Exception as fault:
            toolbox.fault = fault  # the agent may hide it; the runner raises it again
            raise
        watch(name, arguments, result)
        return result

    return StructuredTool.from_function(
        run,
        name=name,
        description=_TOOLS[name].told(english),
        args_schema=_schema(name, english),
        infer_schema=False,
        return_direct=name == _ENDS,
    )


def budget_tools(stores: Stores, scope: str = "", language: Literal["zh", "en"] = "zh") -> list[BaseTool]:
    """Typed tools over a store for your own agent. ``scope`` names institutions and years (岚县人社局 2024年), whose
    documents come first; ``language`` is that of descriptions and messages. Ids are valid within the returned list
    only."""
    executor = Executor(read_store(stores.catalog, stores.search))
    desk = Desk(executor, Documents(executor.reader.shelf, scope), scope, language, stores.search)
    return tools_of(Toolbox(desk), names=[each for each in _TOOLS if each != _ENDS])


class BudgetRetriever(BaseRetriever):
    """Retrieves passages and tables of a store as LangChain documents by words and meaning, best first. Without
    ``document_ids`` those of the institutions that a question names are searched, or all.

    ``metadata`` holds document_id, title, section, table_id, kind, and the score, comparable within one search."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    stores: Any
    document_ids: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    limit: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        ids = self.document_ids if self.document_ids is not None else self._named(query)
        return [
            Document(
                page_content=f"{each.chunk.heading}\n{each.chunk.text}",
                id=each.chunk.id,
                metadata={
                    "document_id": each.chunk.document_id,
                    "title": each.chunk.title,
                    "section": " > ".join(each.chunk.section),
                    "table_id": each.chunk.table_id,
                    "kind": str(each.chunk.kind),
                    "score": each.score,
                },
            )
            for each in self.stores.search.passages(query, ids, self.kinds, self.limit)
        ]

    def _named(self, query: str) -> list[str] | None:
        documents = Documents(Shelf(self.stores.catalog.documents()), query)
        return [file.id for each in documents.likely() for file in each.files] if documents.named else None
