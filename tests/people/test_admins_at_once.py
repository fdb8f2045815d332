"""Two who change the same access at the same moment: the firm keeps an admin, and a role is taken once."""

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant, Unit
from cxtrain.people.operations import grant_role
from cxtrain.people.permissions import Role
from tests.conftest import Browser
from tests.faults.turns import Sender, take_turns

STEPS = range(2, 12, 3)  # of one who takes a role away


def grant_of(db, person):
    return db.session.scalar(select(RoleGrant.id).join(Account, Account.id == RoleGrant.account_id).where(
        Account.employee_id == person, RoleGrant.role == Role.ADMIN.value))


@pytest.fixture
def two_admins(app, cast, db):
    """The second admin is 何姐; each has a browser that is about to take the other's role away."""
    account = db.session.scalars(select(Account).where(Account.employee_id == cast.he)).one()
    grant_role(account, Role.ADMIN, db.session.scalar(select(Unit.id).where(Unit.parent_id.is_(None))))
    db.session.commit()
    senders = []
    for mine, theirs in ((cast.admin, cast.he), (cast.he, cast.admin)):
        browser, page = Browser(app).login(mine), f"/people/{theirs}"
        senders.append(Sender(browser, (f"{page}/roles/{grant_of(db, theirs)}/take", browser.hidden(page))))
    return senders


@pytest.mark.parametrize("stop", STEPS)
def test_two_admins_who_take_each_others_role_leave_one_of_them(two_admins, cast, db, stop):
    take_turns(*two_admins, stop)
    assert sum(grant_of(db, person) is not None for person in (cast.admin, cast.he)) == 1
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "role taken")) == 1
