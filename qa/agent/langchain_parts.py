"""BudgetQA as LangChain parts for other people's agents: a retriever and the typed tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Annotated, Any, Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ingest.store.chunks import Chunk
from qa.agent.tools import Toolbox, ToolRefusal
from qa.drafting.asking import Asking
from qa.evidence.library import library_of
from qa.reading.question import read_question
from qa.reading.understand import understand
from qa.retrieval import Retriever
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


Ids = Annotated[list[str], BeforeValidator(_as_list)]
Year = Annotated[int | None, BeforeValidator(_as_year)]
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="ignore")


class NoArguments(_Arguments):
    pass


class FactArguments(_Arguments):
    words: str = Field(description="科目、项目或指标的名称，用文件里的说法，如 农林水支出")
    document: Text = Field("", description="文件编号，如 D1；空为全部")
    year: Year = Field(None, description="年度，如 2024")
    stage: Text = Field("", description="年初预算、全年预算、预算、决算之一，或空")
    side: Text = Field("", description="收入、支出之一，或空")
    fund: Text = Field("", description="财政拨款、一般公共预算、政府性基金、国有资本经营之一，或空")
    limit: int = Field(8, description="最多几行")


class StatementArguments(_Arguments):
    words: str = Field(description="要找的内容，如 农林水支出 减少 原因")
    document: Text = Field("", description="文件编号，如 D1；空为全部")
    year: Year = Field(None, description="年度，如 2024")
    limit: int = Field(8, description="最多几行")


class PassageArguments(_Arguments):
    words: str = Field(description="要找的内容")
    document: Text = Field("", description="文件编号，如 D1；空为全部")
    limit: int = Field(5, description="最多几段")


class CalculateArguments(_Arguments):
    operation: Literal["sum", "difference", "share", "growth", "ratio", "mean", "convert", "rank"] = Field(
        description="sum 合计；difference 第一个减第二个；share 第一个占第二个的百分比；"
        "growth 第一个比第二个增长百分之几；ratio 倍数；mean 平均；convert 换单位；rank 从大到小"
    )
    ids: Ids = Field(description='已查到的编号，如 ["F1", "F2"]；不能写数字')
    unit: Text = Field("", description="换成的单位（元、万元、亿元），或空")


class CheckArguments(_Arguments):
    ids: Ids = Field(default_factory=list, description="已查到的编号")
    words: Text = Field("", description="或要核对的内容")


_SCHEMAS: dict[str, tuple[type[_Arguments], str]] = {
    "list_documents": (NoArguments, "列出可查的文件。"),
    "find_facts": (FactArguments, "在表格里查数字，返回带编号（F）的行。"),
    "find_statements": (StatementArguments, "在文字说明里查数字、增减、完成率和原因，返回带编号（S）的行。"),
    "search_passages": (PassageArguments, "查原文段落，返回带编号（P）的行。"),
    "calculate": (CalculateArguments, "对编号计算，返回带编号（C）的结果。"),
    "check_figures": (CheckArguments, "查数字是否与文件其他地方一致，返回带编号（K）的核对结果。"),
}


def tools_of(toolbox: Toolbox, watch: Watch = lambda name, result: None) -> list[BaseTool]:
    """The tools over one toolbox. A refusal is returned as text, so that the model can try again."""
    one_at_a_time = Lock()  # an agent runs the calls of one message in parallel threads
    return [_tool(toolbox, name, schema, told, watch, one_at_a_time) for name, (schema, told) in _SCHEMAS.items()]


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

    return StructuredTool.from_function(run, name=name, description=told, args_schema=schema, infer_schema=False)


def budget_tools(stores: Stores, scope: str = "") -> list[BaseTool]:
    """Typed tools over a store for your own agent. ``scope`` names institutions and years (岚县人社局 2024年); the
    tools look no further, and an empty scope means every document. Ids are valid within the returned list only."""
    library = library_of(stores)
    question = read_question(scope or "全部文件")
    return tools_of(Toolbox(Asking(question, understand(question, library), library)))


class BudgetRetriever(BaseRetriever):
    """Retrieves passages and tables of a store as LangChain documents, best first.

    A question is read as ``ask`` reads it: its institutions, years and items narrow the search, then words and meaning
    rank. With ``document_ids`` or ``kinds`` only words and meaning are used, within these. ``metadata`` holds
    document_id, title, section, table_id, kind, and the score, comparable within one search."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    stores: Any
    document_ids: Sequence[str] | None = None
    kinds: Sequence[str] | None = None
    limit: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(
                page_content=f"{chunk.heading}\n{chunk.text}",
                id=chunk.id,
                metadata={
                    "document_id": chunk.document_id,
                    "title": chunk.title,
                    "section": " > ".join(chunk.section),
                    "table_id": chunk.table_id,
                    "kind": str(chunk.kind),
                    "score": score,
                },
            )
            for chunk, score in self._found(query)
        ]

    def _found(self, query: str) -> list[tuple[Chunk, float]]:
        if self.document_ids is not None or self.kinds is not None:
            found = self.stores.search.passages(query, self.document_ids, self.kinds, self.limit)
            return [(each.chunk, each.score) for each in found]
        ranked = Retriever(self.stores, library_of(self.stores)).chunks(query, self.limit)
        chunks = self.stores.catalog.chunks(each for each, _ in ranked)
        return list(zip(chunks, (score for _, score in ranked), strict=True))
