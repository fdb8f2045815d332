"""Judging a situation, as experts did."""

from fractions import Fraction

import pytest

from cxtrain.quizzes.question import BadAnswer
from tests.quizzes.kinds.conftest import TEXT, asked, earned


def responses(count):
    return [{"id": letter, "text": TEXT, "feedback": {"en": letter}} for letter in "abcd"[:count]]


def test_a_rate_earns_the_share_of_the_experts_beside_the_most_frequent_one():
    # Aggregate scoring: of six experts four say 5 and two say 4: 5 earns 4/4, 4 earns 2/4, the rest nothing.
    question = asked("judgement", mode="rate", responses=responses(2), experts=[[5, 1]] * 4 + [[4, 1]] * 2)
    assert [earned(question, rate, "1") for rate in "54321"] == [1, Fraction(3, 4), *[Fraction(1, 2)] * 3]
    assert earned(question, "5", "") == Fraction(1, 2)


def test_a_ranking_earns_its_agreement_with_the_mean_places():
    # Mean places 4/3, 5/3, 3. Right order: all three pairs agree; one swap of neighbours: (2 - 1) / 3.
    question = asked("judgement", mode="rank", responses=responses(3), experts=[[1, 2, 3], [1, 2, 3], [2, 1, 3]])
    assert [earned(question, *places) for places in ("123", "213", "321")] == [1, Fraction(1, 3), 0]


def test_what_experts_place_alike_may_stand_in_either_order():
    question = asked("judgement", mode="rank", responses=responses(2), experts=[[1, 2], [2, 1]])
    assert (earned(question, "1", "2"), list(question.complaints())) == (1, [])


def test_feedback_on_every_response_comes_with_an_answer():
    question = asked("judgement", mode="rate", responses=responses(2), experts=[[5, 1]])
    assert [each.en for each in question.replies(("5", "1"))] == ["a", "b"] and question.replies(()) == ()


@pytest.mark.parametrize("experts, path", [([], ("experts",)), ([[1]], ("experts", 0)), ([[1, 2], [1, 1]], ("experts", 1))])
def test_experts_who_do_not_place_each_response_once_are_refused(experts, path):
    found = asked("judgement", mode="rank", responses=responses(2), experts=experts).complaints()
    assert path in [each.path for each in found if each.level == "error"]


def test_a_single_expert_is_a_warning():
    found = list(asked("judgement", mode="rate", responses=responses(2), experts=[[5, 1]]).complaints())
    assert [each.level for each in found] == ["warning"]


def test_a_rate_above_five_is_refused():
    with pytest.raises(BadAnswer):
        asked("judgement", mode="rate", responses=responses(2), experts=[[5, 1]]).checked(("6", "1"))
    assert list(asked("judgement", mode="rate", responses=responses(2), experts=[[7, 1], [1, 1]]).complaints())
