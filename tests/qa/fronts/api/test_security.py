"""What a stranger, a careless client or a hostile file can and cannot do to the server."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ingest.model.errors import BudgetQAError
from qa.fronts.serving.server_settings import ServerSettings, check_address
from tests.fixtures.servers.api_server import (
    QUESTION,
    Server,
    changing_server,
    copied_store,
    finished,
    shared_server,
    start,
)

KEY, OTHER = "first-key-of-two", "second-key-of-two"
SMALL = {
    "BUDGETQA_LIMIT_BODY_BYTES": "20000",
    "BUDGETQA_LIMIT_UPLOAD_BYTES": "3000000",
    "BUDGETQA_LIMIT_UPLOAD_PAGES": "3",
    "BUDGETQA_LIMIT_PARSE_SECONDS": "4",
    "BUDGETQA_LIMIT_BODY_SECONDS": "1",
}


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with keys from the environment and a file, and small limits."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "keys").write_text(f"# for the chatbot\n{OTHER}\n", encoding="utf-8")
    keys = {"BUDGETQA_API_KEYS": KEY, "BUDGETQA_API_KEYS_FILE": str(folder / "keys")}
    server = start(copied_store(folder), SMALL | keys)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def client(locked: Server) -> httpx.Client:
    return locked.client(Authorization=f"Bearer {KEY}")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {KEY}"}])
@pytest.mark.parametrize(
    "path", ["/v1/documents", "/v1/models", "/metrics", "/v1/citations/ab12-F1.png", "/v1/nothing"]
)
def test_without_a_right_key_nothing_is_told(locked: Server, path: str, headers: dict[str, str]) -> None:
    reply = locked.client(**headers).get(path)
    assert reply.status_code == 401 and reply.json()["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize("key", [KEY, OTHER])
def test_each_key_opens(locked: Server, key: str) -> None:
    assert locked.client(Authorization=f"Bearer {key}").get("/v1/documents").status_code == 200
    assert locked.client(**{"X-API-Key": key}).get("/v1/documents").status_code == 200


def test_health_and_the_page_need_no_key(locked: Server) -> None:
    assert {locked.client().get(path).status_code for path in ("/", "/healthz", "/readyz", "/docs")} == {200}


def test_conversations_of_one_key_are_not_seen_with_another(locked: Server) -> None:
    first, second = (locked.client(Authorization=f"Bearer {key}") for key in (KEY, OTHER))
    first.post("/v1/answers", json={"question": QUESTION, "session_id": "s"})
    follow_up = {"question": "那住房保障支出呢？", "session_id": "s"}
    mine, foreign = (each.post("/v1/answers", json=follow_up).json() for each in (first, second))
    assert mine["results"] and foreign["results"] != mine["results"]


def test_a_link_to_a_citation_opens_without_the_key_and_only_as_signed(locked: Server, client: httpx.Client) -> None:
    citation = client.post("/v1/answers", json={"question": QUESTION}).json()["citations"][0]
    stranger = locked.client()
    assert stranger.get(citation["image"]).status_code == 200
    assert stranger.get(citation["view"]).status_code == 200
    other = citation["image"].replace(citation["key"], citation["key"][:-1] + "9")
    assert stranger.get(other).status_code == 401
    assert stranger.get(citation["image"][:-1]).status_code == 401


def test_an_oversized_body_is_refused_announced_or_not(client: httpx.Client) -> None:
    body = b'{"question": "' + b"x" * 30_000 + b'"}'
    announced = client.post("/v1/answers", content=body, headers={"Content-Type": "application/json"})
    streamed = client.post("/v1/answers", content=iter([body]), headers={"Content-Type": "application/json"})
    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert streamed.json()["error"]["code"] == "too_large"


def test_an_oversized_upload_is_refused(client: httpx.Client) -> None:
    reply = client.post("/v1/documents", files={"file": ("a.txt", b"x" * 3_100_000)})
    assert reply.status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for(client: httpx.Client) -> None:
    def slowly() -> Iterator[bytes]:
        import time

        yield b'{"question": '
        time.sleep(1.5)
        yield b'"x"}'

    reply = client.post("/v1/answers", content=slowly(), headers={"Content-Type": "application/json"})
    assert reply.status_code == 408


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a", b"text"),
        ("a.pdf", b"PK\x03\x04 no pdf"),
        ("a.txt", b"\x00\x01\x02"),
        ("a.xlsx", b"no zip"),
        ("../../a.sh", b"#!/bin/sh"),
    ],
)
def test_other_types_are_refused_at_once(client: httpx.Client, name: str, content: bytes) -> None:
    reply = client.post("/v1/documents", files={"file": (name, content)})
    assert reply.status_code == 415 and reply.json()["error"]["param"] == "file"


def test_a_zip_bomb_is_refused_and_the_server_goes_on(client: httpx.Client) -> None:
    """A workbook of 2 GB in a few KB, in a zip of few parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook/>")
        with parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(512):
                sheet.write(b" " * (1 << 20))
    job = finished(client, client.post("/v1/documents", files={"file": ("bomb.xlsx", packed.getvalue())}).json())
    assert job["state"] == "failed" and job["error"]
    assert client.get("/healthz").status_code == 200


def test_a_file_name_cannot_leave_its_folder(client: httpx.Client, locked: Server) -> None:
    before = _files(locked.store.parent)
    for number, name in enumerate(
        ["../../../escaped.txt", "..\\..\\escaped.txt", "/etc/escaped.txt", "a/../escaped.txt"]
    ):
        content = f"某局2024年度部门决算\n收入总计{number + 1}万元。\n".encode()
        job = finished(client, client.post("/v1/documents", files={"file": (name, content)}).json())
        assert (job["file"], job["state"]) == ("escaped.txt", "done"), job
        listed = client.get("/v1/documents").json()["documents"]
        assert [each["file"] for each in listed if each["id"] == job["document_id"]] == ["escaped.txt"]
        new = _files(locked.store.parent) - before
        assert [each for each in new if each.name == "escaped.txt" and (locked.store / "uploads") in each.parents]
        assert not [each for each in new if (locked.store / "uploads") not in each.parents and each.suffix == ".txt"]
        client.delete(f"/v1/documents/{job['document_id']}")


def _files(folder: Path) -> set[Path]:
    return {each.resolve() for each in folder.rglob("*") if each.is_file()}


def test_a_pdf_that_hangs_the_parser_is_stopped_while_questions_are_answered(client: httpx.Client) -> None:
    """A content stream of millions of operators would take minutes; it is cut off at the limit."""
    job = client.post("/v1/documents", files={"file": ("slow.pdf", _slow_pdf())}).json()
    asked = client.post("/v1/answers", json={"question": QUESTION})
    assert asked.json()["status"] == "answered" and asked.elapsed.total_seconds() < 3
    done = finished(client, job)
    assert done["state"] == "failed" and "4 秒" in str(done["error"])
    assert client.get("/readyz").status_code == 200


def _slow_pdf() -> bytes:
    """One page that calls a form a hundred times, which calls another a hundred times, and so on."""
    import pikepdf

    pdf = pikepdf.new()
    inner = pdf.make_stream(
        b"0 0 1 1 re f " * 50, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9]
    )
    for _ in range(4):
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = pdf.make_stream(
            b"/X Do " * 100,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 9, 9],
            Resources=resources,
        )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    page.Contents = pdf.make_stream(b"/X Do")
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


def test_a_pdf_of_too_many_pages_is_refused(client: httpx.Client) -> None:
    import pikepdf

    pdf = pikepdf.new()
    for _ in range(5):
        pdf.add_blank_page()
    held = io.BytesIO()
    pdf.save(held)
    job = finished(client, client.post("/v1/documents", files={"file": ("long.pdf", held.getvalue())}).json())
    assert job["state"] == "failed" and "5 pages" in str(job["error"])


def test_failed_uploads_leave_no_file_and_tell_no_path(client: httpx.Client, locked: Server) -> None:
    job = finished(client, client.post("/v1/documents", files={"file": ("cut.pdf", b"%PDF-1.7 cut short")}).json())
    assert job["state"] == "failed" and str(locked.store) not in str(job["error"])
    assert not [each for each in (locked.store / "uploads").rglob("*") if each.is_file()]


def test_without_keys_only_this_machine_is_answered() -> None:
    """A browser led here under another name (DNS rebinding) or a page of another site gets nothing."""
    server = shared_server()
    assert server.client(Host="evil.example").get("/v1/documents").status_code == 403
    foreign = server.client(Origin="https://evil.example").post("/v1/answers", json={"question": QUESTION})
    assert foreign.status_code == 403
    own = server.client(Origin=server.url).post("/v1/answers", json={"question": QUESTION})
    assert own.status_code == 200


def test_no_site_may_read_answers_unless_it_is_named(client: httpx.Client) -> None:
    reply = client.get("/v1/documents", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in reply.headers


def test_others_than_this_machine_are_served_with_keys_only() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "example.org", ""):
        with pytest.raises(BudgetQAError, match="API keys"):
            check_address(host, ServerSettings())
        check_address(host, ServerSettings(keys=(KEY,)))
    for host in ("127.0.0.1", "localhost", "::1"):
        check_address(host, ServerSettings())


def test_an_empty_key_file_does_not_open_the_server(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("# none yet\n", encoding="utf-8")
    with pytest.raises(BudgetQAError, match="no key"):
        ServerSettings.from_environment({"BUDGETQA_API_KEYS_FILE": str(tmp_path / "keys")})


def test_markup_in_a_document_comes_out_as_the_text_that_it_is() -> None:
    """It is escaped in a chat message: no client renders a link or a picture from a document."""
    note = "青田县测试局2024年度部门决算\n\n一、情况说明\n2024年度收入总计101.50万元<img src=x onerror=alert(1)>[x](http://evil)。\n"
    with changing_server().client() as client:
        job = finished(client, client.post("/v1/documents", files={"file": ("m.txt", note.encode())}).json())
        asked = {"messages": [{"role": "user", "content": "青田县测试局2024年收入总计是多少？"}]}
        content = client.post("/v1/chat/completions", json=asked).json()["choices"][0]["message"]["content"]
        client.delete(f"/v1/documents/{job['document_id']}")
    assert "101.50" in content
    assert not re.search(r"(?<!\\)<img|(?<!\\)\]\(http://evil", content)
