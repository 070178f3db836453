"""Makes a child process end with its parent."""

from __future__ import annotations

import multiprocessing
import os
from threading import Thread


def end_with_parent() -> None:
    """Call this in the child. A killed parent stops nobody, so its children would wait or work for ever."""
    Thread(target=_wait, name="end-with-parent", daemon=True).start()


def _wait() -> None:
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
