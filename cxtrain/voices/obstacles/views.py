"""Telling what stands in the way, one's own reports, and answering those of one's units."""

import datetime as dt

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.obstacles import operations, queries
from cxtrain.voices.obstacles.forms import AnswerForm, ObstacleForm
from cxtrain.voices.obstacles.kinds import ICONS, KINDS, STATES
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said

bp = Blueprint("obstacles", __name__, url_prefix="/obstacles")
bp.context_processor(lambda: {"kinds": KINDS, "states": STATES, "icons": ICONS})
LATELY = dt.timedelta(days=90)


@bp.route("", methods=["GET"])
@requires(Can.TELL)
def list_obstacles() -> ResponseReturnValue:
    """Show what waits for an answer, what was told most, and what became of one's own reports."""
    improves = current_user.may(Can.IMPROVE)
    return render_template(
        "voices/obstacles/list_obstacles.html", own=queries.own(current_user), form=PageForm(),
        waiting=queries.waiting_for(current_user) if improves else [], improves=improves,
        told=queries.told(current_user, now() - LATELY) if improves else [],
        places={each.id: each.title for each in list_touchpoints(ended=True)})


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.TELL)
def tell_obstacle() -> ResponseReturnValue:
    """Take a report: the place as last time, and one press on what it is."""
    form = ObstacleForm(touchpoints=[(each.id, said(each.title)) for each in list_touchpoints()],
                        data={"touchpoint_id": queries.last_touchpoint(current_user)})
    if form.is_submitted_and_valid():
        operations.tell(current_user, form.touchpoint_id.data, form.kind.data, (form.words.data or "").strip())
        answer = done(url_for(".list_obstacles"), _("Noted, thank you. Your name is not shown with it."))
        db.session.commit()
        return answer
    return render_template("voices/obstacles/tell_obstacle.html", form=form), 400 if form.errors else 200


@bp.route("/<int:obstacle_id>/take-back", methods=["POST"])
@requires(Can.TELL)
def take_back(obstacle_id: int) -> ResponseReturnValue:
    """Delete one's own report while nobody has answered it."""
    obstacle, form = queries.get_own(current_user, obstacle_id), PageForm()
    if obstacle.state != "open":
        abort(409)
    if form.is_submitted_and_valid():
        operations.take_back(obstacle)
    answer = done(url_for(".list_obstacles"), _("Taken back."))
    db.session.commit()
    return answer


@bp.route("/<int:obstacle_id>", methods=["GET", "POST"])
@requires(Can.IMPROVE)
def answer_obstacle(obstacle_id: int) -> ResponseReturnValue:
    """Say what becomes of a report."""
    obstacle = queries.get_to_answer(current_user, obstacle_id)
    form = AnswerForm(data={"state": None if obstacle.state == "open" else obstacle.state, "words": obstacle.answer})
    if form.is_submitted_and_valid():
        operations.answer(current_user, obstacle, form.state.data, form.words.data.strip())
        answer = done(url_for(".list_obstacles"), _("Answered. Whoever told it reads it under Obstacles."))
        db.session.commit()
        return answer
    return render_template("voices/obstacles/answer_obstacle.html", form=form, obstacle=obstacle), 400 if form.errors else 200
