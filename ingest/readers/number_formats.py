"""What a sheet shows of a number under its Excel number format: sections, scale, literal marks and units."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*](?P<space>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]'
    r"|(?P<bracket>\[[^\]]*\])|(?P<general>General|G/通用格式)|(?P<digit>[#0?])|(?P<comma>,)|(?P<point>\.)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_TRUE_FORM = re.compile(r"[EeYyDdHhSs/]")
"""Bare letters of scientific, fraction and date formats: the number is given as it is."""
_SIGNED = re.compile(r"[-−－(（]")
_NEGATIVE_MARK = re.compile(r"^\s*[△▲]\s*")
_TEXT_SECTION = 3

Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[Token, ...]
    own_sign: bool
    """It is for negative numbers alone, which it prints without their sign."""


def formatted(value: Decimal, number_format: str) -> str:
    """``value`` as the sheet shows it. A negative number that the format marks otherwise (△, red) gets a minus;
    fractions and powers are given as plain numbers; a section without digits gives its words alone."""
    section = _section(value, _split(number_format))
    kinds = {kind for kind, _ in section.tokens}
    bare = "".join(text for kind, text in section.tokens if kind == "other")
    if _TRUE_FORM.search(bare) or "text" in kinds:
        return plain(value)
    if "general" in kinds:
        return _literal(section.tokens, plain(value))
    if "digit" not in kinds:
        return _literal(section.tokens, "").strip()
    return _signed(section, value)


def shown_text(text: str, number_format: str) -> str:
    """A text as the sheet shows it: with the words that its format puts around it, or nothing where it hides it."""
    sections = _split(number_format)
    if len(sections) <= _TEXT_SECTION and (len(sections) > 1 or "@" not in sections[0]):
        return text
    return _literal(_tokens(sections[min(_TEXT_SECTION, len(sections) - 1)]), text)


def plain(value: Decimal) -> str:
    """The number without zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _split(number_format: str) -> list[str]:
    sections, at = [], 0
    while at <= len(number_format):
        match = _SECTION.match(number_format, at)
        end = match.end() if match else len(number_format)
        sections.append(number_format[at:end])
        at = end + 1
    return sections


def _section(value: Decimal, sections: Sequence[str]) -> _Section:
    numeric = sections[:_TEXT_SECTION]
    for text in numeric:
        condition = _CONDITION.search(text)
        if condition and _HOLDS[condition[1]](value, Decimal(condition[2])):
            return _Section(_tokens(text), own_sign=False)
    if any(map(_CONDITION.search, numeric)):
        rest = [text for text in numeric if not _CONDITION.search(text)]
        return _Section(_tokens(rest[-1] if rest else "General"), own_sign=False)
    if value < 0 and len(numeric) > 1:
        return _Section(_tokens(numeric[1]), own_sign=True)
    return _Section(_tokens(numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]), own_sign=False)


def _tokens(section: str) -> tuple[Token, ...]:
    found = ((str(match.lastgroup), str(match[str(match.lastgroup)])) for match in _TOKEN.finditer(section))
    literal = ("quoted", "escaped", "currency")
    dropped = ("space", "bracket")
    return tuple(("literal" if kind in literal else kind, text) for kind, text in found if kind not in dropped)


def _literal(tokens: Sequence[Token], value: str) -> str:
    """The words of the tokens, and ``value`` where the format has it."""
    return "".join(value if kind in ("general", "text") else text for kind, text in tokens)


def _signed(section: _Section, value: Decimal) -> str:
    tokens = section.tokens
    first = next(at for at, (kind, _) in enumerate(tokens) if kind in ("digit", "point"))
    before = _literal(tokens[:first], "")
    body, after = _digits(tokens[first:], abs(value))
    if value < 0 and not (section.own_sign and _SIGNED.search(before)):
        before = _NEGATIVE_MARK.sub("", before) + "-"
    return (before + body + after).strip()


def _digits(tokens: Sequence[Token], value: Decimal) -> tuple[str, str]:
    """The number from its first digit on, and the words behind it."""
    last = max(at for at, (kind, _) in enumerate(tokens) if kind in ("digit", "point"))
    tail = list(tokens[last + 1 :])
    scale = next((at for at, (kind, _) in enumerate(tail) if kind != "comma"), len(tail))
    value = value.scaleb(2 * sum(kind == "percent" for kind, _ in tokens) - 3 * scale)
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), last + 1)
    wanted = "".join(text for kind, text in tokens[point : last + 1] if kind == "digit")
    rounded = f"{value.quantize(Decimal(1).scaleb(-len(wanted)), ROUND_HALF_UP):f}"
    whole, _, decimals = rounded.partition(".")
    kept = decimals.rstrip("0")
    decimals = kept + decimals[len(kept) :][: max(0, len(wanted.rstrip("#?")) - len(kept))]
    text = _whole(tokens[:point], whole) + (f".{decimals}" if decimals else "")
    return text, _literal(tail[scale:], "")


def _whole(tokens: Sequence[Token], digits: str) -> str:
    """The digits before the point in their places; words between the places stand between the digits."""
    places = sum(kind == "digit" for kind, _ in tokens)
    zeros = sum(text == "0" for kind, text in tokens if kind == "digit")
    digits = digits.lstrip("0").zfill(zeros)
    if any(kind in ("literal", "other") for kind, _ in tokens):
        return _spread(tokens, digits.rjust(places))
    grouped = any(kind == "comma" for kind, _ in tokens) and digits.isdigit()
    return f"{int(digits):,}".zfill(zeros) if grouped else digits


def _spread(tokens: Sequence[Token], digits: str) -> str:
    places = sum(kind == "digit" for kind, _ in tokens)
    pieces, at = [digits[: len(digits) - places]], len(digits) - places
    for kind, text in tokens:
        if kind == "digit":
            pieces.append(digits[at])
            at += 1
        elif kind in ("literal", "other"):
            pieces.append(text)
    return "".join(pieces).strip()
