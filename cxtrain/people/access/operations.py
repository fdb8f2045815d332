"""Roles and links. The caller commits; the ledger rows are written where the accounts are changed."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people import operations as accounts
from cxtrain.people.models import Account, Employee, RoleGrant
from cxtrain.people.permissions import Role
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.queries import other_admins
from cxtrain.web.bilingual import N_

LAST_ADMIN = N_("They are the only admin. Make somebody else an admin first.")


def grant_role(employee: Employee, role: Role, unit_id: int) -> None:
    """Give a role for a unit and everything below it; the person's sessions end."""
    accounts.grant_role(accounts.ensure_account(employee), role, unit_id)


def take_role(grant: RoleGrant) -> None:
    """Take a role away; the person's sessions end.

    Raises:
        Refused: nobody could administer the firm any more.
    """
    if grant.role == Role.ADMIN.value and not other_admins(grant.account_id):
        raise Refused("role", LAST_ADMIN)
    accounts.take_role(grant)


def make_link(employee: Employee, *, made_by: int, minutes: int) -> str:
    """Return a token with which the person sets a password once, within `minutes`; earlier links end."""
    return accounts.make_password_link(accounts.ensure_account(employee), made_by=made_by, minutes=minutes)


def make_links(employees: Sequence[Employee], *, made_by: int, minutes: int) -> list[str]:
    """Return a token for each person, as `make_link` makes them."""
    ensure_accounts(employees)
    return [make_link(employee, made_by=made_by, minutes=minutes) for employee in employees]


def ensure_accounts(employees: Iterable[Employee]) -> None:
    """Make the accounts that are missing, all at once."""
    wanted = {employee.id: employee for employee in employees}
    had = set(db.session.scalars(select(Account.employee_id).where(Account.employee_id.in_(list(wanted)))))
    db.session.add_all(
        Account(employee_id=key, login=accounts.normalised_login(employee.number), employee=employee)
        for key, employee in wanted.items()
        if key not in had
    )
    db.session.flush()
