"""One writer at a time: a lock on a file of the store, which the system frees however its process ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ingest.model.errors import StoreOutOfReach

_PAUSE = 0.1


@contextmanager
def writing(folder: Path, wait: float) -> Iterator[None]:
    """Hold the store in ``folder`` for writing. Raises StoreOutOfReach after ``wait`` seconds, naming the process that
    holds it."""
    make_folder(folder)
    try:
        handle = os.open(folder / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unusable(folder, error) from error
    try:
        _acquire(handle, folder, wait)
        with suppress(OSError):  # a full disk: the holder's name only helps others
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, folder: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                holder = os.pread(handle, 20, 0).decode() or "unknown"
                raise StoreOutOfReach(
                    f"the store {folder} is being written by another process ({holder}); try again when it is done"
                ) from error
            time.sleep(_PAUSE)


def make_folder(folder: Path) -> None:
    """Makes the folder of a store. Raises StoreOutOfReach if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> StoreOutOfReach:
    return StoreOutOfReach(
        f"the store folder {folder} cannot be written ({error.strerror}); check its rights, or name another (--store)"
    )
