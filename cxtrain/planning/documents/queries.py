"""What is printed beside a plan, read as it stood when the plan was drafted; the course goes on until its end or today."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, select

from cxtrain.extensions import db
from cxtrain.measures.course import course
from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.analysis.queries import stores_of
from cxtrain.planning.clause.queries import words_of
from cxtrain.planning.documents.drawing import Seen, Trend, radar_of, trend_of_months, trend_of_visits
from cxtrain.planning.documents.paper import MOST_VISITS, Around, Ground, Measure, OptionLine, TalkLines, VisitLine, on_paper
from cxtrain.planning.evidence import evidence_from
from cxtrain.planning.findings import PERSON_DIMENSIONS, SETTLED
from cxtrain.planning.library import Library
from cxtrain.planning.models import Plan
from cxtrain.planning.months import month_of, months_back
from cxtrain.planning.reviews.queries import brought_by
from cxtrain.planning.talks.models import PlanTalk
from cxtrain.quality.answers import Answer
from cxtrain.quality.highlights import highlights
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import about_persons, answers_of_many, instrument_of
from cxtrain.quality.rollup import Cell
from cxtrain.quality.scoring import dimension_scores
from cxtrain.quality.sums.queries import person_cells, unit_cells
from cxtrain.web.bilingual import pick

COURSE = 18  # months before the end that the course shows


@dataclass(frozen=True)
class Window:
    """The visits that a plan rests on: how they were made, their months, and the day up to which its course is shown."""

    kind: str
    first: str  # month
    last: str
    drafted: dt.date
    end: dt.date

    @property
    def months(self) -> list[str]:
        """The months of the course, oldest first."""
        return [months_back(self.end, count) for count in range(COURSE, 0, -1)]


def window_of(plan: Plan, today: dt.date) -> Window:
    """Return the visits that a plan rests on; one that was started by hand rests on none, and shows those of its year."""
    zone, evidence = ZoneInfo(plan.unit.zone), evidence_from(plan.evidence)
    drafted = plan.drafted_at.astimezone(zone).date()
    end = plan.closed_at.astimezone(zone).date() if plan.closed_at else max(today, drafted)
    if evidence:
        return Window(evidence.kind, evidence.first_month, evidence.last_month, drafted, end)
    return Window("mystery_shop", months_back(drafted), month_of(drafted), drafted, end)


def around(plan: Plan, library: Library, *, locale: str, today: dt.date) -> Around:
    """Return what is printed beside a plan; charts are labelled for readers of `locale` (both: in Chinese)."""
    evidence, when = evidence_from(plan.evidence), window_of(plan, today)
    brought = brought_by(plan, today) if plan.outcome else None
    worded = replace(_worded(plan), ground=Ground.of(evidence), why=plan.why, brought=on_paper(brought))
    if plan.touchpoint is None:
        return worded
    lines, more = _visits_behind(plan, when) if evidence else ((), 0)
    own, beside = _dimensions(plan, when)
    slugs = PERSON_DIMENSIONS if plan.is_coaching else tuple(library.dimensions)
    names = {slug: pick(library.dimension(slug), locale.replace("both", "zh")) for slug in slugs}
    return replace(
        worded, visits=lines, more_visits=more, dimensions=tuple(library.dimension(slug) for slug in slugs),
        radar=radar_of(own, beside, standard=plan.touchpoint.expectation, names=names),
        trend=_trend(plan, when) if plan.dimension else None)


def _worded(plan: Plan) -> Around:
    """Return what people wrote around the plan: by what its goal is measured, the options, the talks, the clause."""
    return Around(
        measure=Measure(plan.indicator, plan.baseline, plan.target, plan.n_needed) if plan.indicator else None,
        options=tuple(OptionLine(option.what, option.source, option.chosen) for option in plan.options),
        talks=tuple(talk_lines(talk) for talk in reversed(plan.talks)),
        clause=words_of(plan) if plan.is_coaching else {})


def talk_lines(talk: PlanTalk) -> TalkLines:
    """Return a talk as it is printed."""
    return TalkLines(
        talk.held_on, talk.leader.label, talk.goal, talk.reality, talk.gap, talk.motivation, talk.forward,
        talk.doer.label, talk.forward_on, talk.support, talk.next_on, talk.place)


def _dimensions(plan: Plan, when: Window) -> tuple[dict[str, Sums], dict[str, Sums]]:
    """Return the sums by dimension at the plan's touchpoint: the person's and the store's, or the team's and none."""
    team = unit_cells(stores_of(plan.unit), since=when.first, until=when.last, kind=when.kind)
    if plan.employee_id is None:
        return _by(team, plan, "dimension"), {}
    own = person_cells([plan.employee_id], since=when.first, until=when.last, kind=when.kind)
    return _by(own, plan, "dimension"), _by(team, plan, "dimension")


def _by(cells: list[Cell], plan: Plan, key: str) -> dict[str, Sums]:
    found: dict[str, Sums] = {}
    for cell in cells:
        if cell.touchpoint_id == plan.touchpoint_id:
            name = getattr(cell, key)
            found[name] = found.get(name, Sums(0, 0.0, 0.0)) + Sums(int(cell.n), float(cell.total), float(cell.squares))
    return found


def _trend(plan: Plan, when: Window) -> Trend | None:
    standard = plan.touchpoint.expectation[plan.dimension] if plan.touchpoint and plan.dimension else None
    approved = plan.approved_at.astimezone(ZoneInfo(plan.unit.zone)).date() if plan.approved_at else None
    if plan.is_coaching:
        seen = _seen(plan, when)
        if sum(each.score is not None for each in seen) < SETTLED:
            return None
        return trend_of_visits(seen, standard, approved.isoformat() if approved else "")
    months = when.months
    cells = [cell for cell in unit_cells(stores_of(plan.unit), since=months[0], until=months[-1], by_month=True, kind=when.kind)
             if cell.dimension == plan.dimension]
    return trend_of_months(course(_by(cells, plan, "month"), months), standard, month_of(approved) if approved else "")


def _counting(plan: Plan, when: Window) -> ColumnElement[bool]:
    """Return the condition that a visit at the plan's touchpoint counts for it."""
    there = and_(Visit.touchpoint_id == plan.touchpoint_id, Visit.kind == when.kind)
    if plan.is_coaching:
        return and_(there, Visit.employee_id == plan.employee_id, about_persons())
    return and_(there, Visit.unit_id.in_(stores_of(plan.unit)), Visit.state == "released", ~Visit.under_review,
                Visit.doubles_id.is_(None))


def _seen(plan: Plan, when: Window) -> list[Seen]:
    """Return the person's visits as points, oldest first."""
    since = dt.date.fromisoformat(f"{min(when.first, when.months[0])}-01")
    visits = list(db.session.scalars(select(Visit).where(
        _counting(plan, when), Visit.visited_on.between(since, when.end)).order_by(Visit.visited_on, Visit.id)))
    answers = answers_of_many([visit.id for visit in visits])
    return [Seen(visit.visited_on.isoformat(), _score(plan, visit, answers.get(visit.id, {}))) for visit in visits]


def _visits_behind(plan: Plan, when: Window) -> tuple[tuple[VisitLine, ...], int]:
    """Return the visits that the finding rests on as they stand today, the latest first, and how many are left out."""
    behind = and_(_counting(plan, when), Visit.visited_on.between(dt.date.fromisoformat(f"{when.first}-01"), when.drafted))
    visits = list(db.session.scalars(select(Visit).where(behind).order_by(Visit.visited_on.desc(), Visit.id.desc())
                                     .limit(MOST_VISITS)))
    count = db.session.scalar(select(func.count()).select_from(Visit).where(behind)) or 0
    answers = answers_of_many([visit.id for visit in visits])
    return tuple(_line(plan, visit, answers.get(visit.id, {})) for visit in visits), count - len(visits)


def _line(plan: Plan, visit: Visit, answers: dict[str, Answer]) -> VisitLine:
    """Return a visit in words. What a shopper wrote is printed for the person it is about, never for a team."""
    told = highlights(instrument_of(visit.instrument), answers)
    to_try = told.to_try.item.label.as_dict() if told.to_try else None
    note = told.to_try.note if told.to_try and plan.is_coaching else ""
    score = None if plan.is_coaching else _score(plan, visit, answers)
    return VisitLine(visit.visited_on, score, tuple(point.item.label.as_dict() for point in told.good), to_try, note)


def _score(plan: Plan, visit: Visit, answers: dict[str, Answer]) -> float | None:
    scores = dimension_scores(instrument_of(visit.instrument), answers, person_only=plan.is_coaching)
    return next((each.mean for each in scores if each.dimension == plan.dimension), None)
