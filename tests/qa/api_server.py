"""A real ``budgetqa serve`` over the sample corpus on a free loopback port, for the tests of its fronts."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from ingest.build import ingest_paths
from ingest.settings import StoreSettings

CORPUS = Path(__file__).parents[2] / "eval" / "corpus"
QUESTION = "岚县人社局2024年农林水支出决算是多少？"
FIGURE = "1776.34"


@dataclass(frozen=True)
class Server:
    url: str
    store: Path
    process: subprocess.Popen[bytes]
    log: Path

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=30)

    def stop(self) -> int:
        """Asks it to end, as Ctrl-C does; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@cache
def sample_store() -> Path:
    """A store of the sample corpus, made once; copy it to change it."""
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ingest_paths([CORPUS], StoreSettings(folder / "store"), workers=2)
    return folder / "store"


def copied_store(folder: Path) -> Path:
    return Path(shutil.copytree(sample_store(), folder / "store"))


@cache
def shared_server() -> Server:
    """One server without keys for all tests that leave its store as it was."""
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return start(copied_store(folder))


@cache
def changing_server() -> Server:
    """One server for the tests that bring documents in and take them out; each leaves the sample corpus as it was."""
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return start(copied_store(folder))


def start(
    store: Path, settings: Mapping[str, str] | None = None, *, command: str = "serve", path: str = "/readyz"
) -> Server:
    """Started and ready; ended with the test run if not before."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETQA_")}
    log = store.parent / f"{command}-{port}.log"
    arguments = [*command.split(), "--store", str(store), "--port", str(port)]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "qa.cli", *arguments],
            env=environment | dict(settings or {}),
            stderr=sink,
            stdout=sink,
        )
    atexit.register(process.kill)
    server = Server(f"http://127.0.0.1:{port}", store, process, log)
    _wait(server, path)
    return server


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(server: Server, path: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(server.url + path, timeout=2).status_code != 503:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up: {server.log.read_text(encoding='utf-8')[-2000:]}")


def finished(client: httpx.Client, job: dict[str, object]) -> dict[str, object]:
    """The job when it is done or has failed."""
    for _ in range(300):
        now: dict[str, object] = client.get(f"/v1/jobs/{job['id']}").json()
        if now["state"] in ("done", "failed"):
            return now
        time.sleep(0.1)
    raise RuntimeError(f"the job does not end: {job}")
