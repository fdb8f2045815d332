"""The pages that customers open: the survey behind a poster or a link, the thanks, and an answer found by its receipt.

They know no session and set no cookie; a signed pass stands in for the token against foreign forms.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from flask import current_app, g, render_template, request
from sqlalchemy.exc import DBAPIError

from cxtrain.clock import today
from cxtrain.extensions import csrf, db
from cxtrain.people.guards import public
from cxtrain.voices import queries as voices
from cxtrain.voices.answering import forms, operations, queries
from cxtrain.voices.answering.door import Place, closed_because
from cxtrain.voices.answering.forms import Pass
from cxtrain.voices.answering.receipt import code_of, read_code
from cxtrain.voices.answering.repeats import digest_of
from cxtrain.voices.answering.sheet import LONGEST, asked, read
from cxtrain.voices.models import Response
from cxtrain.voices.questionnaire import SCALES
from cxtrain.web.assets import Cookieless
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import reading

bp = Cookieless("answering", __name__)
csrf.exempt(bp)
Page = tuple[str, int]


@bp.before_request
def choose_language() -> None:
    """Speak as was chosen on the page, else as the browser does: Chinese to those who read it, English to all others."""
    wanted = request.values.get("lang") or _preferred()
    g.page_locale = "en" if wanted == "en" else "zh_Hans"


def _preferred() -> str:
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "en"])
    return "zh" if (best or "").startswith("zh") or not request.accept_languages else "en"


def _page(template: str, code: int = 200, **facts: object) -> Page:
    settings = current_app.config["CX"]
    return render_template(f"voices/answering/{template}.html", english=g.page_locale == "en", code=code, honey=forms.HONEY,
                           firm={"zh": settings.firm, "en": settings.firm_en}, **facts), code


@bp.errorhandler(LockTimeout)
@bp.errorhandler(DBAPIError)
def busy(error: Exception) -> Page:
    """Say that it did not come, and offer what was posted to be sent again."""
    db.session.rollback()
    db.session.remove()
    current_app.logger.error("a customer's answer must be sent again", exc_info=error)
    return _page("_note", 503, why="busy", typed=request.form.items(multi=True))


@bp.route("/s/<token>", methods=["GET", "POST"])
@public
def answer_survey(token: str) -> Page:
    """Ask what a poster's campaign asks, and take the answer."""
    return _taken(token[:64]) if request.method == "POST" else _asked(queries.place_by_token(token[:64]))


@bp.route("/l/<token>", methods=["GET", "POST"])
@public
def answer_link(token: str) -> Page:
    """The same by a link that is answered once."""
    address = queries.link_digest(token)
    return _taken(address, by_link=True) if request.method == "POST" else _asked(queries.place_by_link(address))


def _asked(place: Place | None) -> Page:
    if place is None:
        return _page("_note", 404, why="nowhere")
    why = closed_because(place, today(place.zone))
    if why:
        return _page("_note", 410, why=why, place=place)
    return _sheet(place, forms.new_pass(place.id, place.link_id))


def _sheet(place: Place, own: Pass, faults: Mapping[str, str] | None = None, hurdle: str = "") -> Page:
    questionnaire = voices.questionnaire_by(place.questionnaire)
    return _page(
        "answer_survey", 200 if faults is None else 400, place=place, title=questionnaire.title.said,
        questions=asked(questionnaire, own.key), given=request.form, own=own.signed(), hurdle=hurdle,
        faults=faults or {}, scales=SCALES, longest=LONGEST,
    )  # fmt: skip


def _taken(address: str, *, by_link: bool = False) -> Page:
    own, hurdle = forms.checked_pass(request.form)
    if hurdle:  # found out before anybody waits for a lock
        return _returned(address, own, hurdle, by_link=by_link)
    salt = operations.todays_salt()
    if not operations.within_limit(salt, request.remote_addr or ""):
        db.session.commit()
        return _page("_note", 429, why="many", typed=request.form.items(multi=True))
    place = queries.locked(own.place_id, own.link_id)
    if place is None or place.address != address:
        db.session.commit()
        return _returned(address, own, str(forms.FORGED), by_link=by_link)
    filled = read(voices.questionnaire_by(place.questionnaire), own.key, request.form)
    sender = _sender(own, salt, place)
    why = "" if filled.faults else operations.take_in(place, filled, sender)
    db.session.commit()
    if filled.faults:
        return _sheet(place, own, filled.faults)
    return _page("_note", 410, why=why, place=place) if why else _page("_thank_you", place=place, receipt=sender.receipt)


def _returned(address: str, own: Pass, hurdle: str, *, by_link: bool) -> Page:
    """Return the page with what was posted, to be sent once more."""
    with reading():
        place = queries.place_by_link(address) if by_link else queries.place_by_token(address)
        if place is None:
            return _page("_note", 404, why="nowhere")
        if (own.place_id, own.link_id) != (place.id, place.link_id or 0):
            own = replace(own, place_id=place.id, link_id=place.link_id or 0, key=forms.new_pass().key)
        faults = read(voices.questionnaire_by(place.questionnaire), own.key, request.form).faults
        return _sheet(place, own, faults, hurdle)


def _sender(own: Pass, salt: str, place: Place) -> operations.Sender:
    """Return how the answer came: of the device the day's digest, and what that is made of is kept nowhere."""
    traits = (request.headers.get(name, "") for name in ("User-Agent", "Accept-Language", "Sec-CH-UA", "Sec-CH-UA-Platform"))
    return operations.Sender(
        own.key, code_of(own.key, current_app.config["SECRET_KEY"]), "en" if g.page_locale == "en" else "zh",
        digest_of(salt, str(place.campaign_id), request.remote_addr or "", *traits),
    )  # fmt: skip


@bp.route("/answer", methods=["GET", "POST"])
@public
def find_answer() -> Page:
    """Find an answer by its receipt, and show it."""
    if request.method == "GET":
        return _page("find_answer", own=forms.new_pass().signed())
    found = _found()
    db.session.commit()
    if not isinstance(found, Response):
        return found
    return _page("_answer", **_said(found), code_typed=request.form["receipt"], own=forms.new_pass().signed())


@bp.route("/answer/erase", methods=["POST"])
@public
def erase_answer() -> Page:
    """Delete an answer with all it said, and take it out of the counts."""
    found = _found()
    if isinstance(found, Response):
        operations.take_back(found)
    db.session.commit()
    return _page("_note", 200, why="erased") if isinstance(found, Response) else found


def _found() -> Response | Page:
    """Return the response that was asked for, or the page that says why there is none."""
    own, hurdle = forms.checked_pass(request.form)
    if own.place_id or (hurdle and hurdle != str(forms.QUICK)):  # a code may be pasted at once
        return _page("find_answer", 400, own=forms.new_pass().signed(), hurdle=hurdle or str(forms.FORGED))
    if not operations.within_limit(operations.todays_salt(), request.remote_addr or ""):
        return _page("_note", 429, why="many")
    code = read_code(request.form.get("receipt", ""))
    found = queries.response_by_receipt(code) if code else None
    return found or _page("find_answer", 404, own=own.signed(), unknown=True)


def _said(response: Response) -> Mapping[str, object]:
    """Return what an answer's page shows; only answers to a campaign have a receipt."""
    questionnaire = voices.questionnaire_by(queries.questionnaire_digest(response.campaign_id or 0))
    numbers = {answer.question: answer for answer in voices.answers_of(response.id)}
    return {"response": response, "questions": questionnaire.questions, "numbers": numbers,
            "words": queries.words_of(response.id), "day": response.at.astimezone(dt.UTC).date(), "scales": SCALES}
