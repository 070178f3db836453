"""``budgetqa check``: does a disclosure agree with itself? Files are read here and now, names looked up in a store."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Listing

from ingest.build_files import find_files, reader_version
from ingest.errors import BadQuestion, UnreadableFile
from ingest.parse import parse_file
from qa.check_report import CheckedFile, as_html, as_lines, dumps, exit_status
from qa.settings import Settings
from qa.stores import open_stores

_LEVELS = ("", "error", "warning")


def run(documents: Sequence[str], settings: Settings, *, as_json: bool, report: Path | None, fail_on: str) -> int:
    """Check files, folders or documents of the store; print what was found, write ``report``; the exit status."""
    if fail_on not in _LEVELS:
        raise BadQuestion("--fail-on takes error or warning")
    checked = [each for name in documents for each in _checked(name, settings)]
    if as_json:
        print(dumps(checked))
    else:
        _print(checked)
    if report is not None:
        report.write_text(as_html(checked), encoding="utf-8")
    return exit_status(checked, fail_on)


def _checked(name: str, settings: Settings) -> list[CheckedFile]:
    path = Path(name).expanduser()
    return _read(path) if path.exists() else [_of_store(name, settings)]


def _read(path: Path) -> list[CheckedFile]:
    """Files parsed here and now, without a store."""
    found: list[CheckedFile] = []
    named = path.is_file()
    for file in find_files([path]):
        if not file.readable:
            if named:
                raise UnreadableFile(f"{path.name}: {file.reason}")
            continue
        document = parse_file(file.path, file.sha256, reader_version()).document
        found.append(CheckedFile(document.identity.title or document.file, document.file, file.path, document.findings))
    return found


def _of_store(name: str, settings: Settings) -> CheckedFile:
    with closing(open_stores(settings)) as stores:
        document = stores.catalog.find(name)
        findings = stores.catalog.findings(document.id)
    return CheckedFile(document.title or document.file, document.file, Path(document.path), findings)


def _print(checked: Sequence[CheckedFile]) -> None:
    console = Console(highlight=False)
    for each in checked:
        errors, warnings = len(each.fails("error")), len(each.fails("warning"))
        console.print(f"[bold]{escape(each.title)}[/] {escape(each.file)}：错误 {errors} 处，提示 {warnings} 处")
        for style, line in as_lines(each):
            console.print(escape(line), style=style, soft_wrap=True)
        console.print(_tally(each))


def _tally(checked: CheckedFile) -> Listing:
    listing = Listing("规则", "相符", "尾差", "不符", title=None)
    for rule, verdicts in sorted(checked.tally().items()):
        counts = (verdicts[key] for key in ("pass", "rounding", "fail"))
        listing.add_row(rule, *(str(count) if count else "" for count in counts))
    return listing
