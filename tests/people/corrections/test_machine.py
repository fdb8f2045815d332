"""Whoever asks, confirms, refuses and withdraws in whatever order: what stands is what two people agreed on."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import WAITING
from cxtrain.people.corrections.matter import CorrectionRefused
from cxtrain.people.corrections.models import Correction
from cxtrain.people.corrections.operations import Asked, ask, confirm, refuse, withdraw
from cxtrain.people.corrections.queries import count_to_decide, verify_corrections
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.papers.exams.operations import MARKS

MARKED = st.tuples(*(st.sampled_from(("0", "0.5", "1")) for _ in range(3))).map(
    lambda marks: {"marks": list(marks), "earned": sum(map(float, marks))})
PEOPLE = st.sampled_from(("li", "lin", "he", "chen", "wang", "zhao"))
DECIDERS = {"li", "lin", "he"}


def machine(sat):
    """Return the machine for somebody's marks."""
    class Corrections(RuleBasedStateMachine):
        """One record; a model of it beside: what stands, and what waits as (asker, after)."""

        def __init__(self):
            super().__init__()
            self.stands, self.waits, self.done = MARKS.stands(sat.subject), None, 0

        def newest(self):
            return db.session.scalars(select(Correction).order_by(Correction.id.desc()).limit(1)).first()

        def tried(self, act, *, works):
            """Do it; it works exactly where the model says so."""
            try:
                act()
            except CorrectionRefused:
                assert not works
                return
            assert works
            self.done += 1

        @rule(who=PEOPLE, after=MARKED)
        def ask(self, who, after):
            works = who != "wang" and self.waits is None and after != self.stands
            self.tried(lambda: ask(sat.who(who), Asked("exam", sat.subject, sat.cast.wang, after, "a good reason")), works=works)
            if works:
                self.waits = who, after

        @rule(who=PEOPLE)
        def confirm(self, who):
            if (row := self.newest()) is None:
                return
            works = self.waits is not None and who in DECIDERS - {self.waits[0]}
            self.tried(lambda: confirm(sat.who(who), row), works=works)
            if works:
                self.stands, self.waits = self.waits[1], None

        @rule(who=PEOPLE)
        def refuse(self, who):
            if (row := self.newest()) is None:
                return
            works = self.waits is not None and who in DECIDERS - {self.waits[0]}
            self.tried(lambda: refuse(sat.who(who), row, "no good reason"), works=works)
            self.waits = None if works else self.waits

        @rule(who=PEOPLE)
        def withdraw(self, who):
            if (row := self.newest()) is None:
                return
            works = self.waits is not None and who == self.waits[0]
            self.tried(lambda: withdraw(sat.who(who), row), works=works)
            self.waits = None if works else self.waits

        @invariant()
        def what_stands_is_what_two_agreed_on(self):
            db.session.flush()
            assert MARKS.stands(sat.subject) == self.stands and verify_corrections()[1] == ()
            score = db.session.get(QuizAttempt, sat.attempt_id).score
            assert score == int(self.stands["earned"] * 1000 / 3) / 10

        @invariant()
        def what_waits_is_seen_by_those_who_may_decide(self):
            for who in ("li", "lin", "he", "chen", "wang"):
                expected = self.waits is not None and who in DECIDERS - {self.waits[0]}
                assert count_to_decide(sat.who(who)) == expected

        @invariant()
        def each_change_has_its_entry(self):
            waiting = [entry for entry in db.session().info.get(WAITING, []) if entry[2].startswith("correction ")]
            assert len(waiting) == self.done

        def teardown(self):
            db.session.rollback()
            assert db.session.scalar(select(func.count()).select_from(Correction)) == 0
            assert db.session.scalar(select(LedgerEntry.id).where(LedgerEntry.action.startswith("correction "))) is None
    return Corrections


def test_what_stands_is_what_two_agreed_on_whatever_is_done(sat):
    run_state_machine_as_test(machine(sat), settings=settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))
