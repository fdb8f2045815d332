"""Putting mails about classes into the outbox, once for each telling; the caller commits."""

from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Row, func, select

from cxtrain.extensions import db
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.people.models import Account, Employee, Unit
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.web.bilingual import pick

KIND = "class"


def tell(row: TrainingClass, people: Collection[int] | None = None) -> int:
    """Write to who is on the roster, or to these of them, what the class looks like now; return how many are told.

    Each gets one mail for each telling, outside of the quiet hours of their unit; who has no address reads it under Today.
    """
    members = _members(row, people)
    if switched_on():
        sessions = list(db.session.scalars(select(ClassSession).where(ClassSession.class_id == row.id)
                                           .order_by(ClassSession.number)))
        post([_letter(row, sessions, each) for each in members if each.email])
    return len(members)


def tell_answer(row: TrainingClass, session: ClassSession, employee_id: int, *, granted: bool, answer: str) -> None:
    """Write to somebody who asked for leave what was answered."""
    for each in _members(row, [employee_id]) if switched_on() else ():
        if each.email:
            post([_answer(row, session, each, granted=granted, answer=answer)])


def still_wanted(key: str) -> bool:
    """Whether a mail says what the class looks like now: one that was overtaken by a change is not sent."""
    parts = key.split()
    if len(parts) != 4 or not parts[1].isdecimal():
        return True
    return db.session.scalar(select(TrainingClass.told).where(TrainingClass.id == int(parts[1]))) == int(parts[2])


def _members(row: TrainingClass, people: Collection[int] | None) -> list[Row[Any]]:
    query = (select(Employee.id, Employee.name, Employee.name_en, Employee.email, Unit.zone,
                    func.coalesce(Account.locale, "zh_Hans").label("locale"))
             .join(ClassMember, ClassMember.employee_id == Employee.id).join(Unit, Unit.id == Employee.unit_id)
             .outerjoin(Account, Account.employee_id == Employee.id)
             .where(ClassMember.class_id == row.id, ClassMember.removed_at.is_(None), Employee.status != "left"))
    return list(db.session.execute(query if people is None else query.where(Employee.id.in_(people))))


def _letter(row: TrainingClass, sessions: list[ClassSession], to: Row[Any]) -> Letter:
    with force_locale(to.locale):
        course = pick(row.course_version.title, to.locale)
        if row.cancelled_at is not None:
            subject = _("Cancelled: the class “%(course)s”", course=course)
            facts = [subject, _("Why: %(why)s", why=row.cancelled_why)]
        else:
            subject = _("Changed: the class “%(course)s”", course=course) if row.told > 1 else _(
                "You are on the roster of the class “%(course)s”", course=course)
            facts = [subject, _("Place: %(place)s", place=row.place), *_times(sessions, row.unit.zone), *_notice(row)]
        return _written(to, f"{KIND} {row.id} {row.told} {to.id}", subject, [*facts, "", *_way(row)])


def _answer(row: TrainingClass, session: ClassSession, to: Row[Any], *, granted: bool, answer: str) -> Letter:
    with force_locale(to.locale):
        course = pick(row.course_version.title, to.locale)
        subject = _("Leave granted: “%(course)s”", course=course) if granted else _(
            "Leave not granted: “%(course)s”", course=course)
        facts = [*_times([session], row.unit.zone), *([answer] if answer else []), "", *_way(row)]
        return _written(to, f"{KIND} leave {session.id} {to.id} {granted}", subject, facts)


def _written(to: Row[Any], key: str, subject: str, facts: list[str]) -> Letter:
    name = pick({"zh": to.name, "en": to.name_en or to.name}, to.locale)
    lines = [_("Hello %(name)s,", name=name), "", *facts, "",
             _("This address was given to your firm for reminders like this one. HR can change or remove it.")]
    return Letter(kind=KIND, key=key, to=to.email, subject=subject, body="\n".join(lines), zone=to.zone)


def _times(sessions: list[ClassSession], zone: str) -> list[str]:
    place = ZoneInfo(zone)
    return [f"{each.starts_at.astimezone(place):%Y-%m-%d %H:%M}–{each.ends_at.astimezone(place):%H:%M} {each.topic}".rstrip()
            for each in sessions]


def _notice(row: TrainingClass) -> list[str]:
    return ["", row.notice] if row.notice else []


def _way(row: TrainingClass) -> list[str]:
    """Return the line with the address of the class, or what to do where the site's address is not set."""
    base = current_app.config["CX"].public_url.rstrip("/")
    path = current_app.url_map.bind("").build("classes.show_class", {"class_id": row.id})
    return [base + path] if base else [_("Sign in to cxtrain to see it.")]
