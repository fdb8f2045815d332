"""Signing in to a session by the code on the screen, and the trainer's list of who was there."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.guards import public, requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.training.classes.attendance import forms, operations, queries
from cxtrain.training.classes.attendance.codes import code_of, is_fresh, seconds_left, step_at
from cxtrain.training.classes.attendance.forms import Ticket
from cxtrain.training.classes.attendance.keyed import OWN, Checked, Person, checked, row_of
from cxtrain.training.classes.attendance.marks import Sent, Typed, read, unmarked, was
from cxtrain.training.classes.attendance.operations import Scan
from cxtrain.training.classes.attendance.queries import Held
from cxtrain.training.classes.attendance.times import AWAY, door
from cxtrain.training.classes.attendance.wording import METHOD_NAMES, REFUSALS, STATE_NAMES
from cxtrain.training.classes.queries import leads
from cxtrain.web.keying import plain
from cxtrain.web.pages import done, said
from cxtrain.web.qr import qr_code

bp = Blueprint("attendance", __name__)


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"state_names": STATE_NAMES, "method_names": METHOD_NAMES, "away": AWAY}


@bp.route("/training/classes/sessions/<int:session_id>/code")
@requires(Can.TRAIN, Can.RUN_CLASSES)
def show_code(session_id: int) -> ResponseReturnValue:
    """Show the code that people scan, with how many have come; for the screen in the room."""
    held = queries.get_session(current_user, session_id)
    return render_template("training/attendance/show_code.html", **_screen(held), refresh=seconds_left(now()) + 1,
                           sessions=queries.sessions_of(held))


@bp.route("/training/classes/sessions/<int:session_id>/code/now")
@requires(Can.TRAIN, Can.RUN_CLASSES)
def code_now(session_id: int) -> ResponseReturnValue:
    """Send the part of that screen that changes."""
    return render_template("training/attendance/_code.html", **_screen(queries.get_session(current_user, session_id)))


def _screen(held: Held) -> dict[str, Any]:
    moment, names = now(), request.args.get("names") == "1"
    shut = "ended" if not held.is_open else door(held.span, moment)
    address = url_for(".scan", session_id=held.session.id, code=code_of(held.of.secret, held.session.id, step_at(moment)))
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    return {"held": held, "shut": REFUSALS.get(shut), "qr": qr_code(base + address) if shut == "open" else None,
            "counts": queries.counts_of(held), "names": names, "seats": queries.roster_of(held) if names else []}


@bp.route("/here/<int:session_id>/<code>")
@public
def scan(session_id: int, code: str) -> ResponseReturnValue:
    """Exchange a code that is on the screen now for a ticket of this browser; an old one is worth nothing."""
    secret = queries.secret_of(session_id)
    if secret is None or not is_fresh(code, secret, session_id, now()):
        return _refused("stale")
    mark = forms.browser_mark() or forms.new_mark()
    ticket = forms.new_ticket(session_id, mark, getattr(current_user, "account_id", 0))
    answer: Response = redirect(url_for(".sign_in", ticket=ticket.signed()), 303)
    forms.give_mark(answer, mark)
    return answer


def _refused(why: str, held: Held | None = None) -> tuple[str, int]:
    return render_template("training/attendance/_refused.html", why=REFUSALS[why], held=held), 410


@bp.route("/here/t/<ticket>", methods=["GET", "POST"])
@requires(Can.TRAIN)
def sign_in(ticket: str) -> ResponseReturnValue:
    """Say with one button that one is here."""
    given = forms.read_ticket(ticket)
    held = queries.own_session(current_user, given.session_id, to_sign=request.method == "POST") if given else None
    why = _hurdle(given, held)
    if why or given is None or held is None:
        return _refused(why, held)
    row = queries.own_attendance(held.session.id, current_user.employee_id)
    if row is not None and row.state not in AWAY:
        return redirect(url_for(".show_signed", session_id=held.session.id), 303)
    form = forms.SignInForm()
    if not form.is_submitted_and_valid():
        return render_template("training/attendance/sign_in.html", held=held, form=form), 400 if form.errors else 200
    operations.sign_in(current_user, held, Scan(given.nonce, given.browser))
    answer = done(url_for(".show_signed", session_id=held.session.id))
    db.session.commit()
    return answer


def _hurdle(given: Ticket | None, held: Held | None) -> str:
    """Return why a ticket is not taken, "" where it is: a key of REFUSALS."""
    if given is None:
        return "stale"
    mark = forms.browser_mark()
    if not mark or forms.browser_digest(mark, given.session_id) != given.browser:
        return "browser"
    if given.account_id not in (0, current_user.account_id):
        return "account"
    if queries.holder_of(given.nonce) not in (None, current_user.employee_id):
        return "used"
    if held is None:
        return "roster"
    if leads(current_user, held.of):
        return "own"
    shut = "ended" if not held.is_open else door(held.span, now())
    return "" if shut == "open" else shut


@bp.route("/training/classes/sessions/<int:session_id>/mine")
@requires(Can.TRAIN)
def show_signed(session_id: int) -> ResponseReturnValue:
    """Show somebody how they stand at a session."""
    held = queries.own_session(current_user, session_id) or abort(404)
    row = queries.own_attendance(session_id, current_user.employee_id)
    return render_template("training/attendance/show_signed.html", held=held, row=row)


@bp.route("/training/classes/sessions/<int:session_id>/doubts/<int:employee_id>", methods=["POST"])
@requires(Can.TRAIN, Can.RUN_CLASSES)
def settle_doubt(session_id: int, employee_id: int) -> ResponseReturnValue:
    """Confirm or strike somebody whom another person's phone signed in."""
    held = _to_change(session_id)
    seat = next((each for each in queries.roster_of(held) if each.person.id == employee_id), None)
    if seat is None or seat.attendance is None or not seat.attendance.doubted:
        abort(404)
    if employee_id == current_user.employee_id:
        abort(409, _(OWN))
    is_here = request.form.get("value") == "here"
    operations.settle_doubt(current_user, held, seat, is_here=is_here)
    answer = done(url_for(".take_attendance", session_id=session_id),
                  _("Confirmed.") if is_here else _("Struck: absent."))
    db.session.commit()
    return answer


@bp.route("/training/classes/sessions/<int:session_id>/add", methods=["POST"])
@requires(Can.TRAIN, Can.RUN_CLASSES)
def add_person(session_id: int) -> ResponseReturnValue:
    """Put somebody who came on the roster, by staff number."""
    held, form = _to_change(session_id), forms.AddForm()
    person = queries.find_newcomer(held, plain(form.number.data or "")) if form.is_submitted_and_valid() else None
    why = _not_added(held, person)
    if why or person is None:
        form.number.errors = list(form.number.errors) or [why]
        return _list(held, {}, add=form), 400
    operations.add_on_the_spot(current_user, held, person)
    message = _("%(name)s is on the roster and here.", name=said(person.label))
    answer = done(url_for(".take_attendance", session_id=session_id), message)
    db.session.commit()
    return answer


def _not_added(held: Held, person: Employee | None) -> str:
    """Return why somebody is not put on the roster on the spot, "" where they are."""
    if person is None:
        return _("Nobody in the units of this class has this staff number.")
    if person.id == current_user.employee_id:
        return _(OWN)
    if person.id == held.of.trainer_id:
        return _("This person teaches the class.")
    return _("It is too early: people are added from one hour before the session starts.") if (
        door(held.span, now()) == "early") else ""


@bp.route("/training/classes/sessions/<int:session_id>/attendance", methods=["GET", "POST"])
@requires(Can.TRAIN, Can.RUN_CLASSES)
def take_attendance(session_id: int) -> ResponseReturnValue:
    """Say of everybody on the roster how they were, by one tap each."""
    if request.method != "POST":
        return _list(queries.get_session(current_user, session_id), {})
    held, form = _to_change(session_id), forms.SignInForm()
    lines = queries.lines_of(queries.roster_of(held), current_user.employee_id)
    sent = read(request.form, lines, held.session.minutes)
    if not form.is_submitted_and_valid() or sent.faults or sent.overtaken:
        return _list(held, sent.typed, sent=sent), 409 if sent.overtaken else 400
    marked = {one: operations.Said(each.state, each.given, each.why) for one, each in sent.typed.items() if one in sent.changed}
    if request.form.get("do") == "all":
        marked |= {one: operations.Said("present") for one in unmarked(lines, sent.changed)}
    count = operations.mark(current_user, held, marked)
    answer = done(url_for(".take_attendance", session_id=session_id), _said_of(count))
    db.session.commit()
    return answer


def _said_of(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext("Kept for %(num)s person.", "Kept for %(num)s people.", count)


def _list(held: Held, typed: Mapping[int, Typed], *, sent: Sent | None = None, add: forms.AddForm | None = None) -> str:
    seats = queries.roster_of(held)
    lines = queries.lines_of(seats, current_user.employee_id)
    return render_template(
        "training/attendance/take_attendance.html", held=held, seats=seats, was=was(lines), typed=typed, sent=sent,
        form=forms.SignInForm(formdata=None), add=add or forms.AddForm(formdata=None), doubts=queries.doubts_of(seats),
        counts=queries.counts_of(held), sessions=queries.sessions_of(held))


@bp.route("/training/classes/sessions/<int:session_id>/sheet", methods=["GET", "POST"])
@requires(Can.TRAIN, Can.RUN_CLASSES)
def key_attendance(session_id: int) -> ResponseReturnValue:
    """Key in a signed sheet of paper: staff numbers typed or pasted, checked, looked over, and kept all at once."""
    if request.method != "POST":
        form = forms.PaperForm()
        form.put([], forms.BLANK_ROWS)
        return _keying(queries.get_session(current_user, session_id), form)
    held, form = _to_change(session_id), forms.PaperForm()
    people = queries.people_by_number(queries.roster_of(held), current_user.employee_id)
    typed = form.take(partial(row_of, known=people))
    if form.do.data not in ("check", "save"):
        form.put(typed, forms.BLANK_ROWS if form.do.data == "more" else 1)
        return _keying(held, form), 400 if form.wrong else 200
    rows = checked(typed, people)
    if not form.is_submitted_and_valid() or not rows or any(row.complaints for row in rows):
        form.put(typed, 1)
        return _keying(held, form, rows), 400
    form.put(typed)
    others = [one for one in people.values() if not one.state and not one.is_own and all(one is not row.person for row in rows)]
    if form.do.data == "check":
        return _keying(held, form, rows, others=others)
    return _kept(held, rows, others if form.others.data else [])


def _kept(held: Held, rows: Sequence[Checked], others: Sequence[Person]) -> ResponseReturnValue:
    marked = {row.person.employee_id: operations.Said(row.state) for row in rows if row.person}
    marked |= {one.employee_id: operations.Said("absent") for one in others}
    count = operations.mark(current_user, held, marked)
    answer = done(url_for(".take_attendance", session_id=held.session.id), _said_of(count))
    db.session.commit()
    return answer


def _keying(held: Held, form: forms.PaperForm, rows: Sequence[Checked] = (), *, others: Sequence[Person] | None = None) -> str:
    """Return the page; `others`, of whom nothing is said: nothing is wrong, and what will be kept is shown once more."""
    return render_template("training/attendance/key_attendance.html", held=held, form=form, rows=rows, others=others)


def _to_change(session_id: int) -> Held:
    held = queries.get_session(current_user, session_id, to_change=True)
    return held if held.is_open else abort(409, _("This class was closed or cancelled: its attendance is corrected there."))
