"""What is told where an ask comes to nothing: what is missing, what is blank, which of several is meant."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model.unread_pages import unread_pages
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Clarification
from qa.drafting.draft import Draft
from qa.execution.figure_names import name_of, place_of
from qa.execution.outcomes import Absent, Ambiguous, Blank


@dataclass(frozen=True, slots=True)
class Words:
    """The language of an answer. ``held``: the institutions of the store, for a refusal that names them."""

    english: bool
    held: tuple[str, ...] = ()

    def both(self, chinese: str, english: str) -> str:
        return english if self.english else chinese


def told_missing(draft: Draft, words: Words, outcome: Absent | Blank | Ambiguous, name: str = "") -> None:
    """Says what is missing; ambiguous choices become clarifications of the draft."""
    lead = f"{name}：" if name else ""
    if isinstance(outcome, Absent):
        said = _absent(draft, words, outcome)
    elif isinstance(outcome, Blank):
        draft.found_blank = True
        said = _blank(draft, words, outcome)
    else:
        said = _ambiguous(draft, words, outcome)
    if lead + said not in draft.sentences:
        draft.say(lead + said)


def _absent(draft: Draft, words: Words, outcome: Absent) -> str:
    if outcome.cannot:
        return words.both(f"{outcome.cannot[0]}。", f"{outcome.cannot[1][:1].upper()}{outcome.cannot[1][1:]}.")
    if outcome.institution:
        held = "、".join(words.held[:12]) + ("等" if len(words.held) > 12 else "")
        return words.both(
            f"库中没有“{outcome.institution}”的文件。现有：{held}。",
            f"There is no document of {outcome.institution}. The store holds: {held}.",
        )
    if outcome.no_document:
        titles = list(dict.fromkeys(each.title for each in outcome.documents))
        held = "、".join(f"《{each}》" for each in titles[:5])
        return words.both(
            f"库中没有{outcome.no_document}的文件" + (f"；有{held}。" if held else "。"),
            f"There is no document of {outcome.no_document}" + (f"; there are {held}." if held else "."),
        )
    near = "；".join(f"{name_of(each)}[{draft.cite(each)}]" for each in outcome.near)
    titles = list(dict.fromkeys(each.title for each in outcome.documents))
    where = "".join(f"《{each}》" for each in titles[:3]) or words.both("库", "The store")
    unread = "".join(_unread(each, words) for each in outcome.documents[:1])
    tail = words.both(f"最接近的内容：{near}。", f" Nearest: {near}.") if near else ""
    what = f"“{outcome.what}”" if outcome.what else words.both("所问内容", "what was asked")
    return words.both(f"{where}中没有找到{what}的数据。", f"{where} does not give {what}.") + tail + unread


def _unread(document: DocumentInfo, words: Words) -> str:
    numbers = "、".join(map(str, unread_pages(document.page_kinds)))
    if not numbers:
        return ""
    return words.both(
        f"第{numbers}页没有读到，所问内容可能在其中。", f" Pages {numbers} were not read; it may stand there."
    )


def _blank(draft: Draft, words: Words, outcome: Blank) -> str:
    entry = outcome.entry
    number, title = draft.cite(entry), entry.document.title
    name, place, printed = name_of(entry), place_of(entry), entry.origin.text
    if not entry.cell or not printed:
        return words.both(
            f"《{title}》的{place}中“{name}”一格为空，没有数字[{number}]，不能当作零。",
            f"The cell for {name} in {place} of {title} is blank [{number}]; it holds no figure and is not zero.",
        )
    if not outcome.unread:
        return words.both(
            f"《{title}》的{place}中“{name}”印作“{printed}”，没有数字[{number}]，不能当作零。",
            f"The cell for {name} in {place} of {title} prints “{printed}” [{number}]; "
            "it holds no figure and is not zero.",
        )
    return words.both(
        f"《{title}》的{place}中“{name}”印作“{printed}”[{number}]，无法读成数字。",
        f"The cell for {name} in {place} of {title} prints “{printed}” [{number}], which cannot be read as a number.",
    )


def _ambiguous(draft: Draft, words: Words, outcome: Ambiguous) -> str:
    shown = []
    for at, choice in enumerate(outcome.choices, 1):
        entry = choice.value.entry if choice.value is not None and choice.slot == "item" else None
        mark = f"[{draft.cite(entry)}]" if entry is not None else ""
        question = f"{choice.label}：{outcome.what}" if choice.slot == "documents" else choice.word
        draft.clarify.append(Clarification(choice.label, question))
        shown.append(f"{at}. {choice.label}{mark}")
    listed = "；".join(shown)
    if outcome.choices and outcome.choices[0].slot == "documents":
        return words.both(f"有几份文件都符合，请问是哪一份：{listed}", f"Several documents fit. Which one: {listed}")
    return words.both(
        f"有几个科目都叫“{outcome.what}”，请问是哪一个：{listed}",
        f"Several items are called {outcome.what}. Which one: {listed}",
    )
