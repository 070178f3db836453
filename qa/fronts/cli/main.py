"""The commands. Each reads its options, calls and renders, and imports slow modules itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.model.errors import BudgetQAError
from qa.fronts.cli.eval import app as evaluation
from qa.fronts.cli.options import JsonOption, StoreOption

app = typer.Typer(
    name="budgetqa",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DocumentArgument = Annotated[str, typer.Argument(help="Id, file name, or enough of title, institution and year.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"budgetqa {version('budgetqa')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Questions of Chinese government budgets and final accounts, answered with cited figures."""


def main() -> None:
    """Entry point. An error that the user can mend is one line and exit status 2."""
    try:
        app()
    except BudgetQAError as error:
        sys.exit(_complain(str(error), 2))
    except KeyboardInterrupt:
        sys.exit(_complain("interrupted; what was finished is kept", 130))
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


def _complain(message: str, status: int) -> int:
    print(f"budgetqa: {' '.join(message.split())}", file=sys.stderr)
    return status


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders of .pdf, .txt, .md, .xlsx, .docx, .html documents.")
    ],
    store: StoreOption = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes (default: the cores).")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what is there unchanged.")] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Recognise scanned pages (needs the extra: .[ocr]).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print failures only.")] = False,
    json: JsonOption = False,
) -> None:
    """Read documents into the store. Unchanged files are left alone.

    Example: budgetqa ingest reports/ 2024决算.pdf --store .budgetqa
    """
    from qa.fronts.cli.ingest import run

    raise typer.Exit(run(paths, _settings(store), workers=workers, force=force, ocr=ocr, quiet=quiet, as_json=json))


@app.command()
def docs(
    document: Annotated[
        list[str] | None, typer.Argument(help="With --set: which document to put right, and further field=value.")
    ] = None,
    store: StoreOption = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="institution=…, year=…, kind=… or variant=…; nothing behind = for unknown."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the documents of the store, or put right what was misread of one.

    What is put right holds at once, and when the file is read again; `remove` and `ingest` undo it.

    Example: budgetqa docs 岚县人社局2024 --set year=2024 variant=本级
    """
    from qa.fronts.cli.documents import correct_document, show_documents

    names = [each for each in document or () if "=" not in each]
    said = [*(set_ or ()), *(each for each in document or () if "=" in each)]
    if (names or said) and not (len(names) == 1 and set_):
        raise BudgetQAError("write budgetqa docs alone, or budgetqa docs DOCUMENT --set year=2024 (or another field)")
    if set_:
        correct_document(names[0], said, _settings(store), as_json=json)
    else:
        show_documents(_settings(store), as_json=json)


@app.command()
def remove(document: DocumentArgument, store: StoreOption = None) -> None:
    """Take a document out of the store (the file itself stays).

    Example: budgetqa remove 岚县人社局2024
    """
    from qa.fronts.cli.documents import remove_document

    remove_document(document, _settings(store))


@app.command()
def tables(document: DocumentArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """List the tables of a document: number, title, unit, rows, place.

    Example: budgetqa tables 岚县人社局2024
    """
    from qa.fronts.cli.documents import show_tables

    show_tables(document, _settings(store), as_json=json)


@app.command()
def show(
    document: DocumentArgument,
    place: Annotated[str, typer.Argument(help="A table (T3), a fact (F12), a statement (S4), or nothing.")] = "",
    store: StoreOption = None,
    page: Annotated[int | None, typer.Option("--page", min=1, help="A page of a PDF.")] = None,
    line: Annotated[int | None, typer.Option("--line", min=1, help="A line of a text file.")] = None,
    box: Annotated[str, typer.Option("--box", help="x0,top,x1,bottom in points, to mark on the page.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Where to write the picture of a page (PNG).")] = None,
) -> None:
    """Show a document, or a place in it as it is printed: the lines, or the page with the place marked.

    Example: budgetqa show 岚县人社局2024 F12 --out cell.png
    """
    from qa.fronts.cli.show import Place, show_place

    show_place(document, Place(place, page, line, box), out, _settings(store))


@app.command()
def export(
    document: DocumentArgument,
    format: Annotated[str, typer.Option("--format", help="xlsx, csv or json.")] = "xlsx",
    out: Annotated[Path | None, typer.Option("--out", help="File to write (csv: a folder).")] = None,
    store: StoreOption = None,
) -> None:
    """Write the tables of a document to a workbook, CSV files or JSON, each figure with its place.

    Example: budgetqa export 岚县人社局2024 --format xlsx --out 2024.xlsx
    """
    from qa.fronts.cli.export import export_document

    export_document(document, format, out, _settings(store))


@app.command()
def check(
    documents: Annotated[list[str], typer.Argument(help="Files, folders, or documents of the store.")],
    store: StoreOption = None,
    json: JsonOption = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write an HTML report with pictures here.")] = None,
    fail_on: Annotated[str, typer.Option("--fail-on", help="Exit 1 on error, or on warning.")] = "",
) -> None:
    """Check whether a document agrees with itself: sums, tables against tables and text, rates, words.

    Example: budgetqa check 2024决算.pdf --report report.html --fail-on error
    """
    from qa.fronts.cli.check import run

    raise typer.Exit(run(documents, _settings(store), as_json=json, report=report, fail_on=fail_on))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in Chinese or English.")],
    store: StoreOption = None,
    json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the answer came about.")] = False,
    trace: Annotated[
        Path | None, typer.Option("--trace", help="Append the run with a model here (JSON lines).")
    ] = None,
) -> None:
    """Answer a question with cited figures; with a language model where BUDGETQA_LLM_MODEL is set.

    Example: budgetqa ask "禾川县水务局2024年防汛支出决算是多少？"
    """
    from qa.fronts.cli.ask import run

    run(question, _settings(store), as_json=json, explain=explain, trace=trace)


@app.command()
def plan(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A plan, as JSON or in the notation; - is standard input.")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the plan in the notation.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of the plan language.")] = False,
) -> None:
    """Run a plan of the plan language (docs/plans.md): figures, arithmetic and quotations without any reading.

    Example: echo 'figure(docs("禾川县水务局", 2024), "防汛")' | budgetqa plan -
    """
    from qa.fronts.cli.plan import run

    run(file, _settings(store), as_json=json, explain=explain, schema=schema)


@app.command()
def serve(
    store: StoreOption = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; API keys open others.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free port.")] = 8000,
) -> None:
    """Serve the HTTP API (as OpenAI clients speak it, too) and a page to look at answers.

    Example: budgetqa serve --port 8000
    """
    from qa.fronts.cli.serve import run

    run(_settings(store), host, port)


@app.command()
def mcp(
    store: StoreOption = None,
    http: Annotated[bool, typer.Option("--http", help="Serve at http://HOST:PORT/mcp instead of stdio.")] = False,
    host: Annotated[str, typer.Option("--host", help="With --http: address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="With --http.")] = 8001,
) -> None:
    """Serve the tools ask, find_facts, calculate, check_document and list_documents to MCP clients.

    Example: budgetqa mcp --store .budgetqa
    """
    from qa.fronts.mcp.server import run_http, run_stdio

    if http:
        run_http(_settings(store), host, port)
    else:
        run_stdio(_settings(store))


@app.command()
def chat(store: StoreOption = None) -> None:
    """Ask in a conversation at the terminal; /help lists its commands.

    Example: budgetqa chat --store .budgetqa
    """
    from qa.fronts.chat.loop import run

    run(_settings(store))


app.add_typer(evaluation, name="eval")


def _settings(store: Path | None) -> Any:
    from qa.settings import Settings

    return Settings.from_environment(store)


if __name__ == "__main__":
    main()
