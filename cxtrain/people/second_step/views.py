"""Asking for the second step, setting it up, and resetting that of somebody else."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.access.views import ruled
from cxtrain.people.guards import public, requires
from cxtrain.people.models import Account
from cxtrain.people.operations import digest
from cxtrain.people.permissions import Can
from cxtrain.people.second_step import operations, queries
from cxtrain.people.second_step.forms import BeginForm, CodeForm, EitherCodeForm
from cxtrain.people.views import HALF, welcome
from cxtrain.web import limits
from cxtrain.web.pages import done
from cxtrain.web.qr import qr_code

bp = Blueprint("second_step", __name__)
TRIES, WINDOW = 5, timedelta(minutes=15)  # three codes of a million are right at a time


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def enter_code():
    """Ask for the second step of whoever has just given the right password."""
    account = _half_signed_in()
    if account is None:
        return redirect(url_for("people.sign_in"), 303)
    form = EitherCodeForm(request.form)
    if form.is_submitted_and_valid():
        if not _tries_left(account.id):
            form.code.errors = [_("Too many tries. Wait a quarter of an hour.")]
            return render_template("people/enter_code.html", form=form), 429
        if operations.accept(account, form.code.data):
            limits.forget(f"code:{account.id}")
            return welcome(account, shared=session[HALF]["shared"])
        form.code.errors = [_wrong()]
    return render_template("people/enter_code.html", form=form), 400 if request.method == "POST" else 200


def _wrong() -> str:
    return _("That code is wrong, or it was used already. Wait for the next one; the phone's clock must be right.")


def _half_signed_in() -> Account | None:
    """Return whose password was right a moment ago, while the account is open and the password the same."""
    half = session.get(HALF)
    if not half or half["until"] < now().timestamp():
        return None
    account = queries.open_account(half["account"])
    return account if account and digest(account.password_hash) == half["mark"] else None


def _tries_left(account_id: int) -> bool:
    """Count a try before the code is looked at, so that parallel tries all count."""
    fine = limits.hit(f"code:{account_id}", TRIES, WINDOW)
    db.session.commit()
    return fine


@bp.route("/me/second-step", methods=["GET", "POST"])
@requires(Can.SEE_OWN, Can.SHOP, early=True)
def my_second_step():
    """Say how one's second step stands, and begin to set it up; with one in use, only by its code."""
    row = queries.second_step_of(current_user.account_id)
    form = EitherCodeForm(request.form) if row and row.secret else BeginForm(request.form)
    if form.is_submitted_and_valid():
        account = db.session.get_one(Account, current_user.account_id)
        if row is None or not row.secret or _proves(account, form):
            operations.begin(account)
            answer = redirect(url_for(".confirm_second_step"), 303)
            db.session.commit()
            return answer
    left = queries.codes_left(current_user.account_id)
    return render_template("people/my_second_step.html", form=form, row=row, left=left), 400 if form.errors else 200


def _proves(account: Account, form: EitherCodeForm) -> bool:
    fine = _tries_left(account.id) and operations.accept(account, form.code.data)
    if fine:
        limits.forget(f"code:{account.id}")
    form.code.errors = [] if fine else [_wrong()]
    return fine


@bp.route("/me/second-step/phone", methods=["GET", "POST"])
@requires(Can.SEE_OWN, Can.SHOP, early=True)
def confirm_second_step():
    """Show what the phone scans, ask for its first code, and show the recovery codes: once, so without a redirect."""
    account = db.session.get_one(Account, current_user.account_id)
    row = queries.second_step_of(account.id)
    secret = operations.opened(row.pending) if row else ""
    if not secret:
        return redirect(url_for(".my_second_step"), 303)
    form = CodeForm(request.form)
    if form.is_submitted_and_valid():
        if codes := operations.confirm(account, form.code.data):
            operations.let_on(current_user.session_id)
            db.session.commit()
            return render_template("people/confirm_second_step.html", codes=codes)
        form.code.errors = [_("That is not the code of this secret. Wait for the next one; the phone's clock must be right.")]
    return render_template("people/confirm_second_step.html", form=form, secret=secret,
                           qr=qr_code(operations.address_of(account, secret))), 400 if form.errors else 200


@bp.route("/people/<int:employee_id>/second-step/reset", methods=["POST"])
@requires(Can.MAKE_PASSWORD_LINKS)
def reset_second_step(employee_id: int):
    """Forget the lost phone of somebody else, who sets up a new one at the next sign-in."""
    person = ruled(employee_id, Can.MAKE_PASSWORD_LINKS)
    account = queries.account_with_second_step(person.id) or abort(404)
    operations.reset(account)
    answer = done(url_for("staff.show_person", employee_id=person.id), _("The second step was reset."))
    db.session.commit()
    return answer
