"""Changes to shoppers: adding and ending one from outside, and who takes part. The caller commits."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people import operations as accounts
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Account, Employee, PasswordLink, RoleGrant, Unit
from cxtrain.people.names import sort_key
from cxtrain.people.permissions import Role
from cxtrain.people.staff.queries import number_or_mobile_taken
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.shoppers import queries
from cxtrain.web.bilingual import N_
from cxtrain.web.numbers import floor_of

PREFIX = "MS-"  # of the numbers by which shoppers from outside sign in: no roster gives such


@dataclass(frozen=True)
class Newcomer:
    """A shopper from outside, as HR writes them down."""

    name: str
    mobile: str = ""
    email: str = ""


def next_number() -> str:
    """Return the number for the next shopper from outside."""
    return f"{PREFIX}{max(queries.last_running(), floor_of('shopper')) + 1:03d}"


def add_shopper(newcomer: Newcomer, unit: Unit) -> Account:
    """Add a shopper from outside who can be sent to stores of `unit` and below; they belong to no team.

    Raises:
        Refused: somebody signs in with that mobile already.
    """
    if newcomer.mobile and any(one.status != "left" for one in number_or_mobile_taken("", newcomer.mobile)):
        raise Refused(N_("Somebody has this mobile already. Each person signs in with a number of their own."))
    person = Employee(number=next_number(), name=newcomer.name, sort_key=sort_key(newcomer.name, ""), employment=OUTSIDE,
                      mobile=newcomer.mobile, email=newcomer.email, unit_id=int(unit.path.split("/")[1]))
    db.session.add(person)
    db.session.flush()
    account = Account(employee_id=person.id, login=accounts.normalised_login(person.number), employee=person)
    db.session.add(account)
    db.session.flush()
    db.session.add(RoleGrant(account_id=account.id, role=Role.SHOPPER.value, unit_id=unit.id))
    record("shopper added", account, unit_id=unit.id)
    return account


def end_shopper(account: Account, day: dt.date) -> None:
    """End the access of a shopper from outside at once; visits not begun are without a shopper again.

    Raises:
        Refused: it is an employee, or they are gone.
    """
    person = account.employee
    if person.employment != OUTSIDE or person.status == "left":
        raise Refused(N_("Only a shopper from outside who is still here can be ended."))
    person.status, person.left_on = "left", day
    account.password_hash = ""
    accounts.end_sessions(account.id, why="left")
    db.session.execute(update(PasswordLink).where(PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None))
                       .values(used_at=now()))
    db.session.execute(update(PlannedVisit).where(
        PlannedVisit.account_id == account.id, PlannedVisit.state == "planned", PlannedVisit.day >= day,
        ~queries.begun(PlannedVisit.id)).values(account_id=None, version=PlannedVisit.version + 1))
    db.session.flush()
    record("shopper ended", account, unit_id=person.unit_id)


@dataclass(frozen=True)
class Terms:
    """Whether and how often somebody is sent, and when they are away."""

    takes_part: bool
    most: int | None = None
    away_from: dt.date | None = None
    away_until: dt.date | None = None


def set_terms(account_id: int, terms: Terms, *, unit_id: int) -> None:
    """Note on what terms somebody is sent from now on; what they have is theirs until HR changes it."""
    row = queries.terms_of(account_id)
    row.takes_part, row.most, row.away_from, row.away_until = terms.takes_part, terms.most, terms.away_from, terms.away_until
    db.session.add(row)
    db.session.flush()
    record("shopper's terms changed", ("account", account_id), unit_id=unit_id, takes_part=terms.takes_part)
