"""Answers as they are before the guard has seen them, with what the guard holds them against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.cases import Case
from eval.measures import Outcome, score
from qa.answer import Answer
from qa.compose import finish
from qa.draft import Draft
from qa.operations.asking import Asking
from qa.operations.dispatch import carry_out
from qa.pipeline import ask, library_of
from qa.question import read_question
from qa.session import Session, complete
from qa.stores import Stores
from qa.understand import understand


@dataclass(frozen=True)
class Drafted:
    case: Case
    asking: Asking
    draft: Draft
    answer: Answer

    @property
    def right(self) -> bool:
        """Whether it is answered, and as the set has it."""
        return score(self.case, self.answer.to_dict()).outcome is Outcome.RIGHT and self.answer.status == "answered"


def draft_all(cases: Iterable[Case], stores: Stores) -> list[Drafted]:
    """The draft of every case, its turns asked before it."""
    return [_drafted(case, stores) for case in cases]


def _drafted(case: Case, stores: Stores) -> Drafted:
    library, session = library_of(stores), Session()
    for turn in case.turns:
        ask(turn, stores=stores, session=session)
    asked = complete(read_question(case.question), library, session)
    asking = Asking(asked.question, asked.plan or understand(asked.question, library), library)
    draft = carry_out(asking)
    return Drafted(case, asking, draft, finish(asking, draft))
