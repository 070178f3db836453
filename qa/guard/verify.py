"""The number guard: an answer states no figure without support by a citation, a calculation or the question.

Each numeral is checked against the citations marked next after it. It must be printed there, be the value of a shown
calculation, or stand in the question. Its unit and the direction of a change must agree, a quotation must be verbatim,
and years and institutions must be those of the cited places. A failure is a bug of ours: the answer falls back to the
bare cited figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.drafting.answer import Answer, Citation, Result, Status
from qa.drafting.claims import Claim, claims_in
from qa.drafting.draft import Draft
from qa.guard.allowed import of_calculations, of_checks, of_citations, of_question, of_store
from qa.guard.context import Context
from qa.guard.differences import of_differences
from qa.guard.names import covered
from qa.guard.quotations import Span, changed_quotations, unquoted

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?(?:\s*\[\d+\])*”?(?:\[\d+\])*")
_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\s*\[\d+\])+")
_YEAR_OF = re.compile(r"(?:19|20)\d{2}(?=年|$)")


def verify(answer: Answer, context: Context, draft: Draft) -> Answer:
    """The answer if it holds, else the bare cited figures, without unsupported results. The trace keeps the faults."""
    faults = violations(answer, context, draft)
    if not faults:
        return answer
    held = tuple(each for each in answer.results if each not in _unsupported(answer, draft))
    trace = {**answer.trace, "violations": faults}
    return replace(answer, answer=_bare(answer, context), results=held, trace=trace)


def violations(answer: Answer, context: Context, draft: Draft) -> tuple[str, ...]:
    """Statements of the text without support, one line each; empty if there are none."""
    said = answer.answer
    messages = [found.span() for each in answer.checks for found in re.finditer(re.escape(each.message), said)]
    text = covered(_blanked(unquoted(said, answer.citations), messages), context.names)
    faults = [*changed_quotations(answer, messages), *_changed_messages(answer)]
    faults += _unheld(text, answer, context, draft)
    faults += _wrong_years(text, answer, context, draft)
    if answer.status is Status.ANSWERED:
        faults += _strangers(answer, context)
        faults += [f"result {each.value}{each.unit}" for each in _unsupported(answer, draft)]
    return tuple(dict.fromkeys(faults))


def _blanked(text: str, messages: Sequence[Span]) -> str:
    """The text without the messages of its checks, positions kept: a rule's own words state what would be right."""
    for start, end in messages:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _changed_messages(answer: Answer) -> list[str]:
    """Contradictions that the text does not state in the rule's own words."""
    return [
        f"check {each.rule}" for each in answer.checks if each.status == "fail" and each.message not in answer.answer
    ]


def _unheld(text: str, answer: Answer, context: Context, draft: Draft) -> list[str]:
    """Numerals supported neither by the question, nor a calculation, nor the citations marked after them."""
    common = [*of_question(context), *of_store(context, answer), *of_calculations(answer, context.held)]
    faults = []
    for offset, body in _sentences(text):
        for claim in claims_in(body):
            at = offset + claim.start
            cited = _cited(body, claim.start, answer)
            allowed = [*common, *of_citations(cited, draft), *of_checks(answer, cited)]
            allowed += of_differences(answer, context, text[:at]) if claim.direction and not context.held else []
            no_figure = _counts_lines(text, at, claim) or (context.held and _is_near_year(claim, draft))
            if not no_figure and not any(each.holds(claim) for each in allowed):
                faults.append(f"numeral {claim.text}")
    return faults


def _counts_lines(text: str, at: int, claim: Claim) -> bool:
    """Whether a numeral is the number of a line or of a part of a list: 1. or （2）."""
    behind = text[at + len(claim.text) : at + len(claim.text) + 1]
    before = text[:at].rstrip(" ")[-1:]
    return not claim.unit and claim.value < 100 and behind in tuple(".、)）") and before in ("", *"\n；;。：:（(")


def _is_near_year(claim: Claim, draft: Draft) -> bool:
    """Whether a numeral is the year of a cited figure, or the one before."""
    years = {figure.year or figure.document.year or 0 for figure in draft.figures}
    return claim.unit in ("", "年") and claim.value in years | {year - 1 for year in years}


def _sentences(text: str) -> Iterable[tuple[int, str]]:
    return ((found.start(), found.group(0)) for found in _SENTENCE.finditer(text) if found.group(0).strip())


def _cited(sentence: str, start: int, answer: Answer) -> Sequence[Citation]:
    """The citations of the marks that follow a numeral; if none follows, those of its sentence, or all if it has
    none."""
    following = _MARKS.search(sentence, start)
    numbers = {int(each) for each in _MARK.findall(following.group(0) if following else sentence)}
    return [each for each in answer.citations if each.id in numbers] or answer.citations


def _wrong_years(text: str, answer: Answer, context: Context, draft: Draft) -> list[str]:
    """Years named beside an institution that differ from those of the cited figures."""
    if answer.status is not Status.ANSWERED:
        return []
    known = {year for figure in draft.figures for year in (figure.year, figure.document.year) if year}
    known |= {year - 1 for year in known} | set(context.years)
    known |= {int(year) for each in answer.citations for year in _YEAR_OF.findall(each.quote + each.document)}
    spoken = {figure.year or figure.document.year for figure in draft.figures}
    faults = [f"year {year}" for year in _YEAR_OF.findall(text) if int(year) not in known]
    asked = context.years
    own: dict[str, set[int | None]] = {}
    for document in context.documents.values():
        before = {each for each in asked if each == (document.year or 0) - 1}
        own.setdefault(document.institution, set()).update({document.year}, before)
    for institution, years in ((name, years) for name, years in own.items() if name in text):
        for year in re.findall(re.escape(institution) + r"\s?((?:19|20)\d{2})(?=年| )", text):
            if spoken and int(year) not in spoken | years:
                faults.append(f"year {year} of {institution}")
    return faults


def _strangers(answer: Answer, context: Context) -> list[str]:
    """Institutions named although nothing of theirs is cited."""
    cited = {each.document_id for each in answer.citations}
    allowed = {context.documents[each].institution for each in cited if each in context.documents}
    allowed |= {context.documents[each].institution for each in context.scope}
    quotes = "".join(
        (*(each.quote for each in answer.citations), *(name for each in answer.citations for name in each.row))
    )
    return [
        f"institution {each.institution}"
        for each in context.documents.values()
        if each.institution not in allowed and each.institution in answer.answer and each.institution not in quotes
    ]


def _unsupported(answer: Answer, draft: Draft) -> list[Result]:
    """Results whose value neither a cited figure nor a calculation has."""
    values = {abs(Decimal(each.value)) for each in answer.calculations}
    values |= {abs(figure.value) for figure in draft.figures if figure.value is not None}
    values |= {claim.value for each in answer.citations for claim in claims_in(each.quote)}
    return [each for each in answer.results if abs(Decimal(each.value)) not in values]


def _bare(answer: Answer, context: Context) -> str:
    """The cited figures and nothing else."""
    listed = [f"“{each.quote}”[{each.id}]" for each in answer.citations]
    return context.words("文件中的相关原文：", "From the documents: ") + "；".join(listed)
