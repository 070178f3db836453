"""Marked questions: the words of a question with what each stretch does, as people write them for training.

``[inst 某局][year 2024年]的[item 办公费][?value 是多少]`` is the question without the marks and four spans. A tag that
begins with ``?`` says that something is asked; the others say what it is asked of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TAGS = (
    *("inst", "all", "year", "prior", "kind", "stage", "item", "base", "col", "under", "table", "section", "fund"),
    *("side", "subj", "source", "variant", "topic", "aspect", "claim", "given", "num", "n", "gt", "lt", "zero"),
    *("blank", "present", "absent", "has", "lacks", "level", "unit"),
)
ASKS = (
    *("value", "prior", "change", "growth", "diff", "ratio", "share", "completion", "sum", "mean", "count", "max"),
    *("min", "top", "bottom", "list", "equal", "compare", "claim", "findings", "reason", "quote", "define"),
    *("members", "same"),
)
ALL_TAGS = (*TAGS, *(f"?{each}" for each in ASKS))
_MARK = re.compile(r"\[(\??[a-z]+) ([^\[\]]+)\]")


class BadMark(ValueError):
    """A line of marked questions that cannot be read. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of a text: ``text[start:end]``, with its tag."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A question and its spans, in order. ``turn``: 1, or more for one that leans on those before it. ``refuse``: no
    document answers it. ``chat``: it asks nothing of documents."""

    text: str
    spans: tuple[Span, ...]
    turn: int = 1
    refuse: bool = False
    chat: bool = False


def read_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """A marked question as its text and spans. Raises BadMark for a tag that is not known or a bracket left over."""
    text, spans, at = "", list[Span](), 0
    for found in _MARK.finditer(marked):
        tag, words = found.groups()
        if tag not in ALL_TAGS:
            raise BadMark(f"{tag} is no tag: {marked}")
        text += marked[at : found.start()]
        spans.append(Span(len(text), len(text) + len(words), tag))
        text += words
        at = found.end()
    text += marked[at:]
    if "[" in text or "]" in text:
        raise BadMark(f"a mark is broken: {marked}")
    return text, tuple(spans)


def marked_questions(path: Path) -> Iterator[Marked]:
    """The marked questions of a JSONL file (``q``, and ``turn``, ``refuse``, ``chat`` where they are not the
    default)."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, spans = read_marks(row["q"])
        except (json.JSONDecodeError, KeyError, BadMark) as error:
            raise BadMark(f"{path.name}:{number}: {error}") from error
        yield Marked(text, spans, row.get("turn", 1), row.get("refuse", False), row.get("chat", False))
