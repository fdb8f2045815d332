"""The pages that customers open: the survey behind a poster or a link, the thanks, and an answer found by its receipt.

They know no session and set no cookie; a signed pass stands in for the token against foreign forms.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from flask import Blueprint, current_app, g, render_template, request
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
from cxtrain.voices.answering.sheet import LONGEST, Filled, asked, read
from cxtrain.voices.models import Response
from cxtrain.voices.questionnaire import SCALES, Questionnaire
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import reading

bp = Blueprint("answering", __name__)
bp.cookieless = True  # type: ignore[attr-defined]
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
    return _asked(queries.place_by_token, token)


@bp.route("/l/<token>", methods=["GET", "POST"])
@public
def answer_link(token: str) -> Page:
    """The same by a link that is answered once."""
    return _asked(queries.place_by_link, token)


def _asked(find: Callable[[str], Place | None], token: str) -> Page:
    with reading():  # nobody waits for a lock while this is read
        place = find(token[:64])
        questionnaire = voices.questionnaire_by(place.questionnaire) if place else None
    db.session.rollback()
    if place is None or questionnaire is None:
        return _page("_note", 404, why="nowhere")
    if request.method == "POST":
        return _taken(place, questionnaire)
    why = closed_because(place, today(place.zone))
    if why:
        return _page("_note", 410, why=why, place=place)
    return _sheet(place, questionnaire, forms.new_pass(place.id, place.link_id))


def _sheet(place: Place, questionnaire: Questionnaire, own: Pass, filled: Filled | None = None, hurdle: str = "") -> Page:
    return _page(
        "answer_survey", 400 if filled else 200, place=place, title=questionnaire.title.said,
        questions=asked(questionnaire, own.key), given=request.form, own=own.signed(), hurdle=hurdle,
        faults=filled.faults if filled else {}, scales=SCALES, longest=LONGEST,
    )  # fmt: skip


def _taken(place: Place, questionnaire: Questionnaire) -> Page:
    own, hurdle = forms.checked_pass(request.form, forms.new_pass(place.id, place.link_id))
    filled = read(questionnaire, own.key, request.form)
    if hurdle or filled.faults:
        return _sheet(place, questionnaire, own, filled, hurdle)
    receipt = code_of(own.key, current_app.config["SECRET_KEY"])
    salt = operations.todays_salt()
    if not operations.within_limit(salt, request.remote_addr or ""):
        db.session.commit()
        return _page("_note", 429, why="many", typed=request.form.items(multi=True))
    sender = operations.Sender(own.key, receipt, "en" if g.page_locale == "en" else "zh", _device(salt))
    why = operations.take_in(place, filled, sender)
    db.session.commit()
    if why:
        return _page("_note", 410, why=why, place=place)
    return _page("_thank_you", place=place, receipt=receipt)


def _device(salt: str) -> str:
    """Return the day's digest of how the browser presents itself; what it is made of is kept nowhere."""
    traits = ("User-Agent", "Accept-Language", "Sec-CH-UA", "Sec-CH-UA-Platform")
    return digest_of(salt, request.remote_addr or "", *(request.headers.get(name, "") for name in traits))


@bp.route("/answer", methods=["GET", "POST"])
@public
def find_answer() -> Page:
    """Find an answer by its receipt, and show it."""
    if request.method == "GET":
        return _page("find_answer", own=forms.new_pass().signed())
    found, refused = _found()
    db.session.commit()
    return refused or _page("_answer", **_said(found), code_typed=request.form["receipt"], own=forms.new_pass().signed())


@bp.route("/answer/erase", methods=["POST"])
@public
def erase_answer() -> Page:
    """Delete an answer with all it said, and take it out of the counts."""
    found, refused = _found()
    if found:
        operations.take_back(found)
    db.session.commit()
    return refused or _page("_note", 200, why="erased")


def _found() -> tuple[Response | None, Page | None]:
    """Return the response that was asked for, or the page that says why there is none."""
    own, hurdle = forms.checked_pass(request.form, forms.new_pass())
    if hurdle and hurdle != str(forms.QUICK):  # a code may be pasted at once
        return None, _page("find_answer", 400, own=own.signed(), hurdle=hurdle)
    if not operations.within_limit(operations.todays_salt(), request.remote_addr or ""):
        return None, _page("_note", 429, why="many")
    code = read_code(request.form.get("receipt", ""))
    found = queries.response_by_receipt(code) if code else None
    return found, None if found else _page("find_answer", 404, own=own.signed(), unknown=True)


def _said(response: Response | None) -> Mapping[str, object]:
    """Return what an answer's page shows."""
    assert response is not None and response.campaign_id is not None  # noqa: S101
    questionnaire = voices.questionnaire_by(queries.questionnaire_digest(response.campaign_id))
    numbers = {answer.question: answer for answer in voices.answers_of(response.id)}
    return {"response": response, "questions": questionnaire.questions, "numbers": numbers,
            "words": queries.words_of(response.id), "day": response.at.astimezone(dt.UTC).date(), "scales": SCALES}
