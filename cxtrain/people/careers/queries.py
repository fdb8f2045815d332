"""Where employees belonged and when, and what they hold."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Account, Membership, PasswordLink, RoleGrant, Unit, UserSession

CHUNK = 500  # ids in one statement


def memberships(employee_id: int) -> Sequence[tuple[Membership, Unit]]:
    """Return where the person belonged, the latest first."""
    query = select(Membership, Unit).join(Unit, Unit.id == Membership.unit_id)
    query = query.where(Membership.employee_id == employee_id)
    return db.session.execute(query.order_by(Membership.start_on.desc(), Membership.id.desc())).tuples().all()


@dataclass(frozen=True)
class Past:
    """What a change of career must know of some people, by employee id; of thousands in a handful of statements."""

    current: dict[int, Membership] = field(default_factory=dict)  # the membership that lasts
    last_day: dict[int, dt.date] = field(default_factory=dict)  # that any membership touches
    accounts: dict[int, Account] = field(default_factory=dict)
    grants: dict[int, list[RoleGrant]] = field(default_factory=dict)
    alive: set[int] = field(default_factory=set)  # whose account has a session or an unused link


def past_of(employee_ids: Sequence[int]) -> Past:
    """Return the past of the people."""
    past = Past()
    for start in range(0, len(employee_ids), CHUNK):
        _add(past, list(employee_ids[start : start + CHUNK]))
    return past


def _add(past: Past, ids: list[int]) -> None:
    mine = Membership.employee_id.in_(ids)
    lasting = select(Membership).where(mine, Membership.end_on.is_(None)).order_by(Membership.start_on)
    past.current.update((membership.employee_id, membership) for membership in db.session.scalars(lasting))
    touched = func.max(func.coalesce(Membership.end_on, Membership.start_on))
    days = select(Membership.employee_id, touched).where(mine).group_by(Membership.employee_id)
    past.last_day.update(db.session.execute(days).tuples().all())
    _add_accounts(past, Account.employee_id.in_(ids))


def _add_accounts(past: Past, mine: ColumnElement[bool]) -> None:
    past.accounts.update((account.employee_id, account) for account in db.session.scalars(select(Account).where(mine)))
    held = select(Account.employee_id, RoleGrant).join(RoleGrant, RoleGrant.account_id == Account.id).where(mine)
    for employee_id, grant in db.session.execute(held).tuples():
        past.grants.setdefault(employee_id, []).append(grant)
    for table, ended in ((UserSession, UserSession.ended_at), (PasswordLink, PasswordLink.used_at)):
        query = select(Account.employee_id).join(table, table.account_id == Account.id)
        past.alive.update(db.session.scalars(query.where(mine, ended.is_(None)).distinct()))
