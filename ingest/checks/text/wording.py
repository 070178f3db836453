"""Leftover template wording, unclosed quotes, two numbers for one noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.checks.basis.checked import CheckedDocument
from ingest.checks.basis.passage import paragraphs_of, told_of_text
from ingest.model.document import Finding, Paragraph, Section
from ingest.model.vocabulary import load

_LEFTOVERS = tuple((re.compile(pattern), words) for pattern, words in load("checks.toml")["leftovers"])
_COUNTED = re.compile(r"(\d+)\s*(?:个|项|名|家|辆)([^\d，,。；;、（(：:]{2,12}指标|[^\d，,。；;、（(：:]{2,8}单位)")
_SENTENCE = re.compile(r"[^。；;]+")


def check_wording(checked: CheckedDocument) -> Iterator[Finding]:
    """``leftover-wording``, ``unbalanced-quotes`` and ``count-twice``, all warnings."""
    for section, paragraph in paragraphs_of(checked):
        for pattern, words in _LEFTOVERS:
            for match in pattern.finditer(paragraph.text):
                message = f"{_place(section)}“{match[0]}”：{words}"
                yield told_of_text("leftover-wording", section, paragraph, match.span(), message)
        yield from _quotes(section, paragraph)
        yield from _counted_twice(section, paragraph)


def _place(section: Section) -> str:
    return f"“{section.heading}”中" if section.heading else ""


def _quotes(section: Section, paragraph: Paragraph) -> Iterator[Finding]:
    opened = 0
    for place, sign in enumerate(paragraph.text):
        opened += (sign == "“") - (sign == "”")
        if opened not in (0, 1):
            message = f"{_place(section)}引号不配对"
            yield told_of_text("unbalanced-quotes", section, paragraph, (place, place + 1), message)
            return


def _counted_twice(section: Section, paragraph: Paragraph) -> Iterator[Finding]:
    """3个三级指标，19个三级指标: one noun, two numbers, in one sentence."""
    for sentence in _SENTENCE.finditer(paragraph.text):
        seen: dict[str, re.Match[str]] = {}
        for match in _COUNTED.finditer(sentence[0]):
            first = seen.setdefault(match[2], match)
            if first[1] != match[1]:
                start = sentence.start() + first.start()
                message = f"{_place(section)}同一句中“{match[2]}”有两个数：{first[0]}、{match[0]}"
                span = (start, sentence.start() + match.end())
                yield told_of_text("count-twice", section, paragraph, span, message)
                return
