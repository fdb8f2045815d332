"""Assigning courses: the list, a new assignment, one assignment with its people."""

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from wtforms import SelectChoice

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, list_units
from cxtrain.quizzes.operations import renew_attempts
from cxtrain.quizzes.queries import get_quiz
from cxtrain.training.assignments import operations, queries
from cxtrain.training.assignments.forms import AssignForm
from cxtrain.training.assignments.lateness import queries as lateness
from cxtrain.training.exemptions.queries import exemptions_from
from cxtrain.training.models import Course
from cxtrain.training.queries import course_of, get_course
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said

bp = Blueprint("assignments", __name__, url_prefix="/training/assignments")


@bp.route("")
@requires(Can.ASSIGN_TRAINING)
def list_assignments():
    """Show what was assigned, and how many have done it."""
    return render_template("training/list_assignments.html", batches=queries.list_batches(current_user),
                           today=today(current_user.zone), overdue=lateness.count_overdue(current_user))


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.ASSIGN_TRAINING)
def new_assignment():
    """Choose a course and a unit, then people and a day."""
    courses, units = queries.list_courses(), list_units(current_user, Can.ASSIGN_TRAINING)
    course, unit = _chosen_course(courses), _chosen_unit(units)
    if course is None or unit is None:
        return render_template("training/new_assignment.html", courses=courses, units=units, course=course, unit=unit)
    people = queries.candidates(current_user, unit, course)
    free = [SelectChoice(each.employee.id, said(each.employee.label)) for each in people if not (each.waiting or each.exempt)]
    passed = {each.employee.id for each in people if each.passed_at}
    form = AssignForm(request.form, choices=free, passed=passed, today=today(unit.zone))
    if free and form.is_submitted_and_valid():
        terms = operations.Terms(form.due_on.data, form.working_time.data == "yes")
        batch = operations.assign_course(current_user, course, unit, people=form.chosen, terms=terms)
        answer = done(url_for(".show_assignment", batch_id=batch.id), ngettext(
            "Assigned to %(num)s person.", "Assigned to %(num)s people.", batch.people))
        db.session.commit()
        return answer
    return render_template(
        "training/new_assignment.html", courses=courses, units=units, course=course, unit=unit, people=people,
        form=form, free=len(free)), 400 if form.errors or request.method == "POST" else 200


def _chosen_course(courses: list[Course]) -> Course | None:
    """Return the course in the address, or the only one there is."""
    if request.args.get("course"):
        return get_course(request.args["course"])
    return courses[0] if len(courses) == 1 else None


def _chosen_unit(units: list[Unit]) -> Unit | None:
    """Return the unit in the address if it is in reach, or the only one that is; another one is a 404."""
    if request.args.get("unit"):
        wanted = asked_id("unit")
        return next((unit for unit in units if unit.id == wanted), None) or abort(404)
    return units[0] if len(units) == 1 else None


@bp.route("/<int:batch_id>")
@requires(Can.ASSIGN_TRAINING)
def show_assignment(batch_id: int):
    """Show who has done it and how far the others are."""
    batch = queries.get_batch_for(current_user, batch_id)
    course = db.session.get_one(Course, batch.course_id)
    return render_template(
        "training/show_assignment.html", batch=batch, course=course_of(course.current), today=today(current_user.zone),
        unit=db.session.get_one(Unit, batch.unit_id), lines=queries.people_of(current_user, batch),
        giver=db.session.get(Employee, batch.assigned_by or 0), exempt=exemptions_from(current_user, course.id))


@bp.route("/people/<int:assignment_id>/withdraw", methods=["POST"])
@requires(Can.ASSIGN_TRAINING)
def withdraw_assignment(assignment_id: int):
    """Take the course back from one person."""
    assignment, employee = queries.get_assignment_for(current_user, assignment_id)
    if assignment.rule_id is not None:
        abort(409, _("A standing rule gave this course and would give it again. Exempt the person instead."))
    if not operations.withdraw_assignment(assignment, employee):
        abort(409, _("This assignment is done already, so it cannot be taken back."))
    answer = done(url_for(".list_assignments"), _("Taken back from %(name)s.", name=said(employee.label)))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/renew/<slug>", methods=["POST"])
@requires(Can.ASSIGN_TRAINING)
def renew_quiz(employee_id: int, slug: str):
    """Give one person a fresh set of attempts at a quiz."""
    employee, quiz = get_employee_for(current_user, Can.ASSIGN_TRAINING, employee_id), get_quiz(slug)
    if not renew_attempts(current_user, employee.id, quiz, unit_id=employee.unit_id):
        abort(409, _("There are attempts left, so no new ones are needed."))
    answer = done(url_for(".list_assignments"), _("New attempts given to %(name)s.", name=said(employee.label)))
    db.session.commit()
    return answer
