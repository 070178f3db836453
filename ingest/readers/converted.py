"""Files of old Office programs, made into files of the new ones by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.model.errors import UnreadableFile

LONGEST = 120.0
"""Seconds for one file; LibreOffice takes about five to start."""
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SAVED_AS = {".xlsx": ".xls", ".docx": ".doc"}
"""The suffix under which LibreOffice knows the old format; it takes Kingsoft's .wps for one of Microsoft Works."""
_PARTS = {".xlsx": "libreoffice-calc", ".docx": "libreoffice-writer"}


def office_program() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def converted(path: Path, suffix: str) -> Iterator[Path]:
    """The file at ``path`` as one with ``suffix`` (``.xlsx`` or ``.docx``), in a folder that is deleted afterwards.

    UnreadableFile where the file is missing or empty, LibreOffice is not installed, fails, or takes too long."""
    _check(path)
    program = office_program()
    if program is None:
        raise UnreadableFile(
            f"{path.name} 是旧版格式，需要 LibreOffice 转换：请安装（Debian、Ubuntu：apt install {_PARTS[suffix]}），"
            f"或用 Office、WPS 另存为 {suffix} 再导入"
        )
    with TemporaryDirectory(prefix="budgetqa-") as folder:
        copy = Path(folder) / f"{path.stem}{_SAVED_AS[suffix]}"
        shutil.copyfile(path, copy)
        made = Path(folder) / "made" / f"{path.stem}{suffix}"
        _convert(path, [program, *_arguments(folder, copy, made)])
        if not made.is_file():
            raise UnreadableFile(f"{path.name} 无法由 LibreOffice 打开：请用 Office、WPS 另存为 {suffix} 再导入")
        yield made


def _check(path: Path) -> None:
    if not path.is_file():
        raise UnreadableFile(f"找不到文件 {path}：请检查路径")
    if not path.stat().st_size:
        raise UnreadableFile(f"{path.name} 是空文件（0 字节）：请重新下载")


def _arguments(folder: str, copy: Path, made: Path) -> list[str]:
    """A profile of its own, for LibreOffice runs once a profile."""
    profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
    to = ["--convert-to", made.suffix.lstrip("."), "--outdir", str(made.parent), str(copy)]
    return [profile, "--headless", "--norestore", *to]


def _convert(path: Path, command: list[str]) -> None:
    """Runs LibreOffice with a time limit; it starts children, so that the whole group is ended."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as running:
        try:
            running.wait(LONGEST)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                f"{path.name} 在 {LONGEST:.0f} 秒内没有转换完：请用 Office、WPS 另存为新格式再导入"
            ) from error
        finally:
            if running.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
