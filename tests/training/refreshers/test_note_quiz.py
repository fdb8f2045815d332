"""Cards come from real misses, and only when the quiz no longer keeps its answers."""

import datetime as dt
import random

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.careers.operations import bring_back, depart
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.operations import publish_quiz, renew_attempts
from cxtrain.quizzes.queries import get_quiz
from cxtrain.training.refreshers.models import (
    RefresherAnswer,
    RefresherCard,
    RefresherHabit,
    RefresherSum,
)
from cxtrain.training.refreshers.operations import note_quiz
from cxtrain.training.refreshers.schedule import remembered, replay
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG
from tests.training.refreshers.conftest import NOON, PAGE, PARTLY


@pytest.fixture
def quiz(db):
    """A function that publishes the small quiz with other lines, and says who takes it."""
    def make(lines, text=QUIZ):
        published = publish_quiz(text + lines)
        assert published.quiz, published.faults
        db.session.commit()
    return make


def missed(person):
    return [card.question_id for card in person.cards()]


def test_wrong_and_partly_right_answers_make_cards_and_right_ones_none(wang):
    wang.sit(PARTLY)
    assert missed(wang) == [2]
    assert [(answer.number, answer.right, answer.again) for answer in wang.answers()] == [(1, False, False)]
    assert wang.answers()[0].attempt_id and wang.answers()[0].given == ["canary-a"]


def test_what_was_not_answered_was_missed(wang):
    wang.sit({"canary-q1": RIGHT["canary-q1"]})
    assert missed(wang) == [2, 3] and [answer.given for answer in wang.answers()] == [[], []]


def test_an_attempt_without_any_answer_says_nothing_of_single_questions(wang):
    wang.sit({})  # as one that was taken on paper, whose marks alone were keyed in
    assert missed(wang) == []


def test_a_right_answer_in_a_later_quiz_counts_for_the_card_that_is_there(wang):
    wang.sit(WRONG)
    wang.sit(PARTLY, days=4)
    first, second, third = wang.cards()
    assert [card.due_on for card in (first, third)] > [dt.date(2026, 11, 8)] * 2 and second.due_on == dt.date(2026, 11, 8)
    assert [card.reps for card in (first, second, third)] == [2, 2, 2] and second.lapses == 2
    assert not any(answer.again for answer in wang.answers())  # a quiz is no refresher


def test_a_quiz_that_may_be_taken_again_keeps_its_answers_until_it_is_settled(quiz, person):
    quiz("")  # the default: told once passed or used up; two attempts
    wang = person("wang")
    wang.sit(WRONG)
    assert missed(wang) == []
    assert "Nothing to refresh" in wang.page(1).text
    wang.sit(RIGHT, days=2)
    assert len(missed(wang)) == 3  # passed: what was missed at first, and known two days later
    assert [(answer.number, answer.right, str(answer.day)) for answer in wang.answers(wang.cards()[0])] == [
        (1, False, "2026-11-03"), (2, True, "2026-11-05")]


def test_after_the_last_attempt_they_come_too(quiz, person):
    quiz("")
    wang = person("wang")
    wang.sit(WRONG)
    wang.sit(WRONG, days=1)
    assert [card.lapses for card in wang.cards()] == [2, 2, 2]


def test_attempts_that_were_noted_are_not_noted_again_after_a_renewal(quiz, person, cast):
    quiz("")
    wang = person("wang")
    wang.sit(WRONG)
    wang.sit(WRONG, days=1)
    with wang.at(1, 1):
        renew_attempts(wang.actor(), cast.wang, get_quiz("desk"), unit_id=cast.jingan)
        database.session.commit()
    wang.sit({"canary-q1": RIGHT["canary-q1"]}, days=3)
    assert [card.reps for card in wang.cards()] == [2, 2, 2]  # open again, so nothing is told yet
    with wang.at(4):
        assert "question" not in wang.asked(4)  # nor asked: it would give the answers away
    wang.sit(RIGHT, days=5)
    assert [card.reps for card in wang.cards()] == [4, 4, 4]
    wang.sit(WRONG, days=9)  # passed long since: each further attempt counts at once, by itself
    assert [card.reps for card in wang.cards()] == [5, 5, 5]


def test_a_quiz_that_never_gives_its_answers_makes_no_cards(quiz, person):
    quiz("review: {answers: never}\n")
    wang = person("wang")
    wang.sit(WRONG)
    wang.sit(WRONG, days=1)
    assert missed(wang) == []


def test_a_quiz_that_tells_when_it_has_closed_is_refreshed_after_that_day(quiz, person):
    quiz("review: {answers: closed}\ncloses: 2026-11-20 18:00\n")
    wang = person("wang")
    wang.sit(WRONG)
    assert {str(card.due_on) for card in wang.cards()} == {"2026-11-21"}
    assert "Nothing to refresh" in wang.page(10).text
    assert "1 of 3 today" in wang.page(18).text  # 21 November


def test_telling_it_twice_changes_nothing(wang):
    wang.sit(WRONG)
    with wang.at(0):
        attempt = database.session.scalars(select(QuizAttempt)).one()
        assert note_quiz(attempt) == 0
    assert len(wang.answers()) == 3


@pytest.mark.parametrize("seed", range(4))
def test_replaying_the_log_gives_what_is_stored(wang, seed):
    lot = random.Random(seed)
    wang.sit(WRONG)
    for day in range(1, 40, lot.randint(1, 4)):
        while 'name="question"' in wang.page(day).text:
            wang.answer(day, right=lot.random() < 0.6)
        if lot.random() < 0.1:
            wang.sit(lot.choice((RIGHT, PARTLY, WRONG)), days=day)
    for card in wang.cards():
        log = wang.answers(card)
        assert [answer.number for answer in log] == list(range(1, card.reps + 1))
        assert replay((answer.day, answer.right) for answer in log) == remembered(card.memory, card.due_on)
        assert card.lapses == sum(not answer.right for answer in log) and card.last_at == log[-1].at
        assert log[-1].stability == card.memory["stability"]
    assert sum(each.n for each in database.session.query(RefresherSum)) == sum(each.again for each in wang.answers())


def test_whoever_leaves_takes_everything_along(wang, person, cast):
    zhao = person("zhao")
    for each in (wang, zhao):
        each.sit(WRONG)
        each.answer(1)
    with wang.at(1):
        wang.browser.post(f"{PAGE}/shown", page=PAGE, value="no")
        somebody = database.session.get(Employee, cast.wang)
        depart(somebody, day=NOON.date(), today=NOON.date())
        database.session.commit()
    assert wang.cards() == wang.answers() == [] and len(zhao.cards()) == 3
    for model in (RefresherHabit, RefresherSum, RefresherAnswer, RefresherCard):
        assert {row.employee_id for row in database.session.query(model)} == {cast.zhao}


def test_whoever_comes_back_begins_anew(wang, cast):
    wang.sit(WRONG)
    somebody, unit = database.session.get(Employee, cast.wang), database.session.get(Unit, cast.jingan)
    depart(somebody, day=NOON.date(), today=NOON.date())
    bring_back(somebody, unit, day=NOON.date() + dt.timedelta(1), today=NOON.date() + dt.timedelta(1))
    database.session.commit()
    assert wang.cards() == []


def test_a_mark_by_hand_after_somebody_left_makes_no_cards(wang, cast):
    wang.sit(RIGHT)
    with wang.at(0):
        database.session.get(Employee, cast.wang).status = "left"
        database.session.flush()
        assert note_quiz(database.session.scalars(select(QuizAttempt)).one()) == 0
    database.session.rollback()
