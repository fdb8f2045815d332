"""Making the demo company: everything that `cxtrain demo` writes, in one transaction of its own."""

from dataclasses import dataclass
from random import Random

from sqlalchemy import func, insert, select, text

from cxtrain.clock import today
from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Company, found_company
from cxtrain.demo.logins import PASSWORD
from cxtrain.demo.people.operations import Staff, write_people
from cxtrain.demo.schedule import Profile, schedule
from cxtrain.demo.truth import TRAINED_AFTER, Truth, draw_truth
from cxtrain.demo.visits.cards import Card, fill_in
from cxtrain.demo.visits.operations import published_forms, write_visits
from cxtrain.extensions import db
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Employee, Unit
from cxtrain.people.operations import hasher
from cxtrain.quality.models import Visit

TRAINED_REGION = "S"  # whose people took the course in the sixth month, before all others


class NotEmpty(Exception):
    """The database holds a company already."""


def is_there() -> bool:
    """Whether the database holds units, be they the demo's or anybody's."""
    return db.session.scalar(select(Unit.id).limit(1)) is not None


def build(profile: str, seed: int = 2026) -> None:
    """Fill a migrated, empty database with the demo company and commit.

    Args:
        profile: typical or dense.
        seed: the same seed on the same day gives the same company.

    Raises:
        NotEmpty: the database has units; the sentence says what to do.
        ValueError: there is no such profile.
    """
    wanted = Profile(profile)
    password_hash = hasher().hash(PASSWORD)  # before the transaction, because it takes a while
    if is_there():
        raise NotEmpty("This database has units already; the demo company needs an empty one. "
                       "Set CXTRAIN_DATABASE_URL or CXTRAIN_INSTANCE to another place.")
    company, chronicle = found_company(today(ZONE), seed), Chronicle()
    staff = write_people(company, chronicle, password_hash=password_hash)
