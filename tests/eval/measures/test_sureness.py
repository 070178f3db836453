"""The weights of how sure a reading is are fitted on answers, and the same answers give the same weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tomllib import loads

import numpy
import pytest

from eval.measures import sureness
from eval.samples.questions.whole_set import SET
from ingest.settings import StoreSettings
from qa.reader.choosing.sureness import NAMES
from tests.fixtures.scored_answers import case


def test_what_wrong_answers_have_in_common_speaks_against_an_answer() -> None:
    """More of it makes an answer less likely to be right; what right and wrong share alike says nothing."""
    chance = numpy.random.default_rng(7)
    features = numpy.zeros((200, len(NAMES)))
    features[:, NAMES.index("base")] = 1
    features[:, NAMES.index("misfit")] = misfit = chance.uniform(0, 2, 200)
    features[:, NAMES.index("unread")] = numpy.tile([0.0, 0.4], 100)
    right = (misfit < 1).astype(float)
    weights = dict(zip(NAMES, sureness.fitted(features, right), strict=True))
    assert weights["misfit"] < -2
    assert abs(weights["unread"]) < abs(weights["misfit"]) / 2
    assert weights["base"] > 0


def test_only_what_is_answered_is_learned_from(sample_settings: StoreSettings) -> None:
    """Each with a feature of every name and the verdict of the scorer; no refusal."""
    asked = (
        case({"number": "17.90", "unit": "万元"}, question="禾川县水务局2024年差旅费决算是多少"),
        case({"number": "1.00", "unit": "万元"}, question="禾川县水务局2024年公务接待费决算是多少"),
        case({"refuse": True}, "unanswerable", question="禾川县民政局2024年差旅费是多少"),
    )
    cases = [replace(each, id=str(at)) for at, each in enumerate(asked)]
    seen = list(sureness.answered(cases, sample_settings.folder))
    assert [each.right for each in seen] == [True, False]
    assert {len(each.features) for each in seen} == {len(NAMES)}


def test_the_weights_are_written_for_the_reader(
    sample_settings: StoreSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice the same, a weight of each name; and what each threshold would let through is shown."""
    written = []
    for name in ("once.toml", "again.toml"):
        monkeypatch.setattr(sureness, "_WEIGHTS", tmp_path / name)
        sureness.main([str(SET), str(sample_settings.folder)])
        written.append((tmp_path / name).read_text("utf-8"))
    assert written[0] == written[1]
    assert set(loads(written[0])["weights"]) == set(NAMES)
    assert "0.70: " in capsys.readouterr().out
