"""Names of institutions in Latin letters: English by the words that such names are made of, places in pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads

from ingest.model.vocabulary import load
from qa.evidence.usual_names import organ_names, organ_of, spelling, syllables

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_JOINING = frozenset({"of", "the", "for", "and", "in", "at", "on", "a", "s", "shi", "xian", "qu", "sheng", "zhen"})
"""Words that name nothing; a level of government in pinyin (Hongqi Qu), which is printed or not."""
_LEVELS = frozenset("省市县区州盟旗镇乡村")
"""Characters that are no name by themselves: xian is 西安 before it is 县."""
_LONGEST_PHRASE, _LONGEST_NAME = 6, 4


@dataclass(frozen=True, slots=True)
class _Fit:
    """A name that has all that the words say. ``level``: words for levels that it lacks; ``rest``: how many of its
    characters stand behind the last one that is named."""

    name: str
    level: int
    rest: int


def says_an_office(words: str) -> bool:
    """Whether a name in Latin letters has words that only some institutions have in theirs."""
    said = _said(words)
    return any(_phrases().get(each.lower().removesuffix("s"), ((), False))[1] for each in said)


def meant_in_latin(words: str, institutions: Iterable[str]) -> list[str]:
    """The institutions that a name in Latin letters means: all that have every word of it, before others those that
    have the levels that it says, and then those whose names end with what it says."""
    said = _said(words)
    if not said:
        return []
    fits = [fit for each in institutions if (fit := _fit(said, each)) is not None]
    for keep in (lambda each: each.level, lambda each: bool(each.rest)):
        least = min(map(keep, fits), default=0)
        fits = [each for each in fits if keep(each) == least]
    return [each.name for each in fits]


def _said(words: str) -> tuple[str, ...]:
    """The words of a name, in small letters unless they are initials, without the possessive."""
    plain = words.replace("’", "'")
    found = [re.sub("'s?$", "", each) if each.lower() not in _phrases() else each for each in _WORD.findall(plain)]
    return tuple(each if each.isupper() and len(each) > 1 else each.lower() for each in found if each)


def _fit(said: Sequence[str], institution: str) -> _Fit | None:
    name = _Spelled(institution, syllables(institution))
    at, level, last, named = 0, 0, -1, False
    while at < len(said):
        length, end, needed = _phrase_at(said, at, institution)
        if not length:
            length, end = _pinyin_at(said, at, name)
            needed = True
        if not length and said[at].lower() not in _JOINING:
            return None
        at += length or 1
        level += int(bool(length) and not end)
        last, named = max(last, end), named or (bool(length) and needed)
    return _Fit(institution, level, len(institution) - last) if named else None


def _phrase_at(said: Sequence[str], at: int, institution: str) -> tuple[int, int, bool]:
    """The longest phrase that begins at a word and that a name has: how many words, where it ends in the name, and
    whether a name must have it. A level of government that the name lacks ends nowhere."""
    lacked = 0, 0, False
    for length in range(min(_LONGEST_PHRASE, len(said) - at), 0, -1):
        words = " ".join(said[at : at + length]).lower()
        for chinese, needed in filter(None, (_phrases().get(words), _phrases().get(words.removesuffix("s")))):
            ends = [institution.rfind(each) + len(each) for each in chinese if each in institution]
            if ends:
                return length, max(ends), needed
            lacked = lacked if needed or lacked[0] else (length, 0, False)
    return lacked


def _pinyin_at(said: Sequence[str], at: int, name: _Spelled) -> tuple[int, int]:
    """How many words from here are pinyin of a stretch of the name, and where that ends."""
    for length in range(min(_LONGEST_NAME, len(said) - at), 0, -1):
        end = name.end_of("".join(said[at : at + length]))
        if end:
            return length, end
    return 0, 0


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A Chinese name, and its characters in pinyin."""

    text: str
    syllables: tuple[str, ...]

    def end_of(self, letters: str) -> int:
        """Where a stretch ends that is spelled so, or whose characters stand in this order (renshe); 0 for none. In
        capitals they may be the initials of its first characters (GZ)."""
        plain = re.sub("['-]", "", letters.lower())
        for start in range(len(self.syllables)):
            for end in range(start + 1, len(self.syllables) + 1):
                spelled = "".join(self.syllables[start:end])
                if spelled == plain and (end - start > 1 or not ("'" in letters or self.text[start] in _LEVELS)):
                    return end
                if not plain.startswith(spelled):
                    break
        if letters.isupper() and 1 < len(letters) < 4:
            initials = "".join(each[:1] for each in self.syllables[: len(letters)])
            return len(letters) if initials == plain else 0
        return self._organ_end(plain) if len(plain) > 4 else 0

    def _organ_end(self, letters: str) -> int:
        """Where the organ ends that has a usual short name spelled so (renshe), or whose characters from the first are
        spelled so in their order; 0 for none."""
        if any(spelling(each) == letters for each in organ_names(self.text)):
            return len(self.text)
        begin = len(self.text) - len(organ_of(self.text))
        return _in_order(letters, self.syllables, begin) if letters.startswith(self.syllables[begin]) else 0


def _in_order(letters: str, syllables: Sequence[str], begin: int = 0) -> int:
    """Where the last of the syllables stands that make up ``letters``, skipping others between them; 0 for none."""
    for at in range(begin, len(syllables)):
        if letters == syllables[at]:
            return at + 1
        if letters.startswith(syllables[at]) and (end := _in_order(letters[len(syllables[at]) :], syllables, at + 1)):
            return end
    return 0


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Phrases of names -> what they may stand for, and whether a name must have it."""
    found = dict(_offices())
    words = loads(files("qa.reader.data").joinpath("english_names.toml").read_text("utf-8"))
    for group, phrases in words.items():
        for english, chinese in phrases.items():
            own = found.get(english, ((), False))[0]
            found[english] = ((*own, *chinese), group != "levels")
    return found


def _offices() -> Iterator[tuple[str, tuple[tuple[str, ...], bool]]]:
    offices: dict[str, list[str]] = {}
    for row in load("institutions.toml")["offices"]:
        for each in row.get("english", ()):
            offices.setdefault(each.lower(), []).extend(row["full"])
    return ((english, (tuple(full), True)) for english, full in offices.items())
