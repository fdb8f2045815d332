"""Reading what is known beside the observations: people, months, quizzes, role-plays, other touchpoints, customers."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.course import course
from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import estimate_spread
from cxtrain.people.models import Employee, Unit
from cxtrain.people.queries import EMPLOYED
from cxtrain.planning.causes import (
    ENOUGH_CUSTOMERS,
    Charted,
    Differ,
    Earlier,
    Elsewhere,
    Expected,
    Facts,
    Practised,
    Triage,
    differ,
    triage,
)
from cxtrain.planning.findings import FEWEST, LEAST_VARIANCE
from cxtrain.planning.models import Plan
from cxtrain.planning.months import month_of, months_back
from cxtrain.planning.picture import Found
from cxtrain.planning.triage.practice import Tallies, linked, of_team
from cxtrain.planning.triage.results.queries import plays_of, quizzes_of
from cxtrain.quality.models import PersonRollup, UnitRollup
from cxtrain.quality.notes.models import MonthNote
from cxtrain.quality.rollup import OVERALL
from cxtrain.voices.figures import confirmations
from cxtrain.voices.sums.queries import counts

Key = tuple[int, str]  # touchpoint id, dimension
Cells = Mapping[Key, Sums]
CHART_MONTHS = 60  # as on the touchpoint's own page
FRESH_MONTHS = 2  # an event counts while it lies in this month or the last
EARLIER_FROM, EARLIER_TO = 24, 6  # months ago: before the last half year, two years at most
MOST_PEOPLE = 200  # of a region, whose results are read


@dataclass(frozen=True)
class Subject:
    """Whom findings are about."""

    unit: Unit
    employee_id: int | None  # None: the unit
    kind: str  # of observation
    today: dt.date


def triaged(found: Iterable[Found], everything: Sequence[Found], subject: Subject) -> dict[Key, Triage]:
    """Return the cause of each finding that allows a plan, by touchpoint and dimension.

    Args:
        found: the findings that are asked about.
        everything: all findings about the same subject, which tell whether the dimension is low elsewhere, too.
        subject: whom they are about.
    """
    asked = [each for each in found if each.finding.allows_plan]
    if not asked:
        return {}
    known = _Known.about(asked, subject)
    return {(each.place.id, each.dimension): triage(each.finding, known.facts(each, everything)) for each in asked}


@dataclass(frozen=True)
class _Known:
    """All that is known about some touchpoints, read at once."""

    employee_id: int | None
    differing: Mapping[Key, Differ]
    charts: Mapping[int, Charted]
    quizzes: Mapping[int, Tallies]  # by person
    plays: Mapping[int, Tallies]
    earlier: Mapping[str, Earlier]  # by dimension
    expected: Mapping[Key, Expected]

    @classmethod
    def about(cls, asked: Sequence[Found], subject: Subject) -> "_Known":
        """Read what is known about the touchpoints of some findings."""
        places = {each.place.id for each in asked}
        people, since = _people(subject), _first_day(subject.today)
        return cls(subject.employee_id, _differing(places, subject), _charts(places, subject),
                   quizzes_of(people, since, subject.today), plays_of(people, since, subject.today),
                   _earlier(subject), _expected(places, subject))

    def facts(self, found: Found, everything: Iterable[Found]) -> Facts:
        """Return what is known beside one finding."""
        key, about = (found.place.id, found.dimension), (found.place.slug, found.dimension)
        return Facts(
            people=self.differing.get(key), chart=self.charts.get(found.place.id), quiz=self._quiz(*about),
            played=self._played(*about), team_quiz=of_team(self.quizzes, *about), elsewhere=_elsewhere(found, everything),
            earlier=self.earlier.get(found.dimension), expected=self.expected.get(key))

    def _quiz(self, touchpoint: str, dimension: str) -> Practised | None:
        if self.employee_id is None:
            return of_team(self.quizzes, touchpoint, dimension)
        return linked(self._own(self.quizzes), touchpoint, dimension)

    def _played(self, touchpoint: str, dimension: str) -> Practised | None:
        if self.employee_id is None:
            return of_team(self.plays, touchpoint, dimension, least=1)
        return linked(self._own(self.plays), touchpoint, dimension, least=1)

    def _own(self, people: Mapping[int, Tallies]) -> dict[int, Tallies]:
        return {person: tallies for person, tallies in people.items() if person == self.employee_id}


def practised_since(plan: Plan, since: dt.date) -> Practised | None:
    """Return what the plan's person, or team, reached in quizzes on its skill since a day: the re-test."""
    if plan.touchpoint is None or plan.dimension is None:
        return None
    people = [plan.employee_id] if plan.employee_id else _people(Subject(plan.unit, None, "", since))
    found = quizzes_of(people, since)
    return (linked if plan.employee_id else of_team)(found, plan.touchpoint.slug, plan.dimension)


def _first_day(today: dt.date) -> dt.date:
    return dt.date.fromisoformat(f"{months_back(today)}-01")


def _people(subject: Subject) -> list[int]:
    """Return the team's people, the person among them."""
    path = subject.unit.path
    query = (select(Employee.id).join(Unit, Unit.id == Employee.unit_id)
             .where(Unit.path.startswith(path, autoescape=True), Employee.status != "left", EMPLOYED)
             .order_by(Employee.id).limit(MOST_PEOPLE))
    own = [subject.employee_id] if subject.employee_id else []
    return sorted({*db.session.scalars(query), *own})


def _differing(places: Collection[int], subject: Subject) -> dict[Key, Differ]:
    rows = db.session.execute(
        select(PersonRollup.touchpoint_id, PersonRollup.dimension, func.sum(PersonRollup.n), func.sum(PersonRollup.total),
               func.sum(PersonRollup.squares))
        .where(PersonRollup.touchpoint_id.in_(places), PersonRollup.kind == subject.kind, PersonRollup.dimension != OVERALL,
               PersonRollup.month.between(months_back(subject.today), month_of(subject.today)))
        .group_by(PersonRollup.touchpoint_id, PersonRollup.dimension, PersonRollup.employee_id)
        .having(func.sum(PersonRollup.n) > 0))
    groups: dict[Key, list[Sums]] = defaultdict(list)
    for place, dimension, *three in rows:
        groups[place, dimension].append(_sums(three))
    found = {key: differ(estimate_spread(group, least_within=LEAST_VARIANCE)) for key, group in groups.items()}
    return {key: each for key, each in found.items() if each}


def _sums(three: Sequence[float]) -> Sums:
    return Sums(int(three[0]), float(three[1]), float(three[2]))


def _charts(places: Collection[int], subject: Subject) -> dict[int, Charted]:
    """Return what the latest periods of the touchpoints' charts show in the unit."""
    first, last = months_back(subject.today, CHART_MONTHS), month_of(subject.today)
    rows = db.session.execute(
        select(UnitRollup.touchpoint_id, UnitRollup.month, func.sum(UnitRollup.n), func.sum(UnitRollup.total),
               func.sum(UnitRollup.squares)).join(Unit, Unit.id == UnitRollup.unit_id)
        .where(UnitRollup.touchpoint_id.in_(places), UnitRollup.kind == subject.kind, UnitRollup.dimension == OVERALL,
               UnitRollup.month.between(first, last), Unit.path.startswith(subject.unit.path, autoescape=True))
        .group_by(UnitRollup.touchpoint_id, UnitRollup.month))
    by_month: dict[int, dict[str, Sums]] = defaultdict(dict)
    for place, month, *three in rows:
        by_month[place][month] = _sums(three)
    anew = db.session.execute(
        select(MonthNote.touchpoint_id, MonthNote.month).join(Unit, Unit.id == MonthNote.unit_id)
        .where(MonthNote.anew, MonthNote.touchpoint_id.in_(places), MonthNote.month >= first,
               db.literal(subject.unit.path).startswith(Unit.path))).all()
    months = [months_back(subject.today, count) for count in range(CHART_MONTHS, 0, -1)]
    found = {place: charted(sums, months, [month for at, month in anew if at == place]) for place, sums in by_month.items()}
    return {place: each for place, each in found.items() if each}


def charted(by_month: Mapping[str, Sums], months: Sequence[str], anew: Collection[str]) -> Charted | None:
    """Return whether the chart's latest period signals below its usual course; None where it has no limits yet."""
    drawn = course(by_month, months, anew)
    if not drawn.has_limits:
        return None
    fresh = {signal.index for signal in drawn.signals if set(drawn.periods[signal.index].months) & set(months[-FRESH_MONTHS:])}
    for index in sorted(fresh, reverse=True):
        stretch = next(each for each in drawn.stretches if each.start <= index < each.stop)
        value = drawn.periods[index].value
        if value is not None and stretch.centre is not None and value < stretch.centre:
            return Charted(drawn.periods[index].label, True, drawn.points)
    return Charted("", False, drawn.points)


def _elsewhere(found: Found, everything: Iterable[Found]) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(other.place.slug, other.place.title.as_dict(), other.finding.gap, other.finding.n,
                  other.finding.certainty >= 0.5)
        for other in everything
        if other.dimension == found.dimension and other.place.id != found.place.id and other.finding.gap is not None
        and other.finding.certainty is not None and other.finding.n >= FEWEST)


def _earlier(subject: Subject) -> dict[str, Earlier]:
    """Return how the subject did in each dimension before the last half year, at all touchpoints together."""
    model = UnitRollup if subject.employee_id is None else PersonRollup
    own = (PersonRollup.employee_id == subject.employee_id if subject.employee_id is not None
           else Unit.path.startswith(subject.unit.path, autoescape=True))
    first, last = months_back(subject.today, EARLIER_FROM), months_back(subject.today, EARLIER_TO + 1)
    query = select(model.dimension, model.touchpoint_id, func.sum(model.n), func.sum(model.total)).where(
        own, model.kind == subject.kind, model.dimension != OVERALL, model.month.between(first, last))
    if subject.employee_id is None:
        query = query.join(Unit, Unit.id == UnitRollup.unit_id)
    standards = {place.id: place.expectation for place in db.session.scalars(select(Touchpoint))}
    sums: dict[str, tuple[int, float]] = {}
    for dimension, place, n, total in db.session.execute(query.group_by(model.dimension, model.touchpoint_id)):
        before = sums.get(dimension, (0, 0.0))
        sums[dimension] = before[0] + int(n), before[1] + float(total) - int(n) * standards[place][dimension]
    return {dimension: Earlier(short / n, n, first, last) for dimension, (n, short) in sums.items() if n >= FEWEST}


def _expected(places: Collection[int], subject: Subject) -> dict[Key, Expected]:
    """Return what customers of the unit expect and perceive, where enough said both."""
    ends = months_back(subject.today), month_of(subject.today)
    rows = counts([subject.unit.id], ends, measures=["servqual"])
    found = {}
    for place in places:
        for dimension, each in confirmations([row for row in rows if row.touchpoint_id == place]).items():
            if each.n >= ENOUGH_CUSTOMERS and each.expectation.value is not None and each.perception.value is not None:
                found[place, dimension] = Expected(each.expectation.value, each.perception.value, each.n)
    return found
