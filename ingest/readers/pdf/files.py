"""Checks that a file is a complete PDF before any page is read, with messages that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.model.errors import UnreadableFile

_HEAD = 1024  # bytes in which the header must stand, by the PDF standard
_TAIL = 2048  # bytes at the end: a whole file tells there where its cross-references start


def check_file(path: Path) -> None:
    """Raises :class:`UnreadableFile` for a file that is missing, empty, not a PDF or cut short."""
    if not path.is_file():
        raise UnreadableFile(f"找不到文件 {path}：请检查路径")
    data = path.read_bytes()
    if not data:
        raise UnreadableFile(f"{path.name} 是空文件（0 字节）：请重新下载")
    if b"%PDF-" not in data[:_HEAD]:
        raise UnreadableFile(f"{path.name} 不是 PDF 文件：请确认格式，文本请存为 .txt 或 .md")
    if _cut_short(data):
        raise UnreadableFile(f"{path.name} 不完整（文件被截断）：请重新下载")


def locked(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path.name} 设有打开密码：请先解除密码再导入")


def damaged(path: Path, page: int | None = None) -> UnreadableFile:
    where = f"第{page}页" if page else ""
    return UnreadableFile(f"{path.name} {where}已损坏，无法解析：请重新下载，或用阅读器另存为新的 PDF 再导入")


def pageless(path: Path) -> UnreadableFile:
    return UnreadableFile(f"{path.name} 没有任何页面：请确认文件内容")


def _cut_short(data: bytes) -> bool:
    linearized = re.search(rb"/Linearized\b[^>]*?/L\s+(\d+)", data[:_HEAD])
    if linearized and int(linearized.group(1)) > len(data):
        return True
    return b"%%EOF" not in data and b"startxref" not in data[-_TAIL:]
