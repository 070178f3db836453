"""What holds for the whole suite."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """A shell starts what it runs in the background deaf to Ctrl-C, and so its children: tests interrupt theirs."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
