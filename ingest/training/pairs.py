"""Pairs of texts with the same meaning, from documents and the field's vocabulary, to train our embedder.

A pair is ``(query, passage)``. Nothing here is used at run time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from ingest.model.document import Identity
from ingest.model.figures import Role, Statement
from ingest.parse import parse_file
from ingest.readers.files import find_files
from ingest.store.catalog.values import ParsedDocument
from ingest.store.chunks import Chunk

Pair = tuple[str, str]

_DATA = Path(__file__).parents[1] / "data"
_NUMBERED = r"(?:[一二三四五六七八九十\d]+[、.])?"
_DEFINITION = re.compile(rf"^{_NUMBERED}(?P<term>[^：:。，]{{2,30}})(?:[：:]|是指|指)(?P<said>.{{8,}})")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_SHORTEST = 9  # characters of a sentence that is asked for
_LEAD = 30  # characters that identify a sentence
_KEPT = 0.6  # share of a sentence that its question keeps
ROUNDS = 3
_FRONTS = (
    *("", "{short}", "{short}{year}年", "{full}", "{full}{year}年", "{full}{year}年度"),
    *("{year}年{full}", "{year}年度", "请问{full}{year}年", "想知道{full}"),
)
_SHORT = ("", "局", "单位", "部门")
_ENDS = (
    *("", "？", "呢", "数", "情况", "是多少", "是多少万元", "多少钱", "有多少", "一共多少", "花了多少"),
    *("决算是多少", "预算多少", "怎么样", "有哪些", "具体是什么", "是怎么说的"),
)
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
    """The pairs of every document in ``folder``. Raises UnreadableFile for a file that is no document."""
    files = [file for file in find_files([folder]) if file.readable]
    parsed = [parse_file(file.path, sha256(file.path.read_bytes()).hexdigest(), "training") for file in files]
    return [pair for each in parsed for pair in pairs_of_document(each)]


def pairs_of_document(parsed: ParsedDocument) -> Iterator[Pair]:
    """Questions that people might ask, each with the passage that answers it. Every passage is asked for in several
    wordings; the same document gives the same pairs."""
    random = Random(parsed.document.id)
    for _ in range(ROUNDS):
        for chunk in parsed.chunks:
            asked = _of_table(chunk, random) if chunk.table_id else _of_text(chunk, random)
            yield from ((_dressed(each, parsed.document.identity, random), chunk.searchable) for each in asked)
        for statement, chunk in _told(parsed):
            asked = (each.format(statement.item.name) for each in _BY_ROLE.get(statement.role, _TEMPLATES))
            yield from ((_dressed(each, parsed.document.identity, random), chunk.searchable) for each in asked)


def _of_table(chunk: Chunk, random: Random) -> Iterator[str]:
    """Row paths: alone, with the table's title, with two of the row's columns."""
    for row in chunk.text.split("\n"):
        label, _, values = row.partition("：")
        if label:
            columns = [each.partition("=")[0].rpartition("/")[2] for each in values.split("；") if "=" in each]
            yield from (label, f"{chunk.title} {label}")
            yield from (f"{label}{each}" for each in random.sample(columns, min(2, len(columns))))


def _of_text(chunk: Chunk, random: Random) -> Iterator[str]:
    """The heading, the defined terms, and each sentence with a part left out."""
    yield from chunk.section[-1:]
    for sentence in _SENTENCE.findall(chunk.text):
        definition = _DEFINITION.match(sentence)
        if definition:
            yield from (f"{definition['term']}是什么意思", f"什么是{definition['term']}")
        if len(sentence) >= _SHORTEST:
            pieces = (sentence[at : at + 2] for at in range(0, len(sentence), 2))
            yield "".join(each for each in pieces if random.random() < _KEPT)


def _told(parsed: ParsedDocument) -> Iterator[tuple[Statement, Chunk]]:
    """Every statement of an item, with the passage that holds its sentence."""
    texts = [chunk for chunk in parsed.chunks if not chunk.table_id]
    for statement in parsed.statements:
        chunk = next((each for each in texts if statement.sentence[:_LEAD] in each.text), None)
        if chunk is not None and statement.item.name:
            yield statement, chunk


def _dressed(asked: str, identity: Identity, random: Random) -> str:
    """Words as a question: often with institution and year in front, and with filler words behind."""
    short = identity.institution[:2] + random.choice(_SHORT)
    front = random.choice(_FRONTS).format(full=identity.institution, short=short, year=identity.year or "")
    return f"{front}{asked}{random.choice(_ENDS)}"


def pairs_of_vocabulary() -> list[Pair]:
    """Everyday and printed terms: aliases, codes with their names, offices with their short names."""
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
