"""A small course with one step of each kind, published, and people who take it."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.roleplay import operations as roleplay
from cxtrain.roleplay import queries as plays
from cxtrain.roleplay.models import Scenario
from cxtrain.training import operations
from cxtrain.training.models import Enrolment
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG, Taker

TOUCHPOINTS = """\
format: 1
touchpoints:
  - slug: front-desk-check-in
    title: {zh: 前台入住, en: Check-in}
    stage: purchase
    kind: offline
    moment_of_truth: {zh: 一, en: one}
    standard: {zh: 一, en: one}
    expectation: {tangibles: 6, reliability: 6, responsiveness: 6, assurance: 6, empathy: 6}
"""
SCENARIO = """\
format: 1
slug: late
touchpoint: front-desk-check-in
title: {zh: 深夜入住, en: Late check-in}
brief: {zh: 简介, en: A guest comes late.}
customer: {name: {zh: 周女士, en: Ms Zhou}, kind: traveller}
state: {mood: {start: 0, min: -5, max: 5}}
start: desk
scenes:
  desk:
    says: {zh: 有房吗？, en: Is there a room?}
    choices:
      - id: kind
        say: {zh: 有, en: Welcome}
        points: {empathy: 2}
        reaction: {zh: 笑, en: She smiles}
        coaching: {zh: 好, en: Good}
        next: well
      - id: curt
        say: {zh: 等, en: Wait}
        reaction: {zh: 叹气, en: She sighs}
        coaching: {zh: 差, en: Poor}
        next: badly
  well:
    says: {zh: 谢谢, en: Thank you}
    ending: {outcome: satisfied, title: {zh: 好, en: Well}, debrief: {zh: 好, en: Well}}
  badly:
    says: {zh: 哦, en: Oh}
    ending: {outcome: lost, title: {zh: 差, en: Lost}, debrief: {zh: 差, en: Lost}}
"""
COURSE = """\
format: 1
slug: moments
title: {zh: 关键时刻, en: Moments of truth}
summary: {zh: 三步, en: Three steps to start with}
class_hours: 4
steps:
  - {lesson: welcome, minutes: 5}
  - {scenario: late, mode: exam, pass_mark: 60, minutes: 6}
  - {quiz: desk, minutes: 10}
certificate: {title: {zh: 培训合格证书, en: Certificate of training}, valid_months: 24}
"""
LESSON = ("welcome", "# 欢迎\n\n客人**走进来**。<script>x</script>", "# Welcome\n\nA guest **walks in**. <script>x</script>")


def publish_all():
    """Publish the course and all that it needs."""
    publish_touchpoints(TOUCHPOINTS)
    assert roleplay.publish_scenario(SCENARIO).scenario
    assert publish_quiz(QUIZ).quiz
    operations.publish_lesson(*LESSON)
    published = operations.publish_course(COURSE)
    assert published.row, published.faults
    database.session.commit()
    return published.row.id


@pytest.fixture
def course(db):
    """Id of the published course."""
    return publish_all()


@pytest.fixture
def learner(app, cast, course):
    """王喆, who takes the course."""
    return Learner(Browser(app).login(cast.wang), cast.wang)


class Learner:
    """Takes the course as a browser does, and plays scenarios as the server does."""

    def __init__(self, browser, employee_id):
        self.browser, self.employee_id = browser, employee_id
        self.taker = Taker(browser, database)

    def start(self):
        """Start the course; return where that leads."""
        answer = self.browser.post("/training/moments/start", page="/training/moments")
        assert answer.status_code == 303, answer.text
        return answer.location

    def read(self, lesson="welcome"):
        """Mark a lesson as read; return where that leads."""
        answer = self.browser.post(f"/training/moments/lessons/{lesson}")
        assert answer.status_code == 303, answer.text
        return answer.location

    def play(self, choice="kind", mode="exam"):
        """Play the scenario to its end with one choice, in one transaction."""
        actor = self.actor()
        attempt = roleplay.start_attempt(actor, database.session.query(Scenario).one(), mode=mode)
        roleplay.record_choice(actor, plays.play_of(attempt), choice)
        database.session.commit()

    def quiz(self, *, right=True):
        """Take the quiz; return the address of the result."""
        return self.taker.finish(RIGHT if right else WRONG)

    def pass_course(self):
        """Do everything."""
        self.start()
        self.read()
        self.play()
        return self.quiz()

    def actor(self):
        """Return the learner as a request would see them."""
        person = database.session.get(Employee, self.employee_id)
        unit = person.unit
        return Actor(0, person.id, person.number, person.name, "", "en", unit.id, unit.path, unit.name, unit.zone)

    def enrolments(self):
        """Return the learner's enrolments, oldest first."""
        database.session.rollback()
        query = database.session.query(Enrolment).filter_by(employee_id=self.employee_id)
        return query.order_by(Enrolment.id).all()
