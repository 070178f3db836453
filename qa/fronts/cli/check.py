"""``budgetqa check``: does a disclosure agree with itself? Files are parsed on the spot, names are looked up in a
store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Listing

from ingest.checks.basis.rule_names import rule_name
from ingest.model.errors import BadQuestion, UnreadableFile
from ingest.parse import parse_file
from ingest.readers.files import SUFFIXES, find_files, reader_version
from qa.fronts.reports.check_report import VERDICTS, CheckedFile, as_html, as_lines, dumps, exit_status
from qa.settings import Settings
from qa.stores import open_stores

_LEVELS = ("", "error", "warning")


def run(documents: Sequence[str], settings: Settings, *, as_json: bool, report: Path | None, fail_on: str) -> int:
    """Check files, folders or documents of the store, print the findings and write ``report``. Returns the exit status.

    Raises UnreadableFile if a file is missing or nothing could be read, BadQuestion for an unknown ``fail_on`` or a
    ``report`` that cannot be written."""
    if fail_on not in _LEVELS:
        raise BadQuestion("--fail-on takes error or warning")
    unread: list[str] = []
    checked = [each for name in documents for each in _checked(name, settings, unread)]
    if unread and not checked:
        raise UnreadableFile("; ".join(unread))
    if as_json:
        print(dumps(checked, unread))
    else:
        _print(checked)
    if report is not None:
        _write(report, as_html(checked))
    for reason in unread:
        print(f"budgetqa: not checked: {reason}", file=sys.stderr)
    return 2 if unread else exit_status(checked, fail_on)


def _write(report: Path, page: str) -> None:
    try:
        report.write_text(page, encoding="utf-8")
    except OSError as error:
        raise BadQuestion(f"the report cannot be written to {report}: {error.strerror}") from error
    print(f"report: {report}", file=sys.stderr)


def _checked(name: str, settings: Settings, unread: list[str]) -> list[CheckedFile]:
    """The findings for a file, each file of a folder, or a document of the store. Files that cannot be read are added
    to ``unread``."""
    path = Path(name).expanduser()
    if path.exists():
        return list(_read(path, unread))
    if path.suffix.lower() in SUFFIXES or len(path.parts) > 1:
        raise UnreadableFile(f"there is no file {path}: name a file, a folder, or a document of the store")
    return [_of_store(name, settings)]


def _read(path: Path, unread: list[str]) -> Iterator[CheckedFile]:
    """Files parsed on the spot, without a store. An unreadable file in a folder does not stop the others."""
    for file in find_files([path]):
        if not file.readable:
            unread.append(f"{file.path.name}: {file.reason}")
            continue
        try:
            document = parse_file(file.path, file.sha256, reader_version()).document
        except UnreadableFile as error:
            unread.append(str(error))
            continue
        yield CheckedFile(document.identity.title or document.file, document.file, file.path, document.findings)


def _of_store(name: str, settings: Settings) -> CheckedFile:
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        findings = stores.catalog.findings(document.id)
    return CheckedFile(document.title or document.file, document.file, Path(document.path), findings)


def _print(checked: Sequence[CheckedFile]) -> None:
    console = Console(highlight=False)
    for each in checked:
        errors, warnings = len(each.fails("error")), len(each.fails("warning"))
        counts = f"错误 {errors} 处，提示 {warnings} 处"
        console.print(f"[bold]{escape(each.title)}[/] {escape(each.file)}：{counts}", soft_wrap=True)
        for style, line in as_lines(each):
            console.print(escape(line), style=style, soft_wrap=True)
        console.print(_tally(each))


def _tally(checked: CheckedFile) -> Listing:
    listing = Listing("核对了什么", "规则", *VERDICTS.values(), title=None)
    for rule, verdicts in sorted(checked.tally().items()):
        counts = (verdicts[key] for key in VERDICTS)
        listing.add_row(rule_name(rule), rule, *(str(count) if count else "" for count in counts))
    return listing
