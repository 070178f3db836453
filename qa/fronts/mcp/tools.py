"""The MCP tools: plain functions over a service, with results ready for JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from ingest.model.errors import BadQuestion, UnknownDocument
from ingest.model.figures import Stage
from qa.drafting.citation_places import place_of_key
from qa.evidence.evidence import Candidate, find
from qa.evidence.index import Figure
from qa.fronts.api.documents import described, finding_body, place_body
from qa.fronts.serving.service import Service
from qa.plans import quantity
from qa.plans.plan import Target
from qa.plans.quantity import MONEY, Quantity, cited, plain

_LONGEST_WORDS = 200
_MOST = 50
_MOST_OPERANDS = 100


def documents(service: Service) -> dict[str, Any]:
    return {"documents": [described(each) for each in service.stores.catalog.documents()]}


def facts(service: Service, words: str, document: str, year: int | None, stage: str, limit: int) -> dict[str, Any]:
    """The figures that fit ``words`` best, in one document or in all, each with the key that ``calculate`` takes.
    Raises BadQuestion for empty or overlong ``words`` and for an unknown stage."""
    if not words.strip() or len(words) > _LONGEST_WORDS:
        raise BadQuestion(f"words: say what the figure is of, in 1 to {_LONGEST_WORDS} characters")
    library = service.library()
    ids = [service.stores.catalog.find(document).id] if document else list(library.documents)
    target = Target(words, year=year, stage=_stage(stage))
    found: list[Candidate] = []
    for each in ids:
        found += find(target, library.index(each))[:_MOST]
    best = sorted(found, key=lambda candidate: -candidate.score)[: min(max(limit, 1), _MOST)]
    return {"facts": [_fact(each.figure) | {"fits": each.fits} for each in best]}


def _stage(name: str) -> Stage:
    try:
        return Stage(name)
    except ValueError as error:
        raise BadQuestion(f"stage is one of {'、'.join(each.value for each in Stage if each.value)}") from error


def _fact(figure: Figure) -> dict[str, Any]:
    """A figure with its full description and its citation."""
    origin = figure.origin
    return {
        "key": f"{figure.document.id}-{origin.id}",
        "institution": figure.fact.institution if figure.cell else figure.document.institution,
        "year": figure.year,
        "stage": figure.stage.value,
        "side": figure.side.value,
        "fund": figure.fund.value,
        "code": origin.item.code,
        "item": origin.item.name,
        "value": None if figure.value is None else plain(figure.value),
        "unit": figure.unit,
        "citation": _citation(figure),
    }


def _citation(figure: Figure) -> dict[str, Any]:
    if figure.cell:
        row, column, quote = list(figure.fact.row_path), list(figure.fact.column_path), figure.fact.text
    else:
        row, column, quote = [], [], figure.statement.sentence
    return {
        "document": figure.document.title,
        "document_id": figure.document.id,
        "file": figure.document.file,
        **place_body(figure.source),
        "table": figure.table.title if figure.table else None,
        "row": row,
        "column": column,
        "quote": quote,
    }


OPERATIONS = ("sum", "difference", "ratio", "share", "growth", "mean")


def calculation(service: Service, operation: str, keys: Sequence[str], unit: str) -> dict[str, Any]:
    """A figure derived from cited ones, never from free numbers; ``expression`` is over their positions in ``keys``.

    Raises BadQuestion for an unknown operation or operands that do not fit, UnknownDocument for an unknown key."""
    if not 1 <= len(keys) <= _MOST_OPERANDS:
        raise BadQuestion(f"facts: give 1 to {_MOST_OPERANDS} keys as find_facts tells them")
    figures = [_figure(service, key) for key in keys]
    quantities = [_operand(at, figure) for at, figure in enumerate(figures, 1)]
    _check_units(operation, quantities)
    made = _calculated(operation, quantities)
    if unit and unit in MONEY and made.unit in MONEY:
        made = quantity.converted(made, unit)
    return {
        "value": plain(made.value),
        "unit": made.unit,
        "expression": made.expression,
        "substituted": made.substituted,
        "citations": [{"id": at, **_citation(figure)} for at, figure in enumerate(figures, 1)],
    }


def _figure(service: Service, key: str) -> Figure:
    figure = place_of_key(key, service.library()).figure
    if figure is None:
        raise UnknownDocument(f"{key[:80]} is no figure; find_facts tells their keys")
    return figure


def _operand(at: int, figure: Figure) -> Quantity:
    if figure.value is None:
        raise BadQuestion(f"figure {at} is blank or not a number: nothing can be calculated with it")
    signed = figure.value
    if not figure.cell and figure.statement.direction.value == "减少":
        signed = -signed
    return cited(signed, figure.unit, at)


def _check_units(operation: str, quantities: Sequence[Quantity]) -> None:
    units = {"money" if each.unit in MONEY else each.unit for each in quantities}
    if len(units) > 1 and operation != "ratio":
        raise BadQuestion(f"figures of different units ({'、'.join(sorted(units))}) cannot be put together so")


def _calculated(operation: str, quantities: Sequence[Quantity]) -> Quantity:
    if operation == "sum":
        return quantity.total(quantities)
    if operation == "mean":
        return quantity.mean(quantities)
    made = _PAIRS.get(operation)
    if made is None:
        raise BadQuestion(f"operation is one of {', '.join(OPERATIONS)}")
    if len(quantities) != 2:
        raise BadQuestion(f"{operation} takes two figures, not {len(quantities)}")
    if operation != "difference" and not quantities[1].value:
        raise BadQuestion("the base is 0: there is no rate")
    return made(quantities[0], quantities[1])


_PAIRS: dict[str, Callable[[Quantity, Quantity], Quantity]] = {
    "difference": quantity.difference,
    "ratio": lambda one, two: replace(quantity.quotient(one, two, places=4), unit=""),
    "share": quantity.percentage,
    "growth": quantity.growth,
}


def checks(service: Service, document: str) -> dict[str, Any]:
    """What the reconciliation rules found in a document; passed checks are counted, not listed."""
    found = service.stores.catalog.find(document)
    findings = service.stores.catalog.findings(found.id)
    told = [finding_body(each) for each in findings if each.verdict != "pass"]
    passed = sum(each.checks for each in findings if each.verdict == "pass")
    return {"document": described(found), "passed": passed, "findings": told}
