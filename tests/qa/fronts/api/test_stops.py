"""A server stopped during an upload leaves a complete store and no process, and the next one continues."""

from __future__ import annotations

import io
import signal
import time
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.settings import StoreSettings
from ingest.store.store import open_store
from tests.fixtures.made_report import parsed_report, write_report
from tests.fixtures.servers.api_server import FIGURE, QUESTION, copied_store, finished, start
from tests.fixtures.servers.chroma_server import chroma
from tests.ingest.store.test_store import _assert_whole


def _long_pdf() -> bytes:
    """Takes minutes to read: many pages full of rules."""
    drawn = io.BytesIO()
    sheet = Canvas(drawn)
    for page in range(500):
        for at in range(40):
            sheet.line(50, 60 + at * 18, 550, 60 + at * 18)
            sheet.drawString(60, 64 + at * 18, f"line {at} of page {page} 1,234.56")
        sheet.showPage()
    sheet.save()
    return drawn.getvalue()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_that_ends_amid_an_upload_leaves_the_store_whole(tmp_path: Path, sent: signal.Signals) -> None:
    server = start(copied_store(tmp_path))
    with server.client() as client:
        job = client.post("/v1/documents", files={"file": ("long.pdf", _long_pdf())}).json()
        while client.get(f"/v1/jobs/{job['id']}").json()["pages_done"] < 2:
            time.sleep(0.05)
    descendants = _descendants(server.process.pid)
    assert len(descendants) >= 2  # what forks, and the reader
    server.process.send_signal(sent)
    server.process.wait(30)
    for _ in range(100):
        if not [each for each in descendants if _lives(each)]:
            break
        time.sleep(0.1)
    assert not [each for each in descendants if _lives(each)]
    again = start(server.store)
    try:
        with again.client() as client:
            lost = client.get(f"/v1/jobs/{job['id']}")
            assert lost.status_code == 404 and "forgets" in lost.json()["error"]["message"]
            assert client.get("/readyz").json()["documents"] == 4
            assert client.post("/v1/answers", json={"question": QUESTION}).json()["results"][0]["value"] == FIGURE
            note = write_report(tmp_path / "a.txt").read_bytes()
            done = finished(client, client.post("/v1/documents", files={"file": ("a.txt", note)}).json())
            assert done["state"] == "done"
    finally:
        again.stop()
    store = open_store(StoreSettings(server.store))
    _assert_whole(store)
    store.close()


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (int(each) for each in (task / "children").read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _lives(pid: int) -> bool:
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def test_what_a_killed_writer_left_is_mended_when_the_server_starts(tmp_path: Path) -> None:
    """A document that was written but not yet readable can be asked about without another upload."""
    store = open_store(StoreSettings(copied_store(tmp_path)))
    store.catalog.store(parsed_report(tmp_path))
    assert len(store.catalog.documents()) == 4
    server = start(tmp_path / "store")
    try:
        for _ in range(100):
            if len(store.catalog.documents()) == 5:
                break
            time.sleep(0.1)
        with server.client() as client:
            asked = {"question": "海山县财政局2024年行政运行支出是多少？"}
            assert client.post("/v1/answers", json=asked).json()["results"][0]["value"] == "300.00"
    finally:
        server.stop()
    _assert_whole(store)
    store.close()


def test_questions_are_answered_while_the_vectors_are_out_of_reach(tmp_path: Path) -> None:
    """The vector server is down when ours starts, and an upload reports it; it works once the server is back."""
    vectors = chroma()
    settings = {"BUDGETQA_CHROMA_URL": vectors.collection()}
    vectors.stop()
    try:
        server = start(copied_store(tmp_path), settings)
        note = write_report(tmp_path / "a.txt").read_bytes()
        with server.client() as client:
            assert client.get("/readyz").status_code == 200
            assert client.post("/v1/answers", json={"question": QUESTION}).json()["results"][0]["value"] == FIGURE
            failed = finished(client, client.post("/v1/documents", files={"file": ("a.txt", note)}).json())
            assert failed["state"] == "failed" and "server's log" in str(failed["error"])
            assert str(tmp_path) not in str(failed["error"]) and "127.0.0.1" not in str(failed["error"])
            assert "BUDGETQA_CHROMA_URL" in server.log.read_text(encoding="utf-8")
            vectors.start()
            done = finished(client, client.post("/v1/documents", files={"file": ("a.txt", note)}).json())
            assert done["state"] == "done" and len(client.get("/v1/documents").json()["documents"]) == 5
        server.stop()
    finally:
        vectors.stop()
        vectors.start()
    store = open_store(StoreSettings(tmp_path / "store", chroma_url=settings["BUDGETQA_CHROMA_URL"]))
    _assert_whole(store)
    store.close()
