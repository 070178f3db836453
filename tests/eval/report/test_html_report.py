"""The evaluation page in a real browser: it loads nothing, and its filters work."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.command import Wanted, run
from eval.run.cases import Case, load_cases
from eval.run.runner import StoreAsker, run_cases
from eval.samples.questions.whole_set import SET
from ingest.settings import StoreSettings
from tests.fixtures.browser import CHROMIUM, Page, open_page

SCREENSHOTS = os.environ.get("BUDGETQA_SCREENSHOTS", "")
"""A folder for screenshots of the page, for inspection."""
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
LONG = "长" * 4000


def _spoil(at: int, record: dict[str, Any]) -> dict[str, Any]:
    """Makes every fifth answer wrong, refused, failed, or right in other words."""
    answer = record["answer"]
    if at % 20 == 0:
        return {**record, "answer": {**answer, "status": "answered", "results": [], "items": [], "answer": HOSTILE}}
    if at % 20 == 5:
        return {**record, "answer": {**answer, "status": "refused", "results": [], "clarify": []}}
    if at % 20 == 10:
        return {**record, "answer": None, "error": f"KeyError: {LONG}"}
    if at % 20 == 15:
        return {**record, "answer": {**answer, "answer": f"{answer['answer']}{LONG}"}}
    return record


@pytest.fixture(scope="module")
def folder(sample_settings: StoreSettings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of spoilt answers to the sample set, with the real ones as the baseline."""
    made = tmp_path_factory.mktemp("report")
    records = [json.loads(each.to_json()) for each in run_cases(_cases(), StoreAsker(sample_settings.folder))]
    for name, lines in (("good", records), ("bad", [_spoil(at, each) for at, each in enumerate(records)])):
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
        (made / f"{name}.jsonl").write_text(text, encoding="utf-8")
    wanted = Wanted(score=made / "bad.jsonl", baseline=made / "good.jsonl", report=made)
    run(SET, None, wanted, console=Console(quiet=True))
    return made


def _cases() -> tuple[Case, ...]:
    return load_cases(SET)


def _results(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def _with_page(folder: Path, use: Callable[[Page], Awaitable[None]], width: int = 1280) -> None:
    async def go() -> None:
        async with open_page((folder / "report.html").as_uri(), width, 900) as page:
            await use(page)
            assert not page.thrown, page.thrown
            if SCREENSHOTS:
                await page.picture(Path(SCREENSHOTS) / f"evaluation-{width}.png")

    asyncio.run(go())


SHOWN = "[...document.querySelectorAll('details:not([hidden])')].map((each) => each.id.slice(2))"
browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@browser
def test_the_filters_show_the_questions_of_an_outcome_a_type_a_document_and_a_word(folder: Path) -> None:
    results = _results(folder)

    def ids(**wanted: str) -> list[str]:
        return [each["id"] for each in results if all(each[name] == value for name, value in wanted.items())]

    async def use(page: Page) -> None:
        assert await page.value(SHOWN) == ids()
        for outcome in ("right", "refused", "error"):
            await page.value(f"document.querySelector('[data-outcome={outcome}]').click()")
        assert await page.value(SHOWN) == ids(outcome="wrong") != []
        assert f"of {len(results)} shown" in await page.value("document.getElementById('shown').textContent")
        for outcome in ("right", "refused", "error"):
            await page.value(f"document.querySelector('[data-outcome={outcome}]').click()")
        await page.value("document.querySelector('[data-pick=type][data-value=lookup]').click()")
        assert await page.value(SHOWN) == ids(type="lookup") != []
        await page.value("document.querySelector('[data-pick=document]').click()")
        stem = await page.value("document.getElementById('document').value")
        assert await page.value(SHOWN) == [each["id"] for each in results if stem in each["docs"]]
        await page.value("byId('document').value = ''; byId('search').focus()")
        await page.type("sample-01")
        assert await page.value(SHOWN) == [id for id in ids() if id.startswith("sample-01")]

    _with_page(folder, use)


@browser
def test_what_changed_is_listed_and_leads_to_the_question(folder: Path) -> None:
    async def use(page: Page) -> None:
        changed = await page.value("[...document.querySelectorAll('[data-go]')].map((each) => each.dataset.go)")
        assert len(changed) > 8
        await page.value("document.getElementById('changed').click()")
        assert sorted(await page.value(SHOWN)) == sorted(changed)
        await page.value(f"byId('search').value = '没有这样的问题'; filter(); go('{changed[0]}')")
        opened = f"document.getElementById('q-{changed[0]}')"
        assert await page.value(f"{opened}.open && !{opened}.hidden && {opened}.innerText.includes('baseline')")

    _with_page(folder, use)


@browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_loads_nothing_runs_no_markup_of_an_answer_and_fits_its_window(folder: Path, width: int) -> None:
    async def use(page: Page) -> None:
        await page.value("document.getElementById('open').click()")
        assert await page.value("performance.getEntriesByType('resource').length") == 0
        assert await page.value("document.querySelectorAll('img').length") == 0
        assert await page.value("document.title") == SET.name
        assert await page.value("document.documentElement.scrollWidth <= innerWidth")

    _with_page(folder, use, width)


def test_every_question_stands_in_the_page_with_its_gold_and_why_it_failed(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    for each in _results(folder):
        assert f'id="q-{each["id"]}"' in page
    assert page.count("<details ") == len(_cases())
    assert "status: the documents hold the answer" in page and "KeyError" in page
    assert HOSTILE not in page
