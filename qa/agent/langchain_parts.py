"""BudgetQA as LangChain parts for other people's agents: a retriever and the typed tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Annotated, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qa.agent.looking.desk import Desk
from qa.agent.looking.documents import Documents
from qa.agent.looking.words import MOST
from qa.agent.tools import Toolbox, ToolRefusal
from qa.execution.evaluate import Executor
from qa.execution.sources import Shelf
from qa.execution.store_reader import read_store
from qa.stores import Stores

Watch = Callable[[str, str], None]
"""Called after each tool with its name and its output."""


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


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="ignore")


class DocumentArguments(_Arguments):
    name: Text = Field("", description="名称的一部分或年度；空为问题可能指的")


class TablesArguments(_Arguments):
    document: Text = Field("", description="文件编号 D1")


class RowArguments(_Arguments):
    table: str = Field(description="表名或表号")
    document: Text = ""
    column: Text = Field("", description="列名；空为各列")
    under: Text = Field("", description="上级科目的名称或编码，或项目")
    level: Text = Field("", description="类、款、项")
    name_has: Text = Field("", description="名称含（几个用、隔开）")
    name_has_not: Text = ""
    where: Text = Field("", description=">100、<=50万元、=0、空白")
    offset: Whole = 0


class FindArguments(_Arguments):
    words: str
    document: Text = ""
    year: Year = None
    limit: Whole = Field(8, description=f"最多{MOST}")


class PassageArguments(_Arguments):
    words: str
    document: Text = ""
    limit: Whole = Field(5, description=f"最多{MOST}")


class PlanArguments(_Arguments):
    plan: Any = Field(description="每行一个表达式的文本")


class CalculateArguments(_Arguments):
    operation: str = Field(description="sum mean count max min rank difference ratio share growth convert")
    ids: Ids = Field(description="编号，如 F1、L1；不能写数字")
    unit: Text = ""


class AnswerArguments(_Arguments):
    text: str = Field(description="回答，数字后写[编号]")
    results: Ids = Field(default_factory=list, description="回答所问的编号，最先问的在前")
    items: Names = Field(default_factory=list, description="问名单或排名时的名称，按顺序")


_SCHEMAS: dict[str, tuple[type[_Arguments], str]] = {
    "list_documents": (DocumentArguments, "列出文件。"),
    "list_tables": (TablesArguments, "列出一份文件的表和列。"),
    "list_rows": (RowArguments, "看一张表的行：编码、级、每格编号。"),
    "find": (FindArguments, "按词查表格数字和文字里的数字、原因。"),
    "search_passages": (PassageArguments, "按词查原文段落和格里的文字。"),
    "run_plan": (PlanArguments, "执行计划，每个结果有编号。"),
    "calculate": (CalculateArguments, "对编号计算。"),
    "answer": (AnswerArguments, "最后交出回答。"),
}
_ENDS = "answer"
"""The tool after which nothing more is asked of the model."""


def tools_of(toolbox: Toolbox, watch: Watch = lambda name, result: None, names: Sequence[str] = ()) -> list[BaseTool]:
    """The tools over one toolbox, or those of these names. A refusal is returned as text, so that the model can try
    again."""
    one_at_a_time = Lock()  # an agent may run the calls of one message in parallel threads
    return [
        _tool(toolbox, name, schema, told, watch, one_at_a_time)
        for name, (schema, told) in _SCHEMAS.items()
        if not names or name in names
    ]


def _tool(
    toolbox: Toolbox, name: str, schema: type[_Arguments], told: str, watch: Watch, one_at_a_time: Lock
) -> BaseTool:
    method = getattr(toolbox, name)

    def run(**arguments: Any) -> str:
        try:
            with one_at_a_time:
                result = str(method(**arguments))
        except ToolRefusal as refused:
            result = f"错误：{refused}"
        except Exception as fault:
            toolbox.fault = fault  # the agent may hide it; the runner raises it again
            raise
        watch(name, result)
        return result

    return StructuredTool.from_function(
        run, name=name, description=told, args_schema=schema, infer_schema=False, return_direct=name == _ENDS
    )


def budget_tools(stores: Stores, scope: str = "") -> list[BaseTool]:
    """Typed tools over a store for your own agent. ``scope`` names institutions and years (岚县人社局 2024年), whose
    documents come first. Ids are valid within the returned list only."""
    executor = Executor(read_store(stores.catalog, stores.search))
    desk = Desk(executor, Documents(executor.reader.shelf, scope), scope, "zh", stores.search)
    return tools_of(Toolbox(desk), names=[each for each in _SCHEMAS if each != _ENDS])


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
