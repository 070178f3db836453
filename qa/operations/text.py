"""Questions for words: duties, organisation, problems, measures, policy basis, and definitions. All answers are
verbatim."""

from __future__ import annotations

import re

from ingest.model.document import Paragraph
from qa.drafting.asking import Asking, shown_words, unread_pages
from qa.drafting.draft import Draft
from qa.evidence.index import DocumentIndex
from qa.operations.sought import enough, is_glossary, led, searched, topics
from qa.plans.words import clean, closeness, pairs
from qa.search.enumerations import enumerated
from qa.search.passages import Passage, ScoredPassage, defined_term, sentences

_CAUSE = re.compile("原因|导致|由于|因为|因(?!公|素|此|特|私)|造成|致使")
_LIMIT = 420
_SECTION_LIMIT = 1600
"""Most characters of a section that is quoted whole when its heading was asked for."""


def text(asking: Asking, index: DocumentIndex) -> Draft:
    """The passage that answers, verbatim, or a refusal."""
    found = searched(asking, index)
    draft = Draft()
    if not found or found[0].recall < enough(asking):
        return _nothing(asking, index)
    if len(topics(asking)) > 1:
        for passage in _one_a_topic(asking, found):
            quote_passage(asking, draft, index, passage, whole=True)
        return draft
    best = found[0]
    whole = _whole_section(asking, index, best)
    for passage in whole or led(index, _companions(found)):
        quote_passage(asking, draft, index, passage, bool(whole))
    return draft


def _one_a_topic(asking: Asking, found: tuple[ScoredPassage, ...]) -> list[Passage]:
    """The best passage under a heading of each asked topic (由谁实施、什么时候实施)."""
    best = [
        next((each.passage for each in found if re.search(topic, each.passage.section.heading)), None)
        for topic in topics(asking)
    ]
    kept = {each.position: each for each in best if each is not None}
    return list(kept.values()) or [found[0].passage]


def asks_for_section(asking: Asking) -> bool:
    """Whether the question asks for the content of a section (哪些问题, 哪些措施) and not for names."""
    return bool(re.search("(?:哪些|哪几[个项条]|什么)(?:问题|不足|短板|措施|建议|经验|做法)", asking.plan.question))


def listed_text(asking: Asking, index: DocumentIndex) -> Draft:
    """Names listed in the running text, in an enumeration or in numbered lines; falls back to the passage."""
    for each in searched(asking, index)[:3]:
        if each.recall < enough(asking):
            break
        wanted = pairs(asking.target.words) | pairs(asking.plan.question)
        names = enumerated(each.passage, index.passages.all, wanted)
        if len(names) > 1:
            draft = Draft()
            draft.items.extend(names)
            for passage in _whole_section(asking, index, each) or led(index, [each.passage]):
                quote_passage(asking, draft, index, passage, whole=True)
            return draft
    return text(asking, index)


def _companions(found: tuple[ScoredPassage, ...]) -> list[Passage]:
    """The best passage and up to two that are nearly as good, in reading order."""
    near = [each.passage for each in found[:3] if each.score >= 0.85 * found[0].score]
    return sorted(near, key=lambda each: each.position)


def _whole_section(asking: Asking, index: DocumentIndex, best: ScoredPassage) -> list[Passage]:
    """All paragraphs of the section, if the question asks for what its heading names (职责, 存在的问题, 改进措施)."""
    section = best.passage.section
    wanted = pairs(asking.target.words)
    heading = pairs(section.heading)
    size = sum(len(each.text) for each in section.paragraphs)
    topical = any(re.search(each, section.heading) for each in topics(asking)) and size <= _SECTION_LIMIT
    asked = bool(heading) and len(heading & wanted) >= 0.5 * len(wanted) and len(section.paragraphs) <= 20
    if not topical and not asked:
        return []
    return [each for each in index.passages.all if each.section is section]


def quote_passage(asking: Asking, draft: Draft, index: DocumentIndex, passage: Passage, whole: bool = False) -> None:
    """Quotes the sentences of a passage that answer (a short passage whole), each cited at its place."""
    start, end = _span(asking, passage.paragraph, whole)
    quote = passage.paragraph.text[start:end].strip()
    number = draft.cite_passage(index.document, passage, quote, (start, end))
    named = f"{passage.section.heading}：" if passage.cell else ""
    draft.say(f"{named}“{quote}”[{number}]" if not asking.english else f"{named}“{quote}” [{number}]")


def _span(asking: Asking, paragraph: Paragraph, whole: bool) -> tuple[int, int]:
    if whole or len(paragraph.text) <= _LIMIT:
        return 0, len(paragraph.text)
    wanted = pairs(asking.target.words)
    scored = [(len(wanted & pairs(paragraph.text[start:end])), start, end) for start, end in sentences(paragraph)]
    top = max(score for score, _, _ in scored)
    good = [(start, end) for score, start, end in scored if score >= 0.6 * top and score]
    start, end = good[0][0], good[0][1]
    for _, each in good:
        if each - start <= _LIMIT:
            end = each
    after = [stop for _, begin, stop in scored if begin >= end]
    return start, after[0] if after and after[0] - start <= _LIMIT else end


def _nothing(asking: Asking, index: DocumentIndex) -> Draft:
    return Draft().refuse(
        asking.words(
            f"《{index.document.title}》中没有找到关于“{shown_words(asking.target)}”的内容。"
            + unread_pages(index.document, asking),
            f"{index.document.title} says nothing about {shown_words(asking.target)}."
            + unread_pages(index.document, asking),
        )
    )


def define(asking: Asking, index: DocumentIndex) -> Draft:
    """The document's own explanation of a term."""
    terms = [(each, defined_term(each.paragraph)) for each in index.passages.all if not each.cell]
    asked = clean(asking.target.words)
    scored = [
        (closeness(term, asked) + (0.3 if is_glossary(each) else 0.0) + (0.2 if term in asked else 0.0), each)
        for each, term in terms
        if term and (is_glossary(each) or "指" in each.paragraph.text)
    ]
    best = max(scored, key=lambda each: each[0], default=None)
    if best is None or best[0] < 0.6:
        return text(asking, index) if not asked else _undefined(asking, index)
    draft = Draft()
    passage = best[1]
    quote_passage(asking, draft, index, passage, whole=True)
    return draft


def _undefined(asking: Asking, index: DocumentIndex) -> Draft:
    return Draft().refuse(
        asking.words(
            f"《{index.document.title}》没有解释“{shown_words(asking.target)}”。",
            f"{index.document.title} does not explain {shown_words(asking.target)}.",
        )
    )


def causal_sentences(asking: Asking, index: DocumentIndex) -> Draft | None:
    """Sentences that give a cause, if no figure is tied to it; None if there are none."""
    found = index.passages.search(
        asking.target.words, lambda each: bool(_CAUSE.search(each.paragraph.text)) and not is_glossary(each)
    )
    wanted = pairs(asking.target.words)
    if not wanted:
        return None
    for each in found[:3]:
        spans = [
            (start, end)
            for start, end in sentences(each.passage.paragraph)
            if _CAUSE.search(each.passage.paragraph.text[start:end])
            and len(wanted & pairs(each.passage.paragraph.text[start:end])) >= 0.6 * len(wanted)
        ]
        if not spans:
            continue
        draft = Draft()
        for start, end in spans[:2]:
            quote = each.passage.paragraph.text[start:end].strip()
            number = draft.cite_passage(index.document, each.passage, quote, (start, end))
            draft.say(asking.words(f"文件的说法：“{quote}”[{number}]", f"The document says: “{quote}” [{number}]"))
        return draft
    return None
