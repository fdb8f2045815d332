"""A quiz with two questions that people mark and one that they do not, and people who have answered it."""

import pytest

from cxtrain.people.models import Employee
from cxtrain.quizzes import operations
from cxtrain.quizzes.models import QuizAttempt
from tests.conftest import Browser
from tests.quality.conftest import actor

LETTER = """\
format: 1
slug: letter
title: {zh: 回信, en: A letter}
brief: {zh: 三道题, en: Three questions}
pass_mark: 60
questions:
  - id: own-words
    kind: free_text
    marks: 4
    text: {zh: 客人来信说房间太吵，您怎么回？, en: A guest writes that the room was loud. What do you write back?}
    sample: {zh: 先道歉，再提议, en: 'Say sorry first, then propose something'}
    rubric:
      - {id: tone, text: {zh: 语气, en: Tone}, points: 3}
      - {id: offer, text: {zh: 提议, en: Offer}, points: 5}
  - {id: why, kind: free_text, marks: 1, text: {zh: 为什么？, en: Why so?}}
  - {id: sorry, kind: true_false, text: {zh: 道歉总是对的, en: Sorry is always right}, answer: false}
"""
BOTH = {"own-words": ["亲爱的客人，对不起"], "why": ["因为<b>吵</b>"], "sorry": ["false"]}


def hand_in(db, employee_id, answers):
    """Answer the quiz and hand it in; return the attempt's id."""
    me = actor(db, employee_id)
    attempt = operations.start_attempt(me, operations.publish_quiz(LETTER).quiz)
    operations.save_answers(attempt, {name: operations.Draft(texts) for name, texts in answers.items()})
    operations.submit_attempt(me, attempt)
    db.session.commit()
    return attempt.id


@pytest.fixture
def letter(db):
    """Id of the published quiz."""
    quiz = operations.publish_quiz(LETTER).quiz
    db.session.commit()
    return quiz.id


@pytest.fixture
def waiting(db, cast, letter):
    """Ids of attempts that wait: of 王喆, of 赵䶮 and of 孙淼."""
    return {name: hand_in(db, getattr(cast, name), BOTH) for name in ("wang", "zhao", "sun")}


@pytest.fixture
def marker(app, cast):
    """A browser of 李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def attempt_of(db, attempt_id):
    """Return an attempt as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(QuizAttempt, attempt_id)


def unit_of(db, employee_id):
    """Return where somebody belongs."""
    return db.session.get(Employee, employee_id).unit_id
