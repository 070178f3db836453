"""Pairs of texts that mean the same thing, to train our embedder: from documents, and from the field's vocabulary.

``(what one looks for, where it stands)``. Nothing here is read at run time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.build_files import find_files
from ingest.catalog_values import ParsedDocument
from ingest.figures import Role, Statement
from ingest.parse import parse_file

Pair = tuple[str, str]

_DATA = Path(__file__).parent / "data"
_NUMBERED = r"(?:[一二三四五六七八九十\d]+[、.])?"
_DEFINITION = re.compile(rf"^{_NUMBERED}(?P<term>[^：:。，]{{2,30}})(?:[：:]|是指|指)(?P<said>.{{8,}})")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_TEMPLATES = ("{}是多少", "{}多少钱", "{}情况", "{}怎么样", "{}花了多少")
_WHY = ("{}为什么变化", "{}增减的原因", "为啥{}变了", "{}减少的主要原因是什么", "why did {} change")
_BY_ROLE = {
    Role.CHANGE: ("{}比上年增加还是减少", "{}同比变化多少", "{}与上年相比"),
    Role.CHANGE_RATE: ("{}增长率", "{}同比增长多少", "{}下降了百分之几"),
    Role.SHARE: ("{}占比", "{}占多少比例"),
    Role.COMPLETION_RATE: ("{}完成预算的多少", "{}执行率", "{}预算完成情况"),
    Role.REASON: _WHY,
}


def pairs_of_folder(folder: Path) -> list[Pair]:
    """The pairs of every document in ``folder``; a file that is no document raises UnreadableFile."""
    files = [file for file in find_files([folder]) if file.readable]
    parsed = [parse_file(file.path, sha256(file.path.read_bytes()).hexdigest(), "training") for file in files]
    return [pair for each in parsed for pair in pairs_of_document(each)]


def pairs_of_document(parsed: ParsedDocument) -> Iterator[Pair]:
    """Heading and paragraph, term and definition, neighbours, row and table, question and figure or reason."""
    yield from _of_sections(parsed)
    yield from _of_tables(parsed)
    for statement in parsed.statements:
        yield from _of_statement(statement)


def _of_sections(parsed: ParsedDocument) -> Iterator[Pair]:
    for section in parsed.document.sections:
        for paragraph in section.paragraphs:
            yield from ((heading, paragraph.text) for heading in section.path[-2:])
            definition = _DEFINITION.match(paragraph.text)
            if definition:
                term, said = definition["term"], definition["said"]
                yield from ((term, said), (f"{term}是什么意思", said), (f"什么是{term}", said))
            yield from pairwise(each for each in _SENTENCE.findall(paragraph.text) if len(each) > 8)


def _of_tables(parsed: ParsedDocument) -> Iterator[Pair]:
    for chunk in parsed.chunks:
        if chunk.title:
            yield chunk.title, chunk.text
            for row in chunk.text.split("\n"):
                label, _, values = row.partition("：")
                yield label, f"{chunk.heading} {values}"
                yield f"{chunk.title}中{label}是多少", row


def _of_statement(statement: Statement) -> Iterator[Pair]:
    item = statement.item.name
    if item:
        for template in _BY_ROLE.get(statement.role, _TEMPLATES):
            yield template.format(item), statement.sentence
        if statement.role is Role.REASON:
            yield f"{item}主要原因", statement.text


def pairs_of_vocabulary() -> list[Pair]:
    """What people say and what is printed: aliases, codes and their names, offices and their short names."""
    aliases = _read("aliases.toml")
    classes = _read("classification.toml")
    offices = _read("institutions.toml")["offices"]
    said = [(short, name) for group in aliases.values() for short, names in group.items() for name in _listed(names)]
    coded = [(code, name) for group in classes.values() for code, names in group.items() for name in _listed(names)]
    called = [
        (short, name)
        for office in offices
        for short in (*office.get("short", ()), *office.get("english", ()))
        for name in office["full"]
    ]
    named = [(template.format(name), name) for _, name in coded for template in (*_TEMPLATES, *_WHY)]
    return [*said, *coded, *called, *named]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def _listed(names: Any) -> Iterable[str]:
    return [names] if isinstance(names, str) else [name for name in names if isinstance(name, str)]
