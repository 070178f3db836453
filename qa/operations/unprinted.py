"""What stands in a cell and is still no answer: print that is no number, and money whose unit is nowhere printed."""

from __future__ import annotations

import re

from ingest.model.normalize import normalize
from qa.drafting.answer import Status
from qa.drafting.asking import Asking, name_of, place_words
from qa.drafting.draft import Draft
from qa.drafting.known_units import is_money_without_unit
from qa.evidence.index import Figure

_DASH = re.compile(r"[-/]+")


def no_figure(asking: Asking, draft: Draft, figure: Figure) -> Draft:
    """The refusal of a cell that is there and holds no figure: it is blank, or prints what is no number."""
    draft.found_blank = True
    number, title = draft.cite(figure), figure.document.title
    name, place, printed = name_of(figure), place_words(figure), figure.origin.text
    if not figure.cell or not printed:
        return draft.refuse(
            asking.words(
                f"《{title}》的{place}中“{name}”一格为空，没有数字[{number}]，不能当作零。",
                f"The cell for {name} in {place} of {title} is blank [{number}]; it holds no figure and is not zero.",
            )
        )
    if _DASH.fullmatch(normalize(printed)):
        return draft.refuse(
            asking.words(
                f"《{title}》的{place}中“{name}”印作“{printed}”，没有数字[{number}]，不能当作零。",
                f"The cell for {name} in {place} of {title} prints “{printed}” [{number}]; "
                f"it holds no figure and is not zero.",
            )
        )
    return draft.refuse(
        asking.words(
            f"《{title}》的{place}中“{name}”印作“{printed}”[{number}]，无法读成数字。",
            f"The cell for {name} in {place} of {title} prints “{printed}” [{number}], "
            f"which cannot be read as a number.",
        )
    )


def without_unknown_units(asking: Asking, draft: Draft) -> Draft:
    """The draft, or a refusal where it gives an amount of money whose unit the document does not print: 元 and 万元 are
    ten thousand times apart."""
    if draft.status is not Status.ANSWERED or all(each.unit for each in draft.results):
        return draft
    shown = {number for each in draft.results if not each.unit for number in each.citations}
    bare = [each for each in draft.figures if is_money_without_unit(each) and draft.cite(each) in shown]
    if not bare:
        return draft
    draft.sentences.clear()
    told = "；".join(f"{name_of(each)}印作“{each.fact.text}”[{draft.cite(each)}]" for each in bare[:5])
    return draft.refuse(
        asking.words(
            f"《{bare[0].document.title}》的{place_words(bare[0])}没有读到金额单位，不知道是元还是万元，不能作为金额回答：{told}。",
            f"{place_words(bare[0])} of {bare[0].document.title}: no unit of money (元 or 万元) was found, "
            f"so that no amount can be given: {told}.",
        )
    )
