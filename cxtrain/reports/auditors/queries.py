"""Reading links for auditors: what may be chosen, what a link shows, and who opened it when."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.reports.auditors.address import digest_of
from cxtrain.reports.auditors.models import AuditedClass, AuditedPerson, AuditorLink
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.web.bilingual import N_

CAN = Can.INVITE_AUDITORS
PAGE = 50
OPENED, TAKEN = N_("auditor link opened"), N_("auditor file taken")
MOST_CLASSES, MOST_PEOPLE = 100, 2000  # of one link


@dataclass(frozen=True)
class ClassLine:
    """A closed class."""

    row: TrainingClass
    first: dt.datetime
    last: dt.datetime
    people: int


@dataclass(frozen=True)
class LinkLine:
    """A link in HR's list."""

    link: AuditorLink
    classes: int
    people: int
    openings: int


@dataclass(frozen=True)
class Opening:
    """Once that something was opened or taken."""

    at: dt.datetime
    what: str  # link, class or person
    key: int  # of the class or the person; 0 for the link's first page
    file: str  # the name of the document that was taken; empty for a page


def is_open(link: AuditorLink, moment: dt.datetime) -> bool:
    """Whether the link still opens anything."""
    return link.ended_at is None and moment < link.ends_at


def open_link(token: str) -> AuditorLink | None:
    """Return the link with this token while it is open; None for one that is over, ended, or never was."""
    digest = digest_of(token)
    link = db.session.scalar(select(AuditorLink).where(AuditorLink.digest == digest)) if digest else None
    return link if link and is_open(link, now()) else None


def get_link_for(actor: Actor, link_id: int) -> AuditorLink:
    """Return a link whose unit is in reach; otherwise answer 404."""
    query = select(AuditorLink).join(Unit, Unit.id == AuditorLink.unit_id).where(AuditorLink.id == link_id, within(actor, CAN))
    return db.session.scalar(query) or abort(404)


def list_links(actor: Actor, page: int) -> tuple[list[LinkLine], bool]:
    """Return a page of the links in reach, the latest first, and whether there are more."""
    classes = select(func.count()).where(AuditedClass.link_id == AuditorLink.id).scalar_subquery()
    people = select(func.count()).where(AuditedPerson.link_id == AuditorLink.id).scalar_subquery()
    query = select(AuditorLink, classes, people).join(Unit, Unit.id == AuditorLink.unit_id).where(within(actor, CAN))
    rows = db.session.execute(query.order_by(AuditorLink.id.desc()).offset(PAGE * (page - 1)).limit(PAGE + 1)).all()
    counted = _openings([row[0].id for row in rows])
    return [LinkLine(*row, counted.get(_subject(row[0].id), 0)) for row in rows[:PAGE]], len(rows) > PAGE


def _subject(link_id: int) -> str:
    return f"{AuditorLink.__tablename__}:{link_id}"


def _openings(links: Sequence[int]) -> dict[str, int]:
    query = select(LedgerEntry.subject, func.count()).where(
        LedgerEntry.subject.in_([_subject(link_id) for link_id in links]), LedgerEntry.action.in_((OPENED, TAKEN)))
    return dict(db.session.execute(query.group_by(LedgerEntry.subject)).tuples().all())


def openings_of(link: AuditorLink, page: int) -> tuple[list[Opening], int]:
    """Return a page of what was opened and taken by a link, the latest first, and how often in all."""
    query = select(LedgerEntry.at, LedgerEntry.facts).where(
        LedgerEntry.subject == _subject(link.id), LedgerEntry.action.in_((OPENED, TAKEN)))
    rows = db.session.execute(query.order_by(LedgerEntry.id.desc()).offset(PAGE * (page - 1)).limit(PAGE)).all()
    found = [Opening(row.at, row.facts["what"], row.facts["id"], row.facts.get("file", "")) for row in rows]
    return found, _openings([link.id]).get(_subject(link.id), 0)


def names_of(openings: Collection[Opening]) -> dict[tuple[str, int], dict[str, str]]:
    """Return the names of the people and courses of classes that were opened, by what and key."""
    keys = {what: {each.key for each in openings if each.what == what} for what in ("person", "class")}
    people = db.session.scalars(select(Employee).where(Employee.id.in_(keys["person"])))
    classes = db.session.scalars(select(TrainingClass).where(TrainingClass.id.in_(keys["class"])))
    return {("person", each.id): each.label for each in people} | {
        ("class", each.id): each.course_version.title for each in classes}


def _classes() -> Select[tuple[TrainingClass, dt.datetime, dt.datetime, int]]:
    """Return a select of closed classes with their first and last moments and how many are on the roster."""
    people = select(func.count()).where(
        ClassMember.class_id == TrainingClass.id, ClassMember.removed_at.is_(None)).scalar_subquery()
    times = (select(ClassSession.class_id, func.min(ClassSession.starts_at).label("first"),
                    func.max(ClassSession.ends_at).label("last")).group_by(ClassSession.class_id).subquery())
    return (select(TrainingClass, times.c.first, times.c.last, people).join(Unit, Unit.id == TrainingClass.unit_id)
            .join(times, times.c.class_id == TrainingClass.id).where(TrainingClass.closed_at.is_not(None))
            .order_by(times.c.last.desc(), TrainingClass.id.desc()))


def classes_to_choose(actor: Actor, unit: Unit, since: dt.datetime, until: dt.datetime) -> list[ClassLine]:
    """Return the closed classes in reach, of the unit or below, whose last session ended in the span; the latest first."""
    query = _classes()
    last = query.selected_columns["last"]
    query = query.where(within(actor, CAN), Unit.path.startswith(unit.path, autoescape=True), last >= since, last < until)
    return [ClassLine(*row) for row in db.session.execute(query.limit(MOST_CLASSES))]


def classes_of(link: AuditorLink) -> list[ClassLine]:
    """Return the classes that a link shows."""
    shown = select(AuditedClass.class_id).where(AuditedClass.link_id == link.id)
    return [ClassLine(*row) for row in db.session.execute(_classes().where(TrainingClass.id.in_(shown)))]


def class_of(link: AuditorLink, class_id: int) -> TrainingClass | None:
    """Return a class that the link shows; None for any other."""
    if db.session.get(AuditedClass, (link.id, class_id)) is None:
        return None
    found = db.session.get(TrainingClass, class_id)
    return found if found and found.closed_at else None


def people_of(link: AuditorLink, page: int) -> tuple[list[Employee], int]:
    """Return a page of the people whose files a link shows, by unit and name, and how many there are in all."""
    shown = select(AuditedPerson.employee_id).where(AuditedPerson.link_id == link.id)
    query = select(Employee).join(Unit, Unit.id == Employee.unit_id).where(Employee.id.in_(shown))
    count = db.session.scalar(select(func.count()).select_from(shown.subquery())) or 0
    query = query.order_by(Unit.code, Employee.sort_key, Employee.id).offset(PAGE * (page - 1)).limit(PAGE)
    return list(db.session.scalars(query)), count


def archive_of(class_id: int) -> ClassArchive | None:
    """Return the latest file of a class that is whole."""
    return db.session.scalar(select(ClassArchive).where(
        ClassArchive.class_id == class_id, ClassArchive.digest.is_not(None)).order_by(ClassArchive.id.desc()).limit(1))


def person_of(link: AuditorLink, employee_id: int) -> Employee | None:
    """Return somebody whose file the link shows; None for anybody else."""
    return db.session.get(Employee, employee_id) if db.session.get(AuditedPerson, (link.id, employee_id)) else None


def links_with(employee_id: int) -> list[AuditorLink]:
    """Return the links that show or showed somebody's training file, the latest first."""
    mine = select(AuditedPerson.link_id).where(AuditedPerson.employee_id == employee_id)
    return list(db.session.scalars(select(AuditorLink).where(AuditorLink.id.in_(mine)).order_by(AuditorLink.id.desc())))


def shown_people(link: AuditorLink, people: Collection[int]) -> set[int]:
    """Return which of these people's files the link shows."""
    return set(db.session.scalars(select(AuditedPerson.employee_id).where(
        AuditedPerson.link_id == link.id, AuditedPerson.employee_id.in_(people))))


def roster_of(class_ids: Collection[int]) -> set[int]:
    """Return who is on the rosters of these classes."""
    return set(db.session.scalars(select(ClassMember.employee_id).where(
        ClassMember.class_id.in_(class_ids), ClassMember.removed_at.is_(None))))


def people_in(actor: Actor, unit: Unit, *, ids: Collection[int] | None = None,
              numbers: Collection[str] | None = None) -> list[Employee]:
    """Return who is in reach in the unit: of these ids or staff numbers, whether or not they left; else who works there."""
    query = select(Employee).options(joinedload(Employee.unit)).join(Unit, Unit.id == Employee.unit_id).where(
        within(actor, CAN), EMPLOYED, Unit.path.startswith(unit.path, autoescape=True))
    if ids is not None:
        query = query.where(Employee.id.in_(ids))
    elif numbers is not None:
        query = query.where(Employee.number.in_(numbers))
    else:
        query = query.where(Employee.status != "left")
    return list(db.session.scalars(query.order_by(Unit.code, Employee.sort_key).limit(MOST_PEOPLE + 1)))
