"""Reading quiz files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.quizzes.question import Marking
from cxtrain.quizzes.quiz import parse
from cxtrain.web.bilingual import Bilingual

GOOD = """\
format: 1
slug: front-desk
title: {zh: 前台, en: Front desk}
brief: {zh: 三道题, en: Three questions}
attempts: 3
questions:
  - id: q1
    kind: single
    dimension: empathy
    text: {zh: 您会怎么说？, en: What do you say?}
    options:
      - {id: a, text: {zh: 请稍等, en: One moment}, correct: true, feedback: {zh: 好, en: Good}}
      - {id: b, text: {zh: 没有, en: None left}}
  - id: q2
    kind: multiple
    text: {zh: 哪些？, en: Which?}
    options:
      - {id: a, text: {zh: 甲, en: A}, correct: true}
      - {id: b, text: {zh: 乙, en: B}, correct: true}
      - {id: c, text: {zh: 丙, en: C}}
  - id: q3
    kind: true_false
    text: {zh: 对吗？, en: Is it so?}
    answer: false
    feedback: {right: {zh: 对了, en: Well seen}, wrong: {zh: 不对, en: Not so}}
"""


def faults_of(text):
    return [(fault.line, fault.level, fault.sentence) for fault in parse(text).faults]


def test_it_reads_every_kind_of_question():
    quiz = parse(GOOD).quiz
    assert [question.kind for question in quiz.questions] == ["single", "multiple", "true_false"]
    assert (quiz.title, quiz.attempts) == (Bilingual("前台", "Front desk"), 3)


def test_what_is_not_written_has_the_documented_defaults():
    quiz = parse(GOOD.replace("attempts: 3\n", "")).quiz
    assert (quiz.pass_mark, quiz.attempts, quiz.shuffle, quiz.one_by_one) == (80, None, True, True)
    assert quiz.marking is Marking.ALL_OR_NOTHING


def test_true_or_false_becomes_two_options_with_their_feedback():
    true, false = parse(GOOD).quiz.questions[2].options
    assert (true.id, true.correct, true.feedback.en) == ("true", False, "Not so")
    assert (false.id, false.correct, false.feedback.en) == ("false", True, "Well seen")


def test_it_names_a_question_id_used_twice():
    assert faults_of(GOOD.replace("id: q2", "id: q1")) == [(14, "error", 'The id "q1" is used twice.')]


def test_it_names_an_option_id_used_twice():
    assert faults_of(GOOD.replace("id: c,", "id: b,")) == [(20, "error", 'The id "b" is used twice.')]


def test_it_refuses_a_question_without_a_right_option():
    (_, level, sentence), = faults_of(GOOD.replace("en: One moment}, correct: true", "en: One moment}"))
    assert (level, sentence) == ("error", 'No option of "q1" is marked correct: true.')


def test_it_refuses_a_single_choice_with_two_right_options():
    text = GOOD.replace("text: {zh: 没有, en: None left}", "text: {zh: 没有, en: None left}, correct: true")
    (_, level, sentence), = faults_of(text)
    assert (level, sentence) == ("error", '"q1" is a single choice, but 2 options are marked correct.')


def test_a_multiple_choice_with_one_right_option_is_a_warning_and_can_be_used():
    parsed = parse(GOOD.replace("text: {zh: 乙, en: B}, correct: true", "text: {zh: 乙, en: B}"))
    assert [fault.level for fault in parsed.faults] == ["warning"] and parsed.quiz is not None


@pytest.mark.parametrize("old, new, line", [
    ("pass_mark", "passmark", 6),
    ("kind: single", "kind: essay", 8),
    ("dimension: empathy", "dimension: kindness", 10),
    ("en: What do you say?", "en: ''", 11),
    ("{zh: 请稍等, en: One moment}", "{zh: 请稍等}", 13),
    ("answer: false", "answer: perhaps", 25),
    ("format: 1", "format: 2", 1),
    ("slug: front-desk", "slug: Front Desk", 2),
])
def test_it_names_the_line_of_a_fault(old, new, line):
    text = GOOD.replace("questions:", "pass_mark: 70\nquestions:", 1).replace(old, new, 1)
    parsed = parse(text)
    assert parsed.quiz is None
    assert line in [fault.line for fault in parsed.faults]


def test_a_fault_in_an_option_is_not_taken_for_too_few_options():
    assert faults_of(GOOD.replace("{zh: 请稍等, en: One moment}", "{zh: 请稍等}")) == [
        (12, "error", "The English text (en) is missing.")]


def test_one_option_is_not_enough():
    text = GOOD.replace("      - {id: b, text: {zh: 没有, en: None left}}\n", "")
    assert faults_of(text) == [(11, "error", '"q1" needs 2 to 20 options.')]


def test_a_quiz_needs_a_question():
    text = GOOD.split("questions:")[0] + "questions: []\n"
    assert faults_of(text) == [(6, "error", "A quiz has 1 to 100 questions.")]


def test_a_true_or_false_question_takes_no_options():
    text = GOOD.replace("    answer: false\n", "    answer: false\n    options: []\n")
    assert parse(text).quiz is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 30), st.text(max_size=20))
def test_no_mangled_file_makes_it_raise(start, length, insert):
    # Oracle: the promise of `parse`: a quiz, or at least one error with a place in the file.
    parsed = parse(GOOD[:start] + insert + GOOD[start + length:])
    errors = [fault for fault in parsed.faults if fault.level == "error"]
    assert (parsed.quiz is None) == bool(errors)
    assert all(fault.line >= 1 and fault.column >= 1 and fault.sentence for fault in parsed.faults)
