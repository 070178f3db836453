"""Draft -> answer: joins the sentences, adds the checks that touch the cited figures, places the sources."""

from __future__ import annotations

from qa.composing.reconciled import add_findings
from qa.drafting.answer import Answer
from qa.drafting.asking import Asking
from qa.drafting.cautions import cautions
from qa.drafting.draft import Draft
from qa.operations.unprinted import without_unknown_units


def finish(asking: Asking, draft: Draft) -> Answer:
    """The answer object of a draft, before the guard."""
    draft = without_unknown_units(asking, draft)
    add_findings(asking, draft)
    return Answer(
        id="",
        question=asking.question.raw,
        language=asking.question.language,
        status=draft.status,
        answer=asking.words("", " ").join(
            (*filter(None, draft.sentences), *_contradictions(asking, draft), *cautions(draft, asking.words))
        ),
        results=tuple(draft.results),
        items=tuple(dict.fromkeys(draft.items)),
        calculations=tuple(draft.calculations),
        citations=tuple(draft.citations),
        checks=tuple(draft.checks),
        clarify=tuple(draft.clarify),
        trace={
            "plan": repr(asking.plan),
            "figures": [repr(figure.origin) for figure in draft.figures],
        },
    )


def _contradictions(asking: Asking, draft: Draft) -> list[str]:
    """What the checks found wrong with the cited figures, each once, unless a sentence says it already."""
    told = list(draft.sentences)
    for check in draft.checks:
        if check.status == "fail" and not any(check.message in each for each in told):
            numbers = "".join(f"[{each}]" for each in check.citations)
            told.append(
                asking.words(
                    f"注意，文件自身不一致：{check.message}{numbers}。",
                    f"Note, the document disagrees with itself: {check.message} {numbers}.",
                )
            )
    return told[len(draft.sentences) :]
