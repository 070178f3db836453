"""The page in a real browser: a question by keyboard, its answer, and its citation opened beside it."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fixtures.browser import CHROMIUM, Page, open_page
from tests.fixtures.servers.api_server import QUESTION, changing_server, copied_store, finished, shared_server, start
from tests.fixtures.servers.scripted_model import Turn, scripted
from tests.qa.agent.tool_play import FARMING, answer, run, told

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
SCREENSHOTS = os.environ.get("BUDGETQA_SCREENSHOTS", "")
"""A folder for screenshots of the page, for inspection."""


def _with_page(url: str, use: Callable[[Page], Awaitable[None]], width: int = 1280, height: int = 860) -> None:
    async def run() -> None:
        async with open_page(url, width, height) as page:
            await use(page)
            assert not page.thrown, page.thrown

    asyncio.run(run())


async def _keep(page: Page, name: str) -> None:
    if SCREENSHOTS:
        await page.picture(Path(SCREENSHOTS) / f"{name}.png")


async def _ask(page: Page, question: str) -> str:
    """Types and sends by keyboard; returns the complete answer."""
    await page.value("document.getElementById('question').focus()")
    count = await page.value("document.querySelectorAll('.answer').length")
    await page.type(question)
    await page.press("Enter", "\r")
    return str(await page.until(f"!stopping && document.querySelectorAll('.answer')[{count}]?.textContent"))


@pytest.mark.parametrize(("width", "height"), [(1280, 860), (390, 800)])
def test_a_question_its_answer_and_the_marked_page_by_keyboard(width: int, height: int) -> None:
    async def use(page: Page) -> None:
        assert "1,776.34万元" in await _ask(page, QUESTION)
        await page.value("document.querySelector('button.cite').focus()")
        await page.press("Enter", "\r")
        assert await page.until("document.querySelector('#place img')?.naturalWidth > 500")
        assert await page.until("document.querySelector('#place td.cell')?.textContent") == "1,776.34"
        assert await page.value("getComputedStyle(document.getElementById('place')).display") != "none"
        assert await page.value("document.documentElement.scrollWidth <= innerWidth")
        await _keep(page, f"cited-{width}")
        await page.press("Escape")
        assert await page.value("document.activeElement.className") == "cite"

    _with_page(shared_server().url, use, width, height)


def test_the_conversation_goes_on_and_a_choice_is_a_button() -> None:
    async def use(page: Page) -> None:
        await _ask(page, QUESTION)
        assert "住房保障" in await _ask(page, "那住房保障支出呢？")
        await page.value("document.getElementById('fresh').click()")
        assert "1." in await _ask(page, "2024年支出总计是多少？")
        await page.value("document.querySelector('.more li button').click()")
        await page.until("!stopping && !!document.querySelectorAll('.answer')[1]?.querySelector('.cite')")

    _with_page(shared_server().url, use)


def test_figures_side_by_side_get_bars_of_their_size() -> None:
    """Drawn from an answer of two figures, one twice the other."""
    drawn = """(() => {
      const result = (label, value) => ({ label, value, unit: "万元", citations: [] });
      const bars = barsOf({ results: [result("甲", "200.00"), result("乙", "-100.00")] });
      document.body.append(bars);
      return [...bars.querySelectorAll(".bar")].map((bar) => bar.style.width + bar.className);
    })()"""

    async def use(page: Page) -> None:
        assert await page.value(drawn) == ["100%bar", "50%bar below"]

    _with_page(shared_server().url, use)


def test_a_link_from_a_chat_opens_the_cited_place(tmp_path: Path) -> None:
    """With keys set, the signed link opens without one; asking needs the key, which the page requests."""
    server = start(copied_store(tmp_path), {"BUDGETQA_API_KEYS": "opens"})
    try:
        body = {"messages": [{"role": "user", "content": QUESTION}]}
        with server.client(Authorization="Bearer opens") as client:
            message = client.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]

        async def use(page: Page) -> None:
            assert await page.until("document.querySelector('#place td.cell')?.textContent") == "1,776.34"
            await page.until("document.querySelector('#place img')?.naturalWidth > 500")
            await _ask(page, QUESTION)
            await page.until("document.activeElement.type === 'password'")
            await page.type("opens")
            await page.press("Enter", "\r")
            await page.until("!!document.querySelector('button.cite')")

        _with_page(message["annotations"][0]["url_citation"]["url"], use)
    finally:
        server.stop()


def test_what_a_language_model_does_is_shown_while_it_is_waited_for(tmp_path: Path) -> None:
    """The model does not continue before the page shows the step."""
    seen = threading.Event()

    def script(body: dict[str, Any]) -> Turn:
        if body["messages"][-1]["role"] != "tool":
            return run(FARMING)
        assert seen.wait(20)
        return answer(told(body))

    async def use(page: Page) -> None:
        await page.value("document.getElementById('question').focus()")
        await page.type(QUESTION)
        await page.press("Enter", "\r")
        await page.until("document.querySelector('.answer')?.textContent === '… 执行计划'")
        seen.set()
        await page.until("!stopping && document.querySelector('.answer')?.textContent.includes('1,776.34万元')")

    with scripted(script) as model:
        server = start(copied_store(tmp_path), {"BUDGETQA_LLM_MODEL": "m", "BUDGETQA_LLM_BASE_URL": model.url})
        try:
            _with_page(server.url, use)
        finally:
            server.stop()


def test_the_api_is_described_at_docs() -> None:
    async def use(page: Page) -> None:
        assert await page.until("document.body.innerText.includes('/v1/chat/completions')")

    _with_page(f"{shared_server().url}/docs", use)


def test_markup_in_a_document_is_shown_as_text() -> None:
    hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    note = f"青田县测试局2024年度部门决算{hostile}\n\n一、情况说明{hostile}\n2024年度收入总计101.50万元{hostile}。\n"
    with changing_server().client() as client:
        job = _uploaded(client, note)

        async def use(page: Page) -> None:
            answer = await _ask(page, "青田县测试局2024年收入总计是多少？")
            assert "101.50" in answer and "<img" in answer
            await page.value("document.querySelector('button.cite').click()")
            assert "<script>" in await page.until("document.querySelector('#place .lines')?.textContent")
            assert (
                await page.value("document.querySelectorAll('.answer img, .answer script, #place script').length") == 0
            )
            assert await page.value("document.title") != "owned"

        try:
            _with_page(changing_server().url, use)
        finally:
            client.delete(f"/v1/documents/{job['document_id']}")


def _uploaded(client: httpx.Client, note: str) -> dict[str, Any]:
    return finished(client, client.post("/v1/documents", files={"file": ("m.txt", note.encode())}).json())


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_may_run_no_script_and_call_no_host_but_its_own(path: str) -> None:
    reply = httpx.get(shared_server().url + path)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy
    assert "innerHTML" not in reply.text and "https://" not in reply.text and "http://" not in reply.text
