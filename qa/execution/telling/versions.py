"""Versions of one publication: what each of them says where they differ, and that there are others."""

from __future__ import annotations

from qa.drafting.answer import Status
from qa.drafting.draft import Draft
from qa.execution.outcomes import Ambiguous, Member, Series, Value, entries_of
from qa.execution.sources import Shelf
from qa.execution.telling.missing import Words


def told_by_each(outcome: Ambiguous, shelf: Shelf) -> Series | None:
    """What each version says, by the name of its file; none where the choice is between other things."""
    values = [each.value for each in outcome.choices if each.slot == "documents" and each.value is not None]
    if len(values) < len(outcome.choices):
        return None
    ids = {entry.document.id for each in values for entry in entries_of(each.term)}
    if len({shelf.publication_of(each).key for each in ids}) != 1:
        return None
    return Series(tuple(Member(f"《{_files(each)}》", each) for each in values), outcome.what)


def _files(value: Value) -> str:
    return "、".join(dict.fromkeys(entry.document.file for entry in entries_of(value.term)))


def name_versions(draft: Draft, shelf: Shelf, words: Words) -> None:
    """Names the other versions of the documents that an answer cites."""
    if draft.status is not Status.ANSWERED:
        return
    cited = dict.fromkeys(each.document_id for each in draft.citations)
    others = {
        other.file: None
        for document_id in cited
        for other in shelf.publication_of(document_id).beside(shelf.by_id[document_id])
        if other.id not in cited
    }
    for file in others:
        draft.say(words.both(f"该文件另有版本《{file}》。", f"There is another version of it: {file}."))
