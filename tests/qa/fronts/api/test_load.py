"""Fifty clients at once, while documents come and go: no error, nothing mixed up, fast enough."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.fixtures.paths import SAMPLE_SET
from tests.fixtures.servers.api_server import changing_server

SECONDS = float(os.environ.get("BUDGETQA_LOAD_SECONDS", "5"))
CLIENTS = 50
MOST_P95 = 0.5 if SECONDS >= 30 else 2.5
"""Seconds. A short run is mostly first answers, on a machine that others use; the promise is of a minute on two
free cores (BUDGETQA_LOAD_SECONDS=60)."""
_BETWEEN_UPLOADS = 10.0
_HEAD = b"POST /v1/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


def _questions() -> list[str]:
    rows = [json.loads(line) for line in SAMPLE_SET.read_text(encoding="utf-8").splitlines()]
    return [row["question"] for row in rows if row.get("question") and not row.get("turns")]


@dataclass(frozen=True)
class Seen:
    seconds: float
    question: str
    status: str
    answer: dict[str, Any]


async def _ask(url: str, questions: list[str], start: int, end: float) -> list[Seen]:
    """One client: each question in turn, from its own starting point, over a connection of its own. It speaks HTTP by
    hand: fifty HTTP libraries in one process would measure themselves."""
    seen = []
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    while time.monotonic() < end:
        question = questions[(start + len(seen)) % len(questions)]
        body = json.dumps({"question": question}).encode()
        began = time.perf_counter()
        writer.write(_HEAD % len(body) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        answer = json.loads(await reader.readexactly(length))
        seen.append(Seen(time.perf_counter() - began, question, head.split()[1], answer))
    writer.close()
    return seen


async def _come_and_go(url: str, end: float) -> int:
    """Documents are added, asked about and removed again; returns how many."""
    count = 0
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        while time.monotonic() < end:
            count += 1
            note = f"临时{count}号镇政府2024年度部门决算\n\n一、收入支出情况\n2024年度收入总计{count}.25万元。\n"
            job = (await client.post("/v1/documents", files={"file": (f"t{count}.txt", note.encode())})).json()
            while job["state"] not in ("done", "failed"):
                await asyncio.sleep(0.1)
                job = (await client.get(f"/v1/jobs/{job['id']}")).json()
            assert job["outcome"] == "new", job
            listed = (await client.get("/v1/documents")).json()["documents"]
            assert [each["file"] for each in listed if each["id"] == job["document_id"]] == [f"t{count}.txt"]
            assert (await client.delete(f"/v1/documents/{job['document_id']}")).status_code == 200
            await asyncio.sleep(max(0, min(_BETWEEN_UPLOADS, end - time.monotonic())))
    return count


async def _load(url: str, questions: list[str]) -> tuple[list[Seen], int]:
    end = time.monotonic() + SECONDS
    clients = [_ask(url, questions, at * 7, end) for at in range(CLIENTS)]
    *seen, count = await asyncio.gather(*clients, _come_and_go(url, end))
    return [each for one in seen for each in one], count


@pytest.mark.skipif(not SAMPLE_SET.is_file(), reason="eval/sets/sample.jsonl is not there")
def test_fifty_clients_get_their_own_answers_while_documents_come_and_go() -> None:
    server, questions = changing_server(), _questions()
    with server.client() as client:
        alone = {each: client.post("/v1/answers", json={"question": each}).json()["results"] for each in questions}
        before = client.get("/v1/documents").json()
    seen, changes = asyncio.run(_load(server.url, questions))
    wrong = [each for each in seen if each.status != "200" or each.answer["question"] != each.question]
    mixed = [each for each in seen if each.answer.get("results") != alone[each.question]]
    times = sorted(each.seconds for each in seen)
    p95 = times[int(len(times) * 0.95)]
    print(f"{len(seen)} answers, {changes} documents in and out, p50 {times[len(times) // 2]:.3f} s, p95 {p95:.3f} s")
    assert not wrong[:3] and not mixed[:3] and changes
    with server.client() as client:
        assert client.get("/v1/documents").json() == before
    assert p95 < MOST_P95
