"""Tells verdicts, quotations and what the checks found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.model.document import Finding
from ingest.model.figures import Role
from ingest.store.catalog.values import DocumentInfo
from qa.drafting.answer import Check
from qa.drafting.draft import marks
from qa.drafting.reasons import whole_reason
from qa.execution.figure_names import name_of, place_of
from qa.execution.outcomes import (
    Blank,
    Checked,
    Entry,
    Leaf,
    Quotation,
    Series,
    Value,
    Verdict,
    quantity_of,
)
from qa.execution.selection import value_of
from qa.execution.sources import Source
from qa.execution.telling.teller import Teller
from qa.plans.language import Ask, Claim, Each, OfYears
from qa.plans.quantity import Quantity, show

_CHANGE = "增减"
_WAYS = {1: ("增加", " up by "), -1: ("减少", " down by "), 0: ("持平", " unchanged ")}
_BOUNDS = {
    ">": ("多于", "more than "),
    ">=": ("不少于", "at least "),
    "<": ("少于", "less than "),
    "<=": ("不多于", "at most "),
}
_FINDINGS = 5
"""Most contradictions that an answer tells."""


class VerdictTeller(Teller):
    """Tells what is judged and what is quoted."""

    # -------------------------------------------------------------------------------------------- verdicts

    def tell_verdict(self, ask: Ask, verdict: Verdict) -> None:
        if isinstance(verdict.left, Series) and isinstance(verdict.right, Series):
            return self._tell_same_names(verdict)
        left, right = self._side(ask, verdict.left), self._side(ask, verdict.right)
        if verdict.kind == "claim":
            right = self._moved(verdict.right) or right
            left = self._what_was_said(ask.of, left)
            said = "是，正确" if verdict.holds else "不是，不正确"
            chinese, english = (right, right) if verdict.holds else (f"{right}，而不是{left}", f"{right}, not {left}")
            self.say(
                self.words.both(
                    f"{said}：{chinese}。", f"{'Yes, correct' if verdict.holds else 'No, not correct'}: {english}."
                )
            )
            printed = verdict.right.printed if isinstance(verdict.right, Value) else None
            if printed is not None and printed.entry is not None:
                self.say_printed(printed)
                self.later.append((printed.name, printed, ""))
        elif verdict.kind == "compare":
            self._say_compared(verdict, left, right)
        else:
            self._say_equal(verdict, left, right)
        return None

    def _side(self, ask: Ask, side: Value | Blank | Series) -> str:
        if isinstance(side, Series):
            return "、".join(each.name for each in side.members)
        if isinstance(side, Blank):
            return f"{name_of(side.entry)}（{place_of(side.entry)}）为空[{self.draft.cite(side.entry)}]"
        number = self.quantity(side, ask)
        if not number.citations:  # of the question's own numbers
            if number.derived:
                self.later.append((self.words.both("合计", "together"), side, ask.unit))
            return number.shown()
        self.later.append((side.name, side, ask.unit))
        self.later += [(each.name, each, ask.unit) for each in side.operands]
        place = f"（{place_of(side.entry)}）" if side.entry is not None else self.operands_of(side)
        return f"{side.name}{place}{number.shown()}{marks(number)}"

    def _moved(self, side: Value | Blank | Series) -> str:
        """A change in words: which way, and by how much."""
        if not isinstance(side, Value) or not side.name.endswith(_CHANGE):
            return ""
        number = quantity_of(side.term, self.cite)
        place = f"（{place_of(side.entry)}）" if side.entry is not None else self.operands_of(side)
        size = f"{show(abs(number.value), number.unit)}{marks(number)}"
        way = _WAYS[(number.value > 0) - (number.value < 0)]
        return f"{side.name.removesuffix(_CHANGE)}{place}{self.words.both(*way)}{size}"

    def _what_was_said(self, of: Any, number: str) -> str:
        """What a claim says, in words: a bound, a range, a change."""
        claim = of.value if isinstance(of, Each) else of
        if not isinstance(claim, Claim):
            return number
        if isinstance(claim.of, OfYears) and claim.of.op == "change" and (claim.value == 0 or claim.compares == "="):
            sign = {">": 1, "<": -1}.get(claim.compares, (claim.value > 0) - (claim.value < 0))
            return f"{self.words.both(*_WAYS[sign])}{number.removeprefix('-') if claim.value else ''}"
        if claim.upto is not None:
            return f"{number}–{show(claim.upto, claim.unit)}"
        return f"{self.words.both(*_BOUNDS.get(claim.compares, ('', '')))}{number}"

    def _say_equal(self, verdict: Verdict, left: str, right: str) -> None:
        gap = self._gap(verdict)
        if verdict.holds:
            shown = gap is not None and gap.value != 0
            tail = f"，只有四舍五入的尾差{show(abs(gap.value), gap.unit)}{marks(gap)}" if shown and gap else ""
            self.say(self.words.both(f"一致：{left}；{right}{tail}。", f"They agree: {left}; {right}."))
            return
        tail = f"，相差{show(abs(gap.value), gap.unit)}{marks(gap)}" if gap is not None else ""
        self.say(self.words.both(f"不一致：{left}；{right}{tail}。", f"They do not agree: {left}; {right}{tail}."))

    def _say_compared(self, verdict: Verdict, left: str, right: str) -> None:
        gap = self._gap(verdict)
        assert gap is not None
        if gap.value == 0:
            self.say(self.words.both(f"相等：{left}；{right}。", f"They are equal: {left}; {right}."))
            return
        word = "多出" if gap.value > 0 else "少"
        size = f"{show(abs(gap.value), gap.unit)}{marks(gap)}"
        self.say(
            self.words.both(
                f"{left}，比{right}{word}{size}。",
                f"{left}; {right}; the first is {'more' if gap.value > 0 else 'less'} by {size}.",
            )
        )

    def _gap(self, verdict: Verdict) -> Quantity | None:
        if verdict.gap is None:
            return None
        gap = quantity_of(verdict.gap.term, self.cite)
        if gap.value != 0 or verdict.kind == "compare":
            self.later.append((self.words.both("差额", "difference"), verdict.gap, ""))
        return gap

    def _tell_same_names(self, verdict: Verdict) -> None:
        assert isinstance(verdict.left, Series) and isinstance(verdict.right, Series)
        left, right = ("、".join(each.name for each in side.members) for side in (verdict.left, verdict.right))
        said = "一致" if verdict.holds else "不一致"
        self.draft.items += [each.name for each in (*verdict.left.members, *verdict.right.members)]
        for side in (verdict.left, verdict.right):
            for each in side.members:
                if each.row is not None:
                    self.draft.cite(each.row)
        self.say(
            self.words.both(
                f"{said}：{left}；{right}。",
                f"{'They agree' if verdict.holds else 'They do not agree'}: {left}; {right}.",
            )
        )

    # -------------------------------------------------------------------------------------------- words

    def tell_quotation(self, ask: Ask, quotation: Quotation) -> None:
        if quotation.change is not None:
            self.tell_behind(quotation.change)
        for entry in quotation.reasons:
            self._figures_in(entry)
            text = whole_reason(entry.statement.text, entry.statement.sentence)
            number = self.draft.cite(entry)
            self.say(
                self.words.both(
                    f"文件说明的原因：“{text}”[{number}]。", f"The reason the document gives: “{text}” [{number}]."
                )
            )
        for piece in quotation.pieces:
            number = self.cite(piece)
            named = f"{piece.passage.section.heading}：" if piece.passage.cell else ""
            self.say(f"{named}“{piece.text.strip()}”[{number}]")

    def _figures_in(self, reason: Entry) -> None:
        """The amounts within a reason become results behind what was asked."""
        rows = self.reader.figures.in_sentence(reason.document.id, reason.statement.sentence)
        for each in self.reader.selector.entries(Source((reason.document,)), rows):
            told = each.statement.text.strip("，。；;,:： ")
            if each.value is not None and each.role is not Role.REASON and told and told in reason.statement.text:
                value = value_of(each)
                self.later.append((value.name, replace(value, term=Leaf(each)), ""))

    def tell_checked(self, checked: Checked) -> None:
        for document, at in checked.findings[:_FINDINGS]:
            self._say_finding(document, self.reader.catalog.findings(document.id)[at])
        if not checked.findings:
            self.say(self.words.both("没有发现不一致。", "No contradiction was found."))

    def _say_finding(self, document: DocumentInfo, finding: Finding) -> None:
        """A contradiction in the rule's words, with all its places cited."""
        rows = self.reader.figures.by_ids(document.id, finding.facts[: len(finding.figures)])
        numbers = [self.draft.cite(each) for each in self.reader.selector.entries(Source((document,)), rows)]
        if not numbers:
            for quote, source, place in zip(finding.quotes, finding.sources, finding.places, strict=False):
                numbers.append(self.draft.cite_text(document, (place,), quote, source))
        self.draft.checks.append(Check(finding.rule, finding.verdict, finding.message, tuple(numbers)))
        shown = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
        self.say(
            self.words.both(f"不一致：{finding.message}{shown}。", f"They do not agree: {finding.message}{shown}.")
        )
