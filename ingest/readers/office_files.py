"""Checks that an Office file (a zip of XML) is complete and of reasonable size, before a library opens it."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ingest.model.errors import UnreadableFile

MOST_BYTES = 64 * 2**20
"""Unpacked size of all XML; a disclosure has a few MB."""
MOST_PARTS = 5000
_LOCKED = b"\xd0\xcf\x11\xe0"  # the old binary container: .xls and .doc, and encrypted .xlsx and .docx


def check_office_file(path: Path, part: str, suffix: str) -> None:
    """Raises UnreadableFile for a file that is missing, empty, damaged, encrypted, of the old format, or without
    ``part``, or that unpacks to more than a document can be."""
    if not path.is_file():
        raise UnreadableFile(f"找不到文件 {path}：请检查路径")
    with path.open("rb") as file:
        begins = file.read(4)
    if not begins:
        raise UnreadableFile(f"{path.name} 是空文件（0 字节）：请重新下载")
    if begins == _LOCKED:
        raise UnreadableFile(f"{path.name} 已加密或为旧版格式：请解除密码，并另存为 {suffix} 再导入")
    try:
        with ZipFile(path) as parts:
            _check_parts(path, parts, part, suffix)
    except BadZipFile as error:
        raise UnreadableFile(f"{path.name} 不是完整的 {suffix} 文件：请重新下载") from error


def _check_parts(path: Path, parts: ZipFile, part: str, suffix: str) -> None:
    listed = parts.infolist()
    if not any(each.filename == part for each in listed):
        raise UnreadableFile(f"{path.name} 不是 {suffix} 文件：请确认格式")
    size = sum(each.file_size for each in listed if each.filename.endswith((".xml", ".rels")))
    if size > MOST_BYTES or len(listed) > MOST_PARTS:
        raise UnreadableFile(f"{path.name} 解压后有 {size // 2**20} MB，超出上限：请拆分后再导入")
    for each in listed:
        if each.filename.endswith((".xml", ".rels")) and each.file_size:
            with parts.open(each) as xml:
                if b"<!DOCTYPE" in xml.read(2048):
                    raise UnreadableFile(f"{path.name} 含有外部定义（DTD），可能有害：请另存为新的 {suffix} 再导入")
