"""Marks arrive in any order, and are corrected: which time each sitting was follows from the days on which they were sat."""

import datetime as dt

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from cxtrain.clock import now
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.sittings import operations
from cxtrain.quizzes.sittings.kinds import ROUND, Kind
from cxtrain.quizzes.sittings.models import QuizDeferral, QuizSitting
from tests.quality.conftest import actor

DAYS = st.integers(-300, 300).filter(bool)  # from the day on which the exam is put off


class Arrivals(RuleBasedStateMachine):
    """王喆 sits one exam, on screen and on paper, at most once a day; `desk` is set by the test."""

    desk = None

    @initialize()
    def begun(self):
        """Nothing was sat and nothing was put off."""
        self.db, self.cast, self.quiz = self.desk.db, self.desk.cast, self.desk.quiz
        self.noon = now().replace(hour=4, minute=0, second=0, microsecond=0)  # noon in Shanghai
        self.known, self.put_off_id = {}, None  # (attempt, whether on paper, whether passed) by day

    def teardown(self):
        """Leave nothing for the next."""
        if hasattr(self, "known"):
            self.db.session.rollback()
            for table in (QuizSitting, QuizDeferral, QuizAttempt):
                self.db.session.execute(delete(table))
            self.db.session.commit()

    @rule(day=DAYS, on_paper=st.booleans(), passed=st.booleans())
    def arrive(self, day, on_paper, passed):
        """The score of a sitting becomes known, whenever that was."""
        if day in self.known:
            return
        at = self.noon + dt.timedelta(day)
        attempt = QuizAttempt(
            employee_id=self.cast.wang, quiz_id=self.quiz, version=self.db.session.get(Quiz, self.quiz).current,
            number=len(self.known) + 1, seed=1, paper=[], started_at=at, submitted_at=at, score=90 if passed else 10, passed=passed)
        self.db.session.add(attempt)
        self.db.session.flush()
        operations.note_sitting(attempt, self.cast.jingan, sat_on=at.date() if on_paper else None)
        self.db.session.commit()
        self.known[day] = [attempt.id, on_paper, passed]

    @precondition(lambda self: self.known)
    @rule(data=st.data(), passed=st.booleans())
    def correct(self, data, passed):
        """Marks are corrected."""
        one = self.known[data.draw(st.sampled_from(sorted(self.known)))]
        attempt = self.db.session.get(QuizAttempt, one[0])
        attempt.passed = one[2] = passed
        operations.note_other_score(attempt)
        self.db.session.commit()

    @precondition(lambda self: self.put_off_id is None)
    @rule()
    def put_off(self):
        """The exam is put off, today, unless somebody sat it in the days that come: then there is nothing to put off."""
        if any(day > 0 for day in self.known):
            return
        lead = actor(self.db, self.cast.li, Role.SUPERVISOR)
        self.put_off_id = operations.put_off(lead, self.db.session.get(Employee, self.cast.wang), self.db.session.get(Quiz, self.quiz),
                                             new_on=self.noon.date() + dt.timedelta(3), why="away").id
        self.db.session.commit()

    def truth(self):
        """Walk through the days, by the words of the house and not by its code."""
        found, open_round, passed_on, waiting = {}, None, None, self.put_off_id is not None
        for day, (attempt, on_paper, passed) in sorted(self.known.items()):
            fresh = on_paper or passed_on is None or day - passed_on >= ROUND.days
            kind = Kind.RESIT if open_round else Kind.FIRST if fresh else Kind.AGAIN
            counted = kind is not Kind.AGAIN
            found[attempt] = (kind, waiting and counted and day > 0)
            waiting = waiting and not found[attempt][1]
            open_round, passed_on = counted and not passed, day if passed else passed_on
        return found

    @invariant()
    def kinds_follow_from_the_days(self):
        """Whatever arrived when, rows say what the days say."""
        if not hasattr(self, "known"):
            return
        self.db.session.expunge_all()
        rows = list(self.db.session.scalars(select(QuizSitting)))
        truth = self.truth()
        assert {row.attempt_id: (row.kind, row.deferred) for row in rows} == truth
        if self.put_off_id:
            deferral = self.db.session.get(QuizDeferral, self.put_off_id)
            sat = next((attempt for attempt, (_kind, ended) in truth.items() if ended), None)
            assert deferral.attempt_id == sat and (deferral.ended_at is None) == (sat is None)
        self.db.session.rollback()


def test_whatever_the_order_of_arrival_the_kinds_are_the_same(db, cast, quiz):
    Arrivals.desk = type("Desk", (), {"db": db, "cast": cast, "quiz": quiz})
    run_state_machine_as_test(Arrivals, settings=settings(
        max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)))
