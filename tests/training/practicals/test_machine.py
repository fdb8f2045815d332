"""Whatever people do with a sitting in whatever order, what stands in the database holds together."""


from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cxtrain.extensions import db
from cxtrain.people.corrections.operations import confirm
from cxtrain.people.corrections.queries import waiting_for
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.training.practicals import operations as sittings
from cxtrain.training.practicals.marking import differing, outcome
from cxtrain.training.practicals.models import PracticalSitting
from cxtrain.training.practicals.plans import operations as plans
from cxtrain.training.practicals.queries import sheet_of, stage, turns_of
from cxtrain.training.practicals.refusal import Refused
from cxtrain.training.practicals.sheets.operations import publish_sheet
from cxtrain.training.practicals.turns import Stage
from tests.days import today
from tests.quality.conftest import actor
from tests.training.practicals.conftest import SHEET

some_marks = st.fixed_dictionaries({}, optional={
    "looks-up": st.sampled_from("019"), "warmth": st.sampled_from("0123x"), "privacy": st.sampled_from(["0", "1", ""])})
full_marks = st.fixed_dictionaries({"looks-up": st.sampled_from("01"), "warmth": st.sampled_from("0123"),
                                    "privacy": st.sampled_from("01")})


def machine(cast):
    """Return the machine for a cast."""
    class Sittings(RuleBasedStateMachine):
        """王喆 at one sheet, two assessors, HR."""

        def __init__(self):
            super().__init__()
            self.sheet, self.he = publish_sheet(SHEET).row, actor(db, cast.he, Role.HR)
            self.wang = db.session.get_one(Employee, cast.wang)
            self.assessors = [db.session.get_one(Employee, each) for each in (cast.lin, cast.chen)]
            self.decided = {}

        @property
        def newest(self):
            """The newest sitting."""
            query = db.session.query(PracticalSitting).filter_by(employee_id=cast.wang)
            return query.order_by(PracticalSitting.id.desc()).first()

        def tried(self, act):
            """Do it unless it is refused; a refusal changes nothing."""
            try:
                act()
            except Refused:
                db.session.flush()

        @rule(count=st.integers(1, 2))
        def plan(self, count):
            before = turns_of(self.sheet.id, cast.wang)
            made = plans.plan_sittings(self.he, self.sheet, [self.wang], plans.Plan(tuple(self.assessors[:count]))).made
            assert bool(made) != any(turn.is_open for turn in before)

        @rule(who=st.integers(0, 1), posted=some_marks | full_marks)
        def mark(self, who, posted):
            for own in (self.newest.marks if self.newest and not self.newest.withdrawn_at else [])[who:who + 1]:
                self.tried(lambda: sittings.save_marks(self.newest, own, posted))

        @rule(who=st.integers(0, 1))
        def hand_in(self, who):
            for own in (self.newest.marks if self.newest and not self.newest.withdrawn_at else [])[who:who + 1]:
                self.tried(lambda: sittings.hand_in(self.newest, own, sat_on=today()))

        @rule(held=st.booleans())
        def talk(self, held):
            sitting = self.newest
            if sitting and len(sitting.marks) == 2:
                open_items = differing(sheet_of(sitting.version), *(each.marks for each in sitting.marks))
                self.tried(lambda: sittings.talk_over(sitting, {item.id: held for item in open_items}, words="We talked"))

        @rule(act=st.sampled_from(["put off", "withdraw", "change"]))
        def change(self, act):
            sitting = self.newest
            if sitting and not sitting.withdrawn_at:
                done = {"put off": lambda: plans.put_off(sitting, until=today(3), why="ill"),
                        "withdraw": lambda: plans.withdraw(sitting, why="mistake"),
                        "change": lambda: plans.change_plan(sitting, plans.Plan(tuple(self.assessors)))}
                self.tried(done[act])

        @rule(posted=full_marks)
        def correct(self, posted):
            sitting = self.newest
            if sitting and sitting.decided_at:
                marks = {key: int(value) if key == "warmth" else value == "1" for key, value in posted.items()}
                assessor, two = actor(db, sitting.marks[0].assessor_id, Role.AUTHOR), sitting.marks[0]
                if marks != {**two.marks, **sitting.agreed}:
                    sittings.correct(assessor, sitting, two, marks, reason="read it again")
                    assert self.decided.get(sitting.id, sitting.score) == sitting.score, "it waits"
                    confirm(self.he, waiting_for("practical", sittings.subject_of(two)))
                self.decided[sitting.id] = sitting.score

        @invariant()
        def what_is_decided_follows_from_the_marks(self):
            db.session.flush()
            for sitting in db.session.query(PracticalSitting).filter_by(employee_id=cast.wang):
                assert sitting.assessors == len(sitting.marks)
                assert all(each.assessor_id != sitting.employee_id for each in sitting.marks)
                if sitting.decided_at is None:
                    assert sitting.score is None and stage(sitting) is not Stage.DECIDED
                    continue
                found = outcome(sheet_of(sitting.version), [each.marks for each in sitting.marks], sitting.agreed)
                assert (sitting.score, sitting.passed) == (found.score, found.passed) and sitting.sat_on == today()
                assert self.decided.setdefault(sitting.id, sitting.score) == sitting.score  # only a correction changes it

        @invariant()
        def only_the_first_that_was_sat_is_no_resit(self):
            turns = sorted(turns_of(self.sheet.id, cast.wang), key=lambda turn: turn.number)
            sat = [turn.kind for turn in turns if turn.decided]
            assert [kind == "resit" for kind in sat] == [index > 0 for index in range(len(sat))]
            assert sum(turn.is_open for turn in turns) <= 1

        def teardown(self):
            db.session.rollback()
    return Sittings


def test_sittings_hold_together_whatever_is_done(app, cast):
    from hypothesis.stateful import run_state_machine_as_test
    run_state_machine_as_test(machine(cast), settings=settings(
        max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)))
