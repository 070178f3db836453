"""The MCP server, over stdio or HTTP: ask, find_facts, calculate, check_document, list_documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any

import uvicorn
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from ingest.model.errors import BudgetQAError
from qa.fronts.api.guard import Guard
from qa.fronts.api.metrics import Metrics
from qa.fronts.mcp import tools as mcp_tools
from qa.fronts.messages import message_of, plain_source
from qa.fronts.serving.limits import Keys
from qa.fronts.serving.logs import log_as_json
from qa.fronts.serving.server_settings import ServerSettings, check_address, is_loopback
from qa.fronts.serving.service import Overloaded, Service
from qa.settings import Settings

_SECONDS = 120
_READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_INSTRUCTIONS = (
    "Answers about Chinese government budgets, final accounts and performance reports (部门预算、决算、绩效自评). "
    "Every figure comes with the document, page or line and cell where it is printed: quote it with its unit, cite it, "
    "and state no figure that the tools did not give. A refusal means that the documents do not say it."
)


class Answered(BaseModel):
    """The answer object. Figures stand in ``results`` as decimal strings; ``citations`` say where they are printed."""

    model_config = ConfigDict(extra="allow")
    status: str
    answer: str
    results: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    calculations: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    clarify: list[dict[str, Any]]


class Facts(BaseModel):
    """Figures, the best fitting first, each with its ``key``, value, unit and citation."""

    facts: list[dict[str, Any]]


class Calculated(BaseModel):
    """A derived figure with its expression and the citations of its operands."""

    value: str
    unit: str
    expression: str
    substituted: str
    citations: list[dict[str, Any]]


class Checked(BaseModel):
    """What does not add up in a document, with figures and places."""

    document: dict[str, Any]
    passed: int
    findings: list[dict[str, Any]]


class Documents(BaseModel):
    """The documents of the store."""

    documents: list[dict[str, Any]]


def make_server(service: Service) -> MCPServer[Any]:
    """The server with its five tools. Each returns readable text and the same as structured content."""
    server: MCPServer[Any] = MCPServer("budgetqa", instructions=_INSTRUCTIONS, log_level="WARNING")
    _add_asking(server, service)
    _add_figures(server, service)
    _add_documents(server, service)
    return server


def _add_asking(server: MCPServer[Any], service: Service) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def ask(
        question: Annotated[str, Field(description="The question, in Chinese or English.", max_length=20_000)],
        history: Annotated[
            list[str] | None,
            Field(description="Earlier questions, the oldest first.", max_length=200),
        ] = None,
    ) -> Annotated[CallToolResult, Answered]:
        """Answer a question with cited figures: amounts, changes, shares, execution rates, ranks, reasons, checks."""

        def work() -> CallToolResult:
            body = service.answer_after("mcp", history or (), question)[0].to_dict()
            sources = [f"[{each['id']}] {plain_source(each)}" for each in body["citations"]]
            return _result(body, "\n".join([message_of(body), *sources]))

        return await _run(service, work)


def _add_figures(server: MCPServer[Any], service: Service) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def find_facts(
        words: Annotated[
            str, Field(description="What the figure is of: 农林水支出, 因公接待费, 项目支出 基本养老保险 …")
        ],
        document: Annotated[str, Field(description="Id, file name, or enough of title and year; empty: all.")] = "",
        year: Annotated[int | None, Field(description="Year of the figure; default: the document's own.")] = None,
        stage: Annotated[str, Field(description="年初预算, 全年预算, 预算, 决算, or empty.")] = "",
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Annotated[CallToolResult, Facts]:
        """Find figures by what they are of, each with its value, unit, place and the key that `calculate` takes."""
        return await _run(service, lambda: _result(mcp_tools.facts(service, words, document, year, stage, limit)))

    @server.tool(annotations=_READ_ONLY)
    async def calculate(
        operation: Annotated[
            str,
            Field(description="sum, mean; of two: difference 1-2, ratio 1/2, share 1/2 in %, growth (1-2)/2 in %."),
        ],
        facts: Annotated[list[str], Field(description="Keys of figures from find_facts, in order.", max_length=100)],
        unit: Annotated[str, Field(description="元, 万元 or 亿元 for the result, or empty.")] = "",
    ) -> Annotated[CallToolResult, Calculated]:
        """Calculate exactly with figures of the documents (never with free numbers)."""
        return await _run(service, lambda: _result(mcp_tools.calculation(service, operation, facts, unit)))


def _add_documents(server: MCPServer[Any], service: Service) -> None:
    @server.tool(annotations=_READ_ONLY)
    async def check_document(
        document: Annotated[str, Field(description="Id, file name, or enough of title, institution and year.")],
    ) -> Annotated[CallToolResult, Checked]:
        """Check a document's arithmetic, and its text against its tables (勾稽): what disagrees, with places."""
        return await _run(service, lambda: _result(mcp_tools.checks(service, document)))

    @server.tool(annotations=_READ_ONLY)
    async def list_documents() -> Annotated[CallToolResult, Documents]:
        """List the documents that can be asked about: institution, year, kind, pages."""
        return await _run(service, lambda: _result(mcp_tools.documents(service)))


async def _run(service: Service, work: Callable[[], CallToolResult]) -> CallToolResult:
    """Reports an error that the caller can mend as the tool's error."""
    try:
        return await service.in_thread(work, seconds=_SECONDS)
    except BudgetQAError as error:
        raise ToolError(str(error)) from error
    except (TimeoutError, Overloaded) as error:
        raise ToolError("too busy; try again") from error


def _result(body: dict[str, Any], text: str = "") -> CallToolResult:
    shown = text or json.dumps(body, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=shown)], structured_content=body)


def run_stdio(settings: Settings) -> None:
    """Serve one client over standard input and output; the log goes to stderr."""
    log_as_json()
    make_server(Service(settings)).run("stdio")


def run_http(settings: Settings, host: str, port: int) -> None:
    """Serve at ``/mcp`` with the keys, limits and loopback rule of the API. Raises BadSetting if other machines could
    reach a server without keys."""
    server = ServerSettings.from_environment()
    check_address(host, server)
    log_as_json()
    app = make_server(Service(settings)).streamable_http_app(
        stateless_http=True, json_response=True, host=host, transport_security=_transport_security(host)
    )
    guarded = Guard(app, settings=server, keys=Keys(server.keys), metrics=Metrics())
    uvicorn.run(guarded, host=host, port=port, access_log=False, log_config=None, server_header=False)


def _transport_security(host: str) -> TransportSecuritySettings | None:
    """On a public address the keys protect the server; the host names that it answers to are not known here."""
    return None if is_loopback(host) else TransportSecuritySettings(enable_dns_rebinding_protection=False)
