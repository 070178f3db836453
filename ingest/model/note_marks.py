"""Note marks: ①, ¹, ``*``, （注1） printed at a figure say where a note stands, and are no part of the figure.

A reader writes a raised digit as the raised character (:func:`raised`): among other digits it would be one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_PLAIN = "0123456789+-()abcdefghijklmnoprstuvwxyz"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
_TO_RAISED = str.maketrans(_PLAIN, _RAISED)
_TO_LOWERED = str.maketrans(_PLAIN[:10], _LOWERED)
_LONGEST = 4  # characters: a longer run is text that is set high, no mark

_NUMERALS = "①-⑳㉑-㉟㊱-㊿⓪⓵-⓾❶-❿➀-➓⓫-⓴⑴-⒇⒈-⒛"
_SET_OFF = (  # raised or lowered: by its character, by a tag, by LaTeX
    rf"(?:[{_RAISED}{_LOWERED}]+|<su[pb]>[^<>]{{1,6}}</su[pb]>"
    rf"|\$\^\{{?[\d{_NUMERALS}*]{{1,2}}\}}?\$|\^\{{[\d{_NUMERALS}*]{{1,2}}\}})"
)
_COUNTED = f"[\\d{_NUMERALS}{_RAISED}一二三四五六七八九十]{{1,3}}"
_OPEN, _CLOSE = r"[（(［\[〔【]", r"[）)］\]〕】]"
_NOTE = (
    rf"(?:{_OPEN}\s*(?:见?注释?\s*(?:{_COUNTED})?|\^\w{{1,3}}|[{_RAISED}]{{1,3}})\s*{_CLOSE}"
    r"|[［\[〔【]\d{1,2}[］\]〕】])"
)
_STANDING = rf"(?:[{_NUMERALS}]|\\?[*＊※†‡]|{_NOTE})"  # Markdown writes a star as \*
_ANY = rf"(?:\s*(?:{_SET_OFF}|{_STANDING}))+"
_WITH_BARE_NOTE = rf"(?:\s*(?:{_SET_OFF}|{_STANDING}|注\s*(?:{_COUNTED})?))+"

_BEFORE = re.compile(rf"{_ANY}\s*(?=[-−－+(（≥≤＞＜>=<¥.\d])")
_AT_DIGITS = re.compile(rf"(?<=[\d%％）)]){_WITH_BARE_NOTE}(?=\s*[^\d.,，]{{0,6}}$)")
_AT_UNIT = re.compile(rf"(?<=[㐀-鿿])(?:\s*(?:{_SET_OFF}|{_STANDING}|注\s*{_COUNTED}))+\s*$")
_IN_TEXT = re.compile(rf"(?<=[\d%％]){_WITH_BARE_NOTE}(?!\s*[\d.])")
_AT_WORD = re.compile(rf"(?<=[㐀-鿿”）)])(?:{_SET_OFF})+")
_AT_NAME = re.compile(rf"(?<=[㐀-鿿”）)])(?:\s*(?:{_SET_OFF}|[*＊※†‡]|{_NOTE}))+\s*$")
_AT_HEADER = re.compile(rf"(?<=[㐀-鿿”）)]){_ANY}\s*$")
_MONEY = re.compile(r"\s*(?:余|多)?(?:[十百千万亿]*元|[%％])")
_HOLDS_SET_OFF = re.compile(_SET_OFF)
_HOLDS_NOTE = re.compile(r"注|\[\^")
_POWER = re.compile(r"(?<![\d.])10$")
_NUMERAL = re.compile(rf"[{_NUMERALS}{_RAISED}{_LOWERED}]")


def raised(text: str, lowered: bool = False) -> str:
    """The characters of a run that is set high (or low), where it is as short as a mark; a longer one stays."""
    if len(text.strip()) > _LONGEST:
        return text
    return text.translate(_TO_LOWERED if lowered else _TO_RAISED)


def unmarked(text: str) -> str:
    """The text of a cell without the marks at its figure. ``10²`` keeps its exponent and ``m²`` its own."""
    head = _BEFORE.match(text)
    rest = text[head.end() :] if head else text
    return _AT_UNIT.sub("", _AT_DIGITS.sub(_without, rest))


def unmarked_name(text: str) -> str:
    """The name or code of a row without marks behind it. An enclosed numeral behind a name may tell it from the next
    (项目①), and stays."""
    return _AT_NAME.sub("", _AT_DIGITS.sub(_without, text))


def unmarked_header(text: str) -> str:
    """The header of a column without marks behind it (预算数①)."""
    return _AT_HEADER.sub("", text)


def holds_numeral(text: str) -> bool:
    """Whether a raised, lowered or enclosed numeral stands in ``text``: NFKC would make it a digit of the figure."""
    return bool(_NUMERAL.search(text))


def is_raised(letter: str) -> bool:
    """Whether ``letter`` is a raised or lowered character."""
    return bool(letter) and letter in _RAISED + _LOWERED


def marks_in(text: str) -> Iterator[Span]:
    """Where marks part a figure of running text from what follows it (``620.35①万元``), or are set high at a word.

    An enclosed numeral before other words than a unit of money may begin an entry of a list, and stays.
    """
    for match in _IN_TEXT.finditer(text):
        if _is_power(match):
            continue
        sure = _HOLDS_SET_OFF.search(match[0]) or _HOLDS_NOTE.search(match[0])
        if sure or _MONEY.match(text, match.end()):
            yield match.span()
    yield from (match.span() for match in _AT_WORD.finditer(text))


def _without(match: re.Match[str]) -> str:
    return match[0] if _is_power(match) else ""


def _is_power(match: re.Match[str]) -> bool:
    raises = _HOLDS_SET_OFF.match(match[0].lstrip())
    return bool(raises and _POWER.search(match.string[: match.start()]))
