"""``POST /v1/plans`` over HTTP: the answer object of a plan, and a clear fault of a bad one."""

from __future__ import annotations

import httpx
import pytest

from tests.fixtures.servers.api_server import FIGURE, shared_server

DOCUMENTS = {"op": "docs", "institution": "岚县人力资源和社会保障局", "year": 2024}
PLAN = {"asks": [{"of": {"op": "figure", "documents": DOCUMENTS, "item": "农林水支出"}, "unit": "万元"}]}


@pytest.fixture(scope="module")
def client() -> httpx.Client:
    return shared_server().client()


def test_a_plan_gives_the_answer_object_with_links_to_its_places(client: httpx.Client) -> None:
    answer = client.post("/v1/plans", json={"plan": PLAN, "question": "农林水支出是多少？"}).json()
    assert answer["status"] == "answered" and answer["results"][0]["value"] == FIGURE
    assert answer["question"] == "农林水支出是多少？"
    (citation,) = answer["citations"]
    assert citation["quote"].replace(",", "") == FIGURE and citation["view"]


def test_the_notation_is_taken_as_text(client: httpx.Client) -> None:
    text = 'growth(figure(docs("岚县人力资源和社会保障局", 2024), "农林水支出"))'
    answer = client.post("/v1/plans", json={"plan": text}).json()
    assert answer["results"][0]["unit"] == "%" and answer["calculations"]


@pytest.mark.parametrize(
    ("plan", "said"),
    [({"asks": []}, "asks"), ({"asks": [{"of": {"op": "summ"}}]}, "asks.0.of"), ("figur()", "figur"), ({}, "asks")],
)
def test_a_bad_plan_is_refused_with_the_place_of_its_fault(client: httpx.Client, plan: object, said: str) -> None:
    reply = client.post("/v1/plans", json={"plan": plan})
    assert reply.status_code == 400 and said in reply.json()["error"]["message"]


def test_what_is_no_request_is_refused(client: httpx.Client) -> None:
    assert client.post("/v1/plans", json={"plan": 7}).status_code == 422
    assert client.post("/v1/plans", content=b"{").status_code == 422


def test_the_schema_of_the_language_is_served(client: httpx.Client) -> None:
    assert "asks" in client.get("/v1/plans/schema").json()["properties"]
