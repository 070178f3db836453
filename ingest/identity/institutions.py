"""Who published a document. The cover is trusted most, then the heads of its sheets, its running heads, its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.identity.cover import is_sentence, is_title, windows
from ingest.identity.institution_names import places_of
from ingest.identity.names import alone, banners, headed, is_form_label, is_label, labelled, presented
from ingest.model.document import Table
from ingest.model.normalize import normalize

_MOST = 30
_SPOKEN = 3
"""How often the text itself must speak of whom the banner of a web page names."""
_PLACE = r"([\u4e00-\u9fff]{1,8}?(?:自治州|自治县|自治区|开发区|新区|[省市州盟县区旗镇乡]))"
_OF_PLACE = (
    re.compile(rf"关于{_PLACE}(?:本级)?20\d\d年"),
    re.compile(
        rf"^(?:20\d\d年度?)?{_PLACE}(?:本级|全[省市州县区]|[省市州县区]级)*(?:20\d\d年度?)?(?=\"三公|财政|预算|决算)"
    ),
    re.compile(rf"关于20\d\d年度?{_PLACE}(?:本级|[省市州县区]级)?(?=财政|预算|决算)"),
)
_LEVEL_ONLY = re.compile(r"^([省市州盟县区旗镇乡])(?!场|域|级)")
Votes = Counter[str]


def institution(cover: Sequence[str], lines: Sequence[str], tables: Sequence[Table]) -> str:
    """The name of the most trusted place that names any; of several there, the one that is printed most. A damaged or
    shortened one is made whole by the others."""
    sources = (_on_cover(cover), _on_sheets(lines, tables), _running(lines), _on_forms(lines, tables), _spoken(lines))
    text = "\n".join(lines) + "\n" + "\n".join(normalize(table.institution) for table in tables)
    joined = text.replace("\n", "")
    votes = next((found for found in sources if found), Counter[str]())
    place = _place(cover)
    if not votes:
        return place or _banner(lines)
    everywhere: Votes = Counter()
    for found in sources:
        everywhere.update(found)
    votes.update({mended: votes[name] for name in list(votes) if (mended := _undoubled(name, joined))})
    best = max(votes, key=lambda name: (_score(name, votes, joined), len(name)))
    return _placed(_fuller(best, everywhere | votes, joined), place)


# --------------------------------------------------------------------------------------------------- where it stands


def _on_cover(cover: Sequence[str]) -> Votes:
    votes: Votes = Counter()
    for line in cover:
        votes.update(dict.fromkeys(labelled(line), 12))
        votes.update(dict.fromkeys(alone(line, on_cover=True), 8))
        votes.update(dict.fromkeys(presented(line), 2))
    for label, line in pairwise(cover):
        votes.update(dict.fromkeys(alone(line, on_cover=True) if is_label(label) else (), 12))
    for length, window in windows(cover):
        if is_title(window):
            votes.update(dict.fromkeys(headed(window, on_cover=True), 8 // length))
    return votes


def _on_sheets(lines: Sequence[str], tables: Sequence[Table]) -> Votes:
    votes: Votes = Counter()
    for line in lines:
        votes.update(dict.fromkeys(labelled(line), 4))
    for table in tables:
        votes.update(dict.fromkeys(alone(normalize(table.institution)), 3))
        votes.update(dict.fromkeys(_beside(table, is_label), 3))
    return votes


def _beside(table: Table, wanted: Callable[[str], bool]) -> Iterator[str]:
    """Names in the cells right behind a label: 部门名称 | 某某市财政局."""
    cells = [normalize(cell.text) for cell in table.cells if cell.text.strip()]
    for label, text in pairwise(cells):
        yield from alone(text) if wanted(label) else ()


def _on_forms(lines: Sequence[str], tables: Sequence[Table]) -> Votes:
    votes: Votes = Counter()
    for table in tables:
        votes.update(dict.fromkeys(_beside(table, is_form_label), 2))
    for line in lines:
        for label, text in pairwise(line.split("|")):
            if is_label(label) or is_form_label(label):
                votes.update(dict.fromkeys(alone(text), 2))
    return votes


def _running(lines: Sequence[str]) -> Votes:
    """What a line that comes again and again says: the head of each page."""
    votes: Votes = Counter()
    counted = Counter(re.sub(r"^-?\d{1,3}-?|-?\d{1,3}-?$", "", line) for line in lines if len(line) <= 60)
    for line, count in counted.items():
        if count >= 3 and not is_sentence(line):
            votes.update(dict.fromkeys((*headed(line), *alone(line)), count))
    return votes


def _spoken(lines: Sequence[str]) -> Votes:
    """Titles and headings within the text: 某某市财政局2024年度收入."""
    votes: Votes = Counter()
    for line in lines:
        votes.update(headed(line))
    return votes


def _banner(lines: Sequence[str]) -> str:
    """Whose web page it stands on, if the text speaks of that one, too (县政协 for 某某县政协); else nothing."""
    named = [name for line in lines for name in banners(line)]
    return next((name for name in named if _spoken_of(name, lines) >= _SPOKEN), "")


def _spoken_of(name: str, lines: Sequence[str]) -> int:
    places = places_of(name)
    short = places[-1][-1] + name[len("".join(places)) :] if places else name
    return sum(line.count(short) for line in lines if is_sentence(line))


# -------------------------------------------------------------------------------------------------- which, and whole


def _score(name: str, votes: Votes, text: str) -> int:
    return min(votes[name], _MOST) + min(_count(name, votes, text), _MOST)


def _count(name: str, names: Iterable[str], text: str) -> int:
    """How often ``text`` prints the name by itself, and not as the end of a longer candidate."""
    within = [text.count(other) for other in names if other != name and name in other]
    return text.count(name) - max(within, default=0)


def _undoubled(name: str, text: str) -> str:
    """The name without the character that a page break doubled, where the text prints it so more often, else empty."""
    forms = (name[: match.start()] + name[match.start() + 1 :] for match in re.finditer(r"(.)(?=\1)", name))
    return max((form for form in forms if text.count(form) > text.count(name)), key=text.count, default="")


def _fuller(name: str, known: Votes, text: str) -> str:
    """The same name whole: with what a line break cut off in front, and with the wider places that the text prints."""
    longer = [other for other in known if other.endswith(name) and other != name]
    if not places_of(name):
        name = max((other for other in longer if places_of(other)), key=lambda other: known[other], default=name)
    wider = [
        other
        for other in known
        if other.endswith(name) and other != name and text.count(other) >= 2 and _only_places(other.removesuffix(name))
    ]
    return max(wider, key=lambda other: known[other], default=name)


def _only_places(prefix: str) -> bool:
    return "".join(places_of(prefix + "财政局")) == prefix


def _place(cover: Sequence[str]) -> str:
    """The place whose finances a title tells of (关于某某县2021年财政决算的报告), or empty."""
    titles = [line for line in cover if is_title(line)]
    found = (match[1] for line in titles for pattern in _OF_PLACE if (match := pattern.search(line)))
    return next((place for place in found if _only_places(place)), "")


def _placed(name: str, place: str) -> str:
    """县财政局 under a title that names the county is that county's."""
    match = _LEVEL_ONLY.match(name)
    return place + name[1:] if match and place.endswith(match[1]) else name
