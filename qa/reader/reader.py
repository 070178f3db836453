"""A question -> the plan that it asks for, chosen among its readings by what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.execution.evaluate import Executor
from qa.plans.language import Plan
from qa.plans.slots import Docs
from qa.reader.assembling.again import asked_again
from qa.reader.assembling.asks import options
from qa.reader.assembling.clauses import Clause, Thing, joined_things, things_of
from qa.reader.assembling.frames import Frame, frame_of
from qa.reader.assembling.said import stage_of, years_in
from qa.reader.assembling.scope import Scope, joined, placed, scope_of
from qa.reader.assembling.series import KIND
from qa.reader.assembling.setting import Option, Setting
from qa.reader.choosing.choose import Choice, chosen
from qa.reader.choosing.sureness import features_of, sureness_of
from qa.reader.linking.institutions import Institutions
from qa.reader.linking.store_names import StoreNames
from qa.reader.tagging.tagger import Tagger, shipped_tagger
from qa.reader.thread import NO_TURNS, Said, Thread, leaning
from qa.reader.wrappers import asked_itself

_LATIN = re.compile(r"[A-Za-z]{2,}")
_CJK = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was read as. ``plan``: None where it asks nothing of documents; ``choices``: of each clause;
    ``said``: what the next turn may lean on."""

    plan: Plan | None
    choices: tuple[Choice, ...]
    frame: Frame
    scope: Scope
    said: Said | None
    language: Literal["zh", "en"] = "zh"
    sureness: float = 0.0
    """The probability that the plan is right."""

    @property
    def sure(self) -> bool:
        """Whether it is above the threshold for an answer."""
        return self.sureness >= THRESHOLD


THRESHOLD = 0.7
"""The least probability at which a plan's answer is given."""
_SURE_NAME = 0.45
"""A name of an institution that the model is less sure of is none, where there are others."""


class Reader:
    """Reads questions over one state of a store."""

    def __init__(self, executor: Executor, tagger: Tagger | None = None) -> None:
        self._executor = executor
        self._shelf = executor.reader.shelf
        self._institutions = Institutions(self._shelf.institutions)
        self._names = StoreNames(executor.reader.figures, self._institutions)
        self._tagger = tagger or shipped_tagger()

    def read(self, question: str, thread: Thread = NO_TURNS) -> Reading:
        """The plan of a question, which may lean on the turns before."""
        question = asked_itself(question)
        frame = frame_of(self._tagger.tag(question, self._names))
        scope = leaning(self._scope(frame), thread)
        language = language_of(question)
        if not frame.clauses:
            return Reading(None, (), frame, scope, None, language)
        choices, said = self._chosen(frame, scope, thread)
        asks = tuple(ask for each in choices for ask in each.option.asks)
        if not asks:
            return Reading(None, (), frame, scope, said, language)
        sureness = sureness_of(features_of(choices, frame, scope.open))
        plan = Plan(asks=asks, language=language)
        return Reading(plan, tuple(choices), frame, scope, replace(said, asks=asks), language, sureness)

    def read_after(self, turns: Iterable[str], question: str) -> Reading:
        """The plan of a question that follows other questions of a thread, oldest first."""
        thread = NO_TURNS
        for turn in turns:
            said = self.read(turn, thread).said
            thread = thread.and_then(said) if said is not None else thread
        return self.read(question, thread)

    def _chosen(self, frame: Frame, scope: Scope, thread: Thread) -> tuple[list[Choice], Said]:
        """The reading of each clause, and what the next turn may lean on."""
        choices: list[Choice] = []
        ahead = next((things for each in frame.clauses if (things := things_of(each))), ())
        before = (thread.last.things if thread.last else ()) or ahead[:1]
        named: tuple[Thing, ...] = ()
        for clause in frame.clauses:
            clause, things, own = self._about(clause, before, named, thread)
            said = Said(scope, clause, things or before)
            if choices and _is_shown(clause, things, own, choices[-1]):
                continue  # 哪个最多，是多少: the figure is told with the name
            setting = replace(
                self._setting(clause, things, own, scope, frame),
                wholes=tuple(each for turn in reversed(thread.said[:-1]) for each in turn.things[:1]),
                previous=choices[-1].option.asks if choices else (),
                earlier=thread.last.things if thread.last else (),
                kind=_topic_of_kind(frame),
            )
            stages = frozenset(stage for each in clause.of("stage") if (stage := stage_of(each.text)))
            choice = chosen(_readings(setting, frame, thread, choices), self._executor, stages)
            choices += [choice] if choice is not None else []
            before = things or before
            named = tuple(dict.fromkeys((*named, *(things if own else ()))))
        return choices, said

    # ------------------------------------------------------------------------------------------------ scope

    def _scope(self, frame: Frame) -> Scope:
        named = frame.of("inst")
        sure = [each for each in named if each.sure >= _SURE_NAME] or list(named)
        mentions = joined([(each.text, each.start, each.end) for each in sure], frame.text)
        texts = [[each.text for each in frame.of(tag)] for tag in ("year", "kind", "variant")]
        return scope_of(mentions, texts[0], texts[1], texts[2], bool(frame.of("all")), self._institutions)

    def _setting(self, clause: Clause, things: tuple[Thing, ...], own: bool, scope: Scope, frame: Frame) -> Setting:
        years = tuple(dict.fromkeys(year for each in clause.of("year") for year in years_in(each.text))) or scope.years
        if len(years) == 1 and clause.asks in _CHANGES and scope.years and years[0] < scope.years[0]:
            years = (scope.years[0], years[0])  # 比2024年多多少, behind the figure of 2025
        office = ""
        if scope.unknown and scope.near and not scope.institutions:
            office = scope.unknown[0]
            scope = replace(scope, institutions=scope.near, unknown=(), groups=1)
        if len(years) > 1 and clause.asks in ("value", "") and not scope.several:
            years = _asked_years(frame, years)
        by_year = tuple(tuple(placed(scope, self._shelf, (year,))) for year in years) if len(years) > 1 else ()
        if not by_year and len(scope.kinds) > 1 and not scope.several:
            of_kinds = [tuple(placed(replace(scope, kinds=(kind,)), self._shelf, years)) for kind in scope.kinds]
            held = all(isinstance(each[0].docs, Docs) and each[0].docs.kind for each in of_kinds)
            by_year = tuple(of_kinds) if held else ()
        places = tuple(placed(scope, self._shelf, years))
        if office:
            of_office = tuple(replace(each, office=office) for each in places)
            whole = tuple(replace(each, cost=each.cost + 0.8) for each in places if scope.part)
            places = (*of_office, *whole)
        return Setting(clause, places, by_year, things, own, bool(clause.of("prior")))

    # ------------------------------------------------------------------------------------------------ names

    def _about(
        self, clause: Clause, before: tuple[Thing, ...], all_things: tuple[Thing, ...], thread: Thread
    ) -> tuple[Clause, tuple[Thing, ...], bool]:
        """What a clause is about: what it names, else what was named before it."""
        last = thread.last
        things = things_of(clause)
        if clause.asks in ("same", "") and last is not None and not all_things:
            asks = last.clause.asks or "value"
            kept = tuple(each for each in last.clause.words if each.tag in _CARRIED and not clause.of(each.tag))
            clause = replace(clause, asks=asks, cue=last.clause.cue, words=(*clause.words, *kept))
            if things and before:
                things = tuple(_like(each, before[0]) for each in things)
        if things:
            if clause.asks == "share" and before:
                things = _with_whole(things, before)
            return clause, things, True
        if clause.asks in _OF_SEVERAL and len(all_things) > 1:
            return clause, all_things, False
        if clause.of("topic", "table", "section", "aspect") and clause.asks in _OF_WORDS:
            return clause, (), True
        slots = {each.tag: each.text for each in clause.words if each.tag in _MODIFIERS}
        side = slots.get("side", "")
        if side in ("收入", "支出"):
            other = "支出" if side == "收入" else "收入"
            before = tuple(each.named(each.name.replace(other, side)) for each in before)
        return clause, tuple(each.but(**slots) for each in before), False


def _asked_years(frame: Frame, years: tuple[int, ...]) -> tuple[int, ...]:
    """Of several years those whose figure is asked: not that of the document (2021年决算报告), nor that of a figure
    which the question gives."""
    said = [each for each in frame.of("year") if years_in(each.text)]
    taken = set()
    for word in said:
        behind = [each for each in frame.words if each.start >= word.end]
        if behind and behind[0].tag == "kind" and not frame.text[word.end : behind[0].start].strip("的年度 "):
            taken.add(word)
        following = [each for each in behind if each.tag in ("given", "year") or each.tag.startswith("?")]
        if following and following[0].tag == "given":
            taken.add(word)
    left = tuple(dict.fromkeys(year for each in said if each not in taken for year in years_in(each.text)))
    return left if left and taken else years


def _is_shown(clause: Clause, things: tuple[Thing, ...], own: bool, before: Choice) -> bool:
    """Whether a clause asks for what the ranking or the list before it tells already."""
    asks = clause.asks in ("value", "same", "", "list") and before.option.sort in ("rank", "list")
    return asks and (not own or all(KIND.search(each.name) for each in things))


def _readings(setting: Setting, frame: Frame, thread: Thread, choices: Sequence[Choice]) -> list[Option]:
    """The readings of a clause, the cheapest first: of what it names, and of two names as a row and its column."""
    found = [*_again(setting, frame, thread, choices), *options(setting)]
    others = joined_things(setting.clause, frame.text) if setting.own and setting.clause.asks in _OF_ONE else ()
    if others:
        found = [replace(each, cost=each.cost + _APART) for each in found]
    for at, things in enumerate(others):
        found += [replace(each, cost=each.cost + at / 10) for each in options(replace(setting, things=things))]
    return sorted(found, key=lambda each: each.cost)


_APART = 0.45
"""What it costs to read two names that stand side by side as two figures."""


def _again(setting: Setting, frame: Frame, thread: Thread, choices: Sequence[Choice]) -> list[Option]:
    """What the turn before asked, of what this one names, where it asks nothing else itself."""
    last = thread.last
    if last is None or not last.asks or choices or any(each.asks not in ("same", "") for each in frame.clauses):
        return []
    said = [word for each in frame.clauses for word in each.words]
    made = [(asked_again(last.asks, last.things, setting.things, said, each), each.cost) for each in setting.places]
    return [Option(asks, cost - 0.2, "again") for asks, cost in made if asks]


_CHANGES = frozenset({"change", "growth", "diff", "reason", "compare"})
_OF_ONE = frozenset({"value", "", "prior", "change", "growth", "reason", "completion", "claim"})


def _topic_of_kind(frame: Frame) -> str:
    return next((each.text for each in frame.of("kind") if "绩效" in each.text or "自评" in each.text), "")


_CARRIED = ("stage", "col", "table", "fund", "side", "unit", "under", "prior", "aspect")
_MODIFIERS = ("stage", "col", "table", "fund", "side", "source", "section")
_OF_SEVERAL = ("sum", "mean", "diff", "compare", "max", "min", "ratio", "equal", "top", "bottom")
_OF_WORDS = frozenset(
    {
        *("quote", "define", "members", "list", "count", "findings", "reason"),
        *("max", "min", "top", "bottom", "value", "sum", "equal"),
    }
)


def _like(thing: Thing, before: Thing) -> Thing:
    """A thing with the slots of the one asked of before, where it says none."""
    said = {tag for tag, _ in thing.slots}
    return Thing(
        thing.name, thing.base, (*thing.slots, *((tag, words) for tag, words in before.slots if tag not in said))
    )


def _with_whole(things: tuple[Thing, ...], before: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """A share of which only one side is named: the other is what was asked of before."""
    if any(each.base for each in things) and any(not each.base for each in things):
        return things
    if all(each.base for each in things):
        return (replace(before[0], base=False), *things)
    if len(things) == 1:
        return (*things, replace(before[0], base=True))
    return things


def language_of(question: str) -> Literal["zh", "en"]:
    """``en`` where a question is mostly in English."""
    return "en" if 2 * len(_LATIN.findall(question)) > len(_CJK.findall(question)) else "zh"
