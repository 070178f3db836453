"""A real Chroma server in a temporary folder, started once for all tests that need one."""

from __future__ import annotations

import atexit
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

import pytest

_numbers = count()


@dataclass
class ChromaServer:
    """A server on a free port of this machine, its data in ``folder``."""

    program: Path
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Started and answering; RuntimeError where it does not come up."""
        command = [str(self.program), "run", "--path", str(self.folder), "--host", "127.0.0.1"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen([*command, "--port", str(self.port)], stdout=quiet, stderr=quiet)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v2/heartbeat", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError("the Chroma server did not come up")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)

    def collection(self) -> str:
        """``BUDGETQA_CHROMA_URL`` of a new collection."""
        return f"http://127.0.0.1:{self.port}/collection-{next(_numbers)}"


def chroma() -> ChromaServer:
    """The server of this test run; the test is skipped where it cannot be started."""
    started = _started()
    if isinstance(started, str):
        pytest.skip(f"no Chroma server can be started on this machine ({started})")
    return started


@cache
def _started() -> ChromaServer | str:
    beside = Path(sys.executable).parent / "chroma"
    program = beside if beside.is_file() else Path(shutil.which("chroma") or "")
    if not program.is_file():
        return "the program chroma is missing"
    folder = Path(tempfile.mkdtemp(prefix="budgetqa-chroma-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = ChromaServer(program, folder, taken.getsockname()[1])
    atexit.register(server.stop)
    try:
        server.start()
    except (OSError, RuntimeError) as error:
        return str(error)
    return server
