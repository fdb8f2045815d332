"""Calibration: what is asked of the reader, rounds, scoring a case, and the result with the key."""

from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality import answers as reading
from cxtrain.quality.calibration import operations, queries
from cxtrain.quality.calibration.cases.case import keyed_items
from cxtrain.quality.calibration.cases.queries import case_of, current_cases, form_of
from cxtrain.quality.calibration.forms import DueForm, RoundForm
from cxtrain.quality.calibration.models import GoldCase, Trial
from cxtrain.quality.calibration.pairs.queries import asked_of
from cxtrain.quality.calibration.pool.queries import open_counts
from cxtrain.quality.calibration.results.queries import round_told, told
from cxtrain.quality.refusal import Refused
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said, shown_moment

bp = Blueprint("calibration", __name__, url_prefix="/quality/calibration")


@bp.app_context_processor
def due() -> dict[str, Any]:
    """Give the list of visits what calibration asks of the reader."""
    return {"calibration_due": lambda: queries.due_for(current_user.account_id),
            "second_visits": lambda: asked_of(current_user.account_id)}


@bp.route("")
@requires(Can.SHOP, Can.CALIBRATE)
def list_rounds() -> ResponseReturnValue:
    """Show what the reader is asked to score and has scored; to those who calibrate, the rounds and the shoppers."""
    page: dict[str, Any] = {"today": today(current_user.zone), "mine": queries.own_trials(current_user),
                            "standing": queries.standing_of([current_user.account_id])[current_user.account_id],
                            "newest": queries.newest_quarter()}
    if current_user.may(Can.CALIBRATE):
        people = queries.shoppers()
        page |= {"rounds": [(each, queries.trials_of(each.id)) for each in queries.rounds()[:12]], "people": people,
                 "standings": queries.standing_of([person.id for person in people]),
                 "severities": queries.severities(), "checks": open_counts(current_user)}
    return render_template("quality/list_rounds.html", **page)


@bp.route("/rounds/new", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def open_round() -> ResponseReturnValue:
    """Choose cases, a last day and shoppers."""
    cases, usual = [each for each in current_cases() if each.ready], [each.id for each in queries.shoppers()]
    people = {each.id: each for each in (*queries.shoppers(), *queries.possible_shoppers())}
    form = RoundForm(cases=[(each.id, said(each.title)) for each in cases], usual=usual, today=today(current_user.zone),
                     accounts=[(key, said(each.employee.label)) for key, each in people.items()])
    if form.is_submitted_and_valid():
        chosen = [each for each in cases if each.id in (form.cases.data or ())]
        try:
            made = operations.open_round(current_user, form.kind.data, chosen, due_on=form.due_on.data,
                                         accounts=form.accounts.data or ())
        except Refused as refusal:
            form.cases.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".show_round", round_id=made.id), _("The round is open."))
            db.session.commit()
            return answer
    return render_template("quality/open_round.html", form=form, seen=queries.seen_cases(people),
                           slugs={each.id: each.slug for each in cases}), 400 if form.errors else 200


@bp.route("/rounds/<int:round_id>", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def show_round(round_id: int) -> ResponseReturnValue:
    """Show who is missing, how far shoppers agree with the key and each other, and on what they differ; move or close it."""
    found = queries.get_round(round_id)
    form = DueForm(today=today(current_user.zone), data={"due_on": found.due_on, "action": "move"})
    if form.is_submitted_and_valid():
        try:
            operations.change_round(found, due_on=form.due_on.data, close=form.action.data == "close")
        except Refused as refusal:
            form.due_on.errors = [_(refusal.sentence)]
        else:
            said_so = _("The round is closed.") if found.closed_at else _("Saved.")
            answer = done(url_for(".show_round", round_id=found.id), said_so)
            db.session.commit()
            return answer
    return render_template("quality/show_round.html", found=found, form=form, today=today(current_user.zone),
                           told=round_told(found)), 400 if form.errors else 200


@bp.route("/join", methods=["POST"])
@requires(Can.SHOP)
def join_round() -> ResponseReturnValue:
    """Take part in the newest round, as a new shopper does before the first visit."""
    try:
        trial = operations.join_round(current_user)
    except Refused:
        abort(409)
    answer = done(url_for(".show_trial", trial_id=trial.id))
    db.session.commit()
    return answer


@bp.route("/trials/<int:trial_id>", methods=["GET", "POST"])
@requires(Can.SHOP)
def show_trial(trial_id: int) -> ResponseReturnValue:
    """Show which cases are to be scored, and submit; once submitted, the result with the key, item by item."""
    trial, refused = queries.get_trial_for(current_user, trial_id), None
    form = PageForm()
    if form.is_submitted_and_valid():
        try:
            operations.submit(trial)
        except Refused as refusal:
            refused = _(refusal.sentence)
        else:
            answer = done(url_for(".show_trial", trial_id=trial.id),
                          _("Submitted. Below are the right answers with their reasons."))
            db.session.commit()
            return answer
    if trial.submitted_at is not None:
        return render_template("quality/show_result.html", told=told(trial), trial=trial, own=True)
    cases = queries.cases_of(trial.round_id)
    return render_template(
        "quality/show_trial.html", trial=trial, cases=cases, form=form, refused=refused, today=today(current_user.zone),
        left=operations.unanswered(cases, queries.answers_of(trial.id))), 409 if refused else 200


@bp.route("/results/<int:trial_id>")
@requires(Can.CALIBRATE)
def show_result(trial_id: int) -> ResponseReturnValue:
    """Show a shopper's result with the key, and how severity moved over the rounds."""
    trial = queries.get_any_trial(trial_id)
    return render_template("quality/show_result.html", told=told(trial), trial=trial, own=False)


@bp.route("/trials/<int:trial_id>/cases/<int:position>", methods=["GET", "POST"])
@requires(Can.SHOP)
def score_case(trial_id: int, position: int) -> ResponseReturnValue:
    """Show a case without its key, and save the answers; the page's script saves them as they change."""
    trial, gold, last = _open_case(trial_id, position)
    before = queries.answers_of(trial.id).get(gold.id, {})
    typed = reading.read(form_of(gold), {name: request.form.getlist(name)[-1] for name in request.form}, before)
    form = PageForm()
    if request.accept_mimetypes.best == "application/json" and request.method == "POST":
        return _saved(trial, gold, typed)
    if form.is_submitted_and_valid():
        operations.save_answers(trial, gold, typed.answers)
        if not typed.faults:
            onward = request.form.get("action") == "next" and not last
            answer = done(url_for(".score_case", trial_id=trial.id, position=position + 1) if onward else url_for(
                ".show_trial", trial_id=trial.id), _("Saved."))
            db.session.commit()
            return answer
    shown = reading.fields(before | dict(typed.answers))
    return render_template("quality/score_case.html", **_case_page(trial, gold, shown), form=form, position=position,
                           last=last, faults=typed.faults), 400 if form.errors or typed.faults else 200


def _open_case(trial_id: int, position: int) -> tuple[Trial, GoldCase, bool]:
    trial = queries.get_trial_for(current_user, trial_id)
    cases = queries.cases_of(trial.round_id)
    if trial.submitted_at is not None or not 1 <= position <= len(cases):
        abort(404)
    return trial, cases[position - 1], position == len(cases)


def _case_page(trial: Trial, gold: GoldCase, shown: dict[str, str]) -> dict[str, Any]:
    instrument = form_of(gold)
    items = keyed_items(instrument)
    asked = {item.id for item in items}
    return {"trial": trial, "case": case_of(gold), "instrument": instrument, "items": items, "shown": shown, "theirs": {},
            "photos": [], "visit": None, "answered": sum(bool(shown.get(name)) for name in asked), "asked": len(asked)}


def _saved(trial: Trial, gold: GoldCase, typed: reading.Reading) -> ResponseReturnValue:
    operations.save_answers(trial, gold, typed.answers)
    db.session.commit()
    return jsonify(saved_at=shown_moment(trial.saved_at, "time"), faults={name: _(text) for name, text in typed.faults.items()})
