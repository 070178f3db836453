"""Answers at the terminal. Rich knows that Chinese characters are two columns wide."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Listing
from rich.text import Text

from ingest.model.document import Finding
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Answer, Status
from qa.drafting.document_names import kind_of
from qa.fronts.messages import plain_source

_STYLES = {Status.ANSWERED: "bold", Status.REFUSED: "yellow", Status.NEEDS_CLARIFICATION: "bold cyan"}
_FEW = 3
"""Results that the sentence alone can tell; more are also shown as a table."""


def show_answer(answer: Answer, console: Console) -> None:
    """The sentence, a table where there are many figures, the readings to choose from, the arithmetic, the sources."""
    say(console, answer.answer, _STYLES[answer.status])
    if len(answer.results) > _FEW:
        console.print(_results(answer))
    for at, option in enumerate(answer.clarify, 1):
        say(console, f"  {at}. {option.question}", "cyan")
    if answer.clarify:
        say(console, "  输入编号即可选择 (answer with a number)", "dim")
    for each in answer.calculations:
        say(console, f"  = {each.expression}：{each.substituted} = {each.value}{each.unit}", "cyan")
    for check in answer.checks:
        if check.status == "fail":
            say(console, f"  ! {check.message}", "yellow")
    if answer.notice:
        say(console, f"  ! {answer.notice}", "yellow")
    show_sources(answer, console)


def _results(answer: Answer) -> Listing:
    listing = Listing(box=None, pad_edge=False, padding=(0, 2, 0, 2))
    listing.add_column("项目")
    listing.add_column("数值", justify="right", no_wrap=True)
    listing.add_column("单位", no_wrap=True)
    listing.add_column("来源", no_wrap=True)
    for each in answer.results:
        marks = "".join(f"[{number}]" for number in each.citations)
        listing.add_row(Text(each.label), Text(each.value), Text(each.unit), Text(marks))
    return listing


def show_sources(answer: Answer, console: Console) -> None:
    """One line per source; ``/show n`` opens it."""
    for citation in answer.to_dict()["citations"]:
        say(console, f"  [{citation['id']}] {plain_source(citation, answer.language == 'en')}", "dim")


def show_documents(documents: Iterable[DocumentInfo], console: Console) -> None:
    listing = Listing(box=None, pad_edge=False)
    for name in ("id", "文件", "单位", "年度", "类型"):
        listing.add_column(name, no_wrap=name in ("id", "年度", "类型"), overflow="fold")
    for each in documents:
        listing.add_row(
            *(Text(str(part)) for part in (each.id, each.file, each.institution, each.year or "", kind_of(each)))
        )
    console.print(listing)


def show_findings(findings: Iterable[Finding], console: Console) -> int:
    """Prints what does not hold, one line each with its places. Returns the number of findings."""
    count = 0
    for each in findings:
        if each.verdict in ("fail", "rounding"):
            count += 1
            style = "red" if each.severity == "error" else "yellow" if each.verdict == "fail" else "dim"
            say(console, f"  ! {each.message}", style)
    return count


def say(console: Console, text: str, style: str = "") -> None:
    """Prints a line that a terminal wraps and that stays whole in a file, without markup or control characters."""
    plain = "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())
    console.print(Text(plain, style=style), soft_wrap=not console.is_terminal)
