"""Draft -> answer: joins the sentences, adds the checks that touch the cited figures, places the sources."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model.document import Mark
from qa.composing.reconciled import add_findings
from qa.drafting.answer import Answer, Status
from qa.drafting.asking import Asking
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
            (*filter(None, draft.sentences), *_contradictions(asking, draft), *_cautions(asking, draft))
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


def _cautions(asking: Asking, draft: Draft) -> Iterator[str]:
    """What a reader must know of how the figures are printed."""
    marks = {figure.fact.mark for figure in draft.figures if figure.cell}
    if Mark.OCR in marks:
        yield asking.words(
            "其中有的数字由光学识别从扫描页读出，引用前请核对原页。",
            "Some of these figures were recognised from a scanned page: check them against it before use.",
        )
    if draft.status is Status.ANSWERED and Mark.MERGED in marks:
        yield asking.words(
            "其中有的数字印在跨行合并的一格里，由这几行共有，不是一行单独的数字。",
            "Some of these figures are printed in one cell merged over several rows, and belong to them together.",
        )
