"""A small quiz that every page test knows. All that a player may not see before handing in is marked CANARY."""

import re

import pytest

from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.models import QuizAttempt

QUIZ = """\
format: 1
slug: desk
title: {zh: 前台小测, en: Desk quiz}
brief: {zh: 三道题, en: Three questions about the desk}
pass_mark: 60
attempts: 2
questions:
  - id: CANARYQ1
    kind: single
    dimension: empathy
    touchpoint: front-desk-check-in
    text: {zh: 客人很累，您先说什么？, en: The guest is tired. What do you say first?}
    options:
      - id: canary-a
        text: {zh: 一路辛苦了, en: You have had a long day}
        correct: true
        feedback: {zh: CANARY好, en: CANARY well}
      - {id: canary-b, text: {zh: 请出示证件, en: Your papers please}, feedback: {zh: CANARY不, en: CANARY no}}
    explanation: {zh: CANARY因为, en: CANARY because}
  - id: canary-q2
    kind: multiple
    dimension: responsiveness
    text: {zh: 哪些能让等待变短？, en: What makes waiting shorter?}
    options:
      - {id: canary-a, text: {zh: 说出时间, en: Name a time}, correct: true}
      - {id: canary-b, text: {zh: 说出下一步, en: Name the next step}, correct: true}
      - {id: canary-c, text: {zh: 低头打字, en: Look down and type}}
  - id: canary-q3
    kind: true_false
    text: {zh: 先道歉总是对的。, en: Saying sorry first is always right.}
    answer: false
    feedback: {right: {zh: CANARY对, en: CANARY seen}, wrong: {zh: CANARY错, en: CANARY missed}}
""".replace("CANARYQ1", "canary-q1")

RIGHT = {"canary-q1": ["canary-a"], "canary-q2": ["canary-a", "canary-b"], "canary-q3": ["false"]}
WRONG = {"canary-q1": ["canary-b"], "canary-q2": ["canary-c"], "canary-q3": ["true"]}


@pytest.fixture
def quiz(db):
    """Id of the published quiz."""
    published = operations.publish_quiz(QUIZ)
    db.session.commit()
    return published.quiz.id


@pytest.fixture
def staff(browser, cast):
    """A browser of 王喆, staff."""
    return browser.login(cast.wang)


class Taker:
    """Takes the quiz as a browser does, and knows the paper as the server does."""

    def __init__(self, browser, db):
        self.browser, self.db = browser, db

    def start(self):
        """Start an attempt; return the address of its first page."""
        answer = self.browser.post("/quizzes/desk/start", page="/quizzes/desk")
        assert answer.status_code == 303, answer.text
        return answer.location

    def attempt(self, url):
        """Return the attempt behind an address."""
        self.db.session.rollback()
        return self.db.session.get(QuizAttempt, int(re.search(r"attempts/(\d+)", url)[1]))

    def fields(self, url, answers):
        """Return the form fields q1, q2 … that stand for `answers` (option ids by question id)."""
        attempt = self.attempt(url)
        return {name: list(texts) for sheet in queries.sheets_of(attempt)
                for name, texts in sheet.values_of(answers.get(sheet.question.id, ())).items()}

    def position(self, url, question_id):
        """Return where a question lies in the attempt."""
        attempt = self.attempt(url)
        return next(sheet.position for sheet in queries.sheets_of(attempt) if sheet.question.id == question_id)

    def finish(self, answers):
        """Start, answer everything at once and hand in; return the address of the result."""
        url = self.start()
        saved = self.browser.post(f"{url}/answers", page=url, **self.fields(url, answers))
        assert saved.status_code == 303, saved.text
        handed = self.browser.post(f"{url}/submit", page=f"{url}/review")
        assert handed.status_code == 303, handed.text
        return handed.location


@pytest.fixture
def taker(staff, db, quiz):
    """王喆 taking the quiz."""
    return Taker(staff, db)
