"""Signing in and out, setting a password, one's sessions, language and theme."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people import operations, queries
from cxtrain.people.devices import device_class
from cxtrain.people.forms import BackForm, PasswordForm, SignInForm
from cxtrain.people.guards import public, requires
from cxtrain.people.models import Account
from cxtrain.people.notice.queries import read_at
from cxtrain.people.permissions import Can
from cxtrain.people.second_step import operations as second_step
from cxtrain.people.second_step import queries as second_steps
from cxtrain.people.tabs import Tab
from cxtrain.web import limits
from cxtrain.web.pages import back_path, done
from cxtrain.web.whole import whole

bp = Blueprint("people", __name__)
PER_ACCOUNT, PER_ADDRESS, WINDOW = 10, 200, timedelta(minutes=15)
PER_ACCOUNT_CROWDED = 3  # a shop's staff share one address: where it tries too often, each has fewer tries, and nobody none
HALF, HALF_LASTS = "half", timedelta(minutes=5)  # signed in by password, and the phone has to be found


def opened(tabs: Iterable[Tab]) -> list[dict[str, Any]]:
    """Return the tabs that the reader may open, with their addresses, and which of them the page belongs to."""
    return [{"url": url_for(tab.endpoint), "label": tab.label, "current": tab.holds(request.blueprint)}
            for tab in tabs if current_user.may(tab.can)]


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in():
    """Ask who it is, and open a session."""
    form = SignInForm(request.form)
    if form.is_submitted_and_valid():
        login = operations.normalised_login(form.login.data)
        account = queries.account_by_login(login)
        name = account.login if account else login  # tries by number and by mobile count together
        if not _tries_left(name):
            form.password.errors = [_("Too many tries. Wait a quarter of an hour, or ask HR for a new link.")]
            return render_template("people/sign_in.html", form=form), 429
        if operations.password_matches(account.password_hash if account else "", form.password.data) and account:
            return _next_step(account, shared=form.shared.data)
        form.password.errors = [_("Staff number, mobile or password is wrong. After 10 tries you must wait.")]
    status = 400 if request.method == "POST" else 200
    return render_template("people/sign_in.html", form=form), status


def _tries_left(name: str) -> bool:
    """Count a try before the password is looked at, so that parallel tries all count.

    It ends the transaction, too: hashing takes tens of milliseconds, and nobody should wait for it.
    """
    crowded = not limits.hit(f"sign-in@{request.remote_addr}", PER_ADDRESS, WINDOW)
    fine = limits.hit(f"sign-in:{name}", PER_ACCOUNT_CROWDED if crowded else PER_ACCOUNT, WINDOW)
    db.session.commit()
    return fine


def _next_step(account: Account, *, shared: bool) -> Response:
    """Ask for the second step where there is one; else let in."""
    if not second_steps.is_set_up(account.id):
        return welcome(account, shared=shared)
    session[HALF] = {"account": account.id, "until": (now() + HALF_LASTS).timestamp(), "shared": shared,
                     "mark": operations.digest(account.password_hash)}
    return redirect(url_for("second_step.enter_code"), 303)


def welcome(account: Account, *, shared: bool) -> Response:
    """Open a session; lead HR and admins to the second step while they put it off, at first and towards the end."""
    office = any(grant in ("hr", "admin") for grant in queries.roles_of(account.id))
    held_back, led = second_step.ask(account) if office else (False, False)
    token = operations.start_session(account, device=device_class(request.user_agent.string), shared=shared,
                                     office=office, held_back=held_back)
    limits.forget(f"sign-in:{account.login}")
    after = session.get("after", "")
    session.clear()
    db.session.commit()
    rows = queries.session_rows(operations.digest(token))
    login_user(queries.actor_from(rows, token))
    goal = url_for("second_step.my_second_step") if led else back_path(after) or url_for("reports.today")
    if read_at(account.id):
        return redirect(goal, 303)
    session["after"] = goal
    return redirect(url_for("privacy_notice.read_notice"), 303)


@bp.route("/sign-out", methods=["POST"])
@requires(Can.SEE_OWN, Can.SHOP, early=True)
def sign_out():
    """End this session, and have the browser forget what it kept."""
    operations.end_session(current_user.session_id, current_user.account_id, why="signed out")
    db.session.commit()
    logout_user()
    session.clear()
    answer = redirect(url_for(".sign_in"), 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str):
    """Set a password by a link from HR or from the command line."""
    link = operations.open_password_link(token)
    if link is None:
        return render_template("people/set_password.html", form=None), 404
    account = db.session.get_one(Account, link.account_id)
    form = PasswordForm(request.form)
    if form.is_submitted_and_valid() and _acceptable(form, account):
        hashed = _hashed_outside(form.password.data)
        link, account = operations.open_password_link(token), db.session.get_one(Account, account.id)
        if link is None:
            abort(404)
        link.used_at = now()
        operations.set_password(account, hashed)
        answer = done(url_for(".sign_in"), _("Your password is set. Sign in with it."))
        db.session.commit()
        return answer
    return render_template("people/set_password.html", form=form, account=account), 400 if form.errors else 200


def _acceptable(form: PasswordForm, account: Account) -> bool:
    fault = operations.password_fault(form.password.data, account.login)
    sentences = {"short": _("At least 8 characters, please"),
                 "common": _("That password is among the first that anyone would try"),
                 "login": _("The password may not contain your staff number")}
    form.password.errors = [sentences[fault]] if fault else []
    return not fault


def _hashed_outside(password: str) -> str:
    db.session.rollback()  # hashing takes tens of milliseconds; nobody should wait for it
    hashed = operations.hasher().hash(password)
    return hashed


@bp.route("/me/sessions", methods=["GET", "POST"])
@requires(Can.SEE_OWN, Can.SHOP)
def my_sessions():
    """List the devices that are signed in, and end them."""
    form = BackForm(request.form)
    if form.is_submitted_and_valid():
        wanted = form.value.data or ""
        if wanted == "all":
            operations.end_sessions(current_user.account_id, why="ended", but=current_user.session_id)
        elif not operations.end_session(whole(wanted) or abort(404), current_user.account_id, why="ended"):
            abort(404)
        answer = done(url_for(".my_sessions"), _("Signed out there."))
        db.session.commit()
        return answer
    return render_template("people/my_sessions.html", form=form, sessions=queries.open_sessions(current_user.account_id))


@bp.route("/language", methods=["POST"])
@public
def language():
    """Change the language, for good where somebody is signed in."""
    wanted = "en" if request.form.get("value") == "en" else "zh_Hans"
    session["locale"] = wanted
    if current_user.is_authenticated:
        db.session.get_one(Account, current_user.account_id).locale = wanted
        db.session.commit()
    return redirect(back_path(request.form.get("back", "")) or url_for("reports.today"), 303)


@bp.route("/theme", methods=["POST"])
@public
def theme():
    """Choose light, dark, or what the device says."""
    wanted = request.form.get("value")
    session["theme"] = wanted if wanted in ("light", "dark") else ""
    return redirect(back_path(request.form.get("back", "")) or url_for("reports.today"), 303)


def load_actor(token: str):
    """Return the Actor of a session's token, or None where it has ended, idled out or grown old."""
    rows = queries.session_rows(operations.digest(token))
    if not rows:
        return None
    row, moment = rows[0], now()
    if not queries.is_alive(row):
        return None
    if moment - row.seen_at > timedelta(minutes=1):
        operations.touch_session(row.session_id, moment)
    return queries.actor_from(rows, token)
