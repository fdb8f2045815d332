"""Differences of versions in words."""

from cxtrain.quizzes.papers.differences import Saying, differences
from cxtrain.quizzes.quiz import parse
from tests.quizzes.conftest import QUIZ

PLAIN = """\
format: 1
slug: desk
title: {zh: 前台小测, en: Desk quiz}
brief: {zh: 三道题, en: Three questions about the desk}
pass_mark: %s
attempts: 2
%squestions:
%s"""
OWN = [f"- {{bank: desk/canary-q{number}}}\n" for number in (1, 2, 3)]


def changes(before, after):
    """Return the differences as (about, before, after) in English."""
    def told(saying):
        return saying and (str(getattr(saying.message, "en", saying.message)) % saying.values)
    return [(change.about, told(change.before), told(change.after)) for change in differences(parse(before).quiz, parse(after).quiz)]


def test_a_quiz_whose_questions_moved_from_the_file_into_the_bank_says_the_same():
    assert changes(QUIZ, PLAIN % (60, "", "".join(OWN))) == []


def test_settings_are_said_in_words():
    after = PLAIN % (75, "counts: mean\ntime_limit: 20\ncertainty: true\nopens: 2026-12-01 09:00\n", "".join(OWN))
    assert changes(QUIZ, after) == [
        ("Pass mark", "60 of 100", "75 of 100"), ("What counts", "the best attempt", "the mean of all attempts"),
        ("How sure one is", "no", "yes"), ("Time", "as long as one likes", "20 minutes"),
        ("Opens", "no day", "2026-12-01 09:00")]


def test_questions_put_in_taken_out_drawn_and_moved_are_named():
    before = PLAIN % (60, "", "".join(OWN[:2]) + "- {draw: 2, category: a, difficulty: easy}\n")
    after = PLAIN % (60, "", OWN[2] + "- {draw: 5, category: a, difficulty: easy}\n" + OWN[0])
    assert changes(before, after) == [
        ("Question", "desk/canary-q2", None), ("Drawn questions", "2 of: a, easy", "5 of: a, easy"),
        ("Question", None, "desk/canary-q3"), ("The order of the entries", None, None)]


def test_a_question_whose_text_a_file_changed_is_named():
    assert changes(QUIZ, QUIZ.replace("The guest is tired.", "The guest is cold.")) == [
        ("The text of a question", None, "desk/canary-q1")]


def test_a_saying_of_two_equal_draws_keeps_both():
    text = PLAIN % (60, "", "- {draw: 2}\n- {draw: 3}\n")
    assert changes(text, text.replace("draw: 3", "draw: 4")) == [("Drawn questions", "3 of the whole bank", "4 of the whole bank")]
    assert Saying("x") == Saying("x", {})
