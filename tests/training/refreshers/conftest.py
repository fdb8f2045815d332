"""王喆 misses questions of the small quiz; days pass."""

import datetime as dt
import re
from contextlib import contextmanager

import pytest
import time_machine
from sqlalchemy import event

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.models import Employee
from cxtrain.quizzes.bank.operations import keep_question
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.training.models import Enrolment
from cxtrain.training.operations import publish_course
from cxtrain.training.refreshers.models import RefresherAnswer, RefresherCard
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT
from tests.training.conftest import TOUCHPOINTS, Learner

NOON = dt.datetime(2026, 11, 3, 4, 0, tzinfo=dt.UTC)  # a Tuesday, noon at the stores
AT_ONCE = QUIZ + "review: {answers: at_once}\n"
PARTLY = {**RIGHT, "canary-q2": ["canary-a"]}
PAGE = "/training/refreshers"
DRAWN = """\
format: 1
slug: drawn
title: {zh: 抽题, en: Drawn}
brief: {zh: 两道, en: Two}
questions:
  - {draw: 1, category: 前台}
"""
DRAWN_COURSE = """\
format: 1
slug: drawn-course
title: {zh: 课, en: Course}
summary: {zh: 课, en: Course}
class_hours: 1
steps:
  - {quiz: drawn, minutes: 5}
"""


class Person(Learner):
    """Somebody of the cast who takes the quiz and answers refreshers, some days after NOON."""

    def __init__(self, browser, employee_id):
        super().__init__(browser, employee_id)
        self.day = None

    @contextmanager
    def at(self, days, hours=0):
        """Let it be so many days after NOON; whoever was signed in on another day signs in again."""
        with time_machine.travel(NOON + dt.timedelta(days=days, hours=hours), tick=False):
            if self.day != (days, hours):
                self.browser.client._cookies.clear()
                self.browser.login(self.employee_id)
                self.day = days, hours
            yield

    def sit(self, answers, days=0):
        """Take the quiz on a day."""
        with self.at(days):
            return self.taker.finish(answers)

    def page(self, days=0):
        """Fetch the page of refreshers."""
        with self.at(days):
            return self.browser.get(PAGE)

    def asked(self, days=0):
        """Return the hidden fields of the question on the page, by name."""
        with self.at(days):
            return self.browser.hidden(PAGE)

    def tokens(self, page):
        """Return the tokens of the options on a page, by their text in English."""
        return {text: token for token, text in re.findall(
            r'name="q1"\s+value="([0-9a-f]+)"[^>]*><span>([^<]*)', page.text)}

    def send(self, days=0, *, q1=None, go="answer", **fields):
        """Send an answer to the question on the page."""
        with self.at(days):
            return self.browser.post(PAGE, q1=q1, go=go, **fields)

    def answer(self, days=0, *, right=True):
        """Answer the question on the page, right or wrong."""
        tokens = self.tokens(self.page(days))
        good = [tokens[text] for text in tokens if text in GOOD]
        answer = self.send(days, q1=good if right else [token for token in tokens.values() if token not in good][:1])
        assert answer.status_code == 303, answer.text
        return answer

    def cards(self):
        """Return the person's cards by the id of their question."""
        database.session.rollback()
        database.session.expire_all()
        return database.session.query(RefresherCard).filter_by(employee_id=self.employee_id).order_by(RefresherCard.id).all()

    def answers(self, card=None):
        """Return the log, in the order of the answers."""
        database.session.rollback()
        query = database.session.query(RefresherAnswer).filter_by(employee_id=self.employee_id)
        return (query.filter_by(card_id=card.id) if card else query).order_by(RefresherAnswer.id).all()


GOOD = {"You have had a long day", "Name a time", "Name the next step", "False", "Wrong"}


def words(page):
    """Return what a page says."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.text[page.text.index("<main"):])).replace("&#39;", "'")


@pytest.fixture
def person(app, cast):
    """A function that gives somebody of the cast."""
    return lambda who, language="en": Person(Browser(app, language), getattr(cast, who))


@pytest.fixture
def wang(person, db):
    """王喆; the small quiz is published, and tells at once what was right."""
    assert publish_quiz(AT_ONCE).quiz
    db.session.commit()
    return person("wang")


@pytest.fixture
def bank(db):
    """A function that puts further questions into the bank, of a category that a second quiz of the course draws from."""
    def make(count):
        for number in range(count):
            keep_question(from_data({
                "id": f"more-{number}", "kind": "true_false", "category": "前台/入住", "answer": False, "dimension": "empathy",
                "text": {"zh": f"第 {number} 题", "en": f"Further question {number}"}}), key=f"more-{number}")
        publish_quiz(DRAWN)
        publish_touchpoints(TOUCHPOINTS)
        published = publish_course(DRAWN_COURSE)
        assert published.row, published.faults
        wang = db.session.query(Employee).filter_by(number="S0102").one()
        db.session.add(Enrolment(employee_id=wang.id, course_id=published.row.id, version=published.row.current,
                                 started_on=NOON.date()))
        db.session.commit()
    return make


@pytest.fixture
def statements(db):
    """A function that returns how many SQL statements a page runs, with everything warm."""
    def count(browser, url):
        told = []
        assert browser.get(url).status_code == 200
        event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
        assert browser.get(url).status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(told)
    return count
