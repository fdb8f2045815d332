"""What is known beside the visits, read from what people did."""

import datetime as dt

import pytest
from sqlalchemy import event

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Unit
from cxtrain.planning.causes import Cause, Charted, Outcome
from cxtrain.planning.models import Plan
from cxtrain.planning.months import months_back
from cxtrain.planning.proposals.queries import find_for_person, find_for_unit
from cxtrain.planning.triage.queries import Subject, charted, practised_since, triaged
from cxtrain.planning.triage.results.queries import plays_of, quizzes_of
from cxtrain.quizzes.models import Answer, BankQuestion, QuizAttempt
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.roleplay.models import Attempt, Scenario, ScenarioVersion
from cxtrain.voices.models import VoiceCount
from tests.days import today
from tests.planning.conftest import around

QUESTION = """\
  - id: q{number}
    kind: true_false
    dimension: {dimension}
    touchpoint: check-in
    text: {{zh: 第{number}题。, en: Question {number}.}}
    answer: true
"""
QUIZ = """\
format: 1
slug: desk
title: {zh: 小测, en: Quiz}
brief: {zh: 小测, en: A quiz}
pass_mark: 60
questions:
""" + "".join(QUESTION.format(number=number, dimension="responsiveness" if number < 6 else "empathy") for number in range(1, 8))


class Practice:
    """Lets people sit the quiz and play a scenario."""

    def __init__(self, place):
        self.quiz = publish_quiz(QUIZ).quiz
        version = ScenarioVersion(slug="late", digest="1" * 64, source="", title={"zh": "x", "en": "x"}, published_at=now())
        database.session.add(version)
        database.session.flush()
        self.scenario = Scenario(slug="late", touchpoint_id=place, current_id=version.id)
        database.session.add(self.scenario)
        database.session.commit()

    def sits(self, employee_id, right, *, days=3, number=1):
        """Answer so many of the five questions on responsiveness right, and both on empathy."""
        paper = list(database.session.scalars(database.select(BankQuestion.current_id).order_by(BankQuestion.key)))
        at = now() - dt.timedelta(days)
        attempt = QuizAttempt(employee_id=employee_id, quiz_id=self.quiz.id, version_id=self.quiz.current_id, number=number,
                              seed=1, paper=paper, started_at=at, submitted_at=at, score=50.0, passed=False)
        database.session.add(attempt)
        database.session.flush()
        for question in range(1, 8):
            given = "true" if question <= right or question > 5 else "false"
            database.session.add(Answer(attempt_id=attempt.id, question_id=f"q{question}", given=[given], saved_at=at))
        database.session.commit()

    def plays(self, employee_id, percent, *, days=3):
        """Play the scenario to so many percent of responsiveness."""
        at = now() - dt.timedelta(days)
        database.session.add(Attempt(
            employee_id=employee_id, scenario_id=self.scenario.id, version_id=self.scenario.current_id, mode="practice", seed="s",
            started_at=at, finished_at=at, outcome="satisfied", score=99.0, result={
                "overall": {"percent": 99.0}, "dimensions": {"responsiveness": {"percent": percent}, "empathy": {"percent": None}}}))
        database.session.commit()


@pytest.fixture
def practice(records):
    """A quiz and a scenario at the touchpoint."""
    return Practice(records.place)


@pytest.fixture
def counted(db):
    """Return a function that says how many statements a function runs."""
    def count(work):
        seen = []

        def note(*facts):
            seen.append(facts[2])

        event.listen(database.engine, "before_cursor_execute", note)
        work()
        event.remove(database.engine, "before_cursor_execute", note)
        return len(seen)
    return count


def why_of(cast, employee_id=None):
    """Return the triage of the first finding at 静安店 that allows a plan, about a person or the store."""
    unit = database.session.get_one(Unit, cast.jingan)
    found = find_for_person(employee_id, "mystery_shop", today()) if employee_id else find_for_unit(unit.id, "mystery_shop", today())
    answer = triaged(found, found, Subject(unit, employee_id, "mystery_shop", today()))
    return next(iter(answer.values()))


def test_the_latest_attempt_counts_by_what_its_questions_are_tied_to(cast, practice):
    practice.sits(cast.wang, 5, days=9)
    practice.sits(cast.wang, 2, days=2, number=2)
    practice.plays(cast.wang, 40.0, days=9)
    practice.plays(cast.wang, 55.0, days=2)
    practice.sits(cast.zhao, 5, days=900)
    since = today(-365)
    [own] = quizzes_of([cast.wang, cast.zhao], since).values()
    assert own["check-in", "responsiveness"].percent == 40 and own["check-in", "empathy"].n == 2
    assert plays_of([cast.wang], since)[cast.wang]["check-in", "responsiveness"].percent == 55
    past = today(-5)  # as it was known then
    assert quizzes_of([cast.wang], since, past)[cast.wang]["check-in", "responsiveness"].percent == 100
    assert plays_of([cast.wang], since, past)[cast.wang]["check-in", "responsiveness"].percent == 40


def test_a_person_who_does_not_know_it_yet_is_sent_to_practise(cast, records, practice):
    records.people_differ()
    practice.sits(cast.wang, 3)
    why = why_of(cast, cast.wang)
    assert (why.cause, why.rule) == (Cause.SKILL, "T3")
    assert (why.facts.quiz.percent, why.facts.quiz.n, why.facts.quiz.link) == (60.0, 5, "both")
    assert why.facts.played is None and why.facts.team_quiz is None  # one person is no team


def test_a_team_that_fails_its_quiz_has_an_unclear_standard(cast, records, practice):
    records.store_is_slow()
    for person in (cast.wang, cast.zhao, cast.li):
        practice.sits(person, 2)
    why = why_of(cast)
    assert (why.cause, why.facts.quiz.people) == (Cause.STANDARD, 3)
    assert why.outcomes["T1"] is Outcome.UNKNOWN  # nobody was observed by name


def test_without_practice_the_cause_stays_open(cast, records):
    records.store_is_slow()
    why = why_of(cast)
    assert why.cause is Cause.OPEN and why.facts.able is None


def test_low_here_only_and_low_everywhere_are_told_apart(cast, records, practice):
    for person in (cast.wang, cast.zhao, cast.li):
        practice.sits(person, 5)
    records.store_is_slow()
    room = records.touchpoint("room", "客房", "Room", stage="use")
    records.unit(cast.jingan, around(6.3, 16), place=room)
    records.unit(cast.xuhui, around(6.2, 16), place=room)
    database.session.commit()
    why = why_of(cast)
    assert (why.cause, [each.touchpoint for each in why.facts.elsewhere]) == (Cause.TRANSFER, ["room"])
    database.session.execute(database.text("update unit_rollup set total = total - 40 where unit_id = :unit and touchpoint_id = :place"),
                             {"unit": cast.jingan, "place": room})
    assert why_of(cast).cause is Cause.OPEN  # low everywhere, but nobody knows how it was before
    records.unit(cast.jingan, around(6.0), month=months_back(today(), 14))
    database.session.commit()
    before = why_of(cast)
    assert (before.cause, before.facts.earlier.n) == (Cause.LOAD, 8)


def test_customers_who_expect_more_than_anybody_gives(cast, records):
    records.store_is_slow()
    for value, other, n in ((6, 7, 30), (5, 7, 5)):
        database.session.add(VoiceCount(
            unit_id=cast.jingan, touchpoint_id=records.place, month=records.month, source="survey", measure="servqual",
            subject="responsiveness", segment="", value=value, other=other, n=n))
    database.session.commit()
    why = why_of(cast)
    assert (why.cause, why.facts.expected.n, why.facts.expected.expectation) == (Cause.PROMISE, 35, 7.0)


def test_a_month_below_its_limits_is_an_event():
    months = [f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(16)]
    usual = {month: Sums.of(around(6.0 + 0.1 * (index % 2))) for index, month in enumerate(months)}
    last = months[-1]
    assert charted(usual, months, ()) == Charted("", False, 16)
    assert charted({**usual, last: Sums.of(around(4.0))}, months, ()) == Charted(last, True, 16)
    assert not charted({**usual, last: Sums.of(around(6.9))}, months, ()).low  # good news is no cause of a shortfall
    assert not charted({**usual, months[12]: Sums.of(around(4.0))}, months, ()).low  # what passed has passed
    assert charted({last: Sums.of(around(4.0))}, months, ()) is None  # no limits yet


def test_the_retest_counts_from_its_day(cast, records, practice):
    plan = database.session.get_one(Plan, records.plan(about=cast.wang, dimension="responsiveness"))
    practice.sits(cast.wang, 2, days=20)
    assert practised_since(plan, today(-10)) is None
    practice.sits(cast.wang, 4, days=2, number=2)
    assert practised_since(plan, today(-10)).percent == 80


def test_findings_are_read_with_the_same_number_of_statements_however_many_they_are(cast, records, counted):
    records.store_is_slow()
    few = counted(lambda: why_of(cast))
    for number in range(5):
        place = records.touchpoint(f"place-{number}", "处", "Place")
        records.unit(cast.jingan, around(4.0, 16), place=place)
        records.unit(cast.xuhui, around(6.2, 16), place=place)
    database.session.commit()
    assert database.session.scalar(database.select(database.func.count(Touchpoint.id))) == 6
    assert counted(lambda: why_of(cast)) == few
