"""Playing scenarios: which there are, one with its brief, the scene on screen, the ending."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import public, requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import time_allowance
from cxtrain.roleplay import operations, queries
from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.ending import Ending, ending_of
from cxtrain.roleplay.forms import AsideForm, ChoiceForm, PlaceForm, StartForm, keep_typed, take_typed
from cxtrain.roleplay.lengths import lengths_of
from cxtrain.roleplay.models import Attempt
from cxtrain.roleplay.patience import Pace, Wait, wait_at
from cxtrain.roleplay.play import MOST_CHOICES, dealt
from cxtrain.roleplay.score import Mark
from cxtrain.roleplay.screen import screen_of
from cxtrain.roleplay.signals import asked_where_next
from cxtrain.roleplay.words import FACES, FEELINGS, MISSED, MODES, OUTCOME_SENTENCES, OUTCOMES, STEPS
from cxtrain.web.assets import find, sent
from cxtrain.web.charts import BarChart, Reading, bar_chart
from cxtrain.web.curves import LineChart, emotion_curve
from cxtrain.web.errors import page
from cxtrain.web.pages import done, reader_locale, said
from cxtrain.web.scales import number

bp = Blueprint("roleplay", __name__, url_prefix="/roleplay")


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"names": DIMENSION_NAMES, "modes": MODES, "faces": [_(face) for face in FACES], "outcomes": OUTCOMES,
            "outcome_sentences": OUTCOME_SENTENCES, "step_names": STEPS, "missed": MISSED, "feelings": FEELINGS}


@bp.app_errorhandler(queries.Damaged)
def stop_at_damage(error: queries.Damaged) -> Response:
    """Say that the play is paused: nothing is computed from a text that has changed, and no choice is lost."""
    return page(500, _("The text of this scenario is damaged, so the play is paused. "
                       "Your choices are kept; tell an admin."))


@bp.route("")
@requires(Can.TRAIN)
def list_scenarios() -> ResponseReturnValue:
    """List the scenarios along the journey, with how one stands with each."""
    stops = queries.list_stops()
    return render_template(
        "roleplay/list_scenarios.html", stops=stops,
        stories={one.id: queries.scenario_of(one.current) for stop in stops for one in stop.scenarios},
        standings=queries.standings_of(current_user.employee_id))


@bp.route("/<slug>")
@requires(Can.TRAIN)
def show_scenario(slug: str) -> ResponseReturnValue:
    """Say what the scenario is about, and let one start or go on; the mode that the link asks for stands first."""
    scenario = queries.get_scenario(slug)
    story = queries.scenario_of(scenario.current)
    return render_template(
        "roleplay/show_scenario.html", scenario=scenario, story=story, lengths=lengths_of(story),
        most_choices=MOST_CHOICES, exams_seen=queries.exams_are_seen(current_user.unit_id),
        may_be_timed=story.has_silences and time_allowance(current_user.employee_id) is not None,
        order=sorted(MODES, key=lambda mode: mode != request.args.get("mode")),
        running=queries.open_attempts(current_user.employee_id, scenario.id),
        attempts=queries.latest_attempts(current_user.employee_id, scenario))


@bp.route("/<slug>/start", methods=["POST"])
@requires(Can.TRAIN)
def start_scenario(slug: str) -> ResponseReturnValue:
    """Start a play, or go on with the one that is open; a practice may be given up for a new one."""
    scenario = queries.get_scenario(slug)
    form = StartForm(request.form)
    if not form.is_submitted_and_valid():
        abort(400, _("Choose practice or exam on the scenario's page."))
    running = queries.open_attempts(current_user.employee_id, scenario.id).get(form.mode.data)
    if scenario.retired_at and (form.anew.data or not running):
        abort(409, _("This scenario is no longer offered. What you played stays."))
    if running and form.anew.data and form.mode.data == "practice":
        operations.give_up(current_user, running)
    attempt = operations.start_attempt(current_user, scenario, mode=form.mode.data, timed=form.timed.data)
    answer = done(url_for(".play_attempt", attempt_id=attempt.id))
    db.session.commit()
    return answer


@bp.route("/attempts/<int:attempt_id>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def play_attempt(attempt_id: int) -> ResponseReturnValue:
    """Show the scene the attempt has reached and take the next choice."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=request.method == "POST")
    if attempt.finished_at is not None:
        return _over(attempt)
    play = queries.play_of(attempt)
    wait = _wait(play)
    form = _choice_form(play, wait)
    if form.is_submitted_and_valid():
        position = operations.record_choice(current_user, play, form.choice_id, reason=form.why)
        view = ".show_ending" if position.outcome else ".play_attempt"
        answer = done(url_for(view, attempt_id=attempt.id, _anchor="" if position.outcome else "latest"))
        db.session.commit()
        return answer
    if form.is_stale and form.repeats(play.position, attempt.seed):
        return redirect(url_for(".play_attempt", attempt_id=attempt.id, _anchor="latest"), 303)
    return _scene(play, wait, form)


def _wait(play: queries.Play) -> Wait | None:
    """Return how long the customer on screen waits, where time runs in this attempt."""
    attempt = play.attempt
    pace = Pace(attempt.patience, "zh" if reader_locale().startswith("zh") else "en") if attempt.patience else None
    return wait_at(play.position, attempt.seed, pace=pace, casting=casting_of(play.scenario, attempt.seed),
                   coached=attempt.mode == "practice")


def _choice_form(play: queries.Play, wait: Wait | None) -> ChoiceForm:
    """Return the form of the scene: its answers can be taken, and its silence once the customer has waited long enough."""
    cards = dealt(play.position, play.attempt.seed)
    if wait and not _due_in(play, wait):
        cards[wait.token] = wait.silence
    typed = take_typed(play.attempt.id, len(play.made)) if request.method == "GET" else ""
    return ChoiceForm(request.form, at=len(play.made), dealt=cards, early=wait.token if wait else "", reason=typed)


def _due_in(play: queries.Play, wait: Wait) -> int:
    """Return the seconds before which silence is not taken, by the server's clock; 0 once it is due."""
    return max(0, ceil(wait.seconds - (now() - play.since).total_seconds()))


def _scene(play: queries.Play, wait: Wait | None, sent: ChoiceForm) -> ResponseReturnValue:
    """Return the scene on screen, with what is wrong with the choice that was sent, if anything is."""
    attempt = play.attempt
    screen = screen_of(play.scenario, play.position, seed=attempt.seed, coached=attempt.mode == "practice", notes=play.notes,
                       wait=wait)
    return render_template(
        "roleplay/play_attempt.html", attempt=attempt, screen=screen, form=sent.anew() if sent.fault else sent,
        fault=sent.fault, touchpoint=queries.touchpoint_title(attempt),
        due_in=_due_in(play, wait) if wait else None), sent.status


@bp.route("/attempts/<int:attempt_id>/hint", methods=["POST"])
@requires(Can.TRAIN)
def open_hint(attempt_id: int) -> ResponseReturnValue:
    """Open the hint of the scene on screen, in a practice."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=True)
    if attempt.finished_at is not None:
        return _over(attempt)
    if attempt.mode != "practice":
        abort(400, _("Hints are for practice; an exam has none."))
    play, form = queries.play_of(attempt), AsideForm(request.form)
    if form.is_submitted_and_valid() and form.position.data == len(play.made) and play.position.scene.hint:
        operations.open_hint(play)
    answer = _to_the_scene(attempt, form)
    db.session.commit()
    return answer


def _to_the_scene(attempt: Attempt, form: AsideForm) -> Response:
    """Return the way back to the scene on screen, where the reason that was being typed stands again."""
    keep_typed(attempt.id, form)
    return done(url_for(".play_attempt", attempt_id=attempt.id, _anchor="now"))


@bp.route("/attempts/<int:attempt_id>/untimed", methods=["POST"])
@requires(Can.TRAIN)
def stop_clock(attempt_id: int) -> ResponseReturnValue:
    """Let the customers of a practice wait for ever from now on."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=True)
    if attempt.finished_at is not None:
        return _over(attempt)
    if attempt.mode != "practice":
        abort(400, _("The time in an exam cannot be turned off here. If you need more, ask HR before you start it."))
    operations.wait_for_ever(current_user, attempt)
    answer = _to_the_scene(attempt, AsideForm(request.form))
    db.session.commit()
    return answer


@bp.route("/attempts/<int:attempt_id>/again", methods=["POST"])
@requires(Can.TRAIN)
def try_again(attempt_id: int) -> ResponseReturnValue:
    """Take a finished practice up again from one of its scenes."""
    attempt = queries.get_attempt_for(current_user, attempt_id, to_change=True)
    form = PlaceForm(request.form)
    if attempt.outcome is None or attempt.mode != "practice":
        abort(400, _("Only a practice that has ended can be taken up again from a scene."))
    play = queries.play_of(attempt)
    if not form.is_submitted_and_valid() or not 0 < form.position.data < len(play.made):
        abort(400, _("Choose on the ending's page from which answer to try again."))
    again = operations.take_up_again(current_user, play, form.position.data)
    answer = done(url_for(".play_attempt", attempt_id=again.id, _anchor="now"))
    db.session.commit()
    return answer


def _over(attempt: Attempt) -> ResponseReturnValue:
    """Lead from a scene that has passed to the ending; what is sent to it too late is told so."""
    if attempt.outcome is None:
        return redirect(url_for(".show_scenario", slug=attempt.version.slug), 303)
    if request.method == "GET" or _comes_again(attempt):
        return redirect(url_for(".show_ending", attempt_id=attempt.id), 303)
    fault = _("This play had already ended, here or on another device.")
    return _ending_page(attempt, fault=fault), 409


@bp.route("/attempts/worker.js")
@public
def worker() -> ResponseReturnValue:
    """Send the service worker of the plays: from their folder, because a browser lets it serve nothing outside its own."""
    return sent(find("roleplay/worker.js") or abort(404), "no-cache")


def _comes_again(attempt: Attempt) -> bool:
    """Whether what is sent to a finished play is one of its choices that comes again."""
    play = queries.play_of(attempt)
    return ChoiceForm(request.form, at=len(play.made), dealt={}).repeats(play.position, attempt.seed)


@bp.route("/attempts/<int:attempt_id>/ending")
@requires(Can.TRAIN)
def show_ending(attempt_id: int) -> ResponseReturnValue:
    """Show how the play ended, what it earned, and what would have been better."""
    attempt = queries.get_attempt_for(current_user, attempt_id)
    if attempt.outcome is None:
        return redirect(url_for(".play_attempt", attempt_id=attempt.id), 303)
    return _ending_page(attempt)


def _ending_page(attempt: Attempt, fault: str = "") -> str:
    play = queries.play_of(attempt)
    ending = ending_of(play.scenario, play.position, seed=attempt.seed, notes=play.notes)
    onward = next((answer for _receiver, answer in asked_where_next.send(attempt) if answer), None)
    return render_template(
        "roleplay/show_ending.html", attempt=attempt, ending=ending, curve=_curve(ending),
        bars=_bars(ending.dimensions, DIMENSION_NAMES), step_bars=_bars(ending.step_marks, STEPS),
        earlier=queries.earlier_attempts(attempt),
        touchpoint=queries.touchpoint_title(attempt), onward=onward, fault=fault)


def _curve(ending: Ending) -> LineChart:
    """Return the moods as a line; each point is named by what had just been said."""
    labels = [_("At the start"), *(said(exchange.say) for exchange in ending.exchanges)]
    readings = [Reading(label, float(mood)) for label, mood in zip(labels, ending.moods, strict=True)]
    low, high = ending.mood_bounds
    return emotion_curve(readings, low=float(low), high=float(high))


def _bars(marks: Mapping[str, Mark], names: Mapping[str, str]) -> BarChart | None:
    """Return one bar per dimension or step, from the worst play (0) to the best (100)."""
    readings = [Reading(_against(_(names[name]), mark), mark.percent, tone=name if name in DIMENSION_NAMES else "accent")
                for name, mark in marks.items()]
    return bar_chart(readings, low=0, high=100, digits=0) if readings else None


def _against(name: str, mark: Mark) -> str:
    return str(_("%(dimension)s: %(points)s (worst %(worst)s, best %(best)s)", dimension=name,
                 points=shown(mark.points), worst=shown(mark.worst), best=shown(mark.best)))


@bp.app_template_filter("points")
def shown(points: Any) -> str:
    """Return points without decimals where they have none, with a true minus sign."""
    return number(float(points), 0 if float(points).is_integer() else 1)
