"""Two reviewers, a shopper, the person and a supervisor act on one scorecard in any order, also on what they saw before.

Whatever happens: each case is decided once, the sums equal a fresh computation, the ledger holds one row for each change
of state, and what is not released is not there for those below.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import or_, select
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import NotFound

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.permissions import Role
from cxtrain.quality import operations as entering
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations as appealing
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.appeals.queries import appeals_of
from cxtrain.quality.decisions import operations
from cxtrain.quality.decisions.models import VisitQuestion
from cxtrain.quality.decisions.queries import get_scorecard_for
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import answers_of, instrument_of
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scoring import review
from cxtrain.quality.sums.operations import recounted
from cxtrain.quality.sums.queries import verify_rollups
from tests.quality.conftest import actor

LINES = ("s20", "s2")  # about the person, about the place
REVIEWERS = st.sampled_from(("he", "lin"))
SEEN = st.booleans()  # whether one acts on what one saw before
TO_DECIDE = ("submitted", "approved")
APPROVED = (("submit", {}), ("approve", {"who": "he", "named": True}))
RELEASED = (*APPROVED, ("release", {"who": "he"}))
NOBODYS = (APPROVED[0], ("approve", {"who": "he", "named": False}), RELEASED[2])
APPEALED = (*RELEASED, ("appeal", {"item": "s20", "who": "wang"}))
STARTS = ((), APPROVED[:1], APPROVED, RELEASED, NOBODYS, APPEALED, APPEALED)


def near(*states):
    """Offer a rule where it may happen, and where somebody acts on what they saw before."""
    return precondition(lambda self: self.state in states or self.held is not None)


class Interleavings(RuleBasedStateMachine):
    """One scorecard; `desk` is set by the test. What is expected is kept here, apart from the code."""

    desk = None

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        """A scorecard, from its draft to its release."""
        self.db, cast = self.desk.db, self.desk.cast
        self.people = {"he": actor(self.db, cast.he, Role.HR), "lin": actor(self.db, cast.lin, Role.HR),
                       "wang": actor(self.db, cast.wang), "li": actor(self.db, cast.li, Role.SUPERVISOR)}
        self.id = self.desk.written().id
        self.state, self.person, self.asked = "draft", None, False
        self.appeals, self.held, self.told, self.moved = {}, None, ["visit started"], True
        for step, facts in start:
            getattr(self, step)(**facts, before=False)

    def fresh(self):
        """The scorecard as it stands."""
        self.db.session.expunge_all()
        return self.db.session.get(Visit, self.id)

    def seen(self, before):
        """The scorecard as somebody saw it before, or as it stands; and whether it has changed since."""
        now = self.fresh()
        if not before or self.held is None:
            return now, False
        version, held = now.version, self.held
        self.held = None
        self.db.session.expunge_all()
        self.db.session.add(held)
        return held, held.version != version

    def act(self, change, action, *, allowed, before=False):
        """Do `change`; it must happen exactly where it is `allowed` and nobody acted in between."""
        visit, stale = self.seen(before)
        try:
            change(visit)
            self.db.session.commit()
            done = True
        except (Refused, StaleDataError):
            self.db.session.rollback()
            done = False
        assert done == (allowed and not stale), (action, self.state, stale)
        self.moved |= done
        if done and action:
            self.told.append(action)
        return done

    @rule()
    def look(self):
        """Somebody opens the page and keeps it open."""
        self.held = self.fresh()
        self.db.session.expunge_all()

    @near("draft", "returned")
    @rule(value=st.integers(1, 7), before=SEEN)
    def save(self, value, before):
        """The shopper changes an answer."""
        self.act(lambda visit: entering.save_scorecard(visit, answers={"s20": Answer(value, note="10:05 seen")}), None,
                 allowed=self.state in ("draft", "returned"), before=before)

    @near("returned")
    @rule(before=SEEN)
    def answer(self, before):
        """The shopper answers a question."""
        if self.act(lambda visit: operations.answer_question(visit, "The left one"), "question answered",
                    allowed=self.state == "returned" and self.asked, before=before):
            self.asked = False

    @near("draft", "returned")
    @rule(before=SEEN)
    def submit(self, before):
        """The shopper hands it in."""
        def hand_in(visit):
            answers = answers_of(visit.id)
            entering.submit(visit, answers, review(instrument_of(visit.instrument), answers))
        if self.act(hand_in, "scorecard submitted", before=before,
                    allowed=self.state in ("draft", "returned") and not self.asked):
            self.state = "submitted"

    @near(*TO_DECIDE)
    @rule(who=REVIEWERS, before=SEEN)
    def send_back(self, who, before):
        """A reviewer asks."""
        if self.act(lambda visit: operations.send_back(self.people[who], visit, "Which counter?"), "scorecard returned",
                    allowed=self.state in TO_DECIDE, before=before):
            self.state, self.asked = "returned", True

    @near(*TO_DECIDE)
    @rule(who=REVIEWERS, named=st.booleans(), before=SEEN)
    def approve(self, who, named, before):
        """A reviewer approves, and says who it was or that nobody knows."""
        person = self.desk.cast.wang if named else None
        if self.act(lambda visit: operations.approve(self.people[who], visit, employee_id=person, grounds="badge"),
                    "scorecard approved", allowed=self.state in TO_DECIDE, before=before):
            self.state, self.person = "approved", person

    @near("approved")
    @rule(who=REVIEWERS, before=SEEN)
    def release(self, who, before):
        """A reviewer releases."""
        if self.act(lambda visit: operations.release(self.people[who], visit), "scorecard released",
                    allowed=self.state == "approved", before=before):
            self.state = "released"

    @precondition(lambda self: self.state in (*TO_DECIDE, "returned") and len(self.told) > 6)
    @rule(who=REVIEWERS, before=SEEN)
    def reject(self, who, before):
        """A reviewer rejects for good."""
        if self.act(lambda visit: operations.reject(self.people[who], visit, "Another store"), "scorecard rejected",
                    allowed=self.state in (*TO_DECIDE, "returned"), before=before):
            self.state = "rejected"

    @precondition(lambda self: self.state == "released" and len(self.told) > 6)
    @rule(who=REVIEWERS, before=SEEN)
    def void(self, who, before):
        """A reviewer takes it out of all sums."""
        if self.act(lambda visit: operations.void(self.people[who], visit, "Another store"), "visit made void",
                    allowed=self.state == "released", before=before):
            self.state = "void"
            self.appeals = {item: ("void", by) if state == "open" else (state, by) for item, (state, by) in self.appeals.items()}

    @precondition(lambda self: self.state == "released")
    @rule(before=SEEN)
    def put_under_review(self, before):
        """The shopper's calibration has failed, or was looked at."""
        def turn(visit):
            with recounted(visit):
                visit.under_review = not visit.under_review
        self.act(turn, None, allowed=True, before=before)

    @precondition(lambda self: self.state in ("released", "void") and len(self.appeals) < 2)
    @rule(item=st.sampled_from(LINES), who=st.sampled_from(("wang", "li")), before=SEEN)
    def appeal(self, item, who, before):
        """The person or the supervisor appeals a line."""
        theirs = self.person is not None if who == "wang" else (item == "s2" or self.person is None)
        free = self.appeals.get(item, ("withdrawn",))[0] == "withdrawn"
        if self.act(lambda visit: appealing.appeal_line(self.people[who], visit, item, reason="I asked"), "appeal opened",
                    allowed=self.state == "released" and theirs and free, before=before):
            self.appeals[item] = "open", who

    def latest(self, item):
        """The last appeal against a line."""
        return [each for each in appeals_of(self.id) if each.item == item][-1]

    @precondition(lambda self: self.appeals)
    @rule(item=st.sampled_from(LINES), who=st.sampled_from(("he", "lin", "li", "wang")), before=SEEN,
          right=st.sampled_from((None, Answer(1), Answer(missing="na"))))
    def decide(self, item, who, before, right):
        """Somebody decides an appeal; the appellant and the person may not."""
        state, by = self.appeals.get(item, ("", ""))
        if not state:
            return
        free = who != by and not (who == "wang" and self.person is not None)
        if self.act(lambda visit: appealing.decide(self.people[who], self.latest(item), appealing.Verdict("So it was", right)),
                    "appeal decided", allowed=state == "open" and free, before=before):
            self.appeals[item] = "upheld" if right else "declined", by

    @precondition(lambda self: self.appeals)
    @rule(item=st.sampled_from(LINES), who=st.sampled_from(("wang", "li")), before=SEEN)
    def withdraw(self, item, who, before):
        """Somebody takes an appeal back."""
        state, by = self.appeals.get(item, ("", ""))
        if state and self.act(lambda visit: appealing.withdraw(self.people[who], self.latest(item)), "appeal withdrawn",
                              allowed=state == "open" and who == by, before=before):
            self.appeals[item] = "withdrawn", by

    @invariant()
    def everything_agrees(self):
        """The row, the appeals, the sums and the ledger say the same."""
        visit = self.fresh()
        assert (visit.state, visit.employee_id) == (self.state, self.person)
        appeals = appeals_of(self.id)
        assert visit.appeals_open == sum(each.state == "open" for each in appeals)
        assert {each.item: each.state for each in appeals} == {item: state for item, (state, _) in self.appeals.items()}
        if self.moved:
            assert verify_rollups()[1] == {}
            self.the_person_finds_only_what_was_released()
        self.moved = False
        if visit.score is not None and self.state not in ("draft", "returned"):
            assert visit.score == review(instrument_of(visit.instrument), answers_of(self.id)).after
        self.db.session.rollback()

    def the_person_finds_only_what_was_released(self):
        """Before its release the scorecard is not there for the person, nor for the supervisor."""
        shown = self.state in ("released", "void")
        for who, expected in (("wang", shown and self.person is not None), ("li", shown)):
            try:
                found = get_scorecard_for(self.people[who], self.id) is not None
            except NotFound:
                found = False
            assert found == expected

    def teardown(self):
        """The ledger tells every change once, in its order."""
        if not hasattr(self, "told"):
            return
        self.fresh()
        parts = [f"appeal:{key}" for key in self.db.session.scalars(select(Appeal.id).where(Appeal.visit_id == self.id))]
        parts += [f"visit_question:{key}" for key in self.db.session.scalars(
            select(VisitQuestion.id).where(VisitQuestion.visit_id == self.id))]
        rows = self.db.session.scalars(select(LedgerEntry.action).where(
            or_(LedgerEntry.subject == f"visit:{self.id}", LedgerEntry.subject.in_(parts))).order_by(LedgerEntry.id))
        assert list(rows) == self.told
        self.db.session.rollback()


def test_whatever_the_order_each_case_is_decided_once_and_everything_agrees(desk):
    Interleavings.desk = desk
    run_state_machine_as_test(Interleavings, settings=settings(
        max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))


def test_one_rejected_while_it_is_written_anew_has_the_score_of_what_is_written(desk):
    Interleavings.desk = desk
    case = Interleavings()
    case.begin(start=APPROVED[:1])
    case.send_back(who="he", before=False)
    case.answer(before=False)
    case.save(value=1, before=False)
    before = case.fresh().score
    case.reject(who="he", before=False)
    case.everything_agrees()
    case.teardown()
    assert case.fresh().score < before
