"""Reading number series: who has which prefix, and whether every number is accounted for."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from cxtrain.certificates.models import Certificate, CertificateSeries, SeriesGap, SeriesPrefix
from cxtrain.certificates.series.account import Account, Span, account
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach


@dataclass(frozen=True)
class Series:
    """The numbers of one prefix in one year."""

    prefix: str
    year: int
    account: Account
    gaps: tuple[SeriesGap, ...]


def house_prefix() -> str:
    """Return the prefix of those units that have none of their own."""
    return str(current_app.config["CX"].certificate_prefix)[:30]


def own_prefixes() -> dict[int, str]:
    """Return the prefix of each unit that has one of its own."""
    latest = select(func.max(SeriesPrefix.id)).group_by(SeriesPrefix.unit_id)
    query = select(SeriesPrefix.unit_id, SeriesPrefix.prefix).where(SeriesPrefix.id.in_(latest))
    return {unit_id: prefix for unit_id, prefix in db.session.execute(query) if prefix}


def history(unit: Unit) -> list[tuple[SeriesPrefix, Employee]]:
    """Return what was set for a unit and by whom, the latest first."""
    query = select(SeriesPrefix, Employee).join(Employee, Employee.id == SeriesPrefix.set_by)
    rows = db.session.execute(query.where(SeriesPrefix.unit_id == unit.id).order_by(SeriesPrefix.id.desc()))
    return [(row, by) for row, by in rows.tuples()]


def list_series(actor: Actor) -> list[Series]:
    """Return the series with numbers of units in reach and how each adds up, the latest year first."""
    reached = select(Certificate.prefix).where(Certificate.unit_id.in_(units_in_reach(actor, Can.SEE_REGISTER))).distinct()
    prefixes = set(db.session.scalars(reached))
    return [each for each in every_series() if each.prefix in prefixes]


def every_series() -> list[Series]:
    """Return every series with how it adds up, the latest year first."""
    gaps: dict[tuple[str, int], list[SeriesGap]] = {}
    for gap in db.session.scalars(select(SeriesGap).order_by(SeriesGap.first)):
        gaps.setdefault((gap.prefix, gap.year), []).append(gap)
    borne: dict[tuple[str, int], list[int]] = {}
    for prefix, year, running in db.session.execute(select(Certificate.prefix, Certificate.year, Certificate.running)):
        borne.setdefault((prefix, year), []).append(running)
    rows = db.session.scalars(select(CertificateSeries).order_by(CertificateSeries.year.desc(), CertificateSeries.prefix))
    return [_series(row, borne.get((row.prefix, row.year), []), gaps.get((row.prefix, row.year), [])) for row in rows]


def _series(row: CertificateSeries, borne: list[int], gaps: list[SeriesGap]) -> Series:
    spans = [Span(gap.first, gap.last) for gap in gaps]
    return Series(row.prefix, row.year, account(row.last, borne, spans), tuple(gaps))
