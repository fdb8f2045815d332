"""Reading customers' matters through the eyes of whoever asks: a complaint about oneself is not there, like a foreign one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can
from cxtrain.people.queries import EMPLOYED, below
from cxtrain.voices import audience
from cxtrain.voices.feedback import course
from cxtrain.voices.feedback.models import Feedback, FeedbackCause, FeedbackEvent
from cxtrain.voices.models import CustomerComment

HANDLERS = tuple(role.value for role, cans in GRANTS.items() if Can.HANDLE_FEEDBACK in cans)
PAGE, MOST_OPEN = 40, 200


@dataclass(frozen=True)
class Leader:
    """Somebody who handles what customers say in a unit and below."""

    employee_id: int
    path: str
    name: str
    name_en: str

    @property
    def label(self) -> dict[str, str]:
        """The person's name in both languages."""
        return {"zh": self.name, "en": self.name_en or self.name}


def leaders() -> list[Leader]:
    """Return who is at work and handles what customers say anywhere, by employee."""
    rows = db.session.execute(
        select(Employee.id, Unit.path, Employee.name, Employee.name_en).select_from(RoleGrant)
        .join(Unit, Unit.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id)
        .where(RoleGrant.role.in_(HANDLERS), Account.active, Employee.status == "active").order_by(Employee.id))
    return [Leader(*row) for row in rows]


def led_paths(led: Sequence[Leader], feedback: Feedback) -> set[str]:
    """Return the paths of units that somebody leads whom the matter is not about."""
    own = feedback.about_id if feedback.kind != "praise" else None
    return {one.path for one in led if one.employee_id != own}


def _seen(actor: Actor) -> ColumnElement[bool]:
    mine = or_(Feedback.about_id.is_(None), Feedback.about_id != actor.employee_id, Feedback.kind == "praise")
    return below(actor.reach(Can.HANDLE_FEEDBACK)) & mine


def _matters(*conditions: ColumnElement[bool]) -> Select[tuple[Feedback]]:
    return select(Feedback).join(Unit, Unit.id == Feedback.unit_id).where(*conditions)


def get_feedback_for(actor: Actor, feedback_id: int) -> Feedback:
    """Return a matter that `actor` may handle; else 404."""
    return db.session.scalar(_matters(Feedback.id == feedback_id, _seen(actor))) or abort(404)


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to; nothing: all."""

    unit: Unit | None = None
    kind: str = ""
    touchpoint_id: int | None = None


@dataclass(frozen=True)
class Lists:
    """The page of whoever handles what customers say."""

    open: list[Feedback]  # what is due first comes first
    closed: list[Feedback]  # the latest first
    more: bool  # whether there are older ones


def list_feedback_for(actor: Actor, asked: Asked, *, before: int | None = None) -> Lists:
    """Return what `actor` may handle: open ones by what is due next, and a page of closed ones below id `before`."""
    wanted = [_seen(actor)]
    if asked.unit:
        wanted.append(Unit.path.startswith(asked.unit.path))
    if asked.kind:
        wanted.append(Feedback.kind == asked.kind)
    if asked.touchpoint_id:
        wanted.append(Feedback.touchpoint_id == asked.touchpoint_id)
    due = func.coalesce(db.case((Feedback.replied_at.is_(None), Feedback.reply_due), else_=Feedback.close_due),
                        Feedback.opened_at)
    live = _matters(*wanted, Feedback.state != "closed").order_by(Feedback.state.desc(), due, Feedback.id).limit(MOST_OPEN)
    past = _matters(*wanted, Feedback.state == "closed").order_by(Feedback.id.desc()).limit(PAGE + 1)
    closed = list(db.session.scalars(past.where(Feedback.id < before) if before else past))
    opened = sorted(db.session.scalars(live), key=lambda one: one.state == "waiting")
    return Lists(opened, closed[:PAGE], len(closed) > PAGE)


def told_by(actor: Actor, most: int = 30) -> list[Feedback]:
    """Return what the actor told, the latest first."""
    return list(db.session.scalars(select(Feedback).where(Feedback.told_by == actor.employee_id, Feedback.source == "staff")
                                   .order_by(Feedback.id.desc()).limit(most)))


def next_due(feedback: Feedback) -> dt.datetime | None:
    """Return by when something has to happen."""
    return course.next_due(feedback.reply_due, feedback.close_due, replied=feedback.replied_at is not None)


@dataclass(frozen=True)
class Pressing:
    """What waits for somebody on Today."""

    moment: dt.datetime
    n: int = 0
    late: int = 0
    first: tuple[Feedback, ...] = ()  # the most pressing, three at most


def pressing(actor: Actor, moment: dt.datetime) -> Pressing:
    """Return the open matters that are the actor's: their own, those of nobody near them, and late ones handed up to them."""
    rows = list(db.session.scalars(_matters(Feedback.state == "open", _seen(actor))))
    if not rows:
        return Pressing(moment)
    led, reach = leaders(), set(actor.reach(Can.HANDLE_FEEDBACK))
    mine = [one for one in rows if one.owner_id == actor.employee_id or ((one.owner_id is None or one.level) and reach & set(
        course.told_paths(one.unit.path, led_paths(led, one), one.level)))]
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    mine.sort(key=lambda one: (next_due(one) or far, one.id))
    return Pressing(moment, len(mine), sum((next_due(one) or far) < moment for one in mine), tuple(mine[:3]))


def may_read(actor: Actor, comment: CustomerComment) -> bool:
    """Return whether the actor may read a customer's words: HR all of them, others from their audience on."""
    return audience.may_read(actor, comment.audience, comment.unit_id, comment.unit.path)


def words_for(actor: Actor, feedback: Feedback) -> str | None:
    """Return the words of a matter as far as the actor may read them; None where they may not, or the customer erased them."""
    if feedback.words or feedback.source != "comment":
        return feedback.words
    return feedback.comment.words if feedback.comment and may_read(actor, feedback.comment) else None


def events_of(feedback: Feedback) -> list[FeedbackEvent]:
    """Return what happened, in order."""
    return list(db.session.scalars(select(FeedbackEvent).where(FeedbackEvent.feedback_id == feedback.id)
                                   .order_by(FeedbackEvent.id)))


def steps_done(feedback: Feedback) -> set[str]:
    """Return the steps done in this round."""
    return set(db.session.scalars(select(FeedbackEvent.what).where(
        FeedbackEvent.feedback_id == feedback.id, FeedbackEvent.round == feedback.round,
        FeedbackEvent.what.in_(course.STEPS))))


def causes_of(feedback: Feedback) -> list[FeedbackCause]:
    """Return the chain of whys, the first answer first."""
    return list(db.session.scalars(select(FeedbackCause).where(FeedbackCause.feedback_id == feedback.id)
                                   .order_by(FeedbackCause.position)))


def colleagues(unit: Unit) -> list[Employee]:
    """Return who may be named in a matter of the unit, by name; nobody where no names are stored."""
    if unit.people == "none":
        return []
    return list(db.session.scalars(select(Employee).where(Employee.unit_id == unit.id, Employee.status != "left", EMPLOYED)
                                   .order_by(Employee.sort_key)))


def names_of(ids: Sequence[int | None]) -> dict[int, dict[str, str]]:
    """Return the names of employees in both languages."""
    found = db.session.scalars(select(Employee).where(Employee.id.in_({one for one in ids if one})))
    return {one.id: one.label for one in found}


@dataclass(frozen=True)
class Praise:
    """What a customer praised somebody for; words None: not released to staff."""

    at: dt.datetime
    touchpoint: dict[str, str]
    words: str | None


def praise_of(employee_id: int, since: dt.datetime | None = None, most: int = 20) -> list[Praise]:
    """Return the praise of a person, the latest first: words that a customer wrote only once they are for staff."""
    query = (select(Feedback.opened_at, Touchpoint.title, Feedback.words, CustomerComment.words.label("said"),
                    CustomerComment.audience)
             .join(Touchpoint, Touchpoint.id == Feedback.touchpoint_id)
             .outerjoin(CustomerComment, CustomerComment.id == Feedback.comment_id)
             .where(Feedback.about_id == employee_id, Feedback.kind == "praise")
             .order_by(Feedback.opened_at.desc()).limit(most))
    rows = db.session.execute(query.where(Feedback.opened_at >= since) if since else query)
    return [Praise(row.opened_at, row.title, row.words or (row.said if row.audience == "staff" else None)) for row in rows]


def open_counts(unit_ids: Sequence[int], touchpoint_ids: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return how many complaints are not closed, by unit (with all below it) and touchpoint; pairs without one are left out."""
    asked = Unit.__table__.alias("asked")
    query = (select(asked.c.id, Feedback.touchpoint_id, func.count()).select_from(asked)
             .join(Unit, Unit.path.startswith(asked.c.path)).join(Feedback, Feedback.unit_id == Unit.id)
             .where(asked.c.id.in_(unit_ids), Feedback.touchpoint_id.in_(touchpoint_ids), Feedback.kind == "complaint",
                    Feedback.state != "closed").group_by(asked.c.id, Feedback.touchpoint_id))
    return {(unit, touchpoint): n for unit, touchpoint, n in db.session.execute(query)}


def handlers_of(feedback: Feedback) -> list[Leader]:
    """Return who may handle the matter, each once."""
    found = {one.employee_id: one for one in leaders() if feedback.unit.path.startswith(one.path)}
    return [one for one in found.values() if feedback.kind == "praise" or one.employee_id != feedback.about_id]


def named_in(actor: Actor, most: int = 30) -> list[Feedback]:
    """Return the matters, praise apart, that name the actor: that they are there, for the page shows no word of them."""
    return list(db.session.scalars(select(Feedback).where(Feedback.about_id == actor.employee_id, Feedback.kind != "praise")
                                   .order_by(Feedback.id.desc()).limit(most)))


def of_comment(comment_id: int) -> int | None:
    """Return the id of the matter that a customer's words were taken over into."""
    return db.session.scalar(select(Feedback.id).where(Feedback.comment_id == comment_id))
