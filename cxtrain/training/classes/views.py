"""Classes: the list, one of them, planning, changing, announcing and cancelling it."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.training.classes import operations, queries
from cxtrain.training.classes.forms import BLANK_ROWS, METHOD_WORDS, STATE_WORDS, CancelForm, ClassForm, day_of
from cxtrain.training.classes.members.queries import clashes_at, clashes_of, member_ids, names_of
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.operations import Plan
from cxtrain.training.classes.timetable import Planned, Row, Timetable, timetable
from cxtrain.training.models import Course
from cxtrain.training.queries import course_of, get_course, step_titles
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said

bp = Blueprint("classes", __name__, url_prefix="/training/classes")


@bp.app_context_processor
def words() -> dict[str, Any]:
    """Give templates the words of classes."""
    return {"method_words": METHOD_WORDS, "state_words": STATE_WORDS}


@bp.route("")
@requires(Can.TRAIN)
def list_classes() -> ResponseReturnValue:
    """List the classes that one teaches, runs or goes to, and those of people in reach."""
    asked = request.args.get("when", "coming")
    when = asked if asked in ("coming", "running", "past") else "coming"
    page = min(asked_id("page") or 1, 10_000)
    lines, more = queries.list_classes(current_user, when, page)  # type: ignore[arg-type]
    return render_template("training/classes/list_classes.html", lines=lines, when=when, page=page, more=more,
                           own=queries.own_of(current_user))


@bp.route("/of/<slug>")
@requires(Can.TRAIN)
def show_course_classes(slug: str) -> ResponseReturnValue:
    """Show when a course is held: the classes to come, those one may join, and those one went to."""
    course = get_course(slug)
    return render_template(
        "training/classes/show_course_classes.html", course=course, coming=queries.coming_of_course(current_user, course),
        past=queries.own_past_of_course(current_user, course), own=queries.own_of(current_user))


@bp.route("/<int:class_id>")
@requires(Can.TRAIN)
def show_class(class_id: int) -> ResponseReturnValue:
    """Show a class: when and where, who comes, what is missing, and what there is to do."""
    row = queries.get_class_for(current_user, class_id)
    leads, roster = queries.leads(current_user, row), queries.roster_of(row, current_user)
    clashes = clashes_of(current_user, row, [each.member.employee_id for each in roster]) if leads and _is_open(row) else ()
    return render_template(
        "training/classes/show_class.html", row=row, leads=leads, roster=roster, sessions=queries.sessions_of(row),
        mine=queries.own_membership(current_user, row), photos=queries.photos_of(row), clashes=clashes, now=now(),
        names=names_of([each.employee_id for each in clashes]), course=queries.course_of_class(row),
        missing=queries.missing_of(row, roster) if leads and _is_open(row) else None)


def _is_open(row: TrainingClass) -> bool:
    return row.closed_at is None and row.cancelled_at is None


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.RUN_CLASSES)
def plan_class() -> ResponseReturnValue:
    """Choose a course and a unit, then say who teaches where and when."""
    courses, units = queries.list_courses(), list_units(current_user, Can.RUN_CLASSES)
    course = next((each for each in courses if each.slug == request.args.get("course")), None)
    unit = next((each for each in units if each.id == asked_id("unit")), None)
    if course is None or unit is None:
        return render_template("training/classes/plan_class.html", courses=courses, units=units, course=course, unit=unit)
    form = ClassForm(steps=_steps(course))
    if not form.is_submitted():
        form.trainer.data, form.steps.data = current_user.number, list(_steps(course))
        form.put([], BLANK_ROWS)
        return _planning(form, course=course, unit=unit)
    plan = _plan(form, unit)
    if plan is None:
        return _planning(form, course=course, unit=unit)
    row = operations.plan_class(current_user, course, unit, plan)
    answer = done(url_for("class_members.add_members", class_id=row.id), _("Planned. Now put people on the roster."))
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/edit", methods=["GET", "POST"])
@requires(Can.TRAIN)
def edit_class(class_id: int) -> ResponseReturnValue:
    """Change when, where or by whom a class is held; who was told is told again."""
    row = queries.get_led_class(current_user, class_id, to_change=request.method == "POST")
    if not _is_open(row):
        abort(409, _("This class is closed or cancelled; it stays as it is."))
    form = ClassForm(steps=_steps(row.course, row), **({} if request.method == "POST" else {"data": _kept(row)}))
    if not form.is_submitted():
        form.put(_rows(row), 0)
        return _planning(form, row=row)
    if form.do.data == "save" and form.version.data != str(row.version):
        form.version.raw_data, form.version.data = None, str(row.version)
        return render_template("training/classes/edit_class.html", **_facts(form, row=row), came_second=True), 409
    plan = _plan(form, row.unit, row)
    if plan is None:
        return _planning(form, row=row)
    again = operations.change_class(row, plan)
    answer = done(url_for(".show_class", class_id=row.id),
                  _("Saved. Everybody on the roster is told of the change.") if again else _("Saved."))
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/tell", methods=["POST"])
@requires(Can.TRAIN)
def tell_class(class_id: int) -> ResponseReturnValue:
    """Announce a class to its people."""
    row = queries.get_led_class(current_user, class_id, to_change=True)
    if not _is_open(row) or not operations.tell_class(row):
        abort(409, _("This class was announced before, or it is over."))
    answer = done(url_for(".show_class", class_id=row.id), _("Announced. It stands under Today of everybody on the roster."))
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/seen", methods=["POST"])
@requires(Can.TRAIN)
def note_seen(class_id: int) -> ResponseReturnValue:
    """Say that one has read when and where."""
    row = queries.get_class_for(current_user, class_id)
    member = queries.own_membership(current_user, row) or abort(404)
    operations.note_seen(row, member)
    answer = done(url_for(".show_class", class_id=row.id), _("Noted."))
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/cancel", methods=["GET", "POST"])
@requires(Can.TRAIN)
def cancel_class(class_id: int) -> ResponseReturnValue:
    """Cancel a class, with a reason that its people read."""
    row, form = queries.get_led_class(current_user, class_id, to_change=request.method == "POST"), CancelForm()
    if not _is_open(row):
        abort(409, _("This class is closed or cancelled; it stays as it is."))
    if not form.is_submitted_and_valid():
        return render_template("training/classes/cancel_class.html", row=row, form=form), 400 if form.errors else 200
    operations.cancel_class(row, form.why.data.strip())
    answer = done(url_for(".show_class", class_id=row.id), _("Cancelled."))
    db.session.commit()
    return answer


def _steps(course: Course, row: TrainingClass | None = None) -> dict[str, str]:
    """Return the titles of the steps that a class settles, by name."""
    version = course_of(row.course_version if row else course.current)
    titles = step_titles(version)
    return {name: said(titles[f"classroom:{name}"]) for name in queries.classroom_steps(version)}


def _kept(row: TrainingClass) -> dict[str, Any]:
    names = ("trainer_name", "place", "hour_minutes", "seats", "joinable", "steps", "notice")
    return {**{name: getattr(row, name) for name in names}, "version": str(row.version),
            "inside": "inside" if row.trainer_id else "outside", "trainer": row.trainer.number if row.trainer else ""}


def _rows(row: TrainingClass) -> list[Row]:
    zone = ZoneInfo(row.unit.zone)
    return [Row(*day_of(each.starts_at, zone), day_of(each.ends_at, zone)[1], each.minutes, each.topic, each.method, each.id)
            for each in queries.sessions_of(row)]


def _plan(form: ClassForm, unit: Unit, row: TrainingClass | None = None) -> Plan | None:
    """Return what was planned; None where more rows were asked for, or something is wrong and the fields say what."""
    if form.do.data != "save":
        form.put([each for each in form.typed() if not each.is_blank], BLANK_ROWS)
        return None
    valid, times = form.is_submitted_and_valid(), _times(form, unit, row)
    trainer = _trainer(form, row)
    wrong = _wrong_trainer(trainer, row) if form.inside.data == "inside" else ""
    if wrong and not form.trainer.errors:
        form.trainer.errors = [wrong]
    if not valid or not times.sessions or wrong:
        return None
    return Plan(trainer.id if trainer else None, "" if trainer else form.trainer_name.data.strip(), form.place.data.strip(),
                form.hour_minutes.data, form.seats.data, bool(form.joinable.data), tuple(form.steps.data or ()),
                (form.notice.data or "").strip(), times.sessions)


def _trainer(form: ClassForm, row: TrainingClass | None) -> Employee | None:
    inside = form.inside.data == "inside"
    return queries.trainer_by_number(current_user, form.trainer.data or "", row) if inside else None


def _wrong_trainer(trainer: Employee | None, row: TrainingClass | None) -> str:
    if trainer is None:
        return _("Nobody with this staff number works in the units whose classes you run.")
    return _("This person is on the roster: nobody teaches a class that they go to.") if (
        row and trainer.id in member_ids(row)) else ""


def _times(form: ClassForm, unit: Unit, row: TrainingClass | None) -> Timetable:
    known = {each.id: each for each in queries.sessions_of(row)} if row else {}
    begun = {key: Planned(each.starts_at, each.ends_at, each.minutes, each.topic, each.method, key)
             for key, each in known.items() if key in queries.begun_sessions(row)} if row else {}
    typed = [each if each.id in known else Row(each.day, each.begin, each.end, each.minutes, each.topic, each.method)
             for each in form.typed()]
    return timetable(typed, unit.zone, begun)


def _facts(form: ClassForm, *, row: TrainingClass | None = None, course: Course | None = None,
           unit: Unit | None = None) -> dict[str, Any]:
    """Return what the page of a class to be planned shows: the fields, what is wrong, and who is expected elsewhere."""
    unit = unit or row.unit  # type: ignore[union-attr]
    asked = form.is_submitted()
    times = _times(form, unit, row) if asked else Timetable((), {})
    trainer = _trainer(form, row)
    busy = clashes_at(current_user, times.sessions, [], trainer_id=trainer.id if trainer else None, zone=unit.zone,
                      beside=row.id if row else None)
    return {"form": form, "row": row, "course": course or row.course, "unit": unit,  # type: ignore[union-attr]
            "complaints": times.complaints if form.do.data == "save" else {}, "busy": busy, "trainer": trainer,
            "no_sessions": form.do.data == "save" and not times.sessions and not times.complaints,
            "minutes": sum(each.minutes for each in times.sessions)}


def _planning(form: ClassForm, **what: Any) -> ResponseReturnValue:
    facts = _facts(form, **what)
    return render_template("training/classes/edit_class.html", **facts), 400 if form.do.data == "save" else 200


