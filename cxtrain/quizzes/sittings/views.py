"""First sittings, resits and what was put off: counts by unit, and putting an exam off."""

import calendar
import datetime as dt

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.measures.intervals import wilson
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.quizzes.papers.queries import get_quiz, list_quizzes
from cxtrain.quizzes.sittings import operations, queries
from cxtrain.quizzes.sittings.forms import PutOffForm
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said, shown_day

bp = Blueprint("sittings", __name__, url_prefix="/sittings")
MANY = 10  # who passed is a share from here on; below, only a count


@bp.route("")
@requires(Can.MARK_ANSWERS, Can.ASSIGN_TRAINING)
def list_sittings() -> ResponseReturnValue:
    """Show how many passed at the first sitting and at resits, by unit and month, and what is put off."""
    since, until = _month(request.args.get("month", ""))
    page, later = (min(asked_id(name) or 1, 10_000) for name in ("page", "later"))
    rows, more_rows = queries.units_counted(current_user, since, until, page)
    deferrals, more_deferrals = queries.open_deferrals(current_user, later)
    return render_template(
        "quizzes/list_sittings.html", since=since, until=until, rows=rows, deferrals=deferrals, page=page, later=later,
        more_rows=more_rows, more_deferrals=more_deferrals, wilson=wilson, many=MANY)


def _month(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month, by default of this one."""
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today(current_user.zone).replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


@bp.route("/put-off", methods=["GET", "POST"])
@requires(Can.MARK_ANSWERS, Can.ASSIGN_TRAINING)
def put_off() -> ResponseReturnValue:
    """Put somebody's exam off (缓考)."""
    form = PutOffForm(quizzes={quiz.slug: said(quiz.title) for quiz in list_quizzes()},
                      data={"number": request.args.get("number", ""), "quiz": request.args.get("quiz", "")})
    person = _person(form) if form.is_submitted_and_valid() else None
    if person is None:
        return render_template("quizzes/put_off.html", form=form), 400 if form.errors or form.number.errors else 200
    try:
        operations.put_off(current_user, person, get_quiz(form.quiz.data), new_on=form.new_on.data, why=form.why.data.strip())
    except operations.CannotPutOff:
        form.new_on.errors = [_("Choose a day after today, within a year.")]
        return render_template("quizzes/put_off.html", form=form), 400
    told = _("The exam of %(name)s is put off to %(day)s.", name=said(person.label), day=shown_day(form.new_on.data))
    answer = done(url_for(".list_sittings"), told)
    db.session.commit()
    return answer


def _person(form: PutOffForm) -> Employee | None:
    """Return whose exam it is, None where that is nobody in reach; the field says so."""
    person = queries.person_by_number(current_user, form.number.data)
    if person is None:
        form.number.errors = [_("Nobody with this staff number is in your reach.")]
    elif person.id == current_user.employee_id:
        form.number.errors, person = [_("Nobody puts their own exam off. Ask your supervisor or HR.")], None
    return person


@bp.route("/deferrals/<int:deferral_id>/take-back", methods=["POST"])
@requires(Can.MARK_ANSWERS, Can.ASSIGN_TRAINING)
def take_back(deferral_id: int) -> ResponseReturnValue:
    """Take back that an exam was put off."""
    taken = operations.take_back(queries.get_deferral(current_user, deferral_id))
    answer = done(url_for(".list_sittings"), _("Taken back.") if taken else _("It was sat or taken back before."))
    db.session.commit()
    return answer
