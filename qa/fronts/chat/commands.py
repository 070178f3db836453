"""The chat commands, which begin with ``/``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich.console import Console

from ingest.model.document import SourceRef
from ingest.model.errors import BadQuestion
from ingest.readers.pdf.crops import render_crop
from qa.drafting.answer import Answer, Citation
from qa.fronts.chat.state import Conversation
from qa.fronts.chat.view import say, show_documents, show_findings, show_sources
from qa.fronts.messages import harmless, message_of, plain_source
from qa.fronts.serving.document_files import file_of, lines_around

Command = Callable[[Conversation, str, Console], None]


class Leave(Exception):
    """The user wants to leave."""


def carry_out(line: str, conversation: Conversation, console: Console) -> None:
    """Carry out ``/name argument``. Raises BadQuestion for an unknown command."""
    name, _, argument = line[1:].strip().partition(" ")
    if name.lower() not in COMMANDS:
        raise BadQuestion(f"没有命令 /{name[:20]}；/help 列出所有命令 (no such command)")
    COMMANDS[name.lower()][0](conversation, argument.strip(), console)


def _help(_: Conversation, __: str, console: Console) -> None:
    for name, (_command, text) in COMMANDS.items():
        say(console, f"  /{name:8} {text}")


def _docs(conversation: Conversation, _: str, console: Console) -> None:
    show_documents(conversation.whole.catalog.documents(), console)


def _use(conversation: Conversation, argument: str, console: Console) -> None:
    conversation.use([name for name in argument.replace("，", ",").split(",") if name.strip()])
    names = "；".join(each.title or each.file for each in conversation.using)
    say(console, f"只问：{names}" if names else "问全部文件", "dim")


def _new(conversation: Conversation, _: str, console: Console) -> None:
    conversation.renew()
    say(console, "新的对话", "dim")


def _explain(conversation: Conversation, _: str, console: Console) -> None:
    for name, value in conversation.last.trace.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, default=str)
        say(console, f"{name}: {shown}", "dim")


def _sources(conversation: Conversation, _: str, console: Console) -> None:
    if not conversation.last.citations:
        say(console, "上一个回答没有来源", "dim")
    show_sources(conversation.last, console)


def _show(conversation: Conversation, argument: str, console: Console) -> None:
    citation = conversation.citation(argument or "1")
    document = conversation.whole.catalog.document(citation.document_id)
    if citation.page is not None and citation.bbox:
        _show_page(citation, file_of(document), console)
        return
    source = SourceRef(line=citation.line, rest=tuple(SourceRef(line=each.get("line")) for each in citation.more))
    for line in lines_around(document, source):
        say(
            console,
            f"{'▶' if line['cited'] else ' '}{line['number']:6}  {line['text']}",
            "bold" if line["cited"] else "dim",
        )


def _show_page(citation: Citation, path: Path, console: Console) -> None:
    x0, top, x1, bottom = citation.bbox or (0, 0, 0, 0)
    picture = Path(tempfile.mkdtemp(prefix="budgetqa-")) / f"{path.stem}-p{citation.page}-{citation.id}.png"
    render_crop(path, citation.page or 1, (x0, top, x1, bottom), out=picture)
    opened = _open(picture)
    say(console, f"{'已打开' if opened else '已保存'} {picture}", "dim")


def _open(picture: Path) -> bool:
    """Whether a viewer opened it; there is none over a plain remote connection."""
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    seen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not seen or not sys.stdout.isatty() or shutil.which(opener) is None:
        return False
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen([opener, str(picture)], start_new_session=True, **quiet)  # type: ignore[call-overload]
    return True


def _check(conversation: Conversation, argument: str, console: Console) -> None:
    catalog = conversation.whole.catalog
    chosen = (catalog.find(argument),) if argument else conversation.using or catalog.documents()
    for document in chosen:
        say(console, document.title or document.file, "bold")
        if not show_findings(catalog.findings(document.id), console):
            say(console, "  未发现不一致 (nothing found that disagrees)", "dim")


def _export(conversation: Conversation, argument: str, console: Console) -> None:
    path = Path(argument or f"budgetqa-{datetime.now():%Y%m%d-%H%M%S}.md").expanduser()
    if path.exists():
        raise BadQuestion(f"{path} 已存在，换一个名字 (exists already)")
    try:
        path.write_text("\n\n".join(_as_markdown(each) for each in conversation.answers) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadQuestion(f"{path} 无法写入：{error.strerror} (cannot be written)") from error
    say(console, f"{len(conversation.answers)} 个问答已写入 {path}", "dim")


def _as_markdown(answer: Answer) -> str:
    body = answer.to_dict()
    sources = "\n".join(f"- [{each['id']}] {plain_source(each)}" for each in body["citations"])
    return harmless("\n\n".join(part for part in (f"## {answer.question}", message_of(body), sources) if part))


def _leave(_: Conversation, __: str, ___: Console) -> None:
    raise Leave


COMMANDS: dict[str, tuple[Command, str]] = {
    "help": (_help, "列出命令"),
    "docs": (_docs, "列出文件"),
    "use": (_use, "只问这些文件（名称或 id，逗号分隔）；不写则问全部"),
    "new": (_new, "开始新的对话"),
    "explain": (_explain, "上一个回答是怎样得出的"),
    "sources": (_sources, "上一个回答的来源"),
    "show": (_show, "打开来源 n 所在的页或行：/show 1"),
    "check": (_check, "检查文件自身是否一致"),
    "export": (_export, "把对话存为 Markdown：/export 文件名"),
    "quit": (_leave, "离开（Ctrl-D 亦可）"),
}
