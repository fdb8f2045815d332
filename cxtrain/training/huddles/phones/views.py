"""The pages of a telephone in a huddle: the code, and the scene in question. They know no session and set no cookie."""

from flask import Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from cxtrain.clock import now
from cxtrain.extensions import csrf, db
from cxtrain.people.guards import public
from cxtrain.training.huddles.phones import operations, queries
from cxtrain.training.huddles.phones.forms import Pass, new_pass, read_pass
from cxtrain.training.huddles.phones.queries import Seat
from cxtrain.training.huddles.stages import is_open
from cxtrain.web.assets import Cookieless
from cxtrain.web.locks import LockTimeout

bp = Cookieless("huddle_phone", __name__)
csrf.exempt(bp)
STATUS = {"unknown": 404, "over": 410, "full": 409, "many": 429, "forged": 400, "closed": 409, "quick": 429}


@bp.before_request
def choose_language() -> None:
    """Speak as was chosen on the page, else as the browser does: Chinese to those who read it, English to all others."""
    wanted = request.values.get("lang") or _preferred()
    g.page_locale = "en" if wanted == "en" else "zh_Hans"


def _preferred() -> str:
    best = request.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "en"])
    return "zh" if (best or "").startswith("zh") or not request.accept_languages else "en"


def _language() -> str:
    return "en" if g.page_locale == "en" else "zh"


def _page(template: str, code: int = 200, **facts: object) -> tuple[str, int]:
    settings = current_app.config["CX"]
    return render_template(f"training/huddles/phones/{template}.html", english=_language() == "en",
                           firm={"zh": settings.firm, "en": settings.firm_en}, **facts), code


@bp.errorhandler(LockTimeout)
@bp.errorhandler(DBAPIError)
def busy(error: Exception) -> ResponseReturnValue:
    """Say that it did not come; the page offers its button again."""
    db.session.rollback()
    db.session.remove()
    current_app.logger.error("a telephone must send its choice again", exc_info=error)
    return _page("_note", 503, why="busy", back=request.path)


@bp.route("/h", methods=["GET", "POST"])
@bp.route("/h/<code>", methods=["GET", "POST"])
@public
def join_huddle(code: str = "") -> ResponseReturnValue:
    """Ask for the code on the screen, and lead whoever has it into the huddle."""
    if request.method != "POST":
        return _page("join_huddle", typed=code[:12], own=new_pass().signed())
    typed, own = request.form.get("code", "")[:20], read_pass(request.form.get("pass", ""))
    huddle_id, why = _joined(typed, own)
    db.session.commit()
    if own is None or why:
        return _page("join_huddle", STATUS[why], why=why, typed=typed, own=new_pass().signed())
    return redirect(url_for(".take_part", text=own.in_(huddle_id).signed(), lang=_language()), 303)


def _joined(typed: str, own: Pass | None) -> tuple[int, str]:
    if own is None or own.huddle_id:
        return 0, "forged"
    if not operations.may_try(request.remote_addr or ""):
        return 0, "many"
    return operations.join(typed, own.phone)


@bp.route("/h/at/<text>", methods=["GET", "POST"])
@public
def take_part(text: str) -> ResponseReturnValue:
    """Show the scene in question to one telephone, and take its choice; 304 where nothing has changed."""
    own = read_pass(text)
    seat = queries.seat_of(own.huddle_id, own.phone, locked=request.method == "POST") if own else None
    if own is None or seat is None:
        return _page("_note", 404, why="unknown")
    if request.method != "POST":
        return _shown(seat)
    why = operations.vote(seat, own.phone, request.form.get("choice", "")[:16])
    db.session.commit()
    if why:
        return _seated(seat, why)
    return redirect(url_for(".take_part", text=text, lang=_language()), 303)


def _shown(seat: Seat) -> ResponseReturnValue:
    tag = seat.tag(_language(), is_open(seat.stage, seat.started_at, now()))
    answer = Response(status=304) if tag in request.if_none_match else make_response(_seated(seat))
    answer.set_etag(tag)
    return answer


def _seated(seat: Seat, why: str = "") -> tuple[str, int]:
    """Return the page of a seat; `why` tells why a choice was not taken."""
    if not is_open(seat.stage, seat.started_at, now()):
        return _page("_note", 410, why="over")
    screen = queries.screen_at(seat) if seat.stage != "lobby" else None
    unit = {"zh": seat.unit, "en": seat.unit_en or seat.unit}
    return _page("take_part", STATUS[why] if why else 200, seat=seat, screen=screen, unit=unit, why=why)
