"""Boards: begun, written step by step, moved on, decided; and the lessons of earlier ones."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import list_departments
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.planning.boards import forms, operations, queries
from cxtrain.planning.boards.analysis import queries as analysis
from cxtrain.planning.boards.measure import MEASURES
from cxtrain.planning.boards.models import Board
from cxtrain.planning.boards.operations import SAID, BoardRefused, allowed
from cxtrain.planning.boards.sheet import Gathered
from cxtrain.planning.boards.sources.queries import sources
from cxtrain.planning.boards.steps import DECISIONS, STEP_NAMES, STEPS, WRITTEN, Move, State, Step, possible
from cxtrain.planning.boards.team.forms import NoteForm
from cxtrain.planning.boards.team.operations import may_choose, may_finish
from cxtrain.web import pdf
from cxtrain.web.pages import conflict, done, reader_locale, said
from cxtrain.web.whole import whole

Page = ResponseReturnValue
bp = Blueprint("boards", __name__, url_prefix="/planning/boards")
SHOWN = {"open": (State.OPEN,), "ended": (State.CLOSED, State.WITHDRAWN)}


@bp.route("")
@requires(Can.JOIN_BOARDS)
def list_boards() -> Page:
    """Show the boards that one is on, and those of the units in reach."""
    show = "ended" if request.args.get("show") == "ended" else "open"
    return render_template("planning/boards/list_boards.html", boards=queries.list_boards(current_user, SHOWN[show]), show=show,
                           names=STEP_NAMES, decisions=DECISIONS, steps=STEPS)


@bp.route("/lessons")
@requires(Can.IMPROVE)
def list_lessons() -> Page:
    """Show what earlier teams learnt, in the whole firm."""
    asked, decision = request.args.get("q", "")[:80], request.args.get("decision", "")
    place = next((each for each in list_touchpoints() if each.id == request.args.get("touchpoint", type=int)), None)
    return render_template(
        "planning/boards/list_lessons.html", asked=asked, decision=decision if decision in DECISIONS else "", place=place,
        lessons=queries.lessons(touchpoint=place, text=asked, decision=decision if decision in DECISIONS else ""),
        touchpoints=list_touchpoints(), decisions=DECISIONS)


@bp.route("/begin", methods=["GET", "POST"])
@requires(Can.IMPROVE)
def begin_board() -> Page:
    """Begin a board for a touchpoint; `follows` is the round before."""
    before = _round_before()
    form = _begin_form(before)
    if form.is_submitted_and_valid():
        board = operations.begin_board(current_user, form.beginning(before.id if before else None))
        return _end(board, _("The board is begun. Say next what is to be known."))
    place = next((each for each in list_touchpoints() if each.id == form.touchpoint_id.data), None)
    return render_template("planning/boards/begin_board.html", form=form, before=before, decisions=DECISIONS, place=place,
                           lessons=queries.lessons(touchpoint=place, most=5) if place else [],
                           going=queries.improving([place.id]).get(place.id) if place else None), 400 if form.errors else 200


def _round_before() -> Board | None:
    """Return the board whose next round is begun, if this is one."""
    follows = request.values.get("follows", request.values.get("follows_id", ""))
    if not follows.isdecimal():
        return None
    board = queries.get_board_for(current_user, whole(follows) or abort(404))
    if board.state != State.CLOSED or queries.next_round(board.id):
        abort(409)
    return board


def _begin_form(before: Board | None) -> forms.BeginForm:
    places = list_touchpoints()
    asked = before.touchpoint_id if before else request.args.get("touchpoint", type=int)
    owner = next((place.owner_id for place in places if place.id == asked), None)
    return forms.BeginForm(
        units=[(unit.id, said(unit.label)) for unit in list_units(current_user, Can.IMPROVE)],
        touchpoints=[(place.id, said(place.title)) for place in places],
        departments=[(each.id, said(each.title)) for each in list_departments() if each.lead_id],
        data={"unit_id": before.unit_id if before else request.args.get("unit", type=int) or current_user.unit_id,
              "touchpoint_id": asked or (places[0].id if places else None), "title": before.title if before else "",
              "departments": [owner] if owner else [], "follows_id": before.id if before else ""})


@bp.route("/<int:board_id>")
@requires(Can.JOIN_BOARDS)
def show_board(board_id: int) -> Page:
    """Show a board: its six steps, who is on it, what they do and say."""
    return board_page(queries.get_board_for(current_user, board_id))


def board_page(board: Board, status: int = 200, **typed: Any) -> Page:
    """Return a board's page; `typed` may hold a note (NoteForm as sent), finishing (an action's id) and a problem."""
    day = today(board.unit.zone)
    note = NoteForm(formdata=None, people=people_of(board))
    return render_template(
        "planning/boards/show_board.html", board=board, **{"note": note, "finishing": 0, "problem": "", **typed},
        moves=allowed(board, current_user), steps=STEPS, names=STEP_NAMES, said_in=SAID, words=forms.WORDS, written=WRITTEN,
        decisions=DECISIONS, compared=forms.COMPARED, measure=MEASURES[board.measure], notes=queries.notes_on(board.id),
        choosing=may_choose(board, current_user), today=day, follower=queries.next_round(board.id),
        mine={action.id for action in board.actions if may_finish(board, action, current_user)},
        sources=sources(board, day), lessons=_lessons(board), **analysis.board_facts(board, day)), status


def _lessons(board: Board) -> list[queries.Lesson]:
    """Return what other teams learnt at touchpoints of this kind, three at most."""
    found = queries.lessons(touchpoint=board.touchpoint, most=4) if board.state == State.OPEN else []
    return [lesson for lesson in found if lesson.board_id != board.id][:3]


def people_of(board: Board) -> list[tuple[int, str]]:
    """Return the others on a board as (id, name), for choosing whom to ask."""
    return [(each.employee_id, said(each.employee.label)) for each in board.members
            if each.employee_id != current_user.employee_id]


@bp.route("/<int:board_id>/words/<step>", methods=["GET", "POST"])
@requires(Can.JOIN_BOARDS)
def write_words(board_id: int, step: str) -> Page:
    """Write what a step says; the one who comes second sees both texts."""
    board = _board_for(board_id, Move.WRITE)
    if step not in SAID or Step(board.step) not in WRITTEN:
        abort(404 if step not in SAID else 409)
    words = getattr(board, SAID[Step(step)])
    form = forms.WordsForm(step=Step(step), data={"words": words, "version": board.version})
    facts = {"board": board, "form": form, "name": STEP_NAMES[step], "step": step}
    if form.is_submitted_and_valid():
        if form.version.data != board.version and words != form.words.data:
            form.version.data = board.version
            form.submission_key.data = form.submission_key.default()
            return conflict("planning/boards/write_words.html", theirs=words, **facts)
        operations.write_words(board, Step(step), form.words.data, actor=current_user)
        return _end(board, _("Saved."))
    return render_template("planning/boards/write_words.html", theirs="", **facts), 400 if form.errors else 200


@bp.route("/<int:board_id>/target", methods=["GET", "POST"])
@requires(Can.JOIN_BOARDS)
def set_target(board_id: int) -> Page:
    """Set goal, measure, target and day, and what the change is compared with."""
    board = _board_for(board_id, Move.WRITE)
    if Step(board.step) not in WRITTEN:
        abort(409)
    places, stores = analysis.comparable(board)
    form = forms.TargetForm(touchpoints=places, units=stores, data=forms.typed_target(board, today(board.unit.zone)))
    if form.is_submitted_and_valid():
        if form.version.data == board.version:
            operations.set_target(board, form.facts(board), actor=current_user)
            return _end(board, _("Saved."))
        form.version.data, form.submission_key.data = board.version, form.submission_key.default()
        return conflict("planning/boards/set_target.html", **_target_facts(board, form), theirs=True)
    return render_template("planning/boards/set_target.html", **_target_facts(board, form), theirs=False), \
        400 if form.errors else 200


def _target_facts(board: Board, form: forms.TargetForm) -> dict[str, Any]:
    return {"board": board, "form": form, "measures": MEASURES,
            "baselines": analysis.baselines(board, today(board.unit.zone), form.target.data)}


@bp.route("/<int:board_id>/move", methods=["POST"])
@requires(Can.JOIN_BOARDS)
def move_board(board_id: int) -> Page:
    """Go on to the next step, or back to the one before."""
    back = request.form.get("value") == "back"
    board = _board_for(board_id, Move.BACK if back else Move.FORWARD)
    try:
        (operations.go_back if back else operations.go_on)(board, actor=current_user)
    except BoardRefused as error:
        return board_page(board, 409, problem=_(error.message, **error.values))
    return _end(board, _("The board is at: %(step)s", step=_(STEP_NAMES[board.step])))


@bp.route("/<int:board_id>/change", methods=["GET", "POST"])
@requires(Can.JOIN_BOARDS)
def begin_change(board_id: int) -> Page:
    """Fix target and comparison, and say from which day on it is done the new way."""
    board, refused = _board_for(board_id, Move.BEGIN), ""
    day = today(board.unit.zone)
    form = forms.ChangeForm(data={"changed_on": day})
    if form.is_submitted_and_valid():
        try:
            operations.begin_change(board, form.changed_on.data, actor=current_user, today=day)
            return _end(board, _("The change begins. Target and comparison are fixed."))
        except BoardRefused as error:
            refused = _(error.message, **error.values)
    return render_template("planning/boards/begin_change.html", board=board, form=form, refused=refused,
                           compared=forms.COMPARED, measure=MEASURES[board.measure],
                           need=analysis.need_of(board, day)), 409 if refused else 400 if form.errors else 200


@bp.route("/<int:board_id>/decide", methods=["GET", "POST"])
@requires(Can.IMPROVE)
def decide_board(board_id: int) -> Page:
    """Decide with the numbers beside: keep, change or drop; and write down what was learnt."""
    board = _board_for(board_id, Move.DECIDE)
    found, form = analysis.effect_of(board, today(board.unit.zone)), forms.DecideForm()
    if form.is_submitted_and_valid():
        operations.decide(board, form.facts, found, actor=current_user)
        return _end(board, _("Decided. The lesson will be offered to the next team."))
    return render_template("planning/boards/decide_board.html", board=board, form=form, effect=found,
                           measure=MEASURES[board.measure]), 400 if form.errors else 200


@bp.route("/<int:board_id>/board.pdf")
@requires(Can.JOIN_BOARDS)
def board_pdf(board_id: int) -> Response:
    """Send the board as a PDF, in the reader's language."""
    board = queries.get_board_for(current_user, board_id)
    day = today(board.unit.zone)
    gathered = [Gathered(each.name, each.n, each.needed) for each in sources(board, day)]
    sheet = queries.sheet_of(board, gathered, analysis.board_facts(board, day))
    compared = {slug: str(text) for slug, text in forms.COMPARED.items()}
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    body = pdf.render("planning/boards/board.pdf.html", locale=reader_locale(), board=sheet, names=STEP_NAMES,
                      decisions=DECISIONS, compared=compared)
    return Response(body, mimetype="application/pdf",
                    headers={"Content-Disposition": f'inline; filename="{sheet.number}.pdf"'})


@bp.route("/<int:board_id>/withdraw", methods=["POST"])
@requires(Can.IMPROVE)
def withdraw_board(board_id: int) -> Page:
    """Put a board aside."""
    board = _board_for(board_id, Move.WITHDRAW)
    operations.withdraw(board, actor=current_user)
    return _end(board, _("The board is put aside."))


def _board_for(board_id: int, move: Move) -> Board:
    """Return the board where the reader may make the move; 404 where it is not theirs to see, 409 where it is too late."""
    board = queries.get_board_for(current_user, board_id)
    if move not in allowed(board, current_user):
        abort(403 if board.state == State.OPEN and move in possible(Step(board.step)) else 409)
    return board


def _end(board: Board, message: Any) -> Response:
    answer = done(url_for("boards.show_board", board_id=board.id), str(message))
    db.session.commit()
    return answer


