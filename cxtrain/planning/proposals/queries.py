"""What the visits say about a store, a region, a touchpoint or a person, and what was decided about it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import String, and_, case, cast, func, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Employee, Unit
from cxtrain.people.queries import EMPLOYED
from cxtrain.planning.evidence import evidence_of
from cxtrain.planning.findings import KANO_FACTORS, PERSON_DIMENSIONS, Cell, Finding, find_all
from cxtrain.planning.lifecycle import SHOWN
from cxtrain.planning.models import Plan
from cxtrain.planning.months import last_day, month_of, months_back
from cxtrain.planning.picture import Found, Place
from cxtrain.planning.proposals.areas import Area, Row, Spot, ancestors, peers, pooled
from cxtrain.planning.proposals.decision import Decided
from cxtrain.planning.proposals.models import PlanDecision
from cxtrain.planning.queries import OPEN, Rollup, subject_of
from cxtrain.planning.thresholds.queries import current
from cxtrain.quality.models import PersonRollup, UnitRollup, Visit
from cxtrain.quality.queries import about_persons, answers_of_many
from cxtrain.quality.rollup import OVERALL, Key
from cxtrain.quality.sums.queries import contributions_of
from cxtrain.voices.kano.queries import categories_on
from cxtrain.web.bilingual import Bilingual


def find_for_unit(unit_id: int, kind: str, today: dt.date) -> list[Found]:
    """Return what the visits of the last twelve months say about a store, or about a region or the firm over all its
    stores, the most pressing first."""
    cells, places = _unit_cells(db.session.get_one(Unit, unit_id), kind, today)
    return _found(cells, places, unit_id, kind=kind, today=today)


def find_for_person(employee_id: int, kind: str, today: dt.date) -> list[Found]:
    """Return what the visits of the last twelve months say about a person, the most pressing first."""
    places = _places(today)
    cells = _person_cells(kind, today, places)
    shoppers, left = _shoppers(employee_id, kind, today), _left_out(Visit.employee_id == employee_id, kind, today)
    mine = [replace(cell, shoppers=shoppers.get(places[cell.touchpoint].id, 0), **left.get(places[cell.touchpoint].id, {}))
            if cell.subject_id == employee_id else cell for cell in cells]
    return _found(mine, places, employee_id, kind=kind, today=today)


def stores_at(unit: Unit, touchpoint: str, kind: str, today: dt.date) -> list[tuple[Unit, Finding]]:
    """Return what the visits say about each store below a unit at one touchpoint (a slug), by store and dimension."""
    below = select(Unit).where(Unit.kind == "store", Unit.path.startswith(unit.path)).order_by(Unit.code)
    stores = list(db.session.scalars(below))
    if not stores:
        return []
    cells = [cell for cell in _unit_cells(stores[0], kind, today)[0] if cell.touchpoint == touchpoint]
    found: dict[int, list[Finding]] = {}
    for finding in find_all(cells, thresholds=current()):
        found.setdefault(finding.cell.subject_id, []).append(finding)
    return [(store, finding) for store in stores for finding in found.get(store.id, [])]


def people_cells(kind: str, today: dt.date) -> list[Cell]:
    """Return every person's cells, by which people can be told apart or not."""
    return _person_cells(kind, today, _places(today))


def visits_of_people(unit_id: int, kind: str, today: dt.date) -> list[tuple[Employee, int]]:
    """Return the unit's people with how often each was observed for certain in the last twelve months, by name."""
    seen = (select(Visit.employee_id, func.count().label("n"))
            .where(about_persons(), Visit.kind == kind, Visit.visited_on >= _since(today))
            .group_by(Visit.employee_id).subquery())
    query = (select(Employee, func.coalesce(seen.c.n, 0)).outerjoin(seen, seen.c.employee_id == Employee.id)
             .where(Employee.unit_id == unit_id, Employee.status != "left", EMPLOYED)
             .order_by(Employee.sort_key, Employee.id))
    return [(person, n) for person, n in db.session.execute(query)]


@dataclass(frozen=True)
class _Known(Place):
    """A touchpoint with what findings need of it."""

    standards: Mapping[str, float] = field(compare=False)
    weight: float = field(default=1.0, compare=False)
    kano: str = field(default="", compare=False)

    def cell(self, subject: tuple[str, int], dimension: str, sums: Sums) -> Cell:
        """Return a cell at this touchpoint."""
        kano = self.kano if subject[0] == "unit" else ""
        return Cell(*subject, self.slug, dimension, sums, self.standards[dimension], self.weight,
                    kano=KANO_FACTORS.get(kano, 1.0), kano_category=kano)


def _places(today: dt.date) -> dict[str, _Known]:
    kanos = {place: each.factor for place, each in categories_on(today).items()}
    return {place.slug: _Known(place.id, place.slug, Bilingual(**place.title), place.stage, place.kind, place.expectation,
                               place.weight, kanos.get(place.id, ""))
            for place in db.session.scalars(select(Touchpoint))}


def _since(today: dt.date) -> dt.date:
    return dt.date.fromisoformat(months_back(today) + "-01")


def _sums(model: Rollup, kind: str, today: dt.date) -> list[tuple[int, int, str, Sums]]:
    column = subject_of(model)
    rows = db.session.execute(
        select(column, model.touchpoint_id, model.dimension, func.sum(model.n), func.sum(model.total),
               func.sum(model.squares))
        .where(model.kind == kind, model.month.between(months_back(today), month_of(today)), model.dimension != OVERALL)
        .group_by(column, model.touchpoint_id, model.dimension).having(func.sum(model.n) > 0))
    return [(subject, place, dimension, Sums(int(n), total, squares)) for subject, place, dimension, n, total, squares in rows]


def _person_cells(kind: str, today: dt.date, places: Mapping[str, _Known]) -> list[Cell]:
    by_id = {place.id: place for place in places.values()}
    return [by_id[place].cell(("person", person), dimension, sums)
            for person, place, dimension, sums in _sums(PersonRollup, kind, today) if dimension in PERSON_DIMENSIONS]


def _unit_cells(unit: Unit, kind: str, today: dt.date) -> tuple[list[Cell], dict[str, _Known]]:
    """Return the cells of a unit and of those that it is compared with: of its kind, as far below the root."""
    places = _places(today)
    by_id = {place.id: place for place in places.values()}
    areas = [Area(*row) for row in db.session.execute(select(Unit.id, Unit.path, Unit.kind))]
    paths = {area.id: area.path for area in areas}
    rows = [Row(store, (place, dimension), sums.n, sums.total, sums.squares)
            for store, place, dimension, sums in _sums(UnitRollup, kind, today)]
    group = peers(next(area for area in areas if area.id == unit.id), areas)
    totals = pooled([*rows, *disputed(kind, _since(today), last_day(month_of(today)))], group, paths)
    left = _left_out(Visit.unit_id.in_([area.id for area in areas if unit.path in ancestors(area.path)]), kind, today)
    return [replace(cell, **left.get(place, {})) if of == unit.id else cell
            for (of, (place, dimension)), sums in totals.items()
            for cell in [by_id[place].cell(("unit", of), dimension, sums)]], places


def disputed(kind: str, first: dt.date, last: dt.date) -> list[Row]:
    """Return what visits under appeal add to their stores' sums, with the sign turned round: rule M1 leaves them out.

    A store's own pages count them meanwhile; a plan and its review must not rest on what may be taken back next week.
    """
    visits = list(db.session.scalars(select(Visit).where(
        Visit.appeals_open > 0, Visit.state == "released", Visit.kind == kind, Visit.visited_on.between(first, last))))
    answers = answers_of_many([visit.id for visit in visits]) if visits else {}
    return [Row(key.subject_id, (key.touchpoint_id, key.dimension), -sums.n, -sums.total, -sums.squares)
            for visit in visits for key, sums in contributions_of(visit, answers.get(visit.id, {})).items()
            if isinstance(key, Key) and key.subject == "unit" and key.dimension != OVERALL]


def _left_out(whose: "db.ColumnElement[bool]", kind: str, today: dt.date) -> dict[int, dict[str, int]]:
    """Return how many released visits are left out at which touchpoint: disputed, and of a shopper who failed (M1, M2)."""
    rows = db.session.execute(
        select(Visit.touchpoint_id, func.sum(case((Visit.under_review, 0), else_=1)),
               func.sum(case((Visit.under_review, 1), else_=0)))
        .where(whose, Visit.kind == kind, Visit.state == "released", (Visit.appeals_open > 0) | Visit.under_review,
               Visit.visited_on >= _since(today)).group_by(Visit.touchpoint_id))
    return {place: {"disputed": int(disputed), "unchecked": int(unchecked)} for place, disputed, unchecked in rows}


def _shoppers(employee_id: int, kind: str, today: dt.date) -> dict[int, int]:
    """Return how many different people observed somebody, by touchpoint."""
    who = func.coalesce(cast(Visit.observed_by, String), Visit.shopper)
    rows = db.session.execute(
        select(Visit.touchpoint_id, func.count(who.distinct()))
        .where(Visit.employee_id == employee_id, Visit.kind == kind, about_persons(),
               Visit.visited_on >= _since(today)).group_by(Visit.touchpoint_id))
    return {touchpoint_id: count for touchpoint_id, count in rows}


def _found(cells: Iterable[Cell], places: Mapping[str, Place], subject_id: int, *, kind: str, today: dt.date) -> list[Found]:
    findings = sorted((each for each in find_all(cells, thresholds=current()) if each.cell.subject_id == subject_id),
                      key=lambda each: (-each.priority, each.gap or 0.0))
    person = bool(findings) and findings[0].cell.is_person
    plans, decided = _plans_by_cell(subject_id, person=person), decisions_about(subject_id, kind, person=person)
    span = {"kind": kind, "first_month": months_back(today), "last_month": month_of(today)}
    return [
        Found(finding, place, kind, evidence_of(finding, **span) if finding.gap is not None else None,
              plans.get(spot), latest if latest and latest.holds(finding, today) else None)
        for finding in findings for place in [places[finding.cell.touchpoint]] for spot in [(place.id, finding.cell.dimension)]
        for latest in [decided.get(spot)]]


def _plans_by_cell(subject_id: int, *, person: bool) -> dict[Spot, int]:
    about = Plan.employee_id == subject_id if person else and_(Plan.unit_id == subject_id, Plan.employee_id.is_(None))
    query = select(Plan.touchpoint_id, Plan.dimension, Plan.id).where(about, Plan.state.in_(OPEN))
    return {(place, dimension): plan_id for place, dimension, plan_id in db.session.execute(query.order_by(Plan.id))
            if place and dimension}


def decisions_about(subject_id: int, kind: str, *, person: bool) -> dict[Spot, Decided]:
    """Return the latest decision about each finding of a unit or a person, by touchpoint and dimension."""
    about = (PlanDecision.employee_id == subject_id if person
             else and_(PlanDecision.unit_id == subject_id, PlanDecision.employee_id.is_(None)))
    rows = db.session.scalars(select(PlanDecision).where(about, PlanDecision.kind == kind).order_by(PlanDecision.id))
    return {(row.touchpoint_id, row.dimension): row.as_decided() for row in rows}


def own_decisions(employee_id: int) -> list[PlanDecision]:
    """Return what was decided about findings on somebody, the latest first; of plans, only those that they may read."""
    readable = or_(Plan.state.in_(SHOWN), Plan.shared_at.is_not(None), PlanDecision.plan_id.is_(None))
    return list(db.session.scalars(
        select(PlanDecision).outerjoin(Plan, Plan.id == PlanDecision.plan_id)
        .where(PlanDecision.employee_id == employee_id, readable).order_by(PlanDecision.id.desc())))
