"""Quotations in an answer: checked word for word, so their numerals need no other support."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.drafting.answer import Answer, Citation
from qa.plans.words import clean

_QUOTED = re.compile(r"“([^”]{2,})”")
_END = re.compile(r"”\s?\[(\d+)\]")
_OF_DOCUMENT = re.compile(r"[〔［【（(]\s*(?:19|20)\d{2}\s*[〕］】）)]\s*\d+\s*号")
"""The number of a document: 〔2022〕15号."""
_SHORT = 5
"""Most characters of a quoted text that may be just a name."""

Span = tuple[int, int]


def unquoted(text: str, cited: Sequence[Citation]) -> str:
    """The text without its verbatim quotations from citations and the names of cited places; positions are kept."""
    quotes = [clean(each.quote) for each in cited]
    names = [name for each in cited for name in _names_of(each) if name]

    def blank(found: re.Match[str]) -> str:
        said = clean(found.group(1))
        kept = any(said in quote for quote in quotes) or any(said in clean(name) for name in names)
        return " " * len(found.group(0)) if kept else found.group(0)

    def blank_number(found: re.Match[str]) -> str:
        return " " * len(found.group(0)) if any(clean(found.group(0)) in quote for quote in quotes) else found.group(0)

    body = _OF_DOCUMENT.sub(blank_number, _QUOTED.sub(blank, text))
    for name in sorted(names, key=len, reverse=True):
        if any(character.isdigit() for character in name):
            body = body.replace(name, " " * len(name))
    return body


def _names_of(cited: Citation) -> tuple[str, ...]:
    return (cited.table or "", *cited.section.split(" > "), *cited.row, cited.document)


def changed_quotations(answer: Answer, messages: Sequence[Span]) -> list[str]:
    """Quotations with a mark that are not verbatim in the text that the mark cites, nor a name of its place.
    ``messages`` are the spans in a rule's own words, which may quote names."""
    quotes = {each.id: "|".join(map(clean, (each.quote, *_names_of(each)))) for each in answer.citations}
    faults = []
    for found in _END.finditer(answer.answer):
        said = clean(_quotation(answer.answer, found.start()))
        inside = any(start <= found.start() < end for start, end in messages)
        if len(said) > _SHORT and not inside and said not in quotes.get(int(found.group(1)), ""):
            faults.append(f"quotation {said[:20]}")
    return faults


def _quotation(text: str, end: int) -> str:
    """The text between the closing mark at ``end`` and its opening one; empty if the marks do not pair."""
    depth = 0
    for at in range(end, -1, -1):
        depth += {"”": 1, "“": -1}.get(text[at], 0)
        if depth == 0:
            return text[at + 1 : end]
    return ""
