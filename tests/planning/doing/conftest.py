"""Plans with one action of each kind, and what these can set going: a course, a form, a published month."""

import datetime as dt

import pytest

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.people.permissions import Role
from cxtrain.planning.doing import operations
from cxtrain.planning.models import PlanAction
from cxtrain.quality.schedule.models import VisitPlan
from cxtrain.training.models import Course
from tests.planning.conftest import load
from tests.quality.conftest import actor, hotel  # noqa: F401
from tests.reports.conftest import statements  # noqa: F401
from tests.training.conftest import publish_all

DAY = dt.timedelta(days=1)
WORDS = {"train": "练三次入住办理。", "coach": "一起站一个高峰。", "process": "证件只扫一次。", "collect": "再看六次。"}


class Doing:
    """Makes plans of 静安店 whose actions are of the kinds asked for."""

    def __init__(self, records):
        self.records, self.cast = records, records.cast

    def lead(self, who="li"):
        """The supervisor, as an actor."""
        return actor(database, getattr(self.cast, who), Role.SUPERVISOR)

    def plan(self, *kinds, about=None, state="draft", place=None, due=30, **changes):
        """The id of a plan with these actions; each is owned by 王喆, due ten days before the check."""
        plan = load(self.records.plan(about=about, state=state, due=due, touchpoint_id=place or self.records.place, **changes))
        plan.actions.clear()
        database.session.flush()
        plan.actions += [PlanAction(position=at, kind=kind, what={"zh": WORDS[kind], "en": kind}, owner_id=self.cast.wang,
                                    due_on=plan.due_on - 10 * DAY) for at, kind in enumerate(kinds)]
        database.session.commit()
        return plan.id

    def arrange(self, plan_id, at=0, **chosen):
        """Say what an action sets going, as its supervisor."""
        plan = load(plan_id)
        operations.arrange(plan, plan.actions[at], operations.Arrangement(**chosen), actor=self.lead())
        database.session.commit()

    def course(self):
        """The id of the course that all are to pass."""
        return database.session.query(Course).one().id

    def month(self, ahead=0):
        """Publish the visits of this month and the two after it, with no visit in them."""
        first = today("Asia/Shanghai").replace(day=1)
        for at in range(3):
            month = (first.month - 1 + at) % 12 + 1
            year = first.year + (first.month - 1 + at) // 12
            database.session.add(VisitPlan(unit_id=self.cast.firm, month=f"{year}-{month:02d}", seed=7 + at,
                                           state="published", published_at=now()))
        database.session.commit()


@pytest.fixture
def doing(records):
    """A maker of plans with actions."""
    return Doing(records)


@pytest.fixture
def course(db):
    """The small course of the training tests, published."""
    publish_all()
    db.session.commit()
