"""Learning: the courses, one course with its steps, one lesson."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training import operations, queries
from cxtrain.training.assignments.views import bp as assignments
from cxtrain.training.course import Course, Step, StepKind
from cxtrain.training.forms import LessonForm
from cxtrain.training.progress import not_started
from cxtrain.web.pages import done, said

bp = Blueprint("training", __name__, url_prefix="/training")
blueprints = [bp, assignments]


@bp.app_template_global()
def step_url(course: Course, step: Step) -> str:
    """Return where a step is done."""
    if step.kind is StepKind.LESSON:
        return url_for("training.show_lesson", slug=course.slug, lesson=step.slug)
    if step.kind is StepKind.QUIZ:
        return url_for("quizzes.show_quiz", slug=step.slug)
    if step.kind is StepKind.CLASSROOM:
        return url_for("classes.show_course_classes", slug=course.slug)
    if step.kind is StepKind.PRACTICAL:
        return url_for("practicals.show_sheet", slug=step.slug)
    return url_for("roleplay.show_scenario", slug=step.slug, mode=step.mode)


@bp.route("")
@requires(Can.TRAIN)
def list_courses():
    """Show what is due, what is on the way, what else there is, and what has been passed."""
    me = current_user.employee_id
    return render_template(
        "training/list_courses.html", cards=queries.cards_for(me), others=queries.other_courses(me),
        passed=[taken for taken in queries.transcript(me) if taken.passed_at], today=today(current_user.zone))


@bp.route("/<slug>")
@requires(Can.TRAIN)
def show_course(slug: str):
    """Show the steps of a course and what comes next."""
    row = queries.get_course(slug)
    enrolment = queries.latest_enrolment(current_user.employee_id, row)
    course = queries.course_of(enrolment.version if enrolment else row.current)
    return render_template(
        "training/show_course.html", course=course, titles=queries.step_titles(course), enrolment=enrolment,
        progress=queries.progress_of(enrolment) if enrolment else not_started(course),
        assignment=queries.waiting_assignment(current_user.employee_id, row), today=today(current_user.zone))


@bp.route("/<slug>/start", methods=["POST"])
@requires(Can.TRAIN)
def start_course(slug: str):
    """Begin a course, or begin it anew after a pass, and go to its first step."""
    row = queries.get_course(slug)
    enrolment = operations.start_course(current_user, row)
    course = queries.course_of(enrolment.version)
    step = queries.progress_of(enrolment).next or course.steps[0]
    answer = done(step_url(course, step))
    db.session.commit()
    return answer


@bp.route("/<slug>/lessons/<lesson>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def show_lesson(slug: str, lesson: str):
    """Show a lesson; marking it as read begins the course where it had not been begun."""
    row = queries.get_course(slug)
    enrolment = queries.latest_enrolment(current_user.employee_id, row)
    course = queries.course_of(enrolment.version if enrolment else row.current)
    text, form, me = queries.get_lesson(course, lesson), LessonForm(), current_user.employee_id
    if form.is_submitted_and_valid():
        enrolment = enrolment or operations.start_course(current_user, row)
        operations.read_lesson(current_user, enrolment, lesson, opened=form.opened_by(me, lesson))
        answer = done(_after_lesson(course, enrolment), _("Marked as read."))
        db.session.commit()
        return answer
    form.seal(me, lesson, now())
    read = enrolment is not None and queries.has_read(enrolment, lesson)
    # The lesson was sanitised by an allow-list when it was rendered (training.lesson), so it is markup by now.
    return render_template("training/show_lesson.html", course=course, lesson=text, body=Markup(said(text.body)),
                           form=form, read=read), 400 if form.errors else 200


def _after_lesson(course: Course, enrolment: queries.Enrolment) -> str:
    """Return the next step where that is a lesson too, else the course, which says what comes."""
    step = queries.progress_of(enrolment).next
    if step is not None and step.kind is StepKind.LESSON:
        return step_url(course, step)
    return url_for(".show_course", slug=course.slug)
