"""What the reader's model is trained on keeps its marks, however a question is varied."""

from __future__ import annotations

import random

import pytest

from qa.reader.tagging.marks import Marked, read_marks
from qa.reader.training.variants import Pools, placed, variant

ASKED = [
    "[item 差旅费][?value 花了多少]？",
    "[item 办公费]占[base 公用经费]的[?share 比重]，[prior 比上年][?change 多了多少]",
    "[inst 禾川县水务局][year 2024年]的[item 会议费][stage 年初预算][?value 是多少]",
    "[?value How much] was spent on [item travel] in [year 2024]?",
    "[inst Hechuan Water Bureau] [year 2023] [kind final accounts]: [?value how much] is [item 办公费]?",
    "[year 2023年][kind 部门决算]里[item 水费][?value 多少]",
]


def question(marked: str, turn: int = 1) -> Marked:
    return Marked(*read_marks(marked), turn=turn)


@pytest.fixture
def pools() -> Pools:
    return Pools(("印刷费", "公务接待费", "其他交通费用"), tuple(map(question, ASKED)))


@pytest.mark.parametrize("asked", ASKED)
def test_the_spans_of_a_variant_stand_apart_and_hold_words_of_their_tag(asked: str, pools: Pools) -> None:
    """Over many draws: what stands in a span is the question's own, or what a question says with that tag."""
    known = {tag: {*pools.said.get((tag, True), ()), *pools.said.get((tag, False), ())} for tag, _ in pools.said}
    chance = random.Random(1)
    for _ in range(200):
        made = variant(placed(question(asked), pools, chance), pools, chance)
        ends = [0, *(each.end for each in made.spans)]
        assert all(end <= each.start < each.end for end, each in zip(ends, made.spans, strict=False))
        assert ends[-1] <= len(made.text)
        for each in made.spans:
            words = made.text[each.start : each.end]
            free = each.tag in ("item", "base", "year", "given", "claim")
            assert free or words in known[each.tag], (each.tag, words, made.text)


def test_a_question_of_no_institution_is_often_asked_of_one_and_stays_whole(pools: Pools) -> None:
    chance = random.Random(2)
    asked = question(ASKED[0])
    made = [placed(asked, pools, chance) for _ in range(200)]
    of_one = [each for each in made if any(span.tag == "inst" for span in each.spans)]
    assert len(of_one) > 80
    assert all("差旅费" in each.text and each.text.endswith("花了多少？") for each in made)


@pytest.mark.parametrize("asked", [question(ASKED[2]), question("那[item 会议费][?same 呢]", turn=2)])
def test_what_names_an_institution_or_leans_on_a_turn_is_asked_of_no_other(asked: Marked, pools: Pools) -> None:
    chance = random.Random(3)
    institutions = [each for each in asked.spans if each.tag == "inst"]
    for _ in range(50):
        assert [each for each in placed(asked, pools, chance).spans if each.tag == "inst"] == institutions
