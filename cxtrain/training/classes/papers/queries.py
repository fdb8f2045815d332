"""Reading a class for its papers: a fixed number of statements, however many people and sessions it has."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app
from sqlalchemy import or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.quizzes.models import Quiz, QuizVersion
from cxtrain.training.classes.evaluations.questions import ENOUGH
from cxtrain.training.classes.models import Attendance, ClassEvaluation, ClassMember, ClassSession, TrainingClass
from cxtrain.training.classes.papers.documents import EVALUATED
from cxtrain.training.classes.papers.facts import ClassPaper, Mark, PersonLine, SessionLine, tallies
from cxtrain.training.course import Course, StepKind
from cxtrain.training.models import Enrolment, StepTry
from cxtrain.training.practicals.models import PracticalSheet, PracticalSheetVersion, PracticalSitting
from cxtrain.training.practicals.sheet import parse
from cxtrain.training.queries import course_of

MARKED = {StepKind.QUIZ: (Quiz, QuizVersion), StepKind.PRACTICAL: (PracticalSheet, PracticalSheetVersion)}
_sheet = PracticalSheet.__table__.c
Marks = dict[int, dict[str, Mark]]  # by person and step key


def get_class_for(actor: Actor, class_id: int) -> TrainingClass:
    """Return the class if `actor` runs classes of its unit, or leads this one; otherwise answer 404."""
    mine = or_(within(actor, Can.RUN_CLASSES), TrainingClass.trainer_id == actor.employee_id)
    query = select(TrainingClass).join(Unit, Unit.id == TrainingClass.unit_id).where(TrainingClass.id == class_id, mine)
    return db.session.scalar(query) or abort(404)


def get_kept_class_for(actor: Actor, can: Can, class_id: int) -> TrainingClass:
    """Return the class if `actor` may do `can` in its unit; otherwise answer 404."""
    query = select(TrainingClass).join(Unit, Unit.id == TrainingClass.unit_id)
    return db.session.scalar(query.where(TrainingClass.id == class_id, within(actor, can))) or abort(404)


def paper_of(class_: TrainingClass, url: str = "") -> ClassPaper:
    """Return what the papers of a class say; `url` is its page, for the QR code."""
    course, settings = course_of(class_.course_version), current_app.config["CX"]
    zone = ZoneInfo(class_.unit.zone)
    sessions = tuple(_session(session, zone) for session in class_.sessions)
    names = _names([class_.made_by, class_.closed_by, class_.trainer_id])
    outside = {"zh": class_.trainer_name, "en": class_.trainer_name}
    return ClassPaper(
        id=class_.id, course=course.title.as_dict(), about=course.summary.as_dict(), year=class_.year, term=class_.term,
        unit=class_.unit.label, firm={"zh": settings.firm, "en": settings.firm_en}, place=class_.place, notice=class_.notice,
        trainer=names[class_.trainer_id] if class_.trainer_id else outside, hour_minutes=class_.hour_minutes,
        sessions=sessions, people=_people(class_.id, sessions), summary=class_.summary, made_by=names[class_.made_by],
        made_on=class_.made_at.astimezone(zone).date(), url=url,
        state="cancelled" if class_.cancelled_at else "closed" if class_.closed_at else "planned",
        closed_by=names[class_.closed_by] if class_.closed_by else None,
        closed_on=class_.closed_at.astimezone(zone).date() if class_.closed_at else None, ways=_ways(course),
        pass_marks={step.slug: step.pass_mark for step in course.steps if step.pass_mark},
        certificate=course.certificate.title.as_dict() if course.certificate else None)


def _session(row: ClassSession, zone: ZoneInfo) -> SessionLine:
    begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    hours = f"{begins:%H:%M}", f"{ends:%H:%M}"
    return SessionLine(row.id, row.number, begins.date(), *hours, row.minutes, row.topic, row.method)


def _names(ids: Sequence[int | None]) -> dict[int, dict[str, str]]:
    query = select(Employee).where(Employee.id.in_([each for each in ids if each]))
    return {person.id: person.label for person in db.session.scalars(query)}


def _people(class_id: int, sessions: Sequence[SessionLine]) -> tuple[PersonLine, ...]:
    """Return those on the roster, with their units as they were when they were put on it."""
    rows = db.session.execute(
        select(Employee, Unit).select_from(ClassMember).join(Employee, Employee.id == ClassMember.employee_id)
        .join(Unit, Unit.id == ClassMember.unit_id).where(ClassMember.class_id == class_id, ClassMember.removed_at.is_(None))
        .order_by(Unit.code, Employee.sort_key, Employee.number)).tuples().all()
    states: dict[int, dict[int, str]] = {}
    minutes: dict[int, int] = {}
    for each in db.session.scalars(select(Attendance).where(Attendance.session_id.in_([line.id for line in sessions]))):
        states.setdefault(each.employee_id, {})[each.session_id] = each.state
        minutes[each.employee_id] = minutes.get(each.employee_id, 0) + each.minutes
    return tuple(PersonLine(person.id, person.number, person.label, unit.label, person.post, states.get(person.id, {}),
                            minutes.get(person.id, 0)) for person, unit in rows)


def _ways(course: Course) -> tuple[str, ...]:
    """Return by what the course is passed, lessons and practice left out: in the order of its steps, each once."""
    asked = [step.kind.value for step in course.steps
             if step.kind in (StepKind.QUIZ, StepKind.PRACTICAL, StepKind.CLASSROOM) or step.mode == "exam"]
    return tuple(dict.fromkeys(asked))


def marked_steps(class_: TrainingClass) -> list[tuple[str, dict[str, str]]]:
    """Return the key and title of each step of the class's course that ends in marks."""
    course = course_of(class_.course_version)
    steps = [step for step in course.steps if step.kind in (StepKind.QUIZ, StepKind.PRACTICAL)]
    found: dict[str, dict[str, str]] = {}
    for kind, (thing, version) in MARKED.items():
        slugs, table = [step.slug for step in steps if step.kind is kind], thing.__table__
        query = select(table.c.slug, version.title).join(version, version.id == table.c.current_id)
        rows = db.session.execute(query.where(table.c.slug.in_(slugs))) if slugs else ()
        found |= {f"{kind}:{slug}": title for slug, title in rows}
    return [(step.key, found.get(step.key, {"zh": step.slug, "en": step.slug})) for step in steps]


def marks_of(class_: TrainingClass, people: Sequence[int]) -> Marks:
    """Return what these people have reached in the class's course, by person and step key; their latest way through it."""
    rows = db.session.execute(
        select(Enrolment.employee_id, StepTry.step, StepTry.best, StepTry.passed_at)
        .join(StepTry, StepTry.enrolment_id == Enrolment.id)
        .where(Enrolment.course_id == class_.course_id, Enrolment.employee_id.in_(people)).order_by(Enrolment.id))
    found: Marks = {}
    for row in rows:
        found.setdefault(row.employee_id, {})[row.step] = Mark(row.best, row.passed_at is not None)
    return found


def passed_of(class_: TrainingClass, people: Sequence[int]) -> set[int]:
    """Return which of these people have passed the class's course."""
    return set(db.session.scalars(select(Enrolment.employee_id).where(
        Enrolment.course_id == class_.course_id, Enrolment.passed_at.is_not(None), Enrolment.employee_id.in_(people))))


def facts_of(class_: TrainingClass, names: Sequence[str], *, url: str = "") -> dict[str, dict[str, Any]]:
    """Return what each of these papers of a class is given, by its name; what several need is read once."""
    paper = paper_of(class_, url)
    base, ids = {"c": paper.plain()}, [person.id for person in paper.people]
    found: dict[str, dict[str, Any]] = {name: dict(base) for name in names}
    if {"marks", "summary"} & found.keys():
        steps, passed = marked_steps(class_), passed_of(class_, ids)
        marks = {str(person): by_step for person, by_step in marks_of(class_, ids).items()}
        given = {"steps": [{"key": key, "title": title} for key, title in steps], "marks": marks, "passed": sorted(passed)}
        found |= {name: found[name] | given for name in ("marks", "summary") if name in found}
    if {"evaluated", "summary"} & found.keys():
        told = _evaluated(class_.id, len(ids))
        found |= {name: found[name] | told for name in ("evaluated", "summary") if name in found}
    if "evaluation" in found:
        found["evaluation"] |= {"questions": EVALUATED}
    return found


def _evaluated(class_id: int, people: int) -> dict[str, Any]:
    """Return how many said what they thought and, from enough on, what it was in numbers and words."""
    rows = list(db.session.scalars(select(ClassEvaluation).where(ClassEvaluation.class_id == class_id).order_by(
        ClassEvaluation.id)))  # a random id: the order tells nothing about when, or who
    shown = [row for row in rows if row.shown]  # five at a time, so that no two papers tell what one person said
    lines = [{"asked": asked, "counts": tally.counts, "n": tally.n, "mean": tally.mean}
             for asked, tally in zip(EVALUATED, tallies([row.marks for row in shown], len(EVALUATED)), strict=True)]
    return {"told": len(rows), "of": people, "enough": ENOUGH, "tallies": lines if shown else [],
            "words": [row.words for row in shown if row.words.strip()]}


def sheets_of(class_: TrainingClass) -> list[tuple[str, dict[str, str]]]:
    """Return slug and title of each practical assessment that the class's course asks for, or that was planned with it."""
    asked = [step.slug for step in course_of(class_.course_version).steps if step.kind is StepKind.PRACTICAL]
    planned = select(PracticalSitting.sheet_id).where(PracticalSitting.class_id == class_.id)
    query = (select(_sheet.slug, PracticalSheetVersion.title)
             .join(PracticalSheetVersion, PracticalSheetVersion.id == _sheet.current_id)
             .where(or_(_sheet.slug.in_(asked), _sheet.id.in_(planned))).order_by(_sheet.slug))
    return list(db.session.execute(query).tuples())


def practical_facts(
        class_: TrainingClass, slug: str, *, blank: bool = False, reader: int | None = None) -> dict[str, Any] | None:
    """Return the assessment sheets of a class, one for each on the roster; None where there is no such sheet.

    Args:
        blank: one sheet without a name instead, to be copied.
        reader: whose own sitting is left out; they read it on their own page.
    """
    sheet = db.session.scalar(select(PracticalSheet).where(PracticalSheet.slug == slug))
    if sheet is None:
        return None
    paper = paper_of(class_)
    query = select(PracticalSitting).where(PracticalSitting.class_id == class_.id, PracticalSitting.sheet_id == sheet.id,
                                           PracticalSitting.withdrawn_at.is_(None)).order_by(PracticalSitting.number)
    sittings = {} if blank else {row.employee_id: row for row in db.session.scalars(query) if row.employee_id != reader}
    people: Sequence[PersonLine | None] = [None] if blank or not paper.people else paper.people
    records = [_assessed(person, sittings.get(person.id) if person else None, sheet) for person in people]
    return {"c": {"code": paper.code, "course": paper.course, "year": paper.year, "term": paper.term, "unit": paper.unit},
            "records": records}


def _assessed(person: PersonLine | None, sitting: PracticalSitting | None, sheet: PracticalSheet) -> dict[str, Any]:
    """Return one assessment sheet: who is assessed, by what, and what was marked once that is decided."""
    version = sitting.version if sitting else sheet.current
    parts = parse(version.source).sheet
    handed_in = sitting.marks if sitting and sitting.decided_at else []
    return {
        "sheet": asdict(parts) if parts else None, "points": parts.points if parts else 0, "version": version.digest[:8],
        "person": {"name": person.name, "number": person.number, "unit": person.unit, "post": person.post} if person else None,
        "kind": sitting.kind if sitting else "", "day": (sitting.sat_on or sitting.planned_on) if sitting else None,
        "score": sitting.score if sitting else None, "passed": sitting.passed if sitting else None,
        "columns": [{"who": each.assessor.label, "marks": each.marks, "score": each.score, "words": each.words}
                    for each in handed_in],
        "assessors": max(2, len(handed_in))}
