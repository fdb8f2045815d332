"""Coaching observations: begin one, the list of one's own, read it together."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import employees_in_reach, get_employee_for
from cxtrain.quality import queries
from cxtrain.quality.checks.forms import OpenForm
from cxtrain.quality.coaching import operations
from cxtrain.quality.coaching.forms import CommentForm
from cxtrain.quality.coaching.queries import coach_of, coachings_of, comment_of, get_coaching_for, get_held_for
from cxtrain.quality.forms import VersionForm
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scoring import review
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, said

bp = Blueprint("coaching", __name__)


@bp.route("/coaching")
@requires(Can.SEE_OWN)
def list_coachings() -> ResponseReturnValue:
    """Show the observations that the reader held, and those that others held with the reader."""
    return render_template("quality/list_coachings.html", may_coach=current_user.may(Can.COACH),
                           found=coachings_of(current_user, asked_id("employee")))


@bp.route("/coaching/new", methods=["GET", "POST"])
@requires(Can.COACH)
def start_coaching() -> ResponseReturnValue:
    """Begin an observation of somebody of the own team."""
    team = db.session.scalars(employees_in_reach(current_user, Can.COACH))
    people = [(person.id, said(person.label)) for person in team if person.id != current_user.employee_id]
    points = [(point.id, said(point.title)) for point in queries.touchpoints_with_form("coaching")]
    form = OpenForm(whom=people, label=_("Whom do you coach?"), chosen=asked_id("employee"), touchpoints=points,
                    today=today(current_user.zone))
    if form.is_submitted_and_valid():
        person = get_employee_for(current_user, Can.COACH, form.whom.data)
        try:
            visit = operations.start_coaching(current_user, person, get_touchpoint(form.touchpoint_id.data),
                                              form.observed_on.data)
        except Refused as refusal:
            form.whom.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id))
            db.session.commit()
            return answer
    return render_template("quality/start_coaching.html", form=form), 400 if form.errors else 200


@bp.route("/coaching/<int:visit_id>/finish", methods=["GET", "POST"])
@requires(Can.COACH)
def finish_coaching(visit_id: int) -> ResponseReturnValue:
    """Show what is missing of an observation, and share it with the employee."""
    visit = get_held_for(current_user, visit_id)
    if visit.state == "released":
        return redirect(url_for(".show_coaching", visit_id=visit.id), 303)
    instrument, answers = queries.instrument_of(visit.instrument), queries.answers_of(visit.id)
    found, form, refused = review(instrument, answers), VersionForm(data={"version": visit.version}), None
    if form.is_submitted_and_valid() and form.version.data != visit.version:
        refused = _("This was changed on another device. Look at it again, then share it.")
        form.renew(visit.version)
    elif form.is_submitted_and_valid():
        try:
            operations.share(visit, answers, found)
        except Refused as refusal:
            refused = _(refusal.sentence)
        else:
            answer = done(url_for(".show_coaching", visit_id=visit.id), _("Shared: you both read it now."))
            db.session.commit()
            return answer
    return render_template("quality/finish_coaching.html", visit=visit, found=found, form=form, refused=refused,
                           instrument=instrument, answers=answers), 409 if refused else 200


@bp.route("/coaching/<int:visit_id>", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def show_coaching(visit_id: int) -> ResponseReturnValue:
    """Show an observation to the two who were there; the employee may add words."""
    visit = get_coaching_for(current_user, visit_id)
    own, form = visit.employee_id == current_user.employee_id, CommentForm()
    if own and form.is_submitted_and_valid():
        try:
            operations.say(current_user, visit, form.words.data)
        except Refused as refusal:
            form.words.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".show_coaching", visit_id=visit.id), _("Your words are there now."))
            db.session.commit()
            return answer
    return render_template(
        "quality/show_coaching.html", visit=visit, own=own, form=form, comment=comment_of(visit.id), coach=coach_of(visit),
        instrument=queries.instrument_of(visit.instrument), answers=queries.answers_of(visit.id)), 400 if form.errors else 200
