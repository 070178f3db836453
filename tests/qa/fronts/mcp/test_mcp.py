"""The MCP server with the official client, over stdio and over HTTP."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.fixtures.paths import ROOT
from tests.fixtures.servers.api_server import FIGURE, QUESTION, Server, sample_store, start

TOOLS = {"ask", "find_facts", "calculate", "check_document", "list_documents"}
Use = Callable[[Client], Awaitable[Any]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return start(sample_store(), command="mcp --http", path="/")


def _over_http(server: Server, use: Use) -> Any:
    async def run() -> Any:
        async with Client(f"{server.url}/mcp") as client:
            return await use(client)

    return asyncio.run(run())


def _call(server: Server, tool: str, **arguments: Any) -> Any:
    return _over_http(server, lambda client: client.call_tool(tool, arguments))


def test_the_tools_work_over_standard_input_and_output() -> None:
    async def run() -> tuple[set[str], Any]:
        arguments = ["-m", "qa.fronts.cli.main", "mcp", "--store", str(sample_store())]
        here = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT)
        async with Client(stdio_client(here)) as client:
            names = {tool.name for tool in (await client.list_tools()).tools}
            return names, await client.call_tool("ask", {"question": QUESTION})

    names, answer = asyncio.run(run())
    assert names == TOOLS
    assert not answer.is_error and answer.structured_content["results"][0]["value"] == FIGURE


def test_ask_tells_text_and_citations_as_structured_content(server: Server) -> None:
    answer = _call(server, "ask", question=QUESTION)
    assert "1,776.34" in answer.content[0].text and "[1]" in answer.content[0].text
    citation = answer.structured_content["citations"][0]
    assert citation["quote"].replace(",", "") == FIGURE and citation["bbox"] and citation["page"]


def test_ask_follows_up_on_its_history(server: Server) -> None:
    answer = _call(server, "ask", question="那住房保障支出呢？", history=[QUESTION])
    assert "岚县" in answer.structured_content["answer"] and answer.structured_content["results"]


def test_figures_found_can_be_calculated_with_and_keep_their_citations(server: Server) -> None:
    found = _call(server, "find_facts", words="农林水支出", document="lanxian-2024-final.pdf", stage="决算", limit=5)
    facts = found.structured_content["facts"]
    assert facts[0]["value"] == FIGURE and facts[0]["citation"]["quote"]
    made = _call(server, "calculate", operation="sum", facts=[facts[0]["key"]] * 2, unit="元").structured_content
    assert (made["value"], made["unit"]) == ("35526800.00", "元") and len(made["citations"]) == 2
    assert "[1] + [2]" in made["expression"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": " "}, "问题是空的"),
        ("find_facts", {"words": ""}, "words"),
        ("find_facts", {"words": "支出", "stage": "预测"}, "stage"),
        ("find_facts", {"words": "支出", "document": "没有这份文件"}, "没有这份文件"),
        ("calculate", {"operation": "sum", "facts": ["12.5"]}, "no such citation"),
        ("calculate", {"operation": "power", "facts": ["12.5"]}, ""),
        ("check_document", {"document": "没有这份文件"}, "没有这份文件"),
    ],
)
def test_what_a_caller_can_mend_is_told_as_the_tools_error(
    server: Server, tool: str, arguments: dict[str, Any], words: str
) -> None:
    result = _call(server, tool, **arguments)
    assert result.is_error and words in result.content[0].text


def test_a_check_tells_what_disagrees_and_lists_the_documents(server: Server) -> None:
    documents = _call(server, "list_documents").structured_content["documents"]
    checked = _call(server, "check_document", document=documents[0]["id"]).structured_content
    assert checked["document"]["id"] == documents[0]["id"] and isinstance(checked["findings"], list)
    assert all(each["verdict"] != "pass" and each["message"] for each in checked["findings"])


def test_over_http_a_foreign_host_gets_nothing(server: Server) -> None:
    reply = httpx.post(f"{server.url}/mcp", json={}, headers={"Host": "evil.example"})
    assert reply.status_code == 403
