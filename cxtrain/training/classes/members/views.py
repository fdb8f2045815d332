"""The roster of a class: adding from a unit or a list, taking off, joining; and leave."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.classes import queries as classes
from cxtrain.training.classes.members import operations, queries
from cxtrain.training.classes.members.forms import AnswerForm, LeaveForm, ListForm, PeopleForm
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.roster import (
    MOST_NUMBERS,
    ON_IT,
    TOO_MANY,
    Checked,
    TableError,
    checked,
    numbers_from,
    numbers_in,
)
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said

bp = Blueprint("class_members", __name__, url_prefix="/training/classes")


def _open_class(class_id: int) -> TrainingClass:
    row = classes.get_led_class(current_user, class_id, to_change=request.method == "POST")
    if row.closed_at is not None or row.cancelled_at is not None:
        abort(409, _("This class is closed or cancelled; it stays as it is."))
    return row


@bp.route("/<int:class_id>/people", methods=["GET", "POST"])
@requires(Can.TRAIN)
def add_members(class_id: int) -> ResponseReturnValue:
    """Tick people of a unit to put them on the roster."""
    row = _open_class(class_id)
    units, post = queries.units_of(row), request.args.get("post", "")
    unit = next((each for each in units if each.id == asked_id("unit")), row.unit)
    found = queries.candidates(row, unit, post)
    form = PeopleForm(choices=[(each.id, said(each.label)) for each in found])
    if form.is_submitted_and_valid():
        return _added(row, form.chosen)
    busy = {each.employee_id for each in queries.clashes_of(current_user, row, [each.id for each in found])}
    return render_template(
        "training/classes/add_members.html", row=row, units=units, unit=unit, posts=queries.posts_of(row), post=post, form=form,
        people=found, busy=busy, there=len(queries.member_ids(row))), 400 if form.errors else 200


@bp.route("/<int:class_id>/list", methods=["GET", "POST"])
@requires(Can.TRAIN)
def list_numbers(class_id: int) -> ResponseReturnValue:
    """Put a list of staff numbers on the roster: typed, pasted or uploaded, looked over, and kept all at once."""
    body = request.files["file"].read() if request.files.get("file") else b""
    row, form = _open_class(class_id), ListForm()
    if not form.is_submitted() or form.do.data not in ("check", "save"):
        return render_template("training/classes/list_numbers.html", row=row, form=form, rows=(), whole=False)
    valid, rows = form.is_submitted_and_valid(), _checked(row, form, body)
    whole = valid and bool(rows) and not form.file.errors and not any(each.complaints for each in rows)
    if whole and form.do.data == "save":
        return _added(row, [each.person.employee_id for each in rows if each.person and ON_IT not in each.remarks])
    page = render_template("training/classes/list_numbers.html", row=row, form=form, rows=rows, whole=whole)
    return page, 200 if whole else 400


def _checked(row: TrainingClass, form: ListForm, body: bytes) -> tuple[Checked, ...]:
    """Return the numbers that were typed and uploaded, checked; the field then holds all. Too many: none."""
    numbers = numbers_from(form.numbers.data or "")
    try:
        numbers += numbers_in(body) if body else []
    except TableError as fault:
        form.file.errors = [_(str(fault))]
    form.numbers.data = "\n".join(numbers)
    if len(numbers) > MOST_NUMBERS:
        form.numbers.errors = [_(TOO_MANY, many=len(numbers), most=MOST_NUMBERS)]
        return ()
    return checked(numbers, queries.people_by_number(current_user, row, numbers))


def _added(row: TrainingClass, people: list[int]) -> ResponseReturnValue:
    try:
        added = operations.add_members(current_user, row, people)
    except operations.Full as full:
        abort(409, _(operations.FULL, seats=row.seats, people=full.people))
    message = ngettext("%(num)s person is on the roster now.", "%(num)s more people are on the roster now.", len(added))
    answer = done(url_for("classes.show_class", class_id=row.id, _anchor="roster"), message)
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/people/<int:employee_id>/remove", methods=["POST"])
@requires(Can.TRAIN)
def remove_member(class_id: int, employee_id: int) -> ResponseReturnValue:
    """Take somebody off the roster."""
    row = _open_class(class_id)
    why = operations.remove_member(current_user, row, queries.get_member(row, employee_id))
    if why:
        abort(409, _(why))
    answer = done(url_for("classes.show_class", class_id=row.id, _anchor="roster"), _("Taken off the roster."))
    db.session.commit()
    return answer


@bp.route("/<int:class_id>/join", methods=["POST"])
@requires(Can.TRAIN)
def join_class(class_id: int) -> ResponseReturnValue:
    """Put oneself on the roster of a class that is open to one's unit."""
    row = classes.get_class_for(current_user, class_id, to_change=True)
    begun = min((each.starts_at for each in classes.sessions_of(row)), default=None)
    if not classes.may_join(current_user, row, begun):
        abort(409, _("Nobody can join this class any more. Ask the trainer."))
    return _added(row, [current_user.employee_id])


@bp.route("/sessions/<int:session_id>/leave", methods=["GET", "POST"])
@requires(Can.TRAIN)
def ask_leave(session_id: int) -> ResponseReturnValue:
    """Ask not to be at a session, with a reason in words, before it begins."""
    row, session = queries.get_own_session(current_user, session_id)
    form = LeaveForm()
    if not form.is_submitted_and_valid():
        page = render_template("training/classes/ask_leave.html", row=row, session=session, form=form)
        return page, 400 if form.errors else 200
    if not operations.ask_leave(current_user, row, session, form.why.data.strip()):
        abort(409, _("You asked for this before, or the session has begun. Talk to the trainer."))
    answer = done(url_for("classes.show_class", class_id=row.id), _("Asked. The trainer answers; you read it here."))
    db.session.commit()
    return answer


@bp.route("/sessions/<int:session_id>/leave/<int:employee_id>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def answer_leave(session_id: int, employee_id: int) -> ResponseReturnValue:
    """Grant somebody's leave, or not."""
    row, session = classes.get_led_session(current_user, session_id, to_change=request.method == "POST")
    leave, form = queries.get_leave(session, employee_id), AnswerForm()
    if not form.is_submitted_and_valid():
        page = render_template("training/classes/answer_leave.html", row=row, session=session, leave=leave, form=form)
        return page, 400 if form.errors else 200
    granted, words = form.granted.data == "yes", (form.answer.data or "").strip()
    if not operations.answer_leave(current_user, row, session, leave, granted=granted, answer=words):
        abort(409, _("This was answered before, or it is your own; nobody answers their own asking."))
    answer = done(url_for("classes.show_class", class_id=row.id, _anchor="roster"), _("Answered."))
    db.session.commit()
    return answer
