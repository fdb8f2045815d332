"""What the figures of complaints are computed from."""

import datetime as dt
from collections import Counter

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.rates.figures import Case
from cxtrain.voices.models import Response, ResponseAnswer
from cxtrain.voices.sums.queries import counts


def cases_of(unit: Unit, since: dt.datetime) -> list[Case]:
    """Return the complaints of a unit and all below it, told since a moment."""
    rows = db.session.execute(
        select(Feedback.touchpoint_id, Feedback.severity, Feedback.state, Feedback.round, Feedback.reply_minutes,
               Feedback.close_minutes).join(Unit, Unit.id == Feedback.unit_id)
        .where(Unit.path.startswith(unit.path), Feedback.kind == "complaint", Feedback.opened_at >= since))
    return [Case(*row) for row in rows]


def counts_by_kind(unit: Unit, since: dt.datetime) -> dict[str, int]:
    """Return how many matters of each kind were told since a moment, in a unit and below."""
    rows = db.session.execute(
        select(Feedback.kind, func.count()).join(Unit, Unit.id == Feedback.unit_id)
        .where(Unit.path.startswith(unit.path), Feedback.opened_at >= since).group_by(Feedback.kind)).tuples()
    return dict(rows.all())


def settled_answers(unit: Unit, months: tuple[str, ...]) -> Counter[int]:
    """Return what customers answered who were asked how their matter was settled: faces 1..5 to how often."""
    rows = db.session.execute(
        select(ResponseAnswer.value, func.count()).join(Response, Response.id == ResponseAnswer.response_id)
        .join(Feedback, Feedback.response_id == Response.id).join(Unit, Unit.id == Response.unit_id)
        .where(Unit.path.startswith(unit.path), Response.month.in_(months), Response.counted, ResponseAnswer.kind == "csat")
        .group_by(ResponseAnswer.value)).tuples()
    return Counter(dict(rows.all()))


def all_answers(unit: Unit, months: tuple[str, ...]) -> Counter[int]:
    """Return what customers answered about satisfaction in these months: faces 1..5 to how often."""
    found: Counter[int] = Counter()
    for row in counts([unit.id], (months[0], months[-1]), measures=("csat",), sources=("survey",)):
        found[row.value] += row.n
    return found
