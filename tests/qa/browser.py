"""A headless Chromium driven over its DevTools protocol: just what the tests of the page need."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import websockets

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page:
    """One tab. ``thrown`` collects errors of its scripts."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._sent = 0
        self.thrown: list[str] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._sent += 1
        await self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            message = json.loads(await self._socket.recv())
            if message.get("method") == "Runtime.exceptionThrown":
                self.thrown.append(json.dumps(message["params"]))
            if message.get("id") == self._sent:
                return dict(message.get("result", {}))

    async def value(self, script: str) -> Any:
        """What ``script`` gives."""
        result = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    async def until(self, script: str, seconds: float = 15) -> Any:
        """What ``script`` gives once it gives something."""
        for _ in range(int(seconds / 0.05)):
            if found := await self.value(script):
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"never: {script}; the page says {await self.value('document.body.innerText')}")

    async def press(self, key: str, text: str = "") -> None:
        """A key as the keyboard sends it."""
        codes = {"Enter": 13, "Tab": 9, "Escape": 27}
        common = {"key": key, "code": key, "windowsVirtualKeyCode": codes.get(key, 0)}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    async def type(self, text: str) -> None:
        await self.call("Input.insertText", text=text)

    async def picture(self, path: Path) -> None:
        shot = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))


@asynccontextmanager
async def open_page(url: str, width: int = 1280, height: int = 860) -> AsyncIterator[Page]:
    """``url`` in a fresh browser of that size (a phone under 600)."""
    home = tempfile.mkdtemp(prefix="budgetqa-browser-")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    command = [str(CHROMIUM), *options, "--remote-debugging-port=0", f"--user-data-dir={home}", "about:blank"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        async with websockets.connect(await _address(Path(home)), max_size=None) as socket:
            page = Page(socket)
            for method in ("Runtime.enable", "Page.enable"):
                await page.call(method)
            await page.call(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=height,
                deviceScaleFactor=1,
                mobile=width < 600,
            )
            await page.call("Page.navigate", url=url)
            await page.until("document.readyState === 'complete'")
            yield page
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


async def _address(home: Path) -> str:
    """Where the first tab is driven."""
    for _ in range(300):
        try:
            port = (home / "DevToolsActivePort").read_text(encoding="utf-8").splitlines()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as listed:
                tabs = [each for each in json.load(listed) if each["type"] == "page"]
            return str(tabs[0]["webSocketDebuggerUrl"])
        except (OSError, IndexError):
            await asyncio.sleep(0.1)
    raise RuntimeError("the browser did not come up")
