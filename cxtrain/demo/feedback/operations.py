"""Writing a year of customers' matters as they went. The caller commits."""

import datetime as dt
from collections.abc import Mapping
from random import Random

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.feedback.cases import Drawn, draw_matters
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.hours.opening import Hours, Span, due
from cxtrain.people.hours.operations import set_hours
from cxtrain.people.models import Unit
from cxtrain.voices.feedback.course import CLOSE_WITHIN, REPLY_WITHIN, has_clock, steps_of
from cxtrain.voices.feedback.models import Feedback, FeedbackCause, FeedbackEvent
from cxtrain.voices.feedback.outcomes.queries import SLUG
from cxtrain.voices.models import Campaign, QuestionnaireVersion

OPEN = (Span(8 * 60, 22 * 60),)
HOURS = Hours(ZONE, (OPEN,) * 7)
HR = "0001"
_HOUR = dt.timedelta(hours=1)


def write_feedback(staff: Staff, touchpoints: Mapping[str, int], chronicle: Chronicle, random: Random) -> None:
    """Write the hotels' opening hours, the survey after a complaint, and a year of matters."""
    year = staff.company.year
    set_hours(db.session.get_one(Unit, staff.units["HM"]), HOURS.week, ())
    chronicle.adopt(db.session().info.pop(WAITING, []), moment(year.start, 9), staff.employees[HR])
    _open_survey(staff, touchpoints, moment(year.start, 9))
    leads = {person.unit: staff.employees[person.number] for person in staff.company.supervisors}
    stores = sorted({person.unit for person in staff.company.frontline if person.unit in leads})
    for drawn in draw_matters(year, stores, random):
        here = [person for person in staff.company.frontline if person.unit == drawn.store]
        teller, praised = (random.choice(here) for _ in range(2))
        about = staff.employees[praised.number] if drawn.kind == "praise" and praised is not teller else None
        people = staff.employees[teller.number], leads[drawn.store], about
        _write(drawn, (staff.units[drawn.store], touchpoints[drawn.touchpoint]), people, chronicle)


def _open_survey(staff: Staff, touchpoints: Mapping[str, int], at: dt.datetime) -> None:
    version = db.session.scalar(select(QuestionnaireVersion.id).where(
        QuestionnaireVersion.slug == SLUG, QuestionnaireVersion.current))
    if version is not None:
        db.session.add(Campaign(
            title="投诉回访", unit_id=staff.units["HM"], touchpoint_id=touchpoints["complaint-desk"], questionnaire_id=version,
            purpose={"zh": "了解投诉是否真的解决了。", "en": "To learn whether complaints were really settled."}, opens_on=at.date(),
            state="open", made_by=staff.employees[HR], made_at=at))


def _write(drawn: Drawn, place: tuple[int, int], people: tuple[int, int, int | None], chronicle: Chronicle) -> None:
    at, (teller, lead, about) = moment(drawn.day, drawn.hour), people
    row = Feedback(kind=drawn.kind, unit_id=place[0], touchpoint_id=place[1], about_id=about, told_by=teller, words=drawn.words,
                   severity=drawn.severity, reachable=True, opened_at=at, state="open", round=1)
    if has_clock(drawn.kind):
        row.reply_due, row.close_due = due(HOURS, at, REPLY_WITHIN[drawn.severity]), due(HOURS, at, CLOSE_WITHIN[drawn.severity])
    db.session.add(row)
    db.session.flush()
    _note(row, "told", at, teller, chronicle, kind=row.kind, source="staff")
    if row.kind == "praise":
        if about:
            row.state, row.closed_at, row.outcome = "closed", at, "solved"
        return
    _go_on(row, drawn, lead, chronicle)


def _go_on(row: Feedback, drawn: Drawn, lead: int, chronicle: Chronicle) -> None:
    """Answer and close it as it was drawn, as far as that is not still to come."""
    replied, closed = (due(HOURS, row.opened_at, hours * _HOUR) if hours else None
                       for hours in (drawn.reply_hours, drawn.close_hours))
    if not replied or replied >= now():
        return
    row.owner_id, row.replied_at, row.reply_minutes = lead, replied, round((drawn.reply_hours or 0) * 60)
    _note(row, "listen", replied, lead, chronicle, step="listen")
    if closed and closed < now():
        _close(row, drawn, closed, chronicle)
    if drawn.reopened and row.state == "closed" and row.closed_at:
        _again(row, drawn, row.closed_at + dt.timedelta(days=2), chronicle)


def _close(row: Feedback, drawn: Drawn, at: dt.datetime, chronicle: Chronicle) -> None:
    lead = int(row.owner_id or 0)
    for step in steps_of(row.kind, True)[1:]:
        _note(row, step, at, lead, chronicle, step=step)
    row.state, row.closed_at, row.outcome, row.result = "closed", at, "solved", "已当面说明并补救，客人接受。"
    row.close_minutes = row.close_minutes or round((drawn.close_hours or 0) * 60)
    if drawn.why and row.round == 1 and row.id % 3 == 0:
        db.session.add(FeedbackCause(feedback_id=row.id, position=1, because=drawn.why[0], evidence=drawn.why[1], at=at, by_id=lead))
    _note(row, "closed", at, lead, chronicle, outcome="solved")


def _again(row: Feedback, drawn: Drawn, at: dt.datetime, chronicle: Chronicle) -> None:
    """It was not settled after all: two days later it is opened again, and settled in as many hours as before."""
    end = due(HOURS, at, (drawn.close_hours or 1) * _HOUR)
    if at >= now() or end >= now():
        return
    row.round += 1
    row.reply_due, row.close_due = due(HOURS, at, REPLY_WITHIN[row.severity]), due(HOURS, at, CLOSE_WITHIN[row.severity])
    _note(row, "reopened", at, int(row.owner_id or 0), chronicle, round=row.round)
    _note(row, "listen", at, int(row.owner_id or 0), chronicle, step="listen")
    _close(row, drawn, end, chronicle)


ACTIONS = {"told": "feedback told", "closed": "feedback closed", "reopened": "feedback reopened"}


def _note(row: Feedback, what: str, at: dt.datetime, by: int, chronicle: Chronicle, **facts: object) -> None:
    db.session.add(FeedbackEvent(feedback_id=row.id, round=row.round, what=what, note=row.result if what == "closed" else "",
                                 at=at, by_id=by))
    chronicle.note(at, ACTIONS.get(what, "feedback step done"), ("feedback", row.id), unit_id=row.unit_id, actor_id=by, **facts)
