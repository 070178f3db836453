"""The number guard: no figure leaves that a citation, a calculation or the question does not hold.

Each sentence is held against the citations that it marks. A numeral must be printed there, or be the value of a shown
calculation, or stand in the question; its unit and the direction of a change must agree; a year and an institution must be
those of what is cited. What fails is a fault of ours: the answer falls back to the bare cited figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.amounts import to_unit
from ingest.figures import Direction
from qa.answer import Answer, Citation, Status
from qa.claims import Claim, claims_in
from qa.draft import Draft
from qa.operations.asking import Asking
from qa.quantity import MONEY
from qa.words import clean

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?(?:\s*\[\d+\])*”?(?:\[\d+\])*")
_QUOTED = re.compile(r"“([^”]{2,})”")
_MARK = re.compile(r"\[(\d+)\]")
_YEAR_OF = re.compile(r"(?:19|20)\d{2}(?=年|$)")


@dataclass(frozen=True, slots=True)
class Allowed:
    """A numeral that may be stated. ``unit`` empty: in any unit (a name, a code, a date). ``direction``: as in a claim."""

    value: Decimal
    unit: str
    direction: str = ""


def verify(answer: Answer, asking: Asking, draft: Draft) -> Answer:
    """The answer if it holds, else the bare cited figures. Faults are kept in the trace."""
    faults = violations(answer, asking, draft)
    if not faults:
        return answer
    return replace(answer, answer=_bare(answer, asking), trace={**answer.trace, "violations": faults})


def violations(answer: Answer, asking: Asking, draft: Draft) -> tuple[str, ...]:
    """What the text states that nothing holds: one line each, empty if all is held."""
    common = [*_of_question(asking), *_of_calculations(answer), *_of_store(asking, answer)]
    faults: list[str] = []
    spans = [found.span() for each in answer.checks for found in re.finditer(re.escape(each.message), answer.answer)]
    for offset, body in _sentences(_unquoted(answer.answer, answer.citations)):
        allowed = [*common, *_of_citations(_cited(body, answer), draft)]
        # A rule's own message may say which direction would be right.
        claims = [
            replace(claim, direction="") if any(start <= offset + claim.start < end for start, end in spans) else claim
            for claim in claims_in(body)
        ]
        faults += [f"numeral {claim.text}" for claim in claims if not _held(claim, allowed)]
        faults += _wrong_years(body, answer, asking, draft)
    if answer.status is Status.ANSWERED:
        faults += _strangers(answer, asking)
        faults += _unsupported_results(answer, draft)
    return tuple(dict.fromkeys(faults))


def _sentences(text: str) -> Iterable[tuple[int, str]]:
    return ((found.start(), found.group(0)) for found in _SENTENCE.finditer(text) if found.group(0).strip())


def _cited(sentence: str, answer: Answer) -> Sequence[Citation]:
    """The citations that a sentence marks; all of them where it marks none."""
    numbers = {int(each) for each in _MARK.findall(sentence)}
    return [each for each in answer.citations if each.id in numbers] or answer.citations


def _unquoted(text: str, cited: Sequence[Citation]) -> str:
    """The text without what it quotes word for word from its citations and without the names of places cited."""
    quotes = [clean(each.quote) for each in cited]
    names = [
        name
        for each in cited
        for name in (each.table or "", *each.section.split(" > "), *each.row, each.document)
        if name
    ]

    def blank(found: re.Match[str]) -> str:
        said = clean(found.group(1))
        kept = any(said in quote for quote in quotes) or any(said in clean(name) for name in names)
        return " " * len(found.group(0)) if kept else found.group(0)

    body = _QUOTED.sub(blank, text)
    for name in sorted(names, key=len, reverse=True):
        if any(character.isdigit() for character in name):
            body = body.replace(name, " " * len(name))
    return body


def _held(claim: Claim, allowed: Iterable[Allowed]) -> bool:
    return any(_agrees(claim, each) for each in allowed)


def _agrees(claim: Claim, allowed: Allowed) -> bool:
    if claim.direction and allowed.direction and claim.direction != allowed.direction:
        return False
    if claim.unit in MONEY and allowed.unit in MONEY and claim.unit != allowed.unit:
        return to_unit(claim.value, claim.unit, allowed.unit) == abs(allowed.value)
    return claim.value == abs(allowed.value) and (not allowed.unit or not claim.unit or claim.unit == allowed.unit)


# ------------------------------------------------------------------------------------------------- what may be said


def _of_question(asking: Asking) -> list[Allowed]:
    return [Allowed(claim.value, claim.unit) for claim in claims_in(asking.question.raw)]


def _of_calculations(answer: Answer) -> list[Allowed]:
    found: list[Allowed] = []
    for each in answer.calculations:
        value = Decimal(each.value)
        change = "-" in each.substituted and "÷" not in each.substituted
        found.append(Allowed(value, each.unit, "" if not change else "up" if value >= 0 else "down"))
        if change:
            found.append(Allowed(value, each.unit))
        found += [Allowed(claim.value, "") for claim in claims_in(each.substituted)]
    return found


def _of_store(asking: Asking, answer: Answer) -> list[Allowed]:
    """Years in the titles of documents, where an answer lists documents or says that one is missing."""
    if answer.status is Status.ANSWERED:
        return []
    documents = asking.library.documents.values()
    titles = [each.title for each in documents] + [each.label for each in answer.clarify]
    titles += [str(page) for each in documents for page in range(1, len(each.page_kinds) + 1)]
    listed = [Allowed(Decimal(number), "") for number in range(1, len(answer.clarify) + 1)]
    years = [Allowed(Decimal(year), "") for target in asking.plan.targets for year in [target.year] if year]
    return [*listed, *years, *(Allowed(claim.value, "") for title in titles for claim in claims_in(title))]


def _of_citations(cited: Sequence[Citation], draft: Draft) -> list[Allowed]:
    found: list[Allowed] = []
    for each in cited:
        directions = _directions(each, draft)
        for claim in claims_in(each.quote):
            unit = claim.unit or (each.unit if each.table else "")
            found.append(Allowed(claim.value, unit, directions.get(claim.value, claim.direction)))
            if claim.direction:  # as printed, even where the sentence contradicts itself
                found.append(Allowed(claim.value, unit, claim.direction))
        for text in (each.document, each.table or "", each.section, *each.row, *each.column):
            found += [Allowed(claim.value, "") for claim in claims_in(text)]
    return found


def _directions(citation: Citation, draft: Draft) -> dict[Decimal, str]:
    """Which way each change of a cited sentence goes."""
    names = {Direction.UP: "up", Direction.DOWN: "down"}
    return {
        figure.value: names[figure.statement.direction]
        for figure in draft.figures
        if not figure.cell
        and figure.value is not None
        and figure.statement.sentence == citation.quote
        and figure.statement.direction in names
    }


def _wrong_years(body: str, answer: Answer, asking: Asking, draft: Draft) -> list[str]:
    """Years named beside an institution that are not those of the figures cited."""
    if answer.status is not Status.ANSWERED:
        return []
    known = {year for figure in draft.figures for year in (figure.year, figure.document.year) if year}
    known |= {year - 1 for year in known} | set(asking.plan.years)
    known |= {int(year) for each in answer.citations for year in _YEAR_OF.findall(each.quote + each.document)}
    spoken = {figure.year or figure.document.year for figure in draft.figures}
    faults = [f"year {year}" for year in _YEAR_OF.findall(body) if int(year) not in known]
    asked = {*asking.plan.years, *(target.year for target in asking.plan.targets)}
    own: dict[str, set[int | None]] = {}
    for document in asking.library.documents.values():
        before = {each for each in asked if each == (document.year or 0) - 1}
        own.setdefault(document.institution, set()).update({document.year}, before)
    for institution, years in own.items():
        for year in re.findall(re.escape(institution) + r"\s?((?:19|20)\d{2})(?=年| )", body):
            if spoken and int(year) not in spoken | years:
                faults.append(f"year {year} of {institution}")
    return faults


def _strangers(answer: Answer, asking: Asking) -> list[str]:
    """Institutions that are named though nothing of theirs is cited."""
    cited = {each.document_id for each in answer.citations}
    allowed = {asking.library.document(each).institution for each in cited if each in asking.library.documents}
    allowed |= {asking.library.document(each).institution for each in asking.plan.scope.documents}
    quotes = "".join(
        (*(each.quote for each in answer.citations), *(name for each in answer.citations for name in each.row))
    )
    return [
        f"institution {each.institution}"
        for each in asking.library.documents.values()
        if each.institution not in allowed and each.institution in answer.answer and each.institution not in quotes
    ]


def _unsupported_results(answer: Answer, draft: Draft) -> list[str]:
    """Results whose value neither a cited figure nor a calculation has."""
    values = {abs(Decimal(each.value)) for each in answer.calculations}
    values |= {abs(figure.value) for figure in draft.figures if figure.value is not None}
    values |= {claim.value for each in answer.citations for claim in claims_in(each.quote)}
    return [f"result {each.value}{each.unit}" for each in answer.results if abs(Decimal(each.value)) not in values]


def _bare(answer: Answer, asking: Asking) -> str:
    """The cited figures and nothing else."""
    listed = [f"“{each.quote}”[{each.id}]" for each in answer.citations]
    return asking.words("文件中的相关原文：", "From the documents: ") + "；".join(listed)
