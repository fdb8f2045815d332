"""Roll-ups, visits and plans that the tests of this package share."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Account
from cxtrain.planning.history.models import PlanVersion
from cxtrain.planning.history.operations import contents_of
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.months import month_of
from cxtrain.planning.talks.models import PlanOption, PlanTalk
from cxtrain.quality.models import InstrumentVersion, PersonRollup, UnitRollup, Visit

STANDARD = 6.0
NEAR_1 = (-1.2, -1, -0.6, -0.2, 0.2, 0.6, 1, 1.2)  # eight steps with a mean of 0 and a variance near 1


def around(mean, count=8):
    """Return `count` scores around `mean`."""
    return [mean + NEAR_1[index % 8] for index in range(count)]


class Records:
    """Writes what the loop has brought so far."""

    def __init__(self, cast):
        self.cast, self.month = cast, month_of(today("Asia/Shanghai"))
        self.place = self.touchpoint("check-in", "入住办理", "Check-in")
        database.session.commit()

    def touchpoint(self, slug, zh, en, stage="purchase", weight=1.0):
        """Add a touchpoint whose standard is 6 in each dimension, and return its id."""
        dimensions = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
        place = Touchpoint(slug=slug, title={"zh": zh, "en": en}, stage=stage, kind="offline",
                           moment={"zh": "见面", "en": "Meeting"}, standard={"zh": "先招呼", "en": "Greet"},
                           expectation=dict.fromkeys(dimensions, STANDARD), weight=weight)
        database.session.add(place)
        database.session.flush()
        return place.id

    def unit(self, unit_id, scores, dimension="responsiveness", *, kind="mystery_shop", month=None, place=None):
        """Add a store's roll-up row."""
        sums = Sums.of(scores)
        database.session.add(UnitRollup(
            unit_id=unit_id, touchpoint_id=place or self.place, dimension=dimension, month=month or self.month,
            kind=kind, n=sums.n, total=sums.total, squares=sums.squares))

    def person(self, employee_id, scores, dimension="responsiveness", *, shoppers=2):
        """Add a person's roll-up row and the released visits behind it."""
        sums = Sums.of(scores)
        database.session.add(PersonRollup(
            employee_id=employee_id, touchpoint_id=self.place, dimension=dimension, month=self.month,
            kind="mystery_shop", n=sums.n, total=sums.total, squares=sums.squares))
        for index in range(len(scores)):
            self._visit(employee_id, ("chen", "he")[index % shoppers])

    def _visit(self, employee_id, shopper):
        accounts = {account.employee_id: account.id for account in database.session.scalars(select(Account))}
        form = database.session.scalar(select(InstrumentVersion)) or InstrumentVersion(
            slug="hotel-check-in", digest="0" * 64, source="", title={"zh": "评分表", "en": "Form"}, published_at=now())
        database.session.add(form)
        database.session.flush()
        observer = getattr(self.cast, shopper)
        database.session.add(Visit(
            unit_id=self.cast.jingan, touchpoint_id=self.place, instrument_id=form.id,
            observed_by=accounts[observer], observer_employee_id=observer, entered_by=accounts[observer],
            enterer_employee_id=observer, visited_on=today("Asia/Shanghai"), employee_id=employee_id,
            identification="certain", grounds="收银条与排班", state="released", started_at=now(), saved_at=now(),
            submitted_at=now(), decided_by=accounts[self.cast.admin], decided_at=now(), released_at=now(), times={}))

    def store_is_slow(self):
        """静安店 falls short in responsiveness; 徐汇店 does not."""
        self.unit(self.cast.jingan, around(4.0, 16))
        self.unit(self.cast.xuhui, around(6.2, 16))
        database.session.commit()

    def people_differ(self):
        """王喆 was seen eight times and falls short, 孙淼 does well, 赵䶮 was seen twice."""
        self.person(self.cast.wang, around(3.6))
        self.person(self.cast.sun, around(6.2))
        self.person(self.cast.zhao, [3.0, 3.5])
        database.session.commit()

    def plan(self, *, about=None, state="approved", dimension=None, due=30, talked=True, **changes):
        """Add a plan of 静安店 drafted by 李想 with one action; `about` an employee, or the store. Return its id.

        A draft about an employee was `talked` about, so that it can be approved.
        """
        approved = {"approved_by": self.cast.li, "approved_at": now()} if state in ("approved", "closed") else {}
        day = today("Asia/Shanghai") + dt.timedelta(due)
        plan = Plan(**{
            "unit_id": self.cast.jingan, "employee_id": about, "touchpoint_id": self.place, "origin": "hand",
            "finding": {"zh": "客人等了很久没人招呼。", "en": "Guests waited unnoticed."},
            "cause": {"zh": "原因还不清楚。", "en": "The cause is open."},
            "goal": {"zh": "十秒内抬头招呼。", "en": "Look up within ten seconds."}, "due_on": day, "state": state,
            "drafted_by": self.cast.li, "drafted_at": now(), "changed_at": now(), "dimension": dimension,
            **approved, **changes})
        plan.actions.append(PlanAction(
            position=0, kind="coach", what={"zh": "一起站一个高峰。", "en": "Stand through one peak together."},
            dimension=dimension, owner_id=about or self.cast.wang, due_on=day))
        database.session.add(plan)
        database.session.commit()
        if about and talked and state == "draft":
            self.talked(plan.id, about)
        return plan.id

    def talk(self, plan_id, led_by=None, **changes):
        """Note a talk that 李想 led about a plan, and return its id."""
        day = today("Asia/Shanghai")
        talk = PlanTalk(**{
            "plan_id": plan_id, "held_on": day, "led_by": led_by or self.cast.li, "goal": "先招呼。", "reality": "三次没抬头。",
            "gap": "知道，但手上有事时忘了。", "motivation": "愿意试，想要同事提醒。", "forward": "高峰时两人一组。",
            "forward_id": self.cast.wang, "forward_on": day + dt.timedelta(14), "support": "排班", "written_at": now(), **changes})
        database.session.add(talk)
        database.session.commit()
        return talk.id

    def option(self, plan_id, source="supervisor", author_id=None, **changes):
        """Add an option to a plan, and return its id."""
        option = PlanOption(**{"plan_id": plan_id, "what": {"zh": "同事提醒。", "en": "A colleague reminds."}, "source": source,
                               "author_id": author_id or self.cast.li, "added_at": now(), **changes})
        database.session.add(option)
        database.session.commit()
        return option.id

    def talked(self, plan_id, about):
        """Make a coaching plan ready to be approved: a talk, and two options, one of them the colleague's."""
        leader = self.cast.he if about == self.cast.li else self.cast.li
        self.talk(plan_id, leader)
        self.option(plan_id, author_id=leader)
        self.option(plan_id, "employee", about)

    def version(self, plan_id, author_id=None):
        """Keep the plan as it stands, and return the version's number."""
        plan = database.session.get_one(Plan, plan_id)
        database.session.add(PlanVersion(plan_id=plan_id, number=1, act="edited", author_id=author_id or self.cast.li, at=now(),
                                         is_shown=True, contents=contents_of(plan)))
        database.session.commit()
        return 1


@pytest.fixture
def records(db, cast):
    """A writer of touchpoints, roll-ups, visits and plans."""
    return Records(cast)


def load(plan_id):
    """Return the plan as it now is in the database."""
    database.session.rollback()
    database.session.expire_all()
    return database.session.get_one(Plan, plan_id)
