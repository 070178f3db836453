"""The HTTP API as clients use it: the official OpenAI client and plain HTTP against a running server."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tests.fixtures.paths import SAMPLE_DOCUMENTS
from tests.fixtures.servers.api_server import (
    FIGURE,
    QUESTION,
    Server,
    changing_server,
    finished,
    shared_server,
    start,
)

NOTE = "青田县测试局2024年度部门决算\n\n一、收入支出决算总体情况\n2024年度收入总计101.50万元，支出总计101.50万元。\n"


@pytest.fixture(scope="module")
def server() -> Server:
    return shared_server()


@pytest.fixture(scope="module")
def client(server: Server) -> httpx.Client:
    return server.client()


@pytest.fixture(scope="module")
def chat(server: Server) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0)


def _ask(chat: openai.OpenAI, *questions: str, **options: Any) -> Any:
    messages = [{"role": "user", "content": question} for question in questions]
    return chat.chat.completions.create(model="budgetqa", messages=messages, **options)  # type: ignore[call-overload]


def test_openai_client_gets_the_figure_with_its_source(chat: openai.OpenAI) -> None:
    reply = _ask(chat, QUESTION)
    message = reply.choices[0].message
    assert "1,776.34" in message.content and "[1]" in message.content and "来源：" in message.content
    assert reply.choices[0].finish_reason == "stop" and reply.usage.total_tokens > 0
    assert reply.x_budgetqa["results"][0]["value"] == FIGURE
    assert reply.x_budgetqa["citations"][0]["quote"].replace(",", "") == FIGURE


def test_annotations_point_at_the_marks_in_the_text(chat: openai.OpenAI) -> None:
    message = _ask(chat, QUESTION).choices[0].message
    for each in message.annotations:
        cited = each.url_citation
        assert re.fullmatch(r"\[\d+\]", message.content[cited.start_index : cited.end_index])
        assert httpx.get(cited.url).status_code == 200
    assert message.annotations


def test_the_list_of_sources_can_be_switched_off(chat: openai.OpenAI) -> None:
    content = _ask(chat, QUESTION, extra_body={"x_budgetqa": {"list_sources": False}}).choices[0].message.content
    assert "[1]" in content and "来源" not in content


def test_a_stream_says_the_same_as_a_whole_answer(chat: openai.OpenAI) -> None:
    whole = _ask(chat, QUESTION)
    chunks = list(_ask(chat, QUESTION, stream=True, stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant" and not chunks[0].choices[0].delta.content
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    last = chunks[-2]
    assert last.choices[0].finish_reason == "stop"
    assert last.choices[0].delta.annotations == [each.model_dump() for each in whole.choices[0].message.annotations]
    assert _timeless(last.x_budgetqa) == _timeless(whole.x_budgetqa)
    assert chunks[-1].choices == [] and chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1 and chunks[0].id != whole.id


def _timeless(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name not in ("id", "elapsed_ms")}


def test_a_stream_is_server_sent_events_that_end_with_done(client: httpx.Client) -> None:
    body = {"messages": [{"role": "user", "content": QUESTION}], "stream": True}
    reply = client.post("/v1/chat/completions", json=body)
    assert reply.headers["content-type"].startswith("text/event-stream")
    events = reply.text.strip().split("\n\n")
    assert events[-1] == "data: [DONE]" and all(event.startswith("data: ") for event in events)
    assert all("usage" not in json.loads(event[6:]) for event in events[:-1])


def test_the_conversation_in_the_messages_gives_follow_ups(chat: openai.OpenAI) -> None:
    messages = [
        {"role": "system", "content": "answer briefly"},
        {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        {"role": "assistant", "content": "1,776.34万元"},
        {"role": "user", "content": "那住房保障支出呢？"},
    ]
    reply = chat.chat.completions.create(model="budgetqa", messages=messages)  # type: ignore[arg-type]
    assert "岚县" in (reply.choices[0].message.content or "") and "住房保障" in (reply.choices[0].message.content or "")


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"model": "gpt-9"}, openai.NotFoundError),
        ({"messages": []}, openai.BadRequestError),
        ({"messages": [{"role": "user", "content": " "}]}, openai.BadRequestError),
        ({"messages": [{"role": "user", "content": "多" * 2001}]}, openai.BadRequestError),
        ({"messages": [{"role": "assistant", "content": "好"}]}, openai.BadRequestError),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, openai.BadRequestError),
        ({"messages": [{"role": "user", "content": " "}], "stream": True}, openai.BadRequestError),
        ({"n": 2}, openai.BadRequestError),
    ],
)
def test_wrong_requests_are_errors_that_the_openai_client_knows(
    chat: openai.OpenAI, options: dict[str, Any], error: type[openai.APIStatusError]
) -> None:
    with pytest.raises(error) as raised:
        chat.chat.completions.create(**{"model": "budgetqa", "messages": [{"role": "user", "content": "问"}]} | options)
    body = raised.value.response.json()["error"]
    assert (
        body["message"]
        and body["type"] == "invalid_request_error"
        and set(body) == {"message", "type", "param", "code"}
    )


def test_a_client_that_leaves_in_the_middle_leaves_the_server_well(chat: openai.OpenAI, client: httpx.Client) -> None:
    for _ in range(5):
        with _ask(chat, QUESTION, stream=True) as stream:
            next(iter(stream))
    assert client.get("/readyz").json()["status"] == "ready"
    assert "1,776.34" in _ask(chat, QUESTION).choices[0].message.content


def test_an_error_under_way_is_an_event_of_the_stream(tmp_path: Path) -> None:
    """The store is empty: an error known only after the stream has begun still reaches the client. When asked to end,
    the server ends cleanly."""
    empty = start(tmp_path / "store")
    try:
        chat = openai.OpenAI(base_url=f"{empty.url}/v1", api_key="none", max_retries=0)
        with pytest.raises(openai.InternalServerError) as whole:
            _ask(chat, QUESTION)
        assert whole.value.status_code == 503
        with pytest.raises(openai.APIError) as raised:
            list(_ask(chat, QUESTION, stream=True))
        assert "budgetqa ingest" in raised.value.message
    finally:
        assert empty.stop() == 0
    assert "Traceback" not in empty.log.read_text(encoding="utf-8")


def test_models_lists_the_one_that_answers(chat: openai.OpenAI) -> None:
    assert [each.id for each in chat.models.list()] == ["budgetqa"]
    assert chat.models.retrieve("budgetqa").id == "budgetqa"


def test_answers_gives_the_answer_object(client: httpx.Client) -> None:
    answer = client.post("/v1/answers", json={"question": QUESTION}).json()
    assert (answer["status"], answer["results"][0]["value"], answer["results"][0]["unit"]) == (
        "answered",
        FIGURE,
        "万元",
    )


def test_a_session_and_a_history_give_the_same_follow_up(client: httpx.Client) -> None:
    follow_up = "那住房保障支出呢？"
    client.post("/v1/answers", json={"question": QUESTION, "session_id": "one"})
    kept = client.post("/v1/answers", json={"question": follow_up, "session_id": "one"}).json()
    told = client.post("/v1/answers", json={"question": follow_up, "history": [QUESTION]}).json()
    other = client.post("/v1/answers", json={"question": follow_up, "session_id": "two"}).json()
    assert kept["results"] == told["results"] and kept["results"]
    assert other["results"] != kept["results"]


def test_a_citation_leads_to_the_page_with_its_box_marked(client: httpx.Client) -> None:
    """The marked cell has a red edge at the place in the citation."""
    citation = client.post("/v1/answers", json={"question": QUESTION}).json()["citations"][0]
    picture = client.get(citation["image"])
    assert picture.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(picture.content)).convert("RGB")
    x0, top, _, _ = (int(edge * 110 / 72) for edge in citation["bbox"])
    red, green, blue = image.getpixel((x0 + 8, top))  # type: ignore[misc]
    assert red > 180 and green < 90 and blue < 90
    around = client.get(citation["image"], params={"around": "true"})
    assert Image.open(io.BytesIO(around.content)).width < image.width


def test_a_citation_leads_to_the_rows_around_its_cell(client: httpx.Client) -> None:
    citation = client.post("/v1/answers", json={"question": QUESTION}).json()["citations"][0]
    table = client.get(citation["view"]).json()["table"]
    row = table["rows"][table["cited"]["row"]]
    assert row["values"][table["cited"]["column"]] == citation["quote"] and "农林水支出" in "".join(row["labels"])


def test_documents_tables_and_checks_are_listed(client: httpx.Client) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    assert {each["file"] for each in documents} == {
        each.name for each in SAMPLE_DOCUMENTS.iterdir() if each.suffix in (".pdf", ".txt")
    }
    assert all("path" not in each for each in documents)
    tables = client.get(f"/v1/documents/{documents[0]['id']}/tables").json()["tables"]
    assert tables and all(each["title"] is not None and each["columns"] for each in tables)
    assert "checks" in client.get(f"/v1/documents/{documents[0]['id']}/checks").json()
    assert client.get("/v1/documents/ffffffffffff/tables").status_code == 404


def test_an_uploaded_document_can_be_asked_about_and_removed_again() -> None:
    own = changing_server()
    with own.client() as client:
        job = client.post("/v1/documents", files={"file": ("青田2024.txt", NOTE.encode())})
        assert job.status_code == 202
        done = finished(client, job.json())
        assert (done["state"], done["outcome"]) == ("done", "new")
        asked = {"question": "青田县测试局2024年收入总计是多少？"}
        assert client.post("/v1/answers", json=asked).json()["results"][0]["value"] == "101.50"
        again = finished(client, client.post("/v1/documents", files={"file": ("b.txt", NOTE.encode())}).json())
        assert (again["outcome"], again["document_id"]) == ("unchanged", done["document_id"])
        assert client.delete(f"/v1/documents/{done['document_id']}").json()["deleted"]
        assert client.post("/v1/answers", json=asked).json()["status"] != "answered"
        assert not [each for each in (own.store / "uploads").rglob("*") if each.is_file()]


def test_upload_progress_counts_pages() -> None:
    drawn = io.BytesIO()
    sheet = Canvas(drawn)
    for page in range(3):
        sheet.drawString(72, 700, f"page {page}")
        sheet.showPage()
    sheet.save()
    with changing_server().client() as client:
        done = finished(client, client.post("/v1/documents", files={"file": ("x.pdf", drawn.getvalue())}).json())
        assert (done["state"], done["pages"], done["pages_done"]) == ("done", 3, 3)
        client.delete(f"/v1/documents/{done['document_id']}")


def test_health_metrics_docs_and_request_ids(client: httpx.Client, server: Server) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["documents"] > 0
    reply = client.post("/v1/answers", json={"question": QUESTION}, headers={"X-Request-ID": "look-for-me"})
    assert reply.headers["x-request-id"] == "look-for-me"
    metrics = client.get("/metrics").text
    assert 'budgetqa_answers_total{mode="rules",status="answered"}' in metrics and "budgetqa_documents" in metrics
    assert client.get("/docs").status_code == 200
    assert "/v1/answers" in client.get("/openapi.json").json()["paths"]
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    mine = next(line for line in lines if line.get("request_id") == "look-for-me")
    assert (mine["path"], mine["status"]) == ("/v1/answers", 200)
    assert QUESTION not in server.log.read_text(encoding="utf-8")
