"""The pages on which anyone may check a certificate: by its QR code, by the code it stands for, by number and name."""

import datetime as dt
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import certificate_by_code, facts_of
from cxtrain.certificates.series.prefix import tidied
from cxtrain.certificates.terms import STATUS_WORDS, read_code
from cxtrain.certificates.verification import queries
from cxtrain.certificates.verification.forms import NumberForm
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import public
from cxtrain.people.names import masked_name
from cxtrain.web.limits import hit
from cxtrain.web.transactions import writing

bp = Blueprint("verification", __name__)
TRIES, WINDOW = 30, dt.timedelta(minutes=1)  # A code has 128 bits; the limit keeps machines from knocking.
# Numbers run on and names are common: whoever guesses gets few tries, from one address and at one number.
GUESSES, GUESS_WINDOW = 10, dt.timedelta(minutes=10)
NUMBER_GUESSES, NUMBER_WINDOW = 20, dt.timedelta(hours=1)
UNKNOWN_CODE, UNKNOWN_NUMBER, BUSY = "code", "number", "busy"


@bp.route("/verify", methods=["GET", "POST"])
@public
def verify():
    """Ask for the code on a certificate, or for its number and name."""
    if request.method == "POST":
        return _by_number(NumberForm(request.form))
    typed = request.args.get("code", "").strip()
    code = read_code(typed)
    if code:
        return redirect(url_for(".show_verification", code=code), 303)
    return _asked(UNKNOWN_CODE, 404) if typed else _asked()


def _by_number(form: NumberForm) -> Any:
    """Check by the number and the name that were typed; a wrong number and a wrong name get the same answer."""
    if not form.validate():
        return _asked("", 400, form)
    if not _may_guess(form.number.data):
        return _asked(BUSY, 429, form)
    certificate = queries.by_number_and_name(form.number.data, form.name.data)
    return _shown(certificate) if certificate else _asked(UNKNOWN_NUMBER, 404, form)


@bp.route("/verify/<code>")
@public
def show_verification(code: str):
    """Say whether the certificate with this code is genuine and good, and no more about the person than needed."""
    if not _may_try():
        return _asked(BUSY, 429)
    certificate = certificate_by_code(read_code(code))
    return _shown(certificate) if certificate else _asked(UNKNOWN_CODE, 404)


def _shown(certificate: Certificate) -> str:
    facts, day = facts_of(certificate), today(certificate.unit.zone)
    return render_template(
        "certificates/show_verification.html", certificate=certificate, facts=facts, name=masked_name(facts.name),
        status=certificate.status(day), follower=queries.follower_status(certificate), words=STATUS_WORDS, day=day,
    )  # fmt: skip


def _asked(problem: str = "", status: int = 200, form: NumberForm | None = None) -> Any:
    """Return the page that asks, with the one answer to whatever opens nothing, whatever is wrong with it."""
    page = render_template("certificates/verify.html", problem=problem, form=form or NumberForm(None))
    return page, status


def _may_try() -> bool:
    """Count a try of this address; the count is written even though the page only reads."""
    db.session.rollback()
    with writing():
        fine = hit(f"verify@{request.remote_addr}", TRIES, WINDOW)
        db.session.commit()
    return fine


def _may_guess(number: str) -> bool:
    """Count a guess of this address, and one at this number, whether or not there is such a number."""
    fine = hit(f"verify-number@{request.remote_addr}", GUESSES, GUESS_WINDOW)
    fine &= hit(f"verify-number#{tidied(number)}", NUMBER_GUESSES, NUMBER_WINDOW)
    db.session.commit()
    return fine
