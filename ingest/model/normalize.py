"""One spelling for matching, never for display. Citations keep the printed form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATEX = (
    (re.compile(r"\\(?:geq?slant|geq|ge)(?![A-Za-z])"), "≥"),
    (re.compile(r"\\(?:leq?slant|leq|le)(?![A-Za-z])"), "≤"),
    (re.compile(r"\\(?:times)(?![A-Za-z])"), "×"),
    (re.compile(r"\\(?:div)(?![A-Za-z])"), "÷"),
    (re.compile(r"\\(?:pm)(?![A-Za-z])"), "±"),
    (re.compile(r"\\(?:sim)(?![A-Za-z])"), "~"),
    (re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf)\s*\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\([%$&#_])"), r"\1"),
    (re.compile(r"\$([^$\n]*)\$"), r"\1"),
)
RADICALS = str.maketrans(
    "⺊⺌⺍⺎⺓⺝⺟⺠⺩⺪⺫⺬⺮⺶⺷⺸⺻⺼⺽⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "卜小小尢幺月母民王疋目示竹羊羊羊聿肉臼虎衣覀西见角角讠贝足车辶钅長镸长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
"""Radicals that programs write into PDF files in place of the characters that look the same (⻔ for 门, ⻋ for 车).
NFKC puts back the other block of them (Kangxi radicals), not these."""
_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("“”‟„〝〞«»「」『』＂'‘’‛＇`´", '"'),
        **dict.fromkeys("‐‑‒–—―−─━﹣－", "-"),
        **dict.fromkeys("～∼〜", "~"),
    }
)


def plain_latex(text: str) -> str:
    r"""``text`` with LaTeX remains in plain characters: ``$\geq 95\%$`` becomes ``≥ 95%``."""
    if "\\" not in text and "$" not in text:
        return text
    for pattern, plain in _LATEX:
        text = pattern.sub(plain, text)
    return text


def normalize(text: str) -> str:
    """``text`` for matching: NFKC, LaTeX plain, no whitespace, one form of quotes (``"``) and dashes (``-``)."""
    # Quotes and dashes both before NFKC, which takes some apart (´ becomes a space and an accent), and after.
    plain = unicodedata.normalize("NFKC", plain_latex(text).translate(_UNIFIED).translate(RADICALS))
    return _SPACE.sub("", plain.translate(_UNIFIED))


_NOT_WORDS = re.compile(r"[^0-9A-Za-z%.\u4e00-\u9fff]+")


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The key by which a name is looked up: ``text`` normalised, without punctuation, quotes and brackets:
    因公出国（境）费 is 因公出国境费."""
    return _NOT_WORDS.sub("", normalize(text))
