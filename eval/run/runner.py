"""Runs a question set: every case yields a record, whatever happens; an interrupted run continues where it stopped."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from eval.run.cases import BadCase, Case
from eval.run.whole_files import write_whole
from eval.run.worker_pool import ask_in_processes


class Asker(Protocol):
    """Answers a question after its earlier turns, in its own session, as the JSON object of the contract."""

    def __call__(self, question: str, turns: Sequence[str]) -> Mapping[str, Any]: ...


OpenAsker = Callable[[], Asker]
"""Opens what an asker needs. Called once per process, so it must be picklable if there are several."""


@dataclass(frozen=True, slots=True)
class Record:
    """The outcome of one case. ``answer`` is None if asking failed; ``error`` then names the exception."""

    id: str
    answer: Mapping[str, Any] | None
    error: str = ""
    seconds: float = 0.0

    def to_json(self) -> str:
        body: dict[str, Any] = {"id": self.id, "answer": self.answer, "seconds": round(self.seconds, 4)}
        if self.error:
            body["error"] = self.error
        return json.dumps(body, ensure_ascii=False)


def run_cases(cases: Sequence[Case], open_asker: OpenAsker, workers: int = 1) -> Iterator[Record]:
    """A record for each case: in order with one worker, as completed with several."""
    asker = open_asker()  # opened even with several workers: a store that fails to open is reported once
    if workers <= 1:
        yield from (ask_case(asker, case) for case in cases)
        return
    for case, record in ask_in_processes(cases, partial(_opened, open_asker), workers):
        yield record or Record(case.id, None, "the process that asked it died (killed, or out of memory)")


def _opened(open_asker: OpenAsker) -> Callable[[Case], Record]:
    return partial(ask_case, open_asker())


def ask_case(asker: Asker, case: Case) -> Record:
    """Ask one case. Any exception of the pipeline becomes a record that names it."""
    started = time.perf_counter()
    try:
        answer: Mapping[str, Any] | None = asker(case.question, case.turns)
        error = ""
    except Exception as raised:  # a crash is a failed question; the rest of the set must still run
        answer, error = None, f"{type(raised).__name__}: {raised}"
    return Record(case.id, answer, error, time.perf_counter() - started)


# ------------------------------------------------------------------------------------------------ answers on disk


def read_answers(path: Path) -> dict[str, Record]:
    """The records of an answers file, ``{"id", "answer"}`` a line; the last record of an id counts. Raises BadCase for
    a file that cannot be read or a line that is no record."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadCase(f"{path}: cannot be read ({error}). Give an answers file that an eval run wrote.") from error
    records = [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return {record.id: record for record in records}


def _read(path: Path, number: int, line: str) -> Record:
    try:
        raw = json.loads(line)
        if not isinstance(raw["answer"], dict | None):
            raise TypeError("the answer must be an object as `budgetqa ask --json` prints it, or null")
        return Record(raw["id"], raw["answer"], raw.get("error", ""), raw.get("seconds", 0.0))
    except (ValueError, KeyError, TypeError) as error:
        raise BadCase(f'{path}, line {number}: not an answer line {{"id", "answer"}} ({error})') from error


@dataclass(frozen=True, slots=True)
class Progress:
    """The unfinished answers of a run, beside the answers file. The name contains a hash of the questions, so that a
    changed set does not continue from old answers."""

    path: Path

    @classmethod
    def beside(cls, answers: Path, cases: Sequence[Case]) -> Progress:
        asked = [(case.id, case.question, case.turns) for case in cases]
        key = sha256(repr(asked).encode()).hexdigest()[:8]
        return cls(answers.with_name(f"{answers.name}.{key}.partial"))

    def done(self) -> dict[str, Record]:
        """What an interrupted run has answered; failed questions are asked again, a half-written line is dropped.
        Raises BadCase as ``read_answers`` does."""
        if not self.path.exists():
            return {}
        text = self.path.read_text(encoding="utf-8")
        whole = text[: text.rfind("\n") + 1]
        self.path.write_text(whole, encoding="utf-8")
        return {each: record for each, record in read_answers(self.path).items() if not record.error}

    def add(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass the records on; each is saved first."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            for record in records:
                file.write(record.to_json() + "\n")
                file.flush()
                yield record

    def finish(self, answers: Path, records: Iterable[Record]) -> None:
        """Write the answers file in the order of the set, and delete the unfinished one."""
        write_whole(answers, "".join(record.to_json() + "\n" for record in records))
        self.path.unlink(missing_ok=True)


# ---------------------------------------------------------------------------------------------------- the pipeline


@dataclass(frozen=True, slots=True)
class StoreAsker:
    """Opens the store of a folder and asks the pipeline: ``StoreAsker(folder)()`` is an :class:`Asker`. ``model``: use
    the configured language model instead of the rules alone."""

    store: Path | None = None
    model: bool = False

    def __call__(self) -> Asker:
        from ingest.settings import StoreSettings
        from qa.pipeline import ask
        from qa.session import Session
        from qa.settings import ModelSettings
        from qa.stores import open_stores

        stores = open_stores(StoreSettings.from_environment(self.store))
        model = ModelSettings.from_environment(os.environ) if self.model else None

        def answer(question: str, turns: Sequence[str]) -> Mapping[str, Any]:
            session = Session() if turns else None
            for turn in turns:
                ask(turn, stores=stores, session=session, model=model)
            return ask(question, stores=stores, session=session, model=model).to_dict()

        return answer


__all__ = ["Asker", "OpenAsker", "Progress", "Record", "StoreAsker", "read_answers", "run_cases"]
