"""One planned visit: begun by its shopper or from paper, sent by hand, called off, drawn again; and all of it at once."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, func, select

from cxtrain.files.operations import keep
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality import operations as visits
from cxtrain.quality.models import Visit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import operations as plans
from cxtrain.quality.schedule.conflicts import conflict
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.schedule.queries import been, lines, stop_of
from cxtrain.quality.schedule.stops import operations, queries
from cxtrain.quality.shoppers.queries import pool
from tests.quality.schedule.conftest import a_day


@pytest.fixture
def chen(planner, cast):
    """The account of 陈晨, who may be sent to 静安店."""
    return planner.account(cast.chen)


def test_a_shopper_begins_the_visit_with_one_call_and_once(planner, chen, db):
    planned = planner.planned(who=chen)
    visit = operations.start(planner.supervisor("chen"), planned)
    assert (visit.planned_id, visit.visited_on, visit.observed_by, visit.entered_by) == (planned.id, a_day(), chen, chen)
    with pytest.raises(Refused) as refusal:
        operations.start(planner.supervisor("chen"), planned)
    assert refusal.value.sentence == operations.BEGUN
    visits.discard(visit)
    assert queries.line_of(planned).status == "assigned"


@pytest.mark.parametrize("ahead", [1, -3])
def test_a_visit_is_not_begun_before_its_day_nor_more_than_two_days_after(planner, chen, ahead):
    with pytest.raises(Refused) as refusal:
        operations.start(planner.supervisor("chen"), planner.planned(ahead, who=chen))
    assert refusal.value.sentence == operations.NOT_NOW


def test_a_missed_visit_can_be_begun_by_whoever_was_there_after_all(planner, chen, db):
    planned = planner.planned(-1, who=chen)
    plans.mark_missed(a_day())
    visit = operations.start(planner.supervisor("chen"), planned)
    assert planned.state == "missed" and visit.visited_on == a_day(-1) and queries.line_of(planned).status == "started"


def test_a_paper_form_is_keyed_in_by_somebody_else_and_stays_the_shopper_s(planner, chen, db, cast):
    planned, photo = planner.planned(who=chen), keep(b"\xff\xd8 paper", "image/jpeg")
    visit = operations.key_in(planner.he, planned, shopper="", paper_digest=photo)
    assert (visit.observed_by, visit.entered_by, visit.shopper, visit.paper_digest) == (
        chen, planner.he.account_id, "", photo)


def test_a_paper_form_of_nobody_s_visit_names_its_shopper(planner, db):
    planned, photo = planner.planned(), keep(b"\xff\xd8 paper", "image/jpeg")
    with pytest.raises(Refused):
        operations.key_in(planner.he, planned, shopper=" ", paper_digest=photo)
    visit = operations.key_in(planner.he, planned, shopper="K7", paper_digest=photo)
    assert (visit.observed_by, visit.shopper) == (None, "K7")


def test_a_supervisor_does_not_key_in_what_is_about_the_own_store(planner, chen):
    with pytest.raises(Refused):
        operations.key_in(planner.supervisor("li"), planner.planned(who=chen), shopper="", paper_digest="0" * 64)


def test_a_shopper_in_conflict_is_refused_by_hand_too_with_the_sentence(planner, cast):
    planned = planner.planned(1)
    with pytest.raises(operations.Conflicting) as refusal:
        operations.send(planned, planner.account(cast.li))
    assert refusal.value.sentence == "belongs to this store or supervises it"
    for stranger in (planner.account(cast.wang), 987654):
        with pytest.raises(Refused):
            operations.send(planned, stranger)


def test_a_missed_visit_is_drawn_again_once_and_stays_missed(planner, chen, db):
    planned = planner.planned(-3, who=chen)
    with pytest.raises(Refused):
        operations.redraw(planned, "rain")
    plans.mark_missed(a_day())
    again = operations.redraw(planned, "the shopper was ill")
    assert again.day > a_day() and again.account_id is None and again.redrawn_from == planned.id
    assert planned.state == "missed" and planned.code != again.code
    with pytest.raises(Refused):
        operations.redraw(planned, "once more")
    with pytest.raises(Refused):
        operations.start(planner.supervisor("chen"), planned)


def test_a_visit_is_called_off_with_a_reason_and_not_once_it_is_begun(planner, chen):
    planned, begun = planner.planned(1, who=chen), planner.planned(who=chen)
    with pytest.raises(Refused):
        operations.cancel(planned, "  ")
    operations.cancel(planned, "the store is closed")
    assert queries.line_of(planned).status == "cancelled"
    operations.start(planner.supervisor("chen"), begun)
    with pytest.raises(Refused):
        operations.cancel(begun, "too late")


class Interleaved(RuleBasedStateMachine):
    """HR and shoppers act on the same visits in any order; whatever is refused changes nothing."""

    @initialize()
    def begin(self):
        """Visits around today in both stores."""
        self.people = {self.planner.account(self.planner.cast.chen): self.planner.supervisor("chen"),
                       self.planner.account(self.planner.cast.li): self.planner.supervisor("li"),
                       self.outside.id: self.planner.stranger(self.outside)}
        self.plan = self.planner.published()
        for ahead in (-1, 0, 0, 1):
            for unit in (self.planner.cast.jingan, self.planner.cast.xuhui):
                self.planner.planned(ahead, unit=unit, plan=self.plan, place=self.planner.hotel.breakfast if ahead else None)
        self.done = 0
        self.before = self.entries()

    def entries(self):
        """How many lines the ledger has."""
        self.db.session.commit()
        return self.db.session.scalar(select(func.count()).select_from(LedgerEntry))

    def attempt(self, change):
        """Make the change or leave no trace; one line in the ledger for each that was made."""
        try:
            change()
            self.db.session.commit()
            self.done += 1
        except Refused:
            self.db.session.rollback()

    def chosen(self, at):
        """One of the planned visits."""
        rows = self.db.session.scalars(select(PlannedVisit).order_by(PlannedVisit.id)).all()
        return rows[at % len(rows)]

    @rule(at=st.integers(0, 15), who=st.integers(0, 3))
    def send(self, at, who):
        """HR sends somebody by hand, or nobody."""
        account = [*self.people, None][who]
        self.attempt(lambda: operations.send(self.chosen(at), account))

    @rule()
    def send_everybody(self):
        """HR has the rest filled."""
        found = plans.send_everybody(self.plan)
        self.db.session.commit()
        self.done += bool(found.sent)

    @rule(at=st.integers(0, 15))
    def start(self, at):
        """The shopper begins."""
        planned = self.chosen(at)
        if planned.account_id:
            self.attempt(lambda: operations.start(self.people[planned.account_id], planned))

    @rule(at=st.integers(0, 15))
    def discard(self, at):
        """The shopper throws the draft away."""
        visit = self.db.session.scalar(select(Visit).where(Visit.planned_id == self.chosen(at).id))
        if visit:
            self.attempt(lambda: visits.discard(visit))

    @rule(at=st.integers(0, 15))
    def cancel(self, at):
        """HR calls one off."""
        self.attempt(lambda: operations.cancel(self.chosen(at), "closed"))

    @rule(at=st.integers(0, 15))
    def redraw(self, at):
        """HR draws one again."""
        self.attempt(lambda: operations.redraw(self.chosen(at), "again"))

    @rule()
    def night(self):
        """A day ends."""
        missed = select(func.count()).where(PlannedVisit.state == "missed")
        before = self.db.session.scalar(missed)
        plans.mark_missed(a_day())
        self.db.session.commit()
        self.done += self.db.session.scalar(missed) - before

    @invariant()
    def nothing_is_broken(self):
        """No scorecard of a cancelled visit, none missed ahead of its day, no conflict, each change told once."""
        for line in lines(PlannedVisit.id > 0):
            planned = line.planned
            assert line.visit_id is None or planned.state != "cancelled"
            assert planned.state != "missed" or planned.day < a_day()
            if line.status == "assigned":
                stop, members = stop_of(planned), {one.account_id: one.facts for one in pool([planned.plan.unit.path])}
                shopper = members[planned.account_id]
                assert conflict(stop, shopper, been([stop], [shopper.account_id], 90), 90) is None
        assert self.entries() == self.before + self.done

    def teardown(self):
        """Leave nothing for the next round."""
        self.db.session.rollback()
        self.db.session.execute(delete(Visit))
        self.db.session.execute(delete(PlannedVisit).where(PlannedVisit.redrawn_from.is_not(None)))
        self.db.session.execute(delete(PlannedVisit))
        self.db.session.delete(self.db.session.merge(self.plan))
        self.db.session.commit()


def test_whatever_hr_and_shoppers_do_in_whatever_order_the_plan_holds(planner, db):
    class Here(Interleaved):
        pass

    Here.planner, Here.db, Here.outside = planner, db, planner.outside()
    run_state_machine_as_test(Here, settings=settings(
        max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)))
