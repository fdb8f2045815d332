"""Two leaders, HR and the customer act on one complaint in any order, also on what they saw before, while time passes.

Whatever happens: the state is one that the steps lead to, clocks stand while the customer is waited for, whoever it is about
never handles it, nobody's number changes, and the ledger holds one row for each change.
"""

import datetime as dt

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select, update
from sqlalchemy.orm.exc import StaleDataError

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.quality.models import Visit
from cxtrain.voices.feedback import course, operations, queries
from cxtrain.voices.feedback.escalation.operations import escalate
from cxtrain.voices.feedback.models import Feedback, FeedbackEvent
from cxtrain.voices.feedback.refusal import Refused
from tests.quality.conftest import actor

START = dt.datetime(2026, 5, 6, 2, 0, tzinfo=dt.UTC)  # ten in the morning in Shanghai
WHO = st.sampled_from(("li", "chen", "he"))
STEP = st.sampled_from(course.STEPS)
BEFORE = st.booleans()


class Matter(RuleBasedStateMachine):
    """One complaint about 李想 of 静安店, or about nobody; `desk` is set by the test."""

    desk = None

    @initialize(about=st.booleans(), reachable=st.booleans(), severity=st.sampled_from(course.SEVERITIES))
    def told(self, about, reachable, severity):
        """王喆 tells it."""
        self.db, self.cast, asked = self.desk.db, self.desk.cast, self.desk.asked
        self.people = {"li": actor(self.db, self.cast.li, Role.SUPERVISOR), "chen": actor(self.db, self.cast.chen, Role.SUPERVISOR),
                       "he": actor(self.db, self.cast.he, Role.HR)}
        self.clock = time_machine.travel(START, tick=False)
        self.moment = self.clock.start()
        person = self.db.session.get(Employee, self.cast.li) if about else None
        told = operations.Told("complaint", self.db.session.get(Unit, self.cast.jingan), asked.desk, "Waited", person,
                               severity=severity, reachable=reachable)
        self.id = operations.tell(actor(self.db, self.cast.wang), told).id
        self.db.session.commit()
        self.about, self.reachable, self.held = about, reachable, None
        self.state, self.round, self.done, self.owner, self.closed = "open", 1, set(), None, False
        self.actions = ["feedback told"]

    def teardown(self):
        """Let time go on, and leave nothing open for the next."""
        if hasattr(self, "clock"):
            self.clock.stop()
            self.db.session.execute(update(Feedback).values(
                state="closed", closed_at=START, outcome="solved", waiting_since=None))
            self.db.session.commit()

    def fresh(self):
        """The matter as it stands."""
        self.db.session.expunge_all()
        return self.db.session.get(Feedback, self.id)

    def act(self, change, action, *, allowed, before=False):
        """Do `change`; it happens exactly where it is allowed and nobody acted in between."""
        feedback, stale = self.fresh(), False
        if before and self.held is not None:
            held, self.held = self.held, None
            stale = held.version != feedback.version
            self.db.session.expunge_all()
            self.db.session.add(held)
            feedback = held
        try:
            change(feedback)
            self.db.session.commit()
            done = True
        except (Refused, StaleDataError):
            self.db.session.rollback()
            done = False
        assert done == (allowed and not stale) or (stale and not done), (action, self.state)
        if done:
            self.actions.append(action)
        return done

    @property
    def steps(self):
        """What this complaint needs."""
        return course.steps_of("complaint", self.reachable)

    @rule()
    def look(self):
        """Somebody opens the page and keeps it open."""
        self.held = self.fresh()
        self.db.session.expunge_all()

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        """Some hours go by."""
        self.moment.shift(dt.timedelta(hours=hours))

    @rule(who=WHO, to=WHO, before=BEFORE)
    def hand_over(self, who, to, before):
        """Somebody takes it, or gives it to another."""
        fit = self.state != "closed" and to != "chen" and not (self.about and to == "li")
        if self.act(lambda one: operations.hand_over(self.people[who], one, getattr(self.cast, to)), "feedback handed over",
                    allowed=fit, before=before):
            self.owner = getattr(self.cast, to)

    @rule(who=WHO, step=STEP, before=BEFORE)
    def note(self, who, step, before):
        """Somebody does a step."""
        fit = self.state != "closed" and step in self.steps and step not in self.done
        if self.act(lambda one: operations.note_step(self.people[who], one, step), "feedback step done", allowed=fit, before=before):
            self.done.add(step)

    @rule(before=BEFORE)
    def all_steps(self, before):
        """What is owed is done in one go."""
        for step in [step for step in self.steps if step not in self.done]:
            self.note("he", step, before)

    @rule(before=BEFORE)
    def wait(self, before):
        """The customer is to answer."""
        if self.act(lambda one: operations.wait(self.people["he"], one), "feedback waits",
                    allowed=self.state == "open" and self.reachable, before=before):
            self.state = "waiting"

    @rule(before=BEFORE)
    def resume(self, before):
        """The customer has answered."""
        if self.act(lambda one: operations.resume(self.people["he"], one), "feedback resumed", allowed=self.state == "waiting",
                    before=before):
            self.state = "open"

    @rule(who=st.sampled_from(("li", "he")), outcome=st.sampled_from(course.OUTCOMES), before=BEFORE)
    def close(self, who, outcome, before):
        """Somebody closes it."""
        fit = self.state == "open" and self.done >= set(self.steps) and not (self.about and who == "li")
        if self.act(lambda one: operations.close(self.people[who], one, result="So it went", outcome=outcome), "feedback closed",
                    allowed=fit, before=before):
            self.state, self.closed = "closed", True
            self.owner = self.owner or self.people[who].employee_id

    @rule(customer=st.booleans(), before=BEFORE)
    def reopen(self, customer, before):
        """The customer says it is not settled, by link or to somebody."""
        who = None if customer else self.people["he"]
        if self.act(lambda one: operations.reopen(who, one, "" if customer else "It broke again"), "feedback reopened",
                    allowed=self.state == "closed", before=before):
            self.state, self.done, self.round = "open", set(), self.round + 1

    @rule()
    def an_hour_strikes(self):
        """What is late is handed up, once; again at the same hour changes nothing."""
        late = self.fresh()
        due = queries.next_due(late)
        overdue = late.state == "open" and due < self.now()
        risen, first = escalate(self.now()), late.escalated_at is None
        self.db.session.commit()
        assert risen <= overdue and (risen == 1 or not (overdue and first))
        assert escalate(self.now()) == 0
        self.db.session.commit()
        self.actions += ["feedback handed up"] * risen

    def now(self):
        """The moment it is."""
        return dt.datetime.now(dt.UTC)

    @invariant()
    def everything_agrees(self):
        """Row, events and ledger say the same."""
        one = self.fresh()
        assert (one.state, one.round, one.owner_id) == (self.state, self.round, self.owner)
        assert queries.steps_done(one) == self.done
        assert (one.replied_at is not None) == bool(self.done)
        assert (one.close_minutes is not None) == self.closed and (one.reply_minutes or 0) >= 0
        assert not (self.about and one.owner_id == self.cast.li)
        rows = self.db.session.scalars(select(LedgerEntry.action).where(LedgerEntry.subject == f"feedback:{self.id}")
                                       .order_by(LedgerEntry.id))
        assert list(rows) == self.actions
        told = self.db.session.scalar(select(func.count()).select_from(FeedbackEvent).where(FeedbackEvent.feedback_id == self.id))
        assert told == len(self.actions)
        self.who_sees_it(one)

    def who_sees_it(self, one):
        """Whoever it is about does not; another store's leader never; HR once it was handed up, or when nobody nearer leads."""
        sees = {name: self.id in {each.id for each in queries.pressing(person, self.now()).first}
                for name, person in self.people.items()}
        assert not sees["chen"] and not (self.about and sees["li"])
        if self.state != "open":
            assert not any(sees.values())
        elif self.owner is None:
            assert sees["li"] != self.about and sees["he"] >= bool(self.about or one.level)
        assert self.db.session.scalar(select(func.count()).select_from(Visit)) == 0
        self.db.session.rollback()


def test_whatever_the_order_a_matter_keeps_its_course(counter):
    Matter.desk = counter
    run_state_machine_as_test(Matter, settings=settings(
        max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))
