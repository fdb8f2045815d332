"""A hotel with a plan: HR plans, 李想 and 陈晨 shop in each other's store, 秋叶 comes from outside."""

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Account, Unit
from cxtrain.people.operations import hasher
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.quality.schedule import operations
from cxtrain.quality.schedule.draw import Quota
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from cxtrain.quality.shoppers import operations as shoppers
from tests.conftest import PASSWORD
from tests.quality.conftest import actor

DAY = dt.timedelta(days=1)


def a_day(ahead: int = 0) -> dt.date:
    """Today in the stores, or a day from it."""
    return today("Asia/Shanghai") + dt.timedelta(days=ahead)


@dataclass
class Planner:
    """Makes plans as HR does; rows that pages then change are to be fetched anew."""

    db: object
    cast: object
    hotel: object

    @property
    def he(self) -> Actor:
        """HR of the firm."""
        return actor(self.db, self.cast.he, Role.HR)

    def supervisor(self, name: str) -> Actor:
        """李想 ("li") or 陈晨 ("chen")."""
        return actor(self.db, getattr(self.cast, name), Role.SUPERVISOR)

    def account(self, employee_id: int) -> int:
        """The account of an employee."""
        return self.db.session.scalar(select(Account.id).where(Account.employee_id == employee_id))

    def outside(self, name: str = "秋叶") -> Account:
        """A shopper from outside who has set a password."""
        account = shoppers.add_shopper(shoppers.Newcomer(name), self.db.session.get(Unit, self.cast.firm))
        account.password_hash = hasher().hash(PASSWORD)
        self.db.session.commit()
        return account

    def stranger(self, account: Account) -> Actor:
        """A shopper from outside as views see them."""
        unit = account.employee.unit if account.employee.unit else self.db.session.get(Unit, self.cast.firm)
        person = account.employee
        return Actor(account_id=account.id, employee_id=person.id, number=person.number, name=person.name, name_en="",
                     locale="en", unit_id=unit.id, unit_path=unit.path, unit_name=unit.name, zone=unit.zone,
                     roles=(Held(Role.SHOPPER, unit.id, unit.path),))

    def plan(self, *quotas: tuple[int, int, int], month: str = "2031-03", unit: int | None = None) -> VisitPlan:
        """A draft with quotas (unit, touchpoint, n)."""
        plan = operations.make_plan(self.db.session.get(Unit, unit or self.cast.firm), month)
        operations.set_quotas(plan, operations.frame_of(plan), [Quota(*quota) for quota in quotas])
        self.db.session.commit()
        return plan

    def published(self, month: str = "2030-01", lockout: int = 90) -> VisitPlan:
        """A published plan without visits."""
        plan = VisitPlan(unit_id=self.cast.firm, month=month, seed=1, state="published", published_at=now(), lockout=lockout)
        self.db.session.add(plan)
        self.db.session.commit()
        return plan

    def planned(self, ahead: int = 0, *, who: int | None = None, unit: int | None = None, place: int | None = None,
                plan: VisitPlan | None = None) -> PlannedVisit:
        """A planned visit of today or of a day from it, by default at the desk of 静安店."""
        plan = plan or self.db.session.scalar(select(VisitPlan)) or self.published()
        made = PlannedVisit(plan_id=plan.id, unit_id=unit or self.cast.jingan, touchpoint_id=place or self.hotel.desk,
                            day=a_day(ahead), from_hour=10, until_hour=12, code=operations.new_code(), account_id=who)
        self.db.session.add(made)
        self.db.session.commit()
        return made

    def touchpoint(self, touchpoint_id: int) -> Touchpoint:
        """A touchpoint."""
        return self.db.session.get(Touchpoint, touchpoint_id)


@pytest.fixture
def planner(db, cast, hotel):
    """Plans."""
    return Planner(db, cast, hotel)
