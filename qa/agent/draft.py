"""Turns a model's reply into a draft: ids become numbered citations, figures become results, calculations are shown."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from qa.agent.notes import NotedCalculation, NotedFinding, NotedPassage, Notes
from qa.agent.reply import Reply, Said, numbered
from qa.agent.verbatim import exact, position
from qa.drafting.answer import Basis, Calculation, Check, Citation, Result, Status
from qa.drafting.asking import Asking, name_of
from qa.drafting.claims import claims_in
from qa.drafting.draft import Draft
from qa.evidence.index import Figure
from qa.plans.quantity import Quantity

_NUMBER = re.compile(r"\[(\d+)\]")


def draft_of(reply: Reply, notes: Notes, asking: Asking, rules: Draft) -> Draft:
    """The draft of a reply that passed the guard. The rules' results that it repeats keep their place, and so do the
    checks that touch them."""
    draft = Draft()
    numbers = {each: notes.cite(each, draft) for said in reply.sentences for each in said.ids}
    for said in reply.sentences:
        draft.say(numbered(said, numbers))
    _repeat_results(draft, rules, reply)
    for said in reply.sentences:
        for each in said.ids:
            _add_result(draft, notes, each, said, asking)
    _add_checks(draft, rules, notes, reply, numbers)
    draft.items.extend(_items(reply, notes, rules))
    return draft


def lead_faults(reply: Reply, rules: Draft) -> tuple[str, ...]:
    """The rules' leading results that the reply leaves out: the two must not disagree about the asked figure."""
    if rules.status is not Status.ANSWERED:
        return ()
    text = "\n".join(said.plain for said in reply.sentences)
    if rules.results and not _states(text, rules.results[0]):
        lead = rules.results[0]
        return (f"所问的数按文件是{lead.label}（规则程序已查到），回答里没有写",)
    missing = [each for each in rules.items if position(exact(each), exact(text)) < 0]
    return (f"列出的名称缺少{'、'.join(missing[:5])}",) if missing else ()


def holds_anything(reply: Reply, notes: Notes) -> bool:
    """Whether a reply rests on more than blank cells; otherwise it answers nothing."""
    noted = [notes[each] for said in reply.sentences for each in said.ids]
    return any(not isinstance(each, Figure) or each.origin.text for each in noted)


def _states(text: str, result: Result) -> bool:
    wanted = abs(Decimal(result.value))
    return any(claim.value == wanted for claim in claims_in(text)) or result.value.lstrip("-") == "0"


def _repeat_results(draft: Draft, rules: Draft, reply: Reply) -> None:
    """Repeats the rules' results that the reply states, with their citations and calculations."""
    text = "\n".join(said.plain for said in reply.sentences)
    for result in rules.results:
        if _states(text, result):
            numbers = {each: draft.cite_again(rules, each) for each in result.citations}
            draft.results.append(replace(result, citations=tuple(numbers.values())))
            _keep_figures(draft, rules, result)
    for made in rules.calculations:
        stated = any(claim.value == abs(Decimal(made.value)) for claim in claims_in(text))
        if stated and (again := _again(made, draft, rules)) not in draft.calculations:
            draft.calculations.append(again)


def _keep_figures(draft: Draft, rules: Draft, result: Result) -> None:
    """Keeps the figures behind a result, for the number guard."""
    quotes = {rules.citations[each - 1].quote for each in result.citations}
    for figure in rules.figures:
        quote = figure.fact.text if figure.cell else figure.statement.sentence
        if quote in quotes and figure not in draft.figures:
            draft.figures.append(figure)


def _again(made: Calculation, draft: Draft, rules: Draft) -> Calculation:
    numbers = {each: draft.cite_again(rules, each) for each in made.citations}
    expression = _NUMBER.sub(lambda found: f"[{numbers[int(found.group(1))]}]", made.expression)
    return replace(made, expression=expression, citations=tuple(numbers.values()))


def _add_result(draft: Draft, notes: Notes, name: str, said: Said, asking: Asking) -> None:
    """Turns an id into a result if the sentence states its value."""
    noted = notes[name]
    if isinstance(noted, NotedPassage | NotedFinding) or (isinstance(noted, Figure) and noted.value is None):
        return
    if isinstance(noted, NotedCalculation) and noted.operation == "rank":
        return
    quantity = notes.quantity(name, draft)
    if not any(claim.value == abs(quantity.value) for claim in claims_in(said.plain)):
        return
    if any(
        each.value.lstrip("-") == format(abs(quantity.value), "f") and each.unit == quantity.unit
        for each in draft.results
    ):
        draft.calculate(quantity)
        return
    if isinstance(noted, Figure):
        basis = Basis.CELL if noted.cell else Basis.TEXT
        draft.result(name_of(noted), _signed(noted, quantity), basis)
    else:
        draft.result(_label(noted, notes, asking), quantity)


def _signed(figure: Figure, quantity: Quantity) -> Quantity:
    down = not figure.cell and figure.statement.direction.value == "减少"
    return replace(quantity, value=-quantity.value) if down and quantity.value > 0 else quantity


_LABELS = {
    "sum": ("合计", "sum"),
    "difference": ("相差", "difference"),
    "share": ("占比", "share"),
    "growth": ("增减率", "growth"),
    "ratio": ("倍数", "ratio"),
    "mean": ("平均", "mean"),
    "convert": ("折合", "converted"),
    "made": ("推算", "implied"),
}


def _label(noted: NotedCalculation, notes: Notes, asking: Asking) -> str:
    figures = [figure for each in noted.operands for figure in notes.figures_of(each)]
    names = "、".join(dict.fromkeys(name_of(each) for each in figures[:3]))
    return names + asking.words(*_LABELS.get(noted.operation, ("", "")))


def _add_checks(draft: Draft, rules: Draft, notes: Notes, reply: Reply, numbers: dict[str, tuple[int, ...]]) -> None:
    for check in rules.checks:
        if rules.status is Status.ANSWERED and draft.results:
            again = tuple(draft.cite_again(rules, each) for each in check.citations)
            draft.checks.append(replace(check, citations=again))
    for said in reply.sentences:
        for each in said.ids:
            noted = notes[each]
            if isinstance(noted, NotedFinding):
                finding = noted.finding
                made = Check(finding.rule, finding.verdict, finding.message, numbers[each])
                draft.checks += [made] if made not in draft.checks else []


def _items(reply: Reply, notes: Notes, rules: Draft) -> list[str]:
    """The names that answer: the rules' names if the reply holds them all, else those of the ranking it cites."""
    if rules.items:
        return list(rules.items)
    for said in reply.sentences:
        for each in said.ids:
            noted = notes[each]
            if isinstance(noted, NotedCalculation) and noted.operation == "rank":
                return [name_of(figure) for name in noted.operands for figure in notes.figures_of(name)]
    return []


def evidence_text(text: str, citations: list[Citation], ids: dict[int, str]) -> str:
    """A text by the rules with ids in place of its citation numbers."""
    held = {each.id for each in citations}
    return _NUMBER.sub(lambda found: f"[{ids[int(found.group(1))]}]" if int(found.group(1)) in held else "", text)


def with_id(text: str, figure: str, name: str) -> str:
    """``text`` with the id inserted after the first ``figure`` that has none."""
    place = re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\s*\[)", text)
    return f"{text[: place.end()]}[{name}]{text[place.end() :]}" if place else text
