"""The findings of ``budgetqa check`` as values: for the terminal, as JSON, and as one HTML file with pictures."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from ingest.checks.basis.rule_names import rule_name
from ingest.model.document import Finding, SourceRef
from ingest.model.errors import UnreadableFile

_SHOWN = ("fail", "rounding", "not_checkable")
VERDICTS = {"fail": "不符", "rounding": "尾差", "pass": "相符", "not_checkable": "无法核对"}
_SEVERITIES = {"error": "错误", "warning": "提示", "info": ""}
_RESOLUTION = 90
_PICTURED = 2
"""Places of a finding that are pictured."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A document and its findings; ``path`` is the path of its file."""

    title: str
    file: str
    path: Path
    findings: tuple[Finding, ...]

    def fails(self, severity: str = "") -> tuple[Finding, ...]:
        """The findings that fail, limited to ``severity`` if given."""
        return tuple(each for each in self.findings if each.verdict == "fail" and severity in ("", each.severity))

    def tally(self) -> Mapping[str, Counter[str]]:
        """Rule -> verdict -> how many checks."""
        counted: dict[str, Counter[str]] = {}
        for each in self.findings:
            counted.setdefault(each.rule, Counter())[each.verdict] += each.checks
        return counted


def exit_status(checked: Sequence[CheckedFile], fail_on: str) -> int:
    """1 if ``fail_on`` is ``error`` and there is an error, or ``warning`` and there is either; else 0."""
    wanted = {"error": ("error",), "warning": ("error", "warning")}.get(fail_on, ())
    return int(any(each.fails(severity) for each in checked for severity in wanted))


# -------------------------------------------------------------------------------------------------------------- JSON


def as_json(checked: Sequence[CheckedFile], unread: Sequence[str] = ()) -> dict[str, Any]:
    """``documents``, each with its findings and a summary; ``findings``, all of them in one list; and ``unread``, a
    sentence for each file that could not be read."""
    documents = [_document(each) for each in checked]
    findings = [found for each in documents for found in each["findings"]]
    return {"documents": documents, "findings": findings, "unread": list(unread)}


def _document(checked: CheckedFile) -> dict[str, Any]:
    return {
        "document": checked.title,
        "file": checked.file,
        "findings": [_finding(checked.file, each) for each in checked.findings if each.verdict in _SHOWN],
        "summary": {
            "errors": len(checked.fails("error")),
            "warnings": len(checked.fails("warning")),
            "rules": {rule: dict(verdicts) for rule, verdicts in sorted(checked.tally().items())},
        },
    }


def _finding(file: str, each: Finding) -> dict[str, Any]:
    return {
        "rule": each.rule,
        "verdict": each.verdict,
        "severity": each.severity,
        "message": each.message,
        "figures": list(each.figures),
        "citations": [_citation(file, each, place) for place in range(len(each.sources))],
        "related": list(each.related),
    }


def _citation(file: str, each: Finding, place: int) -> dict[str, Any]:
    source, name = each.sources[place], _at(each.places, place)
    in_table = bool(_at(each.tables, place))
    return {
        "file": file,
        "page": source.page,
        "line": source.line,
        "bbox": list(source.box) if source.box else None,
        "table": name if in_table else "",
        "section": "" if in_table else name,
        "quote": _at(each.quotes, place),
    }


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""


# -------------------------------------------------------------------------------------------------------------- HTML


def as_html(checked: Sequence[CheckedFile]) -> str:
    """A self-contained page; the pictures of the cited places are embedded."""
    template = Template(files("qa.fronts.reports").joinpath("check_report.html").read_text(encoding="utf-8"))
    return template.substitute(body="\n".join(_section(each) for each in checked))


def _section(checked: CheckedFile) -> str:
    errors, warnings = len(checked.fails("error")), len(checked.fails("warning"))
    cards = [_card(checked, each) for each in checked.findings if each.verdict == "fail"]
    rounding = "".join(f"<li>{escape(each.message)}</li>" for each in checked.findings if each.verdict == "rounding")
    return (
        f"<section><h2>{escape(checked.title)}</h2><p>{escape(checked.file)}：错误 {errors} 处，提示 {warnings} 处</p>"
        + ("".join(cards) or "<p>没有发现不符。</p>")
        + _unchecked(checked)
        + (f"<details><summary>四舍五入尾差</summary><ul>{rounding}</ul></details>" if rounding else "")
        + _tally(checked)
        + "</section>"
    )


def _unchecked(checked: CheckedFile) -> str:
    told = "".join(f"<li>{escape(each.message)}</li>" for each in checked.findings if each.verdict == "not_checkable")
    return f"<h3>无法核对</h3><ul>{told}</ul>" if told else ""


def _card(checked: CheckedFile, each: Finding) -> str:
    related = "".join(f"<li>{escape(message)}</li>" for message in each.related)
    distinct = {source: place for place, source in reversed(list(enumerate(each.sources)))}  # the first of each
    places = "".join(_place(checked, each, place) for place in sorted(distinct.values())[:_PICTURED])
    return (
        f'<article class="{escape(each.severity)}"><h3>{_SEVERITIES.get(each.severity, "")} '
        f"{escape(rule_name(each.rule))} <code>{escape(each.rule)}</code></h3><p>{escape(each.message)}</p>"
        + (f"<ul>{related}</ul>" if related else "")
        + places
        + "</article>"
    )


def _place(checked: CheckedFile, each: Finding, place: int) -> str:
    source = each.sources[place]
    where = f"第{source.page}页" if source.page else f"第{source.line}行" if source.line else ""
    quote = escape(_at(each.quotes, place))
    picture = _picture(checked.path, source)
    return f"<figure><figcaption>{escape(_at(each.places, place))} {where}：{quote}</figcaption>{picture}</figure>"


def _picture(path: Path, source: SourceRef) -> str:
    """The surroundings of a place in a PDF as a data URI; empty if there is no page to show."""
    if source.page is None or source.box is None:
        return ""
    from ingest.readers.pdf.crops import render_crop

    try:
        png = render_crop(path, source.page, source.box, whole_page=False, resolution=_RESOLUTION)
    except (UnreadableFile, ValueError):
        return ""
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(png).decode()}">'


def _tally(checked: CheckedFile) -> str:
    rows = "".join(
        f"<tr><td>{escape(rule_name(rule))}</td><td><code>{escape(rule)}</code></td>"
        + "".join(f"<td>{verdicts[key] or ''}</td>" for key in VERDICTS)
        + "</tr>"
        for rule, verdicts in sorted(checked.tally().items())
    )
    head = "".join(f"<th>{word}</th>" for word in VERDICTS.values())
    table = f"<table><tr><th>核对了什么</th><th>规则</th>{head}</tr>{rows}</table>"
    return f"<details><summary>核对了什么</summary>{table}</details>"


# ---------------------------------------------------------------------------------------------------------- terminal


def as_lines(checked: CheckedFile) -> Iterator[tuple[str, str]]:
    """``(style, line)`` for a terminal: each fault with its places."""
    for each in checked.findings:
        if each.verdict != "fail":
            continue
        style = "red" if each.severity == "error" else "yellow"
        yield style, f"{_SEVERITIES[each.severity]} [{each.rule}] {each.message}"
        yield (
            "dim",
            "    " + "；".join(dict.fromkeys(_where(each, place) for place in range(min(4, len(each.sources))))),
        )
        for message in each.related:
            yield "dim", f"    同一处还有：{message}"
    for each in checked.findings:
        if each.verdict == "not_checkable":
            yield "cyan", f"{VERDICTS[each.verdict]} [{each.rule}] {each.message}"


def _where(each: Finding, place: int) -> str:
    source = each.sources[place]
    where = f"第{source.page}页" if source.page else f"第{source.line}行" if source.line else ""
    return f"{_at(each.places, place)} {where}".strip()


def dumps(checked: Sequence[CheckedFile], unread: Sequence[str] = ()) -> str:
    return json.dumps(as_json(checked, unread), ensure_ascii=False, indent=2)
