"""Reads a model's reply: its sentences, the ids that each cites, and whether it says that it cannot answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

CANNOT = ("无法回答", "CANNOT ANSWER")
"""What a reply says instead of an answer."""
LONGEST = 6000
"""Most characters of a reply; a longer one does not answer a question about figures."""

_ID = r"[FSPCK]\d{1,4}"
_BRACKETED = re.compile(
    rf"[\[【（(〔［]\s*\^?((?:{_ID})(?:\s*[,，、;；/ ]\s*(?:{_ID}))*)(?:†[^\]】]*)?\^?\s*[\]】）)〕］]"
)
_MARK = re.compile(rf"\[({_ID})\]")
_SENTENCE = re.compile(
    r"(?:“[^”\n]*”|\.(?=\d)|[^。！？\n.!?“]|“|[.!?](?!\s|$|\s*\[))*(?:[。！？\n]|[.!?](?=\s|$|\s*\[))?(?:\s*\[[FSPCK]\d{1,4}\])*”?(?:\[[FSPCK]\d{1,4}\])*"
)
_MARKDOWN = re.compile(r"\*\*|__|`|^\s*(?:#{1,6}|[-*•])\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence. ``text`` has its ids as ``[F1]``; ``ids`` lists each once, in order."""

    text: str
    ids: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The text without ids."""
        return _MARK.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Reply:
    sentences: tuple[Said, ...]
    refused: bool = False


def read_reply(text: str) -> Reply:
    """The sentences of a reply; ids are recognised in any kind of bracket."""
    refused = any(each.lower() in text.lower() for each in CANNOT)
    body = _BRACKETED.sub(lambda found: "".join(f"[{each}]" for each in re.findall(_ID, found.group(1))), text)
    body = _MARKDOWN.sub("", body)
    found = (match.group(0).strip() for match in _SENTENCE.finditer(body))
    return Reply(tuple(Said(each, tuple(dict.fromkeys(_MARK.findall(each)))) for each in found if each), refused)


def numbered(said: Said, numbers: dict[str, tuple[int, ...]]) -> str:
    """The sentence with citation numbers in place of its ids; repeated neighbours are merged."""
    text = _MARK.sub(lambda found: "".join(f"[{each}]" for each in numbers[found.group(1)]), said.text)
    return re.sub(r"(\[\d+\])(?:\1)+", r"\1", text)


def marks_after(text: str, position: int) -> tuple[str, ...]:
    """The ids of the first group of marks after ``position``, else of the last group before it."""
    groups = [
        (found.start(), tuple(_MARK.findall(found.group(0)))) for found in re.finditer(rf"(?:\[{_ID}\]\s*)+", text)
    ]
    after = [ids for start, ids in groups if start >= position]
    if after:
        return after[0]
    return groups[-1][1] if groups else ()
