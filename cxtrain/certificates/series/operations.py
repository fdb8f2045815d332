"""Taking the next number of a series, giving units their prefixes, leaving gaps; the caller commits."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.certificates.models import CertificateSeries, SeriesGap, SeriesPrefix
from cxtrain.certificates.series import queries
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.people.staff.operations import Refused
from cxtrain.web.bilingual import N_

TAKEN = N_("Another unit has this prefix, or it is the house's own.")
ZONES = dt.timedelta(hours=14)  # no zone's day is further from UTC's
SAME = N_("It has this prefix already.")


def next_running(prefix: str, year: int, count: int = 1) -> int:
    """Take the next `count` numbers in one statement, and return the last, so that two who pass at once get two.

    The row stays locked until the transaction ends, and a rollback gives the numbers back: no gaps, no repeats.
    """
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(CertificateSeries).values(prefix=prefix, year=year, last=count)
    statement = statement.on_conflict_do_update(
        index_elements=["prefix", "year"], set_={"last": CertificateSeries.last + count}
    ).returning(CertificateSeries.last)
    return int(db.session.execute(statement).scalar_one())


def set_prefix(actor: Actor, unit: Unit, prefix: str) -> SeriesPrefix:
    """Give `unit` and those below it numbers of their own from now on; an empty `prefix` takes them back.

    Raises:
        Refused: it has this one already, or another unit has it.
    """
    mine = queries.own_prefixes().get(unit.id, "")
    if prefix == mine:
        raise Refused("prefix", SAME)
    others = {each for unit_id, each in queries.own_prefixes().items() if unit_id != unit.id}
    if prefix and prefix in others | {queries.house_prefix()}:
        raise Refused("prefix", TAKEN)
    row = SeriesPrefix(unit_id=unit.id, prefix=prefix, set_by=actor.employee_id, set_at=now())
    db.session.add(row)
    db.session.flush()
    record("number series set", row, unit_id=unit.id, prefix=prefix, before=mine)
    return row


def leave_gap(prefix: str, year: int, count: int, reason: str) -> SeriesGap:
    """Skip the next `count` numbers of a series, and write down which and why.

    Raises:
        ValueError: fewer than one number, or no reason.
    """
    if count < 1 or not reason.strip():
        raise ValueError("a gap has at least one number, and a reason")
    last = next_running(prefix, year, count)
    gap = SeriesGap(prefix=prefix, year=year, first=last - count + 1, last=last, reason=reason[:500], noted_at=now())
    db.session.add(gap)
    db.session.flush()
    record("numbers skipped", gap, unit_id=None, prefix=prefix, year=year, first=gap.first, last=last, reason=gap.reason)
    return gap


def leave_gaps_after_restore(count: int, reason: str, *, since: int, given: Iterable[str] = ()) -> list[SeriesGap]:
    """Skip `count` numbers of every series of the year `since` or later, and of each prefix in that of today.

    For whoever restores a backup: certificates that were issued after it was made may hang on walls, and their numbers
    must never be given out again. Around new year both years are taken: the day in the unit's zone gives the year.

    Args:
        since: the year in which the backup was made.
        given: prefixes that units were given after that, of which the backup knows nothing.
    """
    years = {(now() - ZONES).year, (now() + ZONES).year}
    first = min(since, *years)
    query = select(CertificateSeries.prefix, CertificateSeries.year).where(CertificateSeries.year >= first)
    running = {(prefix, year) for prefix, year in db.session.execute(query)}
    prefixes = {queries.house_prefix(), *queries.own_prefixes().values(), *given}
    running |= {(prefix, year) for prefix in prefixes for year in years if prefix}
    return [leave_gap(prefix, year, count, reason) for prefix, year in sorted(running)]


def prefix_of(unit: Unit) -> str:
    """Return the first part of the numbers issued in `unit`: that of the nearest unit at or above it, or the house's."""
    own = queries.own_prefixes()
    for unit_id in reversed([int(part) for part in unit.path.split("/") if part]):
        if own.get(unit_id):
            return own[unit_id]
    return queries.house_prefix()
