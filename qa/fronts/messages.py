"""An answer as a chat message: its text, numbered readings of an ambiguous question, the list of sources,
annotations."""

from __future__ import annotations

import re
from typing import Any

from qa.fronts.serving.links import Links

_MARK = re.compile(r"\[(\d+)\]")
_MARKUP = re.compile(r"<(?=[A-Za-z!/?])|(?<=\])\(|(?<=\]):")
"""Matches the start of a tag, a link or a picture, or a link's target; a backslash before it disables it."""


def content_of(body: dict[str, Any], links: Links, *, list_sources: bool) -> str:
    """The message as Markdown. The marks ``[n]`` stay in the text; the list says where each leads."""
    english = body["language"] == "en"
    said = harmless(message_of(body))
    if not (list_sources and body["citations"]):
        return said
    title = "Sources:" if english else "来源："
    sources = [f"- {_source(each, links, english)}" for each in body["citations"]]
    return "\n\n".join((said, "\n".join([title, *sources])))


def harmless(text: str) -> str:
    """``text`` made safe for Markdown: no link, picture or tag from a document works there; the rest, with ``[n]``,
    stays."""
    return _MARKUP.sub(lambda found: f"\\{found.group(0)}", text)


def message_of(body: dict[str, Any]) -> str:
    """The answer, the numbered readings of an ambiguous question, the calculations behind derived figures, and notices
    (for example that the model could not be reached)."""
    english = body["language"] == "en"
    parts = [
        body["answer"],
        "\n".join(f"{at}. {each['question']}" for at, each in enumerate(body["clarify"], 1)),
        "\n".join(_calculation(each, english) for each in body["calculations"]),
        body.get("notice", ""),
    ]
    return "\n\n".join(part for part in parts if part)


def _calculation(each: dict[str, Any], english: bool) -> str:
    title = "Calculation: " if english else "计算："
    return f"{title}{each['expression']}：{each['substituted']} = {each['value']}{each['unit']}"


def _source(citation: dict[str, Any], links: Links, english: bool) -> str:
    said = plain_source(citation, english)
    return f"[{citation['id']}] [{_unlinked(said)}]({links.page(citation['key'])})" if citation["key"] else said


def plain_source(citation: dict[str, Any], english: bool = False) -> str:
    """Document, place, table or section, row and column, and the printed text."""
    where = citation["table"] or citation["section"]
    labels = " / ".join(part for part in (" ".join(citation["row"]), " ".join(citation["column"])) if part)
    quote = f"“{citation['quote']}”{citation['unit'] if citation['table'] else ''}"
    parts = (citation["document"] or citation["file"], place_words(citation, english), where, labels, quote)
    return " · ".join(part for part in (*parts, citation["mark"]) if part)


def place_words(citation: dict[str, Any], english: bool = False) -> str:
    """``第3页`` or ``第230行``."""
    if citation["page"]:
        return f"p. {citation['page']}" if english else f"第{citation['page']}页"
    return f"line {citation['line']}" if english else f"第{citation['line']}行"


def _unlinked(text: str) -> str:
    """Printed text with our Markdown characters disabled."""
    return re.sub(r"[\[\]\\`*_<>|]", lambda found: f"\\{found.group(0)}", " ".join(text.split()))


def annotations_of(body: dict[str, Any], content: str, links: Links) -> list[dict[str, Any]]:
    """One annotation for each ``[n]`` in the answer, at its position in ``content``."""
    cited = {each["id"]: each for each in body["citations"] if each["key"]}
    said = len(harmless(body["answer"]))
    marks = (mark for mark in _MARK.finditer(content, 0, said) if int(mark.group(1)) in cited)
    return [_annotation(cited[int(mark.group(1))], mark, links) for mark in marks]


def _annotation(citation: dict[str, Any], mark: re.Match[str], links: Links) -> dict[str, Any]:
    place = {
        "url": links.page(citation["key"]),
        "title": f"{citation['document'] or citation['file']} · {place_words(citation)}",
        "start_index": mark.start(),
        "end_index": mark.end(),
    }
    return {"type": "url_citation", "url_citation": place}
