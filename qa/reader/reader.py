"""A question -> the plan that it asks for, chosen among its readings by what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.model.figures import Stage
from qa.execution.evaluate import Executor
from qa.plans.language import Plan
from qa.plans.slots import Docs
from qa.reader.assembling.clauses import Clause, Thing, things_of
from qa.reader.assembling.frames import Frame, frame_of
from qa.reader.assembling.said import Amount, amount_of, stage_of, years_in
from qa.reader.assembling.scope import Scope, joined, placed, scope_of, side_by_side, with_offices
from qa.reader.assembling.setting import Setting
from qa.reader.assembling.years import asked_years, paired_years
from qa.reader.choosing.choose import BorneOut, Choice, chosen
from qa.reader.choosing.rivals import namesakes
from qa.reader.choosing.sureness import features_of
from qa.reader.clause_readings import OF_SEVERAL, about, group_of, is_shown, is_step, previous, readings
from qa.reader.linking.institutions import Institutions
from qa.reader.linking.offices import Offices
from qa.reader.linking.store_names import StoreNames
from qa.reader.reading import Reading, language_of
from qa.reader.tagging.tagger import Tagged, Tagger, shipped_tagger
from qa.reader.thread import NO_TURNS, Said, Thread, leaning
from qa.reader.wrappers import asked_itself

_WELL, _UNLIKELIER = 0.3, 0.3
"""Up to what is against a plan no other marks are tried; what each unit of likelihood less costs."""
_SURE_NAME = 0.45
"""A name of an institution that the model is less sure of is none, where there are others."""


class Reader:
    """Reads questions over one state of a store."""

    def __init__(self, executor: Executor, tagger: Tagger | None = None) -> None:
        self._executor = executor
        self._shelf = executor.reader.shelf
        self._institutions = Institutions(self._shelf.institutions)
        self._offices = Offices(executor.reader.figures, self._shelf)
        self._names = StoreNames(executor.reader.figures, self._institutions)
        self._tagger = tagger or shipped_tagger()

    def read(self, question: str, thread: Thread = NO_TURNS) -> Reading:
        """The plan of a question, which may lean on the turns before: of the ways to mark it, the one whose plan comes
        to most."""
        ways = self._tagger.tag(asked_itself(question), self._names)
        best = self._read(ways[0], thread)
        for way in ways[1:] if best.against > _WELL else ():
            other = self._read(way, thread)
            unlikelier = _UNLIKELIER * (ways[0].likelihood - way.likelihood)
            if other.against + unlikelier < best.against:
                best = replace(other, unlikelier=unlikelier)
        return best

    def _read(self, tagged: Tagged, thread: Thread) -> Reading:
        """The plan of a question that is marked so."""
        frame = frame_of(tagged)
        scope = with_offices(leaning(self._scope(frame), thread, frame), self._offices)
        language = language_of(tagged.text)
        if not frame.clauses:
            return Reading(None, (), frame, scope, None, language)
        choices, said = self._chosen(frame, scope, thread)
        asks = tuple(ask for each in choices for ask in each.option.asks)
        if not asks:
            return Reading(None, (), frame, scope, said, language)
        outcomes = [outcome for each in choices for outcome in each.outcomes]
        alike = namesakes(asks, outcomes, self._executor)
        features = features_of(choices, frame, scope.open, alike)
        plan = Plan(asks=asks, language=language)
        return Reading(plan, tuple(choices), frame, scope, replace(said, asks=asks), language, features)

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
        known: tuple[Amount, ...] = ()
        for at, clause in enumerate(frame.clauses):
            clause, things, own = about(clause, before, named, thread)
            said = Said(scope, clause, things or before)
            if choices and is_shown(clause, things, own, choices[-1]):
                continue  # 哪个最多，是多少: the figure is told with the name
            setting = replace(
                self._setting(clause, things, own, scope, frame),
                wholes=thread.wholes,
                previous=previous(clause, own, choices),
                known=known,
                told=choices[-1].option.asks if choices else thread.last.asks[-1:] if thread.last else (),
                earlier=thread.last.things if thread.last else (),
                group=group_of(choices, (named or (thread.last.things if thread.last else ()))),
                around=before[0].name if before and own and (choices or thread.last) else "",
                after=next((each.asks for each in frame.clauses[at + 1 : at + 2] if not each.of("item")), ""),
                kind=_topic_of_kind(frame),
            )
            stages = frozenset(stage for each in clause.of("stage") if (stage := stage_of(each.text)))
            given = tuple(amount for each in clause.of("given") if (amount := amount_of(each.text)))
            choice = chosen(readings(setting, frame, thread, choices), self._executor, BorneOut(stages, given))
            if choice is not None and is_step(clause, setting, frame):
                choices.pop()  # 完成率三家平均是多少: the rates are not asked for themselves
            choices += [choice] if choice is not None else []
            if scope.open and choice is not None and len(choice.institutions) == 1:
                scope = replace(scope, institutions=choice.institutions, groups=1)  # where the one asked for stands
                said = replace(said, scope=scope)
            before, known = things or before, known + given
            named = tuple(dict.fromkeys((*named, *(things if own else ()))))
        return choices, said

    # ------------------------------------------------------------------------------------------------ scope

    def _scope(self, frame: Frame) -> Scope:
        named = frame.of("inst")
        sure = [each for each in named if each.sure >= _SURE_NAME] or list(named)
        mentions = joined([(each.text, each.start, each.end) for each in sure], frame.text, self._institutions)
        texts = [[each.text for each in frame.of(tag)] for tag in ("year", "kind", "variant")]
        return scope_of(mentions, texts[0], texts[1], texts[2], bool(frame.of("all")), self._institutions)

    def _setting(self, clause: Clause, things: tuple[Thing, ...], own: bool, scope: Scope, frame: Frame) -> Setting:
        paired = paired_years(frame, scope)
        scope = self._own_offices(clause, frame, scope)
        if paired and scope.several:
            pairs = tuple(side_by_side(scope, self._shelf, tuple(paired[each] for each in scope.institutions)))
            if pairs:
                return Setting(clause, pairs, (), things, own, False)
        years = tuple(dict.fromkeys(year for each in clause.of("year") for year in years_in(each.text))) or scope.years
        if len(years) == 1 and clause.asks in _CHANGES and scope.years and years[0] < scope.years[0]:
            years = (scope.years[0], years[0])  # 比2024年多多少, behind the figure of 2025
        if len(years) > 1 and clause.asks in ("value", "") and not scope.several:
            years = asked_years(frame, years)
        by_year = tuple(tuple(placed(scope, self._shelf, (year,))) for year in years) if len(years) > 1 else ()
        if not by_year and len(scope.kinds) > 1 and not scope.several:
            of_kinds = [tuple(placed(replace(scope, kinds=(kind,)), self._shelf, years)) for kind in scope.kinds]
            held = all(isinstance(each[0].docs, Docs) and each[0].docs.kind for each in of_kinds)
            by_year = tuple(of_kinds) if held else ()
        planned = any(stage_of(each) in _PLANS for each in (clause.cue, *(each.text for each in clause.of("stage"))))
        places = tuple(placed(scope, self._shelf, years, planned))
        if scope.offices:
            by_office = tuple(tuple(replace(each, office=name) for each in places) for name in scope.offices)
            if len({each.name for each in things}) < 2 and (len(by_office) > 1 or clause.asks in _OF_TWO):
                by_year = by_office if len(by_office) > 1 else (places, *by_office)
            whole = tuple(replace(each, cost=each.cost + _NOT_TOLD_APART) for each in places if scope.part)
            places = (*by_office[0], *whole)
        return Setting(clause, places, by_year, things, own, bool(clause.of("prior")))

    def _own_offices(self, clause: Clause, frame: Frame, scope: Scope) -> Scope:
        """The scope of one clause of several: the offices that it names itself, in its order; else those of the clause
        before it, or of all before it where it is about several."""
        of_all = clause.asks in OF_SEVERAL and not clause.of("inst")
        if len(frame.clauses) < 2 or scope.unknown or len(scope.institutions) < 2 or of_all:
            return scope
        named: tuple[str, ...] = ()
        for each in frame.clauses[: frame.clauses.index(clause) + 1] if clause in frame.clauses else ():
            meant = (found for word in each.of("inst") for found in self._institutions.named(word.text).institutions)
            own = tuple(dict.fromkeys(found for found in meant if found in scope.institutions))
            named = own or named
        return replace(scope, institutions=named, groups=len(named)) if named else scope


def _topic_of_kind(frame: Frame) -> str:
    return next((each.text for each in frame.of("kind") if "绩效" in each.text or "自评" in each.text), "")


_NOT_TOLD_APART = 1.2
"""What it costs to answer of an institution where a part of it by its name is asked for, which its documents do not
tell apart."""
_PLANS = frozenset({Stage.BUDGET, Stage.INITIAL, Stage.ADJUSTED})
_CHANGES = frozenset({"change", "growth", "diff", "reason", "compare"})
_OF_TWO = frozenset({"share", "compare", "diff", "ratio", "equal"})
