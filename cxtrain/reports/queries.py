"""Reading what the Team and Employee pages set side by side; each in a handful of statements, whatever the history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, bindparam, func, select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.terms import Life, Status, number_text, status_on
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import Listed
from cxtrain.ledger.models import LedgerEntry
from cxtrain.measures.intervals import Sums
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below, units_in_reach
from cxtrain.planning.findings import TOLERANCE
from cxtrain.planning.thresholds.queries import current
from cxtrain.quality.models import Visit
from cxtrain.quality.rollup import Cell as RollupCell
from cxtrain.quality.sums.queries import person_cells, unit_cells
from cxtrain.reports.comparison import Compared, compared, gaps
from cxtrain.reports.figures import (
    DIMENSIONS,
    PERSON_DIMENSIONS,
    Cell,
    Key,
    cell,
    pooled,
    quarters,
    standard_where_seen,
)
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, trend

LEDGER_PAGE = 100


@dataclass(frozen=True)
class Person:
    """Somebody of a team, as its page lists them."""

    id: int
    name: str
    name_en: str
    status: str

    @property
    def label(self) -> dict[str, str]:
        """The name in both languages, for the `said` filter."""
        return {"zh": self.name, "en": self.name_en or self.name}


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is about, and its cells in the order of the dimensions."""

    subject: Listed | Person
    cells: tuple[Cell, ...]

    @property
    def n(self) -> int:
        """The most visits behind any of the cells."""
        return max((each.n for each in self.cells), default=0)


def unit_sums(unit_id: int, months: tuple[str, ...]) -> dict[Key, Sums]:
    """Return the unit's sums by (touchpoint id, dimension) over `months`."""
    cells = unit_cells([unit_id], since=months[0], until=months[-1])
    return {(each.touchpoint_id, each.dimension): _sums(each) for each in cells}


def people_rows(people: list[Person], months: tuple[str, ...]) -> list[RollupCell]:
    """Return the sums of these people by touchpoint and dimension."""
    return person_cells([person.id for person in people], since=months[0], until=months[-1])


def sums_by_person(rows: list[RollupCell]) -> dict[Key, Sums]:
    """Return the sums by (employee id, dimension), over all touchpoints."""
    found: dict[Key, Sums] = {}
    for each in rows:
        key = (each.subject_id, each.dimension)
        found[key] = found.get(key, Sums(0, 0.0, 0.0)) + _sums(each)
    return found


def person_months(employee_id: int, months: tuple[str, ...]) -> list[RollupCell]:
    """Return one person's sums by touchpoint, dimension and month."""
    return person_cells([employee_id], since=months[0], until=months[-1], by_month=True)


def _sums(each: RollupCell) -> Sums:
    return Sums(int(each.n), float(each.total), float(each.squares))


def cells_by_dimension(rows: list[RollupCell], touchpoints: Sequence[Listed], *, settled_from: int = 8) -> dict[str, Cell]:
    """Return one cell for each dimension, over all touchpoints and months of `rows`.

    Its standard is that of the touchpoints where the visits took place: who was seen at the front desk only is held
    against the front desk's.
    """
    expectations = {touchpoint.id: touchpoint.expectation for touchpoint in touchpoints}
    cells = {}
    for each in DIMENSIONS:
        of_it = [row for row in rows if row.dimension == each]
        standard = standard_where_seen([(int(row.n), expectations[row.touchpoint_id][each]) for row in of_it],
                                       [expectation[each] for expectation in expectations.values()])
        cells[each] = cell(pooled(map(_sums, of_it)), standard, settled_from=settled_from)
    return cells


def trend_of(rows: list[RollupCell], names: dict[str, str]) -> dict[str, LineChart]:
    """Return a line for each dimension over the quarters, where at least two quarters hold three visits each."""
    charts = {}
    for dimension, name in names.items():
        parts = quarters((row.month, _sums(row)) for row in rows if row.dimension == dimension)
        cells = [(label, cell(sums, sums.mean)) for label, sums in parts if sums.n >= 3]
        seen = [Reading(label, each.value, each.low, each.high, n=each.n, tone=dimension) for label, each in cells]
        if len(seen) >= 2:
            charts[name] = trend(seen, low=1, high=7)
    return charts


def lines_by_touchpoint(touchpoints: Sequence[Listed], sums: dict[Key, Sums], dimensions: tuple[str, ...]) -> list[Line]:
    """Return a line for each touchpoint, against its own standard."""
    return [Line(touchpoint, tuple(cell(sums.get((touchpoint.id, each)), touchpoint.expectation[each])
                                   for each in dimensions)) for touchpoint in touchpoints]


def by_key(lines: Sequence[Line], dimensions: tuple[str, ...]) -> dict[Key, Cell]:
    """Return the cells of lines by (what the line is about, dimension)."""
    return {(line.subject.id, name): each for line in lines for name, each in zip(dimensions, line.cells, strict=True)}


def compare_people(people: list[Person], rows: list[RollupCell], touchpoints: Sequence[Listed]
                   ) -> list[tuple[Person, dict[str, Compared]]]:
    """Return each person seen at all beside the others, over the dimensions that are a person's own."""
    by_person: dict[int, list[RollupCell]] = {}
    for row in rows:
        by_person.setdefault(row.subject_id, []).append(row)
    group = gaps(rows, {touchpoint.id: touchpoint.expectation for touchpoint in touchpoints})
    tolerance = current().tolerance if by_person else TOLERANCE
    return [(person, compared(group, person.id, _standards(by_person[person.id], touchpoints), tolerance=tolerance))
            for person in people if person.id in by_person]


def _standards(rows: list[RollupCell], touchpoints: Sequence[Listed]) -> dict[str, float]:
    cells = cells_by_dimension(rows, touchpoints)
    return {each: cells[each].standard for each in PERSON_DIMENSIONS}


def ledger_entries(actor: Actor, *, before: int | None = None) -> list[LedgerEntry]:
    """Return a page of ledger entries of the units in reach (the firm's own chain with the root), newest first."""
    units = units_in_reach(actor, Can.SEE_LEDGER)
    rooted = any(path.count("/") == 2 for path in actor.reach(Can.SEE_LEDGER))
    chains = LedgerEntry.chain.in_(units) | (LedgerEntry.chain == 0) if rooted else LedgerEntry.chain.in_(units)
    query = select(LedgerEntry).where(chains).order_by(LedgerEntry.id.desc()).limit(LEDGER_PAGE)
    return list(db.session.scalars(query.where(LedgerEntry.id < before) if before else query))


@dataclass(frozen=True)
class Released:
    """A released scorecard as lists show it."""

    visit_id: int
    visited_on: dt.date
    touchpoint: dict[str, str]
    praise: str
    kind: str  # of observation


# Made once, over tables: pages that many people open often run them.
_visit, _place, _certificate = (model.__table__ for model in (Visit, Touchpoint, Certificate))
_CARDS = (select(_visit.c.id, _visit.c.visited_on, _place.c.title, _visit.c.praise, _visit.c.kind)
          .select_from(_visit.join(_place, _place.c.id == _visit.c.touchpoint_id)).where(_visit.c.state == "released")
          .limit(3))
_PRAISE = _CARDS.where(_visit.c.unit_id == bindparam("unit"), _visit.c.praise != "", _visit.c.kind != "coaching",
                       _visit.c.visited_on >= bindparam("since")).order_by(
    _visit.c.visited_on.desc(), _visit.c.id.desc())
_LATELY = _CARDS.where(_visit.c.employee_id == bindparam("employee"), _visit.c.released_at >= bindparam("since")).order_by(
    _visit.c.released_at.desc())
_PAPERS = (select(_certificate.c.id, _certificate.c.title, _certificate.c.prefix, _certificate.c.year, _certificate.c.running,
                  _certificate.c.issued_at, _certificate.c.valid_until, _certificate.c.grace_until,
                  _certificate.c.revoked_at, _certificate.c.replaced)
           .where(_certificate.c.employee_id == bindparam("employee"))
           .order_by(_certificate.c.issued_at.desc(), _certificate.c.id.desc()).limit(bindparam("most")))


_employee = Employee.__table__
_PEOPLE = (select(_employee.c.id, _employee.c.name, _employee.c.name_en, _employee.c.status)
           .where(_employee.c.unit_id == bindparam("unit"), _employee.c.status != "left",
                  _employee.c.employment != OUTSIDE).order_by(_employee.c.sort_key))


def people_of(unit_id: int) -> list[Person]:
    """Return who belongs to the unit today, by name."""
    return [Person(*row) for row in db.session.execute(_PEOPLE, {"unit": unit_id})]


def latest_praise(unit_id: int, since: dt.date) -> list[Released]:
    """Return the unit's latest released visits since a day that praise somebody or something, three at most."""
    return [Released(*row) for row in db.session.execute(_PRAISE, {"unit": unit_id, "since": since})]


def lately_released(employee_id: int, since: dt.datetime) -> list[Released]:
    """Return the employee's scorecards released after `since`, the latest first, three at most."""
    return [Released(*row) for row in db.session.execute(_LATELY, {"employee": employee_id, "since": since})]


@dataclass(frozen=True)
class Witnesses:
    """Who saw somebody, and in how many months: what one person or one month says is not enough."""

    shoppers: int
    months: int


_SEEN_BY = (select(_visit.c.observed_by, _visit.c.shopper, _visit.c.visited_on)
            .where(_visit.c.employee_id == bindparam("employee"), _visit.c.state == "released",
                   _visit.c.kind == "mystery_shop", _visit.c.appeals_open == 0, ~_visit.c.under_review,
                   _visit.c.doubles_id.is_(None), _visit.c.visited_on >= bindparam("since")))


def witnesses(employee_id: int, month: str) -> Witnesses:
    """Return how many shoppers saw the employee, in how many months, since a month such as "2026-05"."""
    rows = db.session.execute(_SEEN_BY, {"employee": employee_id, "since": dt.date.fromisoformat(f"{month}-01")}).all()
    return Witnesses(len({(row.observed_by, row.shopper) for row in rows}),
                     len({f"{row.visited_on:%Y-%m}" for row in rows}))


@dataclass(frozen=True)
class Paper:
    """A certificate as Today and the page of an employee list it."""

    id: int
    title: dict[str, str]
    number: str
    issued_at: dt.datetime
    status: Status  # on the day asked for


def latest_certificates(employee_id: int, day: dt.date, most: int = 50) -> list[Paper]:
    """Return somebody's certificates, the latest first, with what they are worth on `day`."""
    return [Paper(row.id, row.title, number_text(row.prefix, row.year, row.running), row.issued_at, status_on(day, Life(
                  row.valid_until, row.grace_until, revoked=row.revoked_at is not None, replaced=row.replaced)))
            for row in db.session.execute(_PAPERS, {"employee": employee_id, "most": most})]


_TO_WRITE = select(func.count()).where(_visit.c.entered_by == bindparam("account"), _visit.c.state.in_(("draft", "returned")))


@lru_cache(maxsize=500)
def _to_decide(paths: tuple[str, ...]) -> Select[tuple[int]]:
    """Return the statement for those whose reach is `paths`."""
    return select(func.count()).where(
        _visit.c.state.in_(("submitted", "approved")), _visit.c.entered_by != bindparam("account"),
        _visit.c.unit_id.in_(select(Unit.id).where(below(paths))))


def waiting_counts(actor: Actor) -> dict[str, int]:
    """Return how many scorecards wait for the reader: "to_write" and "to_decide", in one statement each asked for."""
    who, reach = {"account": actor.account_id}, actor.reach(Can.REVIEW_SCORECARDS)
    return {"to_write": db.session.execute(_TO_WRITE, who).scalar_one(),
            "to_decide": db.session.execute(_to_decide(reach), who).scalar_one() if reach else 0}
