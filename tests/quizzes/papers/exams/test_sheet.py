"""The paper as it is printed: both forms ask the same, in another order, and the key fits the form."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.papers.exams.sheet import most_of, plain_text, sections_of
from cxtrain.quizzes.quiz import parse
from tests.quizzes.conftest import QUIZ

ROOT = Path(__file__).resolve().parents[4]
SHIPPED = sorted(ROOT.glob("scenarios/*/quizzes/*.yaml"))
HOTEL = parse((ROOT / "scenarios/hotel/quizzes/moments-of-truth.yaml").read_text()).quiz
EVERY = parse((ROOT / "tests/quizzes/every_kind.yaml").read_text()).quiz
seeds = st.integers(0, 2**63 - 1)


def all_of(sections):
    """Return the questions of all sections."""
    return [question for section in sections for question in section.questions]


@given(seeds, seeds)
def test_two_forms_have_the_same_questions_and_options_and_equal_marks(one, other):
    a, b = sections_of(HOTEL, HOTEL.questions, one), sections_of(HOTEL, HOTEL.questions, other)
    assert [(section.title, section.worth, section.most) for section in a] == [(s.title, s.worth, s.most) for s in b]
    for first, second in zip(a, b, strict=True):
        def asked(section):
            return sorted((q.text["zh"], sorted(words["zh"] for _letter, words in q.options)) for q in section.questions)
        assert asked(first) == asked(second)
    assert [question.number for question in all_of(a)] == list(range(1, len(HOTEL.questions) + 1))


@given(seeds)
def test_the_key_names_the_letters_under_which_the_right_options_stand(seed):
    right = {option.text.zh for question in HOTEL.questions if question.shape.value in ("one", "several")
             for option in question.options if option.right}
    for question in all_of(sections_of(HOTEL, HOTEL.questions, seed)):
        if not question.is_true_false:
            by_letter = dict(question.options)
            named = {by_letter[letter]["zh"] for letter in question.key[0]["zh"].split("、")}
            assert named == {words["zh"] for words in by_letter.values() if words["zh"] in right}


def test_an_equal_seed_gives_an_equal_form_and_another_seed_another_one():
    assert sections_of(HOTEL, HOTEL.questions, 5) == sections_of(HOTEL, HOTEL.questions, 5)
    assert sections_of(HOTEL, HOTEL.questions, 5) != sections_of(HOTEL, HOTEL.questions, 6)


def test_sections_stand_in_the_order_of_paper_and_say_what_they_are_worth():
    sections = sections_of(parse(QUIZ).quiz, parse(QUIZ).quiz.questions, 1)
    assert [(s.numeral["zh"], s.title["zh"], s.worth["zh"]) for s in sections] == [
        ("一", "单选题", "每题 1 分，共 1 分"), ("二", "多选题", "每题 1 分，共 1 分"), ("三", "判断题", "每题 1 分，共 1 分")]
    assert "全部选对才得分" in sections[1].standard["zh"] and sections[2].questions[0].key[0]["zh"] == "×"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_quiz_has_a_key_for_each_question(path):
    quiz = parse(path.read_text()).quiz
    assert all(question.key for question in all_of(sections_of(quiz, quiz.questions, 3)))
    assert sum(most_of(quiz, quiz.questions)) == sum(question.worth for question in quiz.questions)


def test_each_kind_of_question_has_its_key_and_a_text_stays_before_what_it_belongs_to():
    sections = sections_of(EVERY, EVERY.questions, 9)
    assert len(sections) == 1 and sections[0].questions[0].number == 0
    assert all(question.key for question in sections[0].questions[1:])
    assert [question.text["zh"] for question in sections[0].questions[1:3]] == [
        plain_text(question.text.zh, question.markup) for question in EVERY.questions[1:3]]


def test_marks_that_differ_stand_at_each_question():
    quiz = parse(QUIZ.replace("kind: multiple\n", "kind: multiple\n    marks: 2.5\n")).quiz
    assert most_of(quiz, quiz.questions) == (1, Fraction(5, 2), 1)
    assert [section.worth["zh"] for section in sections_of(quiz, quiz.questions, 1)][1] == "每题 2.5 分，共 2.5 分"


@given(st.text(max_size=60))
def test_what_is_typed_plainly_is_printed_as_it_was_typed(text):
    assert plain_text(text.replace("\r", "").replace("\0", ""), "plain") == text.replace("\r", "").replace("\0", "").strip()


def test_markup_leaves_no_tags():
    assert plain_text("<p>Say <b>hello</b></p><ul><li>a</li><li>b</li></ul>", "html") == "Say hello\na\nb"
    assert plain_text("Say **hello** & 1 < 2", "markdown") == "Say hello & 1 < 2"
