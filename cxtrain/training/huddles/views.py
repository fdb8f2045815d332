"""Leading a huddle: the list, the start, the big screen, its moves, and what telephones have done meanwhile."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.views import unit_choices
from cxtrain.roleplay.play import IllegalChoice
from cxtrain.roleplay.queries import get_scenario, list_stops
from cxtrain.roleplay.views import words
from cxtrain.training.huddles import operations, queries
from cxtrain.training.huddles.board import Back, Board, back_of, board_of
from cxtrain.training.huddles.forms import MoveForm, StartForm, read_hands
from cxtrain.training.huddles.models import Huddle
from cxtrain.training.huddles.queries import Played
from cxtrain.training.huddles.stages import IllegalMove, after
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, emotion_curve
from cxtrain.web.pages import done, said
from cxtrain.web.qr import qr_code

bp = Blueprint("huddles", __name__, url_prefix="/huddles")
bp.context_processor(words)


@bp.route("")
@requires(Can.LEAD_HUDDLES)
def list_huddles() -> ResponseReturnValue:
    """List the huddles that go on, and past ones, in the units in reach."""
    past, more = queries.list_past(current_user, request.args.get("before", type=int))
    return render_template("training/huddles/list_huddles.html", going=queries.list_open(current_user), past=past, more=more)


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.LEAD_HUDDLES)
def new_huddle() -> ResponseReturnValue:
    """Choose a scenario and whose group it is, and open the room."""
    stops = {said(stop.touchpoint.title): [(one.slug, said(one.current.title)) for one in stop.scenarios]
             for stop in list_stops()}
    form = StartForm(request.form, scenarios=stops, units=unit_choices(Can.LEAD_HUDDLES),
                     data={"scenario": request.args.get("scenario", ""), "unit": current_user.unit_id})
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.LEAD_HUDDLES, form.unit.data)
        huddle = operations.start(current_user, get_scenario(form.scenario.data), unit)
        answer = done(url_for(".show_huddle", huddle_id=huddle.id))
        db.session.commit()
        return answer
    return render_template("training/huddles/new_huddle.html", form=form, stops=stops), 400 if form.errors else 200


@bp.route("/<int:huddle_id>")
@requires(Can.LEAD_HUDDLES)
def show_huddle(huddle_id: int) -> ResponseReturnValue:
    """Show the big screen of a huddle, or what it looks back on."""
    return _page(queries.played(queries.get_huddle_for(current_user, huddle_id)))


def _page(play: Played, fault: str = "", typed: Mapping[str, str] | None = None) -> str:
    huddle, counts = play.huddle, queries.counts_of(play.huddle.id)
    if huddle.stage == "ended":
        back = back_of(play.scenario, play.reached, seed=huddle.seed, counts=counts)
        scene = play.reached.scene
        return render_template("training/huddles/_ended.html", huddle=huddle, back=back, scene=scene, curve=_curve(back))
    joined, chosen = queries.attendance_of(huddle)
    address = _address(huddle)
    return render_template(
        "training/huddles/show_huddle.html", huddle=huddle, board=_board(play, counts), joined=joined, chosen=chosen,
        form=MoveForm(None, revision=huddle.revision), fault=fault, typed=typed or {}, qr=qr_code(address),
        short=address.partition("://")[2].rpartition("/")[0])


def _board(play: Played, counts: Mapping[int, Mapping[str, Any]]) -> Board:
    huddle = play.huddle
    return board_of(play.scenario, play.before, play.reached, seed=huddle.seed, counts=counts.get(huddle.position, {}))


def _address(huddle: Huddle) -> str:
    """Return the address that telephones scan."""
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    return base + url_for("huddle_phone.join_huddle", code=huddle.code)


def _curve(back: Back) -> LineChart:
    labels = [_("At the start"), *(said(look.exchange.say) for look in back.looks)]
    readings = [Reading(label, float(mood)) for label, mood in zip(labels, back.moods, strict=True)]
    return emotion_curve(readings, low=float(back.mood_bounds[0]), high=float(back.mood_bounds[1]))


@bp.route("/<int:huddle_id>/move", methods=["POST"])
@requires(Can.LEAD_HUDDLES)
def move_huddle(huddle_id: int) -> ResponseReturnValue:
    """Go on with a huddle as the trainer's button says; a button of an earlier screen only shows where it stands."""
    huddle = queries.get_huddle_for(current_user, huddle_id, to_change=True)
    play, form, here = queries.played(huddle), MoveForm(request.form), url_for(".show_huddle", huddle_id=huddle_id)
    if not form.is_submitted_and_valid() or form.revision.data != huddle.revision:
        return redirect(here, 303)
    try:
        fault = _moved(play, form)
    except (IllegalMove, IllegalChoice):
        db.session.rollback()
        return redirect(here, 303)
    if fault:
        return _page(play, fault, request.form), 400
    answer = done(here)
    db.session.commit()
    return answer


def _moved(play: Played, form: MoveForm) -> str:
    """Make a move; return what is wrong with what was sent, "" where it was made.

    Raises:
        IllegalMove: the huddle does not stand where this move begins.
    """
    after(play.huddle.stage, form.move.data, over=False)
    board = _board(play, queries.counts_of(play.huddle.id))
    if form.move.data == "count":
        hands, wrong = read_hands(board.shares, request.form)
        if wrong:
            return str(_("At %(letters)s: type how many hands you counted, 0 to 500.", letters=", ".join(wrong)))
        operations.count(play, hands)
    elif form.move.data == "play":
        choice = next((share.choice_id for share in board.shares if share.token == form.choice.data), None)
        if choice is None:
            return str(_("Choose with which answer to play on."))
        operations.play_on(play, choice)
    else:
        _PLAIN[form.move.data](play)
    return ""


_PLAIN = {"begin": operations.begin, "reopen": operations.reopen, "on": operations.go_on, "end": operations.end}


@bp.route("/<int:huddle_id>/state")
@requires(Can.LEAD_HUDDLES)
def huddle_state(huddle_id: int) -> ResponseReturnValue:
    """Say how many telephones have joined and chosen, and which screen it is; 304 where nothing changed."""
    huddle = queries.get_huddle_for(current_user, huddle_id)
    joined, chosen = queries.attendance_of(huddle)
    state = {"revision": huddle.revision, "joined": joined, "chosen": chosen}
    tag = hashlib.sha256(repr(state).encode()).hexdigest()[:16]
    answer = Response(status=304) if tag in request.if_none_match else jsonify(state)
    answer.set_etag(tag)
    return answer
