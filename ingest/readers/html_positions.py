"""Web pages made from PDF, each piece of text at coordinates of its own: read as a page is, by where words stand.

Coordinates come from the style of an element and of its classes; what a style sheet elsewhere says is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.readers.aligned_heads import Word

_RULE = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")
_DECLARED = re.compile(r"(?:^|;)\s*(position|left|top|bottom|width|font-size)\s*:\s*([^;]+)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt)?\s*$")
_PIXELS = {"px": 1.0, "pt": 4 / 3, None: 1.0}
_SIZE = 16.0  # pixels: text whose size nothing tells
_SAME_LINE = 0.4  # of the font size
_TOUCHING = 0.35  # of the font size: pieces nearer than this are one word, one number
_APART = 1.2  # of the font size: room that parts the words of two columns
_FEWEST = 8
_SHARE = 0.6  # of the page's letters: so many stand at coordinates where the page was made so

Style = dict[str, str]


@dataclass(slots=True)
class Sheet:
    """What the page's own style sheets say of classes."""

    classes: dict[str, Style]
    pieces: dict[int, list[tuple[Word, float]]] = field(default_factory=dict)
    """By page: each piece of text with its font size."""
    elements: list[Any] = field(default_factory=list)


def positioned_lines(body: Any, styles: str) -> list[list[Word]]:
    """The lines of a page whose text stands at coordinates, page after page, from the top down, as words from left to
    right; the elements are taken out of ``body``. Empty for any other page, which is left as it is."""
    sheet = Sheet({name: _declared(rules) for name, rules in _RULE.findall(styles)})
    _gather(body, sheet, 0.0, 0.0, _SIZE, page=0)
    pieces = [word for page in sheet.pieces.values() for word, _ in page]
    letters = sum(len("".join(word.text.split())) for word in pieces)
    if len(pieces) < _FEWEST or letters < _SHARE * len("".join(str(body.text_content()).split())):
        return []
    for element in sheet.elements:
        element.drop_tree()
    return [line for page in sheet.pieces.values() for line in _lines(page)]


def _declared(rules: str) -> Style:
    return {name: value.strip() for name, value in _DECLARED.findall(rules)}


def _style(element: Any, sheet: Sheet) -> Style:
    found: Style = {}
    for name in (element.get("class") or "").split():
        found |= sheet.classes.get(name, {})
    return found | _declared(element.get("style") or "")


def _gather(element: Any, sheet: Sheet, x: float, y: float, size: float, page: int) -> None:
    """Notes the pieces of text of ``element`` and below it; ``page`` is 0 outside of what stands at coordinates."""
    for child in element:
        if (
            not isinstance(child.tag, str)
            or child.tag in ("script", "style")
            or _HIDDEN.search(child.get("style") or "")
        ):
            continue
        style = _style(child, sheet)
        own = _length(style.get("font-size")) or size
        left, top, inside = x, y, page
        if style.get("position") == "absolute" and "left" in style:
            if not page:
                inside = id(element)
                sheet.elements.append(child)
            left, top = x + (_length(style.get("left")) or 0.0), y + _top(style)
            _note(child, sheet, style, (left, top, own), inside)
        _gather(child, sheet, left, top, own, inside)


def _is_shown(element: Any) -> bool:
    seen = isinstance(element.tag, str) and element.tag not in ("script", "style")
    return seen and not _HIDDEN.search(element.get("style") or "")


def _note(child: Any, sheet: Sheet, style: Style, place: tuple[float, float, float], page: int) -> None:
    text = " ".join("".join(_own_text(child, sheet)).split())
    if not text:
        return
    left, top, size = place
    sizes = (_length(_style(each, sheet).get("font-size")) for each in child.iterdescendants())
    size = next(filter(None, sizes), size)
    width = _length(style.get("width")) or sum(size * (0.5 if one.isascii() else 1.0) for one in text)
    sheet.pieces.setdefault(page, []).append((Word(text, (left, top, left + width, top + size)), size))


def _own_text(element: Any, sheet: Sheet) -> Iterator[str]:
    """What stands in an element and not at coordinates of its own."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and _style(child, sheet).get("position") != "absolute":
            yield from _own_text(child, sheet)
        yield child.tail or ""


def _top(style: Style) -> float:
    top, bottom = _length(style.get("top")), _length(style.get("bottom"))
    return top if top is not None else -(bottom or 0.0)


def _length(value: str | None) -> float | None:
    found = _LENGTH.match(value or "")
    return float(found[1]) * _PIXELS[found[2]] if found else None


def _lines(pieces: Sequence[tuple[Word, float]]) -> Iterator[list[Word]]:
    lines: list[list[tuple[Word, float]]] = []
    for piece in sorted(pieces, key=lambda one: one[0].box[3]):
        if lines and piece[0].box[3] - lines[-1][-1][0].box[3] <= _SAME_LINE * piece[1]:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        yield _words(sorted(line, key=lambda one: one[0].box[0]))


def _words(line: Sequence[tuple[Word, float]]) -> list[Word]:
    words: list[Word] = []
    for word, size in line:
        gap = (word.box[0] - words[-1].box[2]) / size if words else _APART
        if gap < _APART:
            words[-1] = _joined(words[-1], word, "" if gap < _TOUCHING else " ")
        else:
            words.append(word)
    return words


def _joined(one: Word, two: Word, joint: str) -> Word:
    if not (one.text[-1].isascii() and two.text[0].isascii()):
        joint = ""
    box = (one.box[0], min(one.box[1], two.box[1]), max(one.box[2], two.box[2]), max(one.box[3], two.box[3]))
    return Word(f"{one.text}{joint}{two.text}", box)
