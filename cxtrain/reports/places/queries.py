"""Reading what the pages of places show: a few statements each over sums, whatever the history."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from cxtrain.extensions import db
from cxtrain.journey.queries import Listed
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.planning.lifecycle import State
from cxtrain.planning.models import Plan, plan_number
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, Rating, Visit
from cxtrain.quality.queries import instrument_by_digest
from cxtrain.quality.rollup import OVERALL, Cell, ItemCell
from cxtrain.quality.schedule.fulfilment import Fate, Tally, status, tally
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.sums.queries import unit_cells
from cxtrain.reports.figures import DIMENSIONS, pooled, standard_where_seen
from cxtrain.reports.places.wording import without_names

COMMENTS = 30  # on a page
PLANS = 8


@dataclass(frozen=True)
class Grid:
    """Units × touchpoints: the sums of one dimension (or of all together), and the standard of each touchpoint."""

    sums: Mapping[tuple[int, int], Sums]  # by unit id, touchpoint id
    standards: Mapping[int, float]  # by touchpoint id


def grid_of(
    unit_ids: Sequence[int], touchpoints: Sequence[Listed], span: tuple[str, str], *, kind: str, dimension: str
) -> Grid:
    """Return the grid of these units over the months of `span`."""
    cells = unit_cells(unit_ids, since=span[0], until=span[1], kind=kind, overall=True)
    return Grid({(cell.subject_id, cell.touchpoint_id): sums_in(cell) for cell in cells if cell.dimension == dimension},
                standards_of(cells, touchpoints, dimension))


def sums_in(cell: Cell | ItemCell) -> Sums:
    """Return the sums of a row."""
    return Sums(int(cell.n), float(cell.total), float(cell.squares))


def standards_of(cells: Iterable[Cell], touchpoints: Sequence[Listed], dimension: str) -> dict[int, float]:
    """Return each touchpoint's standard: of the dimension, or over all of them as often as they were observed there."""
    if dimension != OVERALL:
        return {each.id: each.expectation[dimension] for each in touchpoints}
    seen: dict[int, list[tuple[int, str]]] = {}
    for cell in cells:
        if cell.dimension != OVERALL:
            seen.setdefault(cell.touchpoint_id, []).append((int(cell.n), cell.dimension))
    return {each.id: standard_where_seen([(n, each.expectation[name]) for n, name in seen.get(each.id, ())],
                                         [each.expectation[name] for name in DIMENSIONS]) for each in touchpoints}


def by_dimension(cells: Iterable[Cell], months: Iterable[str]) -> dict[tuple[int, str], Sums]:
    """Return the sums by (touchpoint id, dimension) over `months`."""
    wanted, parts = set(months), dict[tuple[int, str], list[Sums]]()
    for cell in cells:
        if cell.month in wanted:
            parts.setdefault((cell.touchpoint_id, cell.dimension), []).append(sums_in(cell))
    return {key: pooled(sums) for key, sums in parts.items()}


_form = InstrumentVersion.__table__


def items_of(slugs: Iterable[str]) -> dict[tuple[str, str], tuple[int, FormItem]]:
    """Return the items of these forms by (slug, item id), each as its newest version asks it, with its place in the form.

    Items that a newer version left out stand behind those that it asks.
    """
    rows = db.session.execute(select(_form.c.slug, _form.c.digest, _form.c.current).where(
        _form.c.slug.in_(sorted(set(slugs)))).order_by(_form.c.slug, _form.c.current.desc(), _form.c.id.desc()))
    found: dict[tuple[str, str], tuple[int, FormItem]] = {}
    for slug, digest, _ in rows:
        for item in instrument_by_digest(digest).items:
            found.setdefault((slug, item.id), (len(found), item))
    return found


@dataclass(frozen=True)
class Comment:
    """What a shopper wrote about an item, without names."""

    visit_id: int
    day: dt.date
    unit: dict[str, str]
    touchpoint_id: int
    item: str
    label: dict[str, str]
    choice: str  # "3 / 7", or empty
    words: str

    @property
    def key(self) -> str:
        """Its place in the list, for the next page."""
        return f"{self.day.isoformat()}_{self.visit_id}_{self.item}"


_visit, _rating, _unit = Visit.__table__.c, Rating.__table__.c, Unit.__table__.c


def comments(unit_ids: Sequence[int], since: dt.date, *, kind: str, touchpoint_ids: Sequence[int], text: str = "",
             before: tuple[dt.date, int, str] | None = None, most: int = COMMENTS) -> list[Comment]:
    """Return what shoppers wrote at these touchpoints since a day, the newest first, one more than `most` if there are more.

    Only released visits that count and are not disputed; words about an answer that an appeal corrected are left out.
    Each touchpoint's newest are found by its index, so that no page sorts a year of words.
    """
    query = _written(unit_ids, since, kind, most)
    if text:
        query = query.where(_rating.note.icontains(text, autoescape=True))
    if before:
        query = query.where(_after(before))
    each = [select(query.where(_visit.touchpoint_id == place).subquery()) for place in touchpoint_ids]
    if not each:
        return []
    found = union_all(*each).subquery()
    rows = db.session.execute(
        select(found).order_by(found.c.visited_on.desc(), found.c.id.desc(), found.c.item).limit(most + 1)).all()
    names = _names({row.unit_id for row in rows})
    return [_comment(row, names) for row in rows]


def _written(unit_ids: Sequence[int], since: dt.date, kind: str, most: int) -> Select[Any]:
    return (select(_visit.id, _visit.visited_on, _visit.touchpoint_id, _visit.badge, _visit.unit_id, _unit.name, _unit.name_en,
                   _form.c.digest, _rating.item, _rating.value, _rating.note)
            .select_from(Visit.__table__.join(Rating.__table__, _rating.visit_id == _visit.id)
                         .join(Unit.__table__, _unit.id == _visit.unit_id).join(_form, _form.c.id == _visit.instrument_id))
            .where(_visit.unit_id.in_(list(unit_ids)), _visit.state == "released", ~_visit.under_review,
                   _visit.doubles_id.is_(None), _visit.appeals_open == 0, _visit.kind == kind, _visit.visited_on >= since,
                   _rating.note != "", ~_rating.corrected)
            .order_by(_visit.visited_on.desc(), _visit.id.desc(), _rating.item).limit(most + 1))


def _after(before: tuple[dt.date, int, str]) -> ColumnElement[bool]:
    day, visit_id, item = before
    same = and_(_visit.visited_on == day, _visit.id == visit_id)
    return or_(_visit.visited_on < day, and_(_visit.visited_on == day, _visit.id < visit_id), and_(same, _rating.item > item))


def _names(unit_ids: set[int]) -> list[str]:
    """Return the names of whoever belongs or belonged to these units, as words may hold them."""
    if not unit_ids:
        return []
    rows = db.session.execute(select(Employee.name, Employee.name_en).where(Employee.unit_id.in_(sorted(unit_ids))))
    return [name for row in rows for name in row if name]


def _comment(row: Any, names: Sequence[str]) -> Comment:
    form = instrument_by_digest(row.digest)
    item = next((each for each in form.items if each.id == row.item), None)
    rated = item is not None and item.kind == "rating" and row.value is not None
    return Comment(
        row.id, row.visited_on, {"zh": row.name, "en": row.name_en or row.name}, row.touchpoint_id, row.item,
        item.label.as_dict() if item else {"zh": row.item, "en": row.item},
        f"{row.value} / {form.scale_of(item).max}" if rated and item else "", without_names(row.note, [*names, row.badge]))


_planned = PlannedVisit.__table__.c


def plan_kept(unit_ids: Sequence[int], since: dt.date, until: dt.date) -> dict[int, Tally]:
    """Return by touchpoint id how the visits planned from `since` until before `until` were made; those ahead stay hidden."""
    kind = (_planned.touchpoint_id, _planned.state, _planned.account_id.is_not(None), _planned.redrawn_from.is_not(None),
            _visit.state)
    rows = db.session.execute(
        select(*kind, func.count()).select_from(PlannedVisit.__table__.outerjoin(
            Visit.__table__, _visit.planned_id == _planned.id))
        .where(_planned.unit_id.in_(list(unit_ids)), _planned.day >= since, _planned.day < until).group_by(*kind))
    found: dict[int, Tally] = {}
    for place, state, sent, replaces, visit, count in rows:
        fate = Fate(0, place, status(state, shopper=bool(sent), visit=visit), bool(replaces))
        for one in tally([fate]).values():
            many = Tally(one.planned * count, one.done * count, one.missed * count, one.ahead * count)
            found[place] = found.get(place, Tally()) + many
    return found


@dataclass(frozen=True)
class OpenPlan:
    """An improvement plan under way, and who leads it."""

    id: int
    number: str
    goal: dict[str, str]
    unit: dict[str, str]
    leads: dict[str, str]
    due_on: dt.date
    state: str


def open_plans(actor: Actor, path: str, touchpoint_id: int | None = None) -> list[OpenPlan]:
    """Return the improvement plans below a unit that `actor` may see, the next to be checked first; eight at most."""
    query = (select(Plan.id, Plan.drafted_at, Plan.goal, Unit.name, Unit.name_en, Employee.name.label("who"),
                    Employee.name_en.label("who_en"), Plan.due_on, Plan.state)
             .join(Unit, Unit.id == Plan.unit_id).join(Employee, Employee.id == Plan.drafted_by)
             .where(within(actor, Can.WRITE_PLANS), Unit.path.startswith(path, autoescape=True), Plan.employee_id.is_(None),
                    Plan.state.in_((State.DRAFT, State.APPROVED))).order_by(Plan.due_on, Plan.id).limit(PLANS))
    if touchpoint_id is not None:
        query = query.where(Plan.touchpoint_id == touchpoint_id)
    return [OpenPlan(row.id, plan_number(row.id, row.drafted_at), row.goal, {"zh": row.name, "en": row.name_en or row.name},
                     {"zh": row.who, "en": row.who_en or row.who}, row.due_on, row.state)
            for row in db.session.execute(query)]
