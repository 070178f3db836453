"""Content streams to operands and operators: the output of pdfminer's parser, several times as fast.

Half of the time for a page is spent parsing its stream. One regular expression does it here; streams that need more
(inline images) go to pdfminer's own parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.psparser import KWD, LIT, PSKeyword, literal_name

_TOKEN = re.compile(
    rb"""
      (?P<number>[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))
    | (?P<word>[A-Za-z][^#/%\[\]()<>{}\s]*)
    | /(?P<name>[^#/%\[\]()<>{}\s]*(?:\#[0-9A-Fa-f]{2}[^#/%\[\]()<>{}\s]*)*)
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | \((?P<plain>[^()\\]*)\)
    | (?P<mark><<|>>|\[|\])
    | (?P<open>\()
    | (?P<comment>%[^\r\n]*)
    | (?P<other>[^\s\x00])
    """,
    re.VERBOSE,
)
_IMAGE_INSIDE = re.compile(rb"(?:^|[\s\])>])BI[\s/]")
_STRING_STOP = re.compile(rb"[()\\]")
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|(.)|$)", re.DOTALL)
_ESCAPES = {b"b": b"\b", b"t": b"\t", b"n": b"\n", b"f": b"\f", b"r": b"\r", b"(": b"(", b")": b")", b"\\": b"\\"}
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_BLANK = re.compile(rb"\s")
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False}


def is_plain(data: bytes) -> bool:
    """Whether :func:`objects_of` can read the stream."""
    return not _IMAGE_INSIDE.search(data)


def objects_of(data: bytes) -> Iterator[Any]:
    """Operands (numbers, names, strings, arrays, dictionaries) and operators (PSKeyword) in order, like pdfminer's. An
    unmatched bracket is skipped."""
    position, end = 0, len(data)
    open_lists: list[tuple[bytes, list[Any]]] = []
    while position < end:
        match = _TOKEN.search(data, position)
        if match is None:
            return
        position = match.end()
        kind = match.lastgroup
        if kind == "number":
            value: Any = _number(match["number"])
        elif kind == "word":
            word = match["word"]
            value = _WORDS[word] if word in _WORDS else KWD(word)
        elif kind == "mark":
            closed = _bracket(match["mark"], open_lists)
            if closed is None:
                continue
            value = closed
        elif kind == "open":
            value, position = _string(data, position)
        elif kind == "comment":
            continue
        else:
            value = _simple(kind, match)
            if value is None:
                continue
        if open_lists:
            open_lists[-1][1].append(value)
        else:
            yield value


def _number(text: bytes) -> int | float:
    return float(text) if b"." in text else int(text)


def _simple(kind: str | None, match: re.Match[bytes]) -> Any:
    if kind == "name":
        return LIT(_name(match["name"]))
    if kind == "hex":
        return _hex(match["hex"])
    if kind == "plain":
        return match["plain"]
    other = match["other"]
    return None if other in b"-+.<>){}" else KWD(other)  # a lone sign is no number; ' and \" are operators


def _name(text: bytes) -> Any:
    if b"#" in text:
        text = _HEX_NAME.sub(lambda match: bytes((int(match[1], 16),)), text)
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _hex(text: bytes) -> bytes:
    digits = _BLANK.sub(b"", text).decode("ascii")
    odd = len(digits) % 2
    return bytes.fromhex(digits[: len(digits) - odd]) + (bytes((int(digits[-1], 16),)) if odd else b"")


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """The string whose opening bracket stands before ``start``, and where it ends."""
    depth, position = 1, start
    while stop := _STRING_STOP.search(data, position):
        position = stop.end()
        if stop[0] == b"\\":
            position += 1
        else:
            depth += 1 if stop[0] == b"(" else -1
        if not depth:
            return _ESCAPED.sub(_unescaped, data[start : position - 1]), position
    return _ESCAPED.sub(_unescaped, data[start:]), len(data)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8) & 0xFF,))
    return _ESCAPES.get(match[2] or b"", b"")


def _bracket(mark: bytes, open_lists: list[tuple[bytes, list[Any]]]) -> Any:
    """The array or dictionary that ``mark`` closes, or None."""
    if mark in (b"[", b"<<"):
        open_lists.append((mark, []))
        return None
    if not open_lists or open_lists[-1][0] != (b"[" if mark == b"]" else b"<<"):
        return None
    _, items = open_lists.pop()
    if mark == b"]":
        return items
    return {literal_name(key): value for key, value in zip(items[::2], items[1::2], strict=False)}


def operator_name(keyword: PSKeyword) -> str:
    """The method of pdfminer's interpreter that executes an operator."""
    name = keyword.name.decode("latin-1") if isinstance(keyword.name, bytes) else str(keyword.name)
    return "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
