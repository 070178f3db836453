"""Versions of one publication: what each of them answers, and that there are others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.drafting.answer import Status
from qa.drafting.asking import Asking
from qa.drafting.draft import Draft
from qa.evidence.index import DocumentIndex

Told = tuple[DocumentIndex, Draft]


def alike(answered: Sequence[Told]) -> bool:
    """Whether all answer the same."""
    first = answered[0][1]
    return all(
        [(each.value, each.unit) for each in draft.results] == [(each.value, each.unit) for each in first.results]
        and (draft.results or draft.sentences == first.sentences)
        for _, draft in answered
    )


def told_by_each(asking: Asking, answered: Sequence[Told]) -> Draft:
    """What each version says, under the name of its file."""
    draft = Draft()
    draft.say(asking.words("同一文件有几个版本，所载不同。", "There are versions of this document that differ."))
    for index, told in answered:
        number = {each.id: draft.cite_again(told, each.id) for each in told.citations}
        draft.figures += [each for each in told.figures if each not in draft.figures]
        name = "、".join(dict.fromkeys(each.file for each in told.citations)) or index.document.file
        draft.say(asking.words(f"《{name}》：", f"{name}: ") + _renumbered("".join(told.sentences), number))
        draft.results += [
            replace(each, label=f"{name} {each.label}", citations=tuple(number[at] for at in each.citations))
            for each in told.results
        ]
        draft.calculations += [
            replace(
                each,
                expression=_renumbered(each.expression, number),
                citations=tuple(number[at] for at in each.citations),
            )
            for each in told.calculations
        ]
        draft.items += told.items
    return draft


def _renumbered(text: str, number: dict[int, int]) -> str:
    return re.sub(r"\[(\d+)\]", lambda match: f"[{number.get(int(match[1]), int(match[1]))}]", text)


def name_versions(asking: Asking, draft: Draft) -> Draft:
    """The draft, with the other versions of the documents that it cites named."""
    cited = dict.fromkeys(each.document_id for each in draft.citations)
    if draft.status is not Status.ANSWERED:
        return draft
    others = {
        other.file: None
        for document_id in cited
        for other in asking.library.publication_of(document_id).beside(asking.library.document(document_id))
        if other.id not in cited
    }
    for file in others:
        draft.say(asking.words(f"该文件另有版本《{file}》。", f"There is another version of it: {file}."))
    return draft
