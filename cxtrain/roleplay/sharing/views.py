"""Sharing a practice, the plays of a person that their supervisor may see, and one of them."""

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for
from cxtrain.roleplay.ending import ending_of
from cxtrain.roleplay.queries import get_attempt_for, play_of, touchpoint_title
from cxtrain.roleplay.sharing import operations, queries
from cxtrain.roleplay.sharing.forms import ShareForm
from cxtrain.roleplay.views import words
from cxtrain.web.pages import done

bp = Blueprint("sharing", __name__)
bp.context_processor(words)


@bp.route("/roleplay/attempts/<int:attempt_id>/share", methods=["POST"])
@requires(Can.TRAIN)
def share_play(attempt_id: int) -> ResponseReturnValue:
    """Share one's own practice with one's supervisor, or take it back."""
    attempt = get_attempt_for(current_user, attempt_id, to_change=True)
    form = ShareForm(request.form)
    if attempt.outcome is None or attempt.mode != "practice" or not form.is_submitted_and_valid():
        abort(400, _("Only a practice that has ended can be shared, from its last page."))
    shared = form.value.data == "share"
    (operations.share if shared else operations.take_back)(current_user, attempt)
    answer = done(url_for("roleplay.show_ending", attempt_id=attempt.id, _anchor="sharing"),
                  _("Your supervisor can see this play now.") if shared else _("Nobody but you sees this play now."))
    db.session.commit()
    return answer


@bp.route("/people/<int:employee_id>/plays")
@requires(Can.SEE_PLAYS)
def list_plays(employee_id: int) -> ResponseReturnValue:
    """List the exams of a person in reach, and the practices that they shared."""
    person = get_employee_for(current_user, Can.SEE_PLAYS, employee_id)
    return render_template("roleplay/list_plays.html", person=person, plays=queries.plays_of(person), most=queries.MOST)


@bp.route("/people/<int:employee_id>/plays/<int:attempt_id>")
@requires(Can.SEE_PLAYS)
def show_play(employee_id: int, attempt_id: int) -> ResponseReturnValue:
    """Show the answers of a play with their coaching, reasons and hints; there is nothing to change."""
    person = get_employee_for(current_user, Can.SEE_PLAYS, employee_id)
    attempt = queries.get_play_of(person, attempt_id)
    play = play_of(attempt)
    ending = ending_of(play.scenario, play.position, seed=attempt.seed, notes=play.notes)
    return render_template("roleplay/show_play.html", person=person, attempt=attempt, ending=ending,
                           touchpoint=touchpoint_title(attempt))
