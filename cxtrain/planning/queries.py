"""Reading plans through the eyes of whoever asks, the findings behind them, and what Today, Team and Employee show."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from flask import abort
from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import estimate_spread
from cxtrain.paths import resource_dir
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.planning.causes import Facts, people_icc
from cxtrain.planning.evidence import Comparison, compare, evidence_from, evidence_of
from cxtrain.planning.findings import KANO_FACTORS, PERSON_DIMENSIONS, Cell, find
from cxtrain.planning.library import Library, read_library
from cxtrain.planning.lifecycle import SHOWN, State
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.months import month_after, month_of, months_back
from cxtrain.planning.picture import Found, Place
from cxtrain.quality.models import PersonRollup, UnitRollup, Visit
from cxtrain.quality.queries import about_persons
from cxtrain.quality.rollup import OVERALL
from cxtrain.roleplay.models import Attempt, Scenario
from cxtrain.voices.kano.queries import categories_on
from cxtrain.web.bilingual import Bilingual

Rollup = type[PersonRollup] | type[UnitRollup]
OPEN = (State.DRAFT, State.APPROVED)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Plan (joined with Unit) that `actor` may see it.

    A plan about oneself shows once it is approved, or from the start where one wrote it. A team's plan shows to those
    who own one of its actions.
    """
    about_me = and_(Plan.employee_id == actor.employee_id,
                    or_(Plan.state.in_(SHOWN), Plan.drafted_by == actor.employee_id))
    others = or_(Plan.employee_id.is_(None), Plan.employee_id != actor.employee_id)
    my_part = exists().where(PlanAction.plan_id == Plan.id, PlanAction.owner_id == actor.employee_id)
    return or_(about_me, and_(within(actor, Can.WRITE_PLANS), others),
               and_(Plan.employee_id.is_(None), Plan.state.in_(SHOWN), my_part))


def _plans(actor: Actor) -> Select[tuple[Plan]]:
    return select(Plan).join(Unit, Unit.id == Plan.unit_id).where(visible_to(actor))


def get_plan_for(actor: Actor, plan_id: int) -> Plan:
    """Return the plan if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(_plans(actor).where(Plan.id == plan_id)) or abort(404)


def get_action_for(actor: Actor, plan_id: int, action_id: int) -> tuple[Plan, PlanAction]:
    """Return a plan that `actor` may see, and the action of it; otherwise answer 404."""
    plan = get_plan_for(actor, plan_id)
    return plan, next((action for action in plan.actions if action.id == action_id), None) or abort(404)


def list_plans(actor: Actor, states: Iterable[str] = OPEN) -> list[Plan]:
    """Return the plans that `actor` may see, the next to be checked first."""
    query = _plans(actor).where(Plan.state.in_(list(states))).order_by(Plan.due_on, Plan.id)
    return list(db.session.scalars(query))


def plans_of_unit(actor: Actor, unit_id: int) -> list[Plan]:
    """Return the open improvement plans of a unit that `actor` may see, the next to be checked first."""
    query = _plans(actor).where(Plan.unit_id == unit_id, Plan.employee_id.is_(None), Plan.state.in_(OPEN))
    return list(db.session.scalars(query.order_by(Plan.due_on, Plan.id)))


def names_of(employee_ids: Iterable[int | None]) -> dict[int | None, dict[str, str]]:
    """Return the names of these employees, in both languages, by id."""
    wanted = {employee_id for employee_id in employee_ids if employee_id}
    if not wanted:
        return {}
    people = db.session.scalars(select(Employee).where(Employee.id.in_(wanted)))
    return {person.id: person.label for person in people}


def owners_for(actor: Actor, unit_id: int, employee_id: int | None, keep: Iterable[int] = ()) -> list[Employee]:
    """Return who can be given an action: for a person's plan the person and the actor, for a team's its people.

    Args:
        keep: owners that the plan has already.
    """
    wanted = {actor.employee_id, *keep} | ({employee_id} if employee_id else set())
    query = select(Employee).where(Employee.id.in_(wanted))
    if employee_id is None:
        query = select(Employee).where(or_(Employee.id.in_(wanted),
                                           and_(Employee.unit_id == unit_id, Employee.status == "active", EMPLOYED)))
    return list(db.session.scalars(query.order_by(Employee.sort_key, Employee.id)))


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the library from which plans are drafted.

    Raises:
        ValueError: scenarios/actions.yaml has a fault.
    """
    document = read_library((resource_dir("scenarios") / "actions.yaml").read_bytes())
    if document.value is None:
        raise ValueError("; ".join(f"actions.yaml:{fault.line}: {fault.sentence}" for fault in document.faults))
    return document.value


def find_for_unit(unit_id: int, kind: str, today: dt.date) -> list[Found]:
    """Return what the visits of the last twelve months say about a unit, the most pressing first."""
    cells, places = _cells("unit", UnitRollup, kind, today)
    return _found(cells, places, unit_id, kind=kind, today=today)


def find_for_person(employee_id: int, kind: str, today: dt.date) -> list[Found]:
    """Return what the visits of the last twelve months say about a person, the most pressing first."""
    cells, places = _cells("person", PersonRollup, kind, today, shoppers=_shoppers(employee_id, kind, today))
    return _found(cells, places, employee_id, kind=kind, today=today)


def people_cells(kind: str, today: dt.date) -> list[Cell]:
    """Return every person's cells, by which people can be told apart or not."""
    return _cells("person", PersonRollup, kind, today)[0]


def visits_of_people(unit_id: int, kind: str, today: dt.date) -> list[tuple[Employee, int]]:
    """Return the unit's people with how often each was observed for certain in the last twelve months, by name."""
    seen = (select(Visit.employee_id, func.count().label("n"))
            .where(about_persons(), Visit.kind == kind, Visit.visited_on >= _since(today))
            .group_by(Visit.employee_id).subquery())
    query = (select(Employee, func.coalesce(seen.c.n, 0)).outerjoin(seen, seen.c.employee_id == Employee.id)
             .where(Employee.unit_id == unit_id, Employee.status != "left", EMPLOYED)
             .order_by(Employee.sort_key, Employee.id))
    return [(person, n) for person, n in db.session.execute(query)]


def compare_since_approval(plan: Plan, today: dt.date) -> Comparison | None:
    """Return how the visits after the month of approval compare with those behind the plan; None without numbers."""
    evidence = evidence_from(plan.evidence)
    if evidence is None or plan.approved_at is None:
        return None
    model: Rollup = PersonRollup if plan.is_coaching else UnitRollup
    first = month_after(plan.approved_at.date())
    row = db.session.execute(
        select(func.sum(model.n), func.sum(model.total), func.sum(model.squares)).where(
            _subject(model) == (plan.employee_id or plan.unit_id), model.touchpoint_id == plan.touchpoint_id,
            model.dimension == evidence.dimension, model.kind == evidence.kind,
            model.month.between(first, month_of(today)))).one()
    after = Sums(int(row[0] or 0), float(row[1] or 0), float(row[2] or 0))
    return compare(evidence, after, after_from=first)


def facts_about(found: Found, others: Iterable[Found], today: dt.date) -> Facts:
    """Return what is known beside the observations about why a standard is missed.

    Args:
        found: the finding in question.
        others: all findings about the same subject.
        today: the end of the months that count.
    """
    cell = found.finding.cell
    people = [each.sums for each in people_cells(found.kind, today)
              if (each.touchpoint, each.dimension) == (cell.touchpoint, cell.dimension)]
    elsewhere = [other.finding.certainty >= 0.5 for other in others
                 if other.finding.cell.dimension == cell.dimension and other.place.id != found.place.id
                 and other.finding.certainty is not None]
    return Facts(people_icc=people_icc(estimate_spread(people)), practice=practice_score(cell, found.place.id, today),
                 low_elsewhere=any(elsewhere) if elsewhere else None)


def practice_score(cell: Cell, touchpoint_id: int, today: dt.date) -> float | None:
    """Return the mean of the last role-play scores (0..100) at the touchpoint in the last twelve months.

    Of the person where the cell is about one, else of all who work in the unit; None where nobody played.
    """
    about = Attempt.employee_id == cell.subject_id if cell.is_person else Employee.unit_id == cell.subject_id
    rows = db.session.execute(
        select(Attempt.employee_id, Attempt.scenario_id, Attempt.score)
        .join(Scenario, Scenario.id == Attempt.scenario_id).join(Employee, Employee.id == Attempt.employee_id)
        .where(about, Scenario.touchpoint_id == touchpoint_id, Attempt.score.is_not(None), Attempt.carried.is_(None),
               Attempt.finished_at >= dt.datetime.combine(_since(today), dt.time(), dt.UTC))
        .order_by(Attempt.finished_at))
    last = {(employee_id, scenario_id): score for employee_id, scenario_id, score in rows}
    return sum(last.values()) / len(last) if last else None


def _subject(model: Rollup) -> ColumnElement[int]:
    return PersonRollup.employee_id if model is PersonRollup else UnitRollup.unit_id  # type: ignore[return-value]


def _since(today: dt.date) -> dt.date:
    return dt.date.fromisoformat(months_back(today) + "-01")


def _cells(
    subject: str, model: Rollup, kind: str, today: dt.date, *, shoppers: dict[int, int] | None = None
) -> tuple[list[Cell], dict[str, Place]]:
    touchpoints = {touchpoint.id: touchpoint for touchpoint in db.session.scalars(select(Touchpoint))}
    kanos = {place: each.factor for place, each in categories_on(today).items()} if subject == "unit" else {}
    column = _subject(model)
    rows = db.session.execute(
        select(column, model.touchpoint_id, model.dimension, func.sum(model.n), func.sum(model.total),
               func.sum(model.squares))
        .where(model.kind == kind, model.month.between(months_back(today), month_of(today)), model.dimension != OVERALL)
        .group_by(column, model.touchpoint_id, model.dimension).having(func.sum(model.n) > 0))
    cells = [
        Cell(subject, subject_id, touchpoints[place].slug, dimension, Sums(int(n), total, squares),
             touchpoints[place].expectation[dimension], touchpoints[place].weight,
             kano=KANO_FACTORS.get(kanos.get(place, ""), 1.0), kano_category=kanos.get(place, ""),
             shoppers=2 if shoppers is None else shoppers.get(place, 0))
        for subject_id, place, dimension, n, total, squares in rows
        if subject == "unit" or dimension in PERSON_DIMENSIONS]
    places = [Place(place.id, place.slug, Bilingual(**place.title), place.stage, place.kind)
              for place in touchpoints.values()]
    return cells, {place.slug: place for place in places}


def _shoppers(employee_id: int, kind: str, today: dt.date) -> dict[int, int]:
    """Return how many different people observed somebody, by touchpoint."""
    who = func.coalesce(cast(Visit.observed_by, String), Visit.shopper)
    rows = db.session.execute(
        select(Visit.touchpoint_id, func.count(who.distinct()))
        .where(Visit.employee_id == employee_id, Visit.kind == kind, about_persons(),
               Visit.visited_on >= _since(today)).group_by(Visit.touchpoint_id))
    return {touchpoint_id: count for touchpoint_id, count in rows}


def _found(
    cells: list[Cell], places: dict[str, Place], subject_id: int, *, kind: str, today: dt.date
) -> list[Found]:
    findings = find(cells, subject_id=subject_id)
    plans = _plans_by_cell(subject_id, person=bool(findings) and findings[0].cell.is_person)
    span = {"kind": kind, "first_month": months_back(today), "last_month": month_of(today)}
    return [
        Found(finding, place, kind, evidence_of(finding, **span) if finding.gap is not None else None,
              plans.get((place.id, finding.cell.dimension)))
        for finding in findings for place in [places[finding.cell.touchpoint]]]


def _plans_by_cell(subject_id: int, *, person: bool) -> dict[tuple[int, str], int]:
    about = Plan.employee_id == subject_id if person else and_(Plan.unit_id == subject_id, Plan.employee_id.is_(None))
    query = select(Plan.touchpoint_id, Plan.dimension, Plan.id).where(about, Plan.state.in_(OPEN))
    return {(place, dimension): plan_id for place, dimension, plan_id in db.session.execute(query.order_by(Plan.id))
            if place and dimension}
