"""Marking of quizzes."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.kinds.choice import Multiple, Option, Single
from cxtrain.quizzes.marking import by_dimension, mark_question, mark_quiz
from cxtrain.quizzes.question import Marking, Shape, Wording
from cxtrain.quizzes.quiz import Quiz
from cxtrain.web.bilingual import Bilingual

WORD, TEXT = Bilingual("字", "word"), Wording(zh="字", en="word")


def question(name="q1", right="a", wrong="bcd", kind=Single, dimension=None):
    options = tuple(Option(id=letter, text=TEXT, correct=letter in right) for letter in sorted(right + wrong))
    return kind(id=name, kind=kind.__name__.lower(), dimension=dimension, text=TEXT, options=options)


def quiz_of(*questions, pass_mark=80, marking=Marking.ALL_OR_NOTHING):
    return Quiz("s", WORD, WORD, pass_mark, None, True, marking, True, questions)


@st.composite
def quizzes(draw):
    letters = "abcdefgh"

    def one(number):
        size = draw(st.integers(2, 8))
        kind = draw(st.sampled_from([Single, Multiple]))
        count = 1 if kind is Single else draw(st.integers(1, size))
        right = "".join(draw(st.permutations(letters[:size]))[:count])
        return question(f"q{number}", right, "".join(set(letters[:size]) - set(right)), kind)

    questions = [one(number) for number in range(draw(st.integers(1, 12)))]
    return quiz_of(*questions, pass_mark=draw(st.integers(1, 100)), marking=draw(st.sampled_from(Marking)))


@st.composite
def answered_quizzes(draw):
    quiz = draw(quizzes())

    def given_to(asked):
        most = len(asked.options) if asked.shape is Shape.SEVERAL else 1
        return draw(st.lists(st.sampled_from([option.id for option in asked.options]), max_size=most, unique=True))

    return quiz, {asked.id: given_to(asked) for asked in quiz.questions}


def right_answers(quiz):
    return {asked.id: [option.id for option in asked.options if option.correct] for asked in quiz.questions}


def test_a_single_choice_earns_its_point_or_nothing():
    asked = question(right="b", wrong="acd")
    assert [mark_question(asked, given_).points for given_ in (["b"], ["a"], [])] == [1, 0, 0]


def test_by_default_several_right_options_earn_the_point_only_together_and_alone():
    asked = question(right="ab", wrong="cd", kind=Multiple)
    assert [mark_question(asked, given_).points for given_ in ("ab", "a", "abc", "cd")] == [1, 0, 0, 0]


def test_partial_marking_matches_sums_done_by_hand():
    # 2 right of 2, 3 wrong: a = 1/2; a+b = 1; a+c = 1/2 - 1/3 = 1/6; a+b+c = 1 - 1/3 = 2/3; c+d = -2/3 -> 0.
    asked = question(right="ab", wrong="cde", kind=Multiple)
    points = [mark_question(asked, given_, Marking.PARTIAL).points for given_ in ("a", "ab", "ac", "abc", "cd")]
    assert points == [Fraction(1, 2), 1, Fraction(1, 6), Fraction(2, 3), 0]


def test_partial_marking_of_a_question_without_wrong_options_counts_the_right_ones():
    asked = question(right="abc", wrong="", kind=Multiple)
    assert mark_question(asked, "ab", Marking.PARTIAL).points == Fraction(2, 3)


def test_two_thirds_of_the_questions_do_not_reach_a_pass_mark_of_67():
    # 2 of 3 = 66.66…, shown as 66.6 and not as 66.7, let alone 67.
    quiz = quiz_of(question("q1"), question("q2"), question("q3"), pass_mark=67)
    result = mark_quiz(quiz, {"q1": ["a"], "q2": ["a"], "q3": ["b"]})
    assert (result.score, result.passed) == (66.6, False)


def test_a_score_equal_to_the_pass_mark_passes():
    quiz = quiz_of(*(question(f"q{n}") for n in range(5)), pass_mark=80)
    assert mark_quiz(quiz, {f"q{n}": ["a"] for n in range(4)}).passed


def test_it_refuses_an_option_of_another_question():
    with pytest.raises(ValueError, match="q1"):
        mark_question(question(), ["z"])


def test_it_refuses_two_answers_to_a_single_choice():
    with pytest.raises(ValueError, match="q1"):
        mark_question(question(), ["a", "b"])


def test_dimensions_are_counted_by_themselves():
    quiz = quiz_of(question("q1", dimension="empathy"), question("q2", dimension="reliability"),
                   question("q3", dimension="empathy"), question("q4"))
    tallies = by_dimension(mark_quiz(quiz, {"q1": ["a"], "q2": ["b"], "q3": ["b"]}).marks)
    assert [(tally.dimension, tally.right, tally.questions) for tally in tallies] == [
        ("empathy", 1, 2), ("reliability", 0, 1)]


@given(answered_quizzes())
def test_a_score_lies_between_0_and_100_and_agrees_with_passing(case):
    quiz, answers = case
    result = mark_quiz(quiz, answers)
    assert 0 <= result.score <= 100
    assert result.passed == (sum(mark.points for mark in result.marks) * 100 >= quiz.pass_mark * len(result.marks))
    assert result.passed or result.score < quiz.pass_mark


@given(quizzes())
def test_all_right_options_and_no_other_give_100_and_no_answer_gives_0(quiz):
    assert mark_quiz(quiz, right_answers(quiz)).score == 100
    assert mark_quiz(quiz, {}).score == 0


@given(answered_quizzes(), st.randoms())
def test_the_order_of_answers_and_repeated_options_change_nothing(case, random):
    quiz, answers = case
    items = [(name, chosen + chosen[:1]) for name, chosen in answers.items()]
    random.shuffle(items)
    assert mark_quiz(quiz, dict(items)) == mark_quiz(quiz, answers)


@given(answered_quizzes())
def test_correcting_one_question_never_lowers_the_score(case):
    quiz, answers = case
    better = answers | dict(list(right_answers(quiz).items())[:1])
    assert mark_quiz(quiz, better).score >= mark_quiz(quiz, answers).score


def test_guessing_everything_earns_nothing_extra_under_partial_marking():
    # Oracle: choosing all options gives the sum of all right and all wrong shares, 1 - 1 = 0.
    for right, wrong in itertools.product(range(1, 4), range(1, 4)):
        letters = "abcdef"
        asked = question(right=letters[:right], wrong=letters[right:right + wrong], kind=Multiple)
        assert mark_question(asked, letters[:right + wrong], Marking.PARTIAL).points == 0
