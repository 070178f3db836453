"""Names of institutions in lines: at the head of a title, behind a label, alone on a line. Sentences hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.facts.row_names import is_institution
from ingest.identity.cover import is_sentence
from ingest.model.normalize import normalize
from ingest.model.vocabulary import load

_DATA = load("institutions.toml")


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(normalize(word)) for word in words), key=len, reverse=True))


_ENDS = _either([*_DATA["suffixes"], *_DATA["cover_suffixes"]])
_BRACKET = r"(?:[(][\u4e00-\u9fff]{1,20}[)]|本级|机关)?"
_BEGUN = r"(?:^|(?<=[:、)])|20\d\d年度?|关于|附件\d*[:.]?|第.部分[:.]?|[一二三四五六七八九十]、)"
_BEHIND = _DATA["behind_names"]
_HEADED = re.compile(rf"{_BEGUN}([\u4e00-\u9fff]{{2,40}}?(?:{_ENDS}){_BRACKET})(?=$|{_BEHIND})")
_LABELS = _either(_DATA["name_labels"])
_LABELLED = re.compile(
    rf"^.{{0,12}}?(?:{_LABELS})(?:[(]?(?:盖章|公章|签章)[)]?)?:(?:\d{{3,12}}-?)?([\u4e00-\u9fff()]{{2,40}})"
)
_PRESENTED = re.compile(
    r"^([\u4e00-\u9fff]{2,30}?[局厅委会部办署院])(?:党组)?(?:副?[局厅]长|副?主任|副?书记|副?部长|审计长)"
)
_LABEL = re.compile(rf"(?:{_LABELS})(?:[(](?:盖章|公章|签章|全称)[)])?:?")
_FORM_LABEL = re.compile(rf"(?:{_either(_DATA['form_labels'])})(?:[(].{{1,6}}[)]|及代码)?:?")
_BANNER = re.compile(_DATA["banners"])
_REST = re.compile(r"[(](?:盖章|公章|章|签章)[)].*$|金额单位.*$|(?:计量)?单位$|填报.*$|公开.*$|日期.*$")
_VARIANT = re.compile(
    r"[(](?:本级|机关|部门|单位|汇总|部门汇总|机关本级|本部|公章|盖章)[)]|(?<=[局厅委会部办院署府])(?:本级|机关)$"
)
_LEAD = re.compile(r"^(?:20\d\d年度?|年度?|关于|附件\d*[:.]?|第.部分[:.]?|[一二三四五六七八九十]、|我国)+")
_NO_NAME = re.compile("|".join(_DATA["no_names"]))
_CODE = re.compile(r"^[\[(【]?\d{3,}[\])】]?[-_]?")
_COVER_END = re.compile(rf"(?:{_either(_DATA['cover_suffixes'])})$")
_SHORTEST, _LONGEST = 4, 40


def name_in(text: str, *, on_cover: bool = False) -> str:
    """The name that a normalized text is, without 本级, 盖章 and the like; empty where it is none. ``on_cover``: a
    village or a street counts, too, which in running text is a place."""
    plain = _VARIANT.sub("", _LEAD.sub("", _CODE.sub("", text))).rstrip(":")
    plain = re.sub(r"(?<=[\u4e00-\u9fff]{4})(?:部门|单位)$", "", plain)
    if not _SHORTEST <= len(plain) <= _LONGEST or not re.fullmatch(r"[\u4e00-\u9fff()]+", plain):
        return ""
    if _NO_NAME.search(plain) or not (is_institution(plain) or (on_cover and _COVER_END.search(plain))):
        return ""
    return plain


def alone(text: str, *, on_cover: bool = False) -> Iterator[str]:
    """The name, where a line or a cell holds nothing else."""
    if name := name_in(text, on_cover=on_cover):
        yield name


def headed(line: str, *, on_cover: bool = False) -> Iterator[str]:
    """The names that titles in a line begin with: 某某市财政局 of 某某市财政局2024年度部门决算."""
    if is_sentence(line) and on_cover:
        return
    for match in _HEADED.finditer(re.sub(r"《[^》]*》", "|", line)):
        if name := name_in(match[1], on_cover=on_cover):
            yield name


def labelled(line: str) -> Iterator[str]:
    """The name behind 单位名称： and its like."""
    if (match := _LABELLED.match(line)) and (name := name_in(_REST.sub("", match[1]), on_cover=True)):
        yield name


def presented(line: str) -> Iterator[str]:
    """Whose head presents a report: 某某县财政局局长 王某."""
    if (match := _PRESENTED.match(line)) and (name := name_in(match[1])):
        yield name


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label whose name stands beside or under it."""
    return bool(_LABEL.fullmatch(text))


def is_form_label(text: str) -> bool:
    """The same of a form's 主管部门 or 实施单位, which need not be who publishes it."""
    return bool(_FORM_LABEL.fullmatch(text))


def banners(line: str) -> Iterator[str]:
    """Whose web page it is, as its banner or its index card says."""
    for match in _BANNER.finditer(line):
        found = next(group for group in match.groups() if group)
        if name := name_in(found):
            yield name
