"""Single and multiple choice with weights; true and false."""

from fractions import Fraction

import pytest

from cxtrain.quizzes.question import BadAnswer
from tests.quizzes.kinds.conftest import TEXT, asked, earned


def options(*weights, correct=()):
    return [{"id": letter, "text": TEXT, **({"weight": weight} if weight is not None else {}),
             **({"correct": True} if letter in correct else {})}
            for letter, weight in zip("abcdef", weights, strict=False)]


def complaints(question):
    return [(each.level, each.message % each.values) for each in question.complaints()]


def test_a_single_choice_earns_the_fraction_of_its_option_which_may_be_negative():
    # Moodle: the chosen option's fraction.
    question = asked("single", options=options(100, 50, -25))
    assert [earned(question, each) for each in "abc"] == [1, Fraction(1, 2), Fraction(-1, 4)]


def test_several_weights_add_up_between_nothing_and_the_whole():
    # Moodle: the sum of the fractions of all ticked options, clamped to 0..1.
    question = asked("multiple", options=options(50, 50, -50, -100))
    assert [earned(question, *each) for each in ("a", "ab", "abc", "cd", "abcd")] == [Fraction(1, 2), 1, Fraction(1, 2), 0, 0]


def test_three_times_a_third_is_nearly_the_whole_and_no_complaint():
    question = asked("multiple", options=options(33.33333, 33.33333, 33.33333, -100))
    assert complaints(question) == []
    assert earned(question, "a", "b", "c") == Fraction("0.9999999")


def test_weights_that_do_not_add_up_are_a_warning():
    assert complaints(asked("multiple", options=options(50, 20))) == [
        ("warning", 'The options of "q" that earn something add up to 70 per cent, not to 100.')]
    assert complaints(asked("single", options=options(90, 20))) == [
        ("warning", 'The best option of "q" earns 90 per cent, so nobody can earn the whole mark.')]


def test_correct_and_weight_on_one_option_are_refused():
    found = complaints(asked("single", options=options(100, None, correct="a")))
    assert ("error", '"a" has both correct and weight; one of them is enough.') in found


def test_options_that_all_cost_are_refused():
    assert ("error", 'No option of "q" earns anything.') in complaints(asked("single", options=options(-50, 0)))


def test_a_question_may_say_how_it_is_marked_whatever_the_quiz_says():
    partial = asked("multiple", marking="partial", options=options(None, None, None, correct="ab"))
    assert earned(partial, "a") == Fraction(1, 2)
    assert earned(asked("multiple", options=options(None, None, None, correct="ab")), "a") == 0


def test_feedback_is_that_of_what_was_chosen():
    question = asked("single", options=[{"id": "a", "text": TEXT, "correct": True, "feedback": {"en": "Good"}},
                                        {"id": "b", "text": TEXT, "feedback": {"en": "No"}}])
    assert [reply.en for reply in question.replies(("b",))] == ["No"]


@pytest.mark.parametrize("given", [("z",), ("a", "b"), ("",)])
def test_a_single_choice_refuses_what_it_does_not_offer(given):
    with pytest.raises(BadAnswer):
        asked("single", options=options(100, 0)).checked(given)


def test_true_and_false_have_their_own_feedback():
    question = asked("true_false", answer=False, feedback={"right": {"en": "Seen"}, "wrong": {"en": "Missed"}})
    assert (earned(question, "false"), earned(question, "true")) == (1, 0)
    assert [question.replies((each,))[0].en for each in ("true", "false")] == ["Missed", "Seen"]
    with pytest.raises(BadAnswer):
        question.checked(("perhaps",))
