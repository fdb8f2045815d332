"""Exams on site: opened for a place by whoever is there, begun by the code that is shown."""

import datetime as dt

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.onsite import operations, queries
from cxtrain.quizzes.onsite.forms import CodeForm, OpenForm
from cxtrain.quizzes.operations import NoAttemptsLeft, NotOpen
from cxtrain.quizzes.paper import NotEnough
from cxtrain.quizzes.queries import get_quiz, quiz_of, standing_of
from cxtrain.web.limits import forget, hit
from cxtrain.web.pages import done, said
from cxtrain.web.qr import qr_code

bp = Blueprint("onsite", __name__, url_prefix="/onsite")
TRIES, WINDOW = 6, dt.timedelta(minutes=10)


@bp.route("")
@requires(Can.TRAIN)
def list_openings() -> ResponseReturnValue:
    """List exams on site. Whoever trains a class may open one for it, so the page is closed to those without any place."""
    places, openings = queries.places_for(current_user), queries.list_openings(current_user)
    if not places and not openings:
        abort(403)
    return render_template("quizzes/list_openings.html", openings=openings, now=now(), may_open=bool(places))


@bp.route("/open", methods=["GET", "POST"])
@requires(Can.TRAIN)
def open_exam() -> ResponseReturnValue:
    """Open an exam for a unit or a class."""
    places = {place.value: place for place in queries.places_for(current_user)} or abort(403)
    quizzes = {quiz.slug: quiz for quiz in queries.quizzes_on_site()}
    asked = {"quiz": request.args.get("quiz", ""), "place": request.args.get("place", "")}
    form = OpenForm(quizzes={slug: said(quiz.current.title) for slug, quiz in quizzes.items()},
                    places={value: said(place.label) for value, place in places.items()}, data={"minutes": 30, **asked})
    if not form.is_submitted_and_valid():
        return render_template("quizzes/open_exam.html", form=form, quizzes=quizzes), 400 if form.errors else 200
    place = places[form.place.data]
    opening = operations.open_exam(current_user, quizzes[form.quiz.data], place, minutes=form.minutes.data,
                                   room=(form.room.data or "").strip() or place.room)
    answer = done(url_for(".show_opening", opening_id=opening.id))
    db.session.commit()
    return answer


@bp.route("/<int:opening_id>")
@requires(Can.TRAIN)
def show_opening(opening_id: int) -> ResponseReturnValue:
    """Show the code large, how many have begun and handed in, and their names after a tap."""
    opening = queries.get_opening(current_user, opening_id)
    base = request.host_url.rstrip("/")
    return render_template(
        "quizzes/show_opening.html", opening=opening, seats=queries.seats_of(opening), now=now(),
        is_open=opening.closed_at is None and now() < opening.ends_at, written=quiz_of(opening.quiz.current),
        qr=qr_code(base + url_for(".enter_code", slug=opening.quiz.slug)))


@bp.route("/<int:opening_id>/close", methods=["POST"])
@requires(Can.TRAIN)
def close_exam(opening_id: int) -> ResponseReturnValue:
    """Close an exam before its time."""
    opening = queries.get_opening(current_user, opening_id)
    closed = operations.close_exam(current_user, opening)
    answer = done(url_for(".show_opening", opening_id=opening.id),
                  _("Closed. Who has begun goes on to the end.") if closed else _("It was closed before."))
    db.session.commit()
    return answer


@bp.route("/code/<slug>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def enter_code(slug: str) -> ResponseReturnValue:
    """Let one type the code that is shown in the room, and begin."""
    quiz, form = get_quiz(slug), CodeForm()
    fault = form.is_submitted() and (_fault(quiz, form) if form.is_submitted_and_valid() else True)
    if not form.is_submitted() or fault:
        if isinstance(fault, str):
            form.code.errors = [fault]
            db.session.commit()  # the try is counted
        page = render_template("quizzes/enter_code.html", quiz=quiz_of(quiz.current), form=form,
                               standing=standing_of(current_user.employee_id, quiz))
        return page, 400 if fault else 200
    return _begun(quiz, form.digits)


def _fault(quiz: Quiz, form: CodeForm) -> str:
    """Return why this code opens nothing, empty where it opens the exam. Each try counts, by person: a shop has one address."""
    if not hit(f"exam-code:{current_user.employee_id}", TRIES, WINDOW):
        return _("Too many wrong codes. Wait ten minutes, or ask whoever opened the exam.")
    opening = queries.opening_by_code(quiz, form.digits)
    if opening is None:
        return _("This code opens nothing now. Look at the screen in the room again: six digits, and they end after a while.")
    if opening.opened_by == current_user.employee_id:
        return _("You opened this exam yourself; somebody else has to open yours.")
    if queries.sees_code(current_user, opening):
        return _(
            "You can look up the codes of exams here, so you cannot sit one here. Ask your area or HR to open one for you.")
    if queries.has_sat(current_user, opening):
        return _("You have handed this exam in. To sit it again, it must be opened anew.")
    return "" if queries.may_sit(current_user, opening) else _(
        "This exam was opened for others. Ask whoever opened it: you must be on the list of the class, or belong to the store.")


def _begun(quiz: Quiz, code: str) -> ResponseReturnValue:
    opening = queries.opening_by_code(quiz, code) or abort(409)
    try:
        attempt = operations.begin(current_user, opening)
    except NoAttemptsLeft:
        abort(409, _("All attempts at this quiz have been used. Your supervisor can give you new ones."))
    except NotOpen:
        abort(409, _("This quiz is not open today: its own days say otherwise."))
    except NotEnough:
        abort(409, _("This quiz cannot be drawn now: the bank lacks questions for it. Tell whoever writes your courses."))
    forget(f"exam-code:{current_user.employee_id}")
    answer = done(url_for("quizzes.take_quiz", attempt_id=attempt.id))
    db.session.commit()
    return answer
