"""Visits and their scorecards: list, start, write, review."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import public, requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.views import opened
from cxtrain.quality import operations, queries, scorecard, timetable
from cxtrain.quality.answers import differing
from cxtrain.quality.forms import NoPhoto, ScorecardForm, StartForm, VersionForm
from cxtrain.quality.models import Visit
from cxtrain.quality.photos.operations import keep_photo
from cxtrain.quality.refusal import Refused
from cxtrain.quality.scorecard import Scorecard, Typed
from cxtrain.quality.scoring import review
from cxtrain.quality.tabs import TABS
from cxtrain.web.assets import find, sent
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said, shown_moment
from cxtrain.web.transactions import reading

bp = Blueprint("quality", __name__)
bp.context_processor(lambda: {"dimension_names": DIMENSION_NAMES})


@bp.app_context_processor
def tabs() -> dict[str, Any]:
    """Give every template quality_tabs(): the pages about quality that the reader may open."""
    return {"quality_tabs": lambda: opened(TABS)}


@bp.route("/quality/visits")
@requires(Can.ENTER_SCORECARDS, Can.REVIEW_SCORECARDS, Can.SEE_SCORECARDS, Can.SHOP)
def list_visits() -> ResponseReturnValue:
    """Show what the reader has to write, waits for, has to decide, and may read; or what was released of a place."""
    before, place = asked_id("before"), dict[str, Any]()
    if request.args.get("unit"):
        place["unit"] = get_unit_for(current_user, Can.SEE_SCORECARDS, asked_id("unit") or 0)
    if request.args.get("touchpoint"):
        place["touchpoint"] = get_touchpoint(asked_id("touchpoint") or 0)
    lists = queries.list_visits_for(current_user, before=before, **{f"{kind}_id": it.id for kind, it in place.items()})
    return render_template("quality/list_visits.html", lists=lists, older=before, now=now(), place=place,
                           release_due=timetable.release_due, may_enter=current_user.may(Can.ENTER_SCORECARDS),
                           may_read=current_user.may(Can.SEE_SCORECARDS))


@bp.route("/quality/visits/worker.js")
@public
def worker() -> ResponseReturnValue:
    """Send the service worker of scorecards: from their folder, because a browser lets it serve nothing outside its own."""
    return sent(find("quality/worker.js") or abort(404), "no-cache")


@bp.route("/quality/visits/new", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS)
def start_visit() -> ResponseReturnValue:
    """Begin a scorecard: where, which touchpoint, which day, and who was there."""
    stores = sorted(queries.stores(), key=lambda unit: unit.id == current_user.unit_id)  # one's own is hardly ever meant
    form = StartForm(units=[(unit.id, said(unit.label)) for unit in stores], today=today(current_user.zone),
                     touchpoints=[(point.id, said(point.title)) for point in queries.touchpoints_with_form()])
    if form.is_submitted_and_valid():
        try:
            visit = operations.start_visit(current_user, _start(form))
        except NoPhoto:
            form.paper.errors = [_("This is not a photo that can be read. Take it again as JPEG or PNG.")]
        except Refused as refusal:
            form.unit_id.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".enter_scorecard", visit_id=visit.id))
            db.session.commit()
            return answer
    return render_template("quality/start_visit.html", form=form), 400 if form.errors else 200


def _start(form: StartForm) -> operations.Start:
    paper = form.how.data == "paper"
    digest = keep_photo(form.paper.data.read()) if paper else None
    unit = db.session.get_one(Unit, form.unit_id.data)
    return operations.Start(unit, get_touchpoint(form.touchpoint_id.data), form.visited_on.data,
                            form.shopper.data.strip() if paper else "", digest)


def _stored(visit: Visit) -> Scorecard:
    asks_photos = any(item.kind == "photo" for item in queries.instrument_of(visit.instrument).items)
    return Scorecard(queries.sheet_of(visit), queries.answers_of(visit.id),
                     queries.photographed(visit.id) if asks_photos else frozenset())


def _posted(visit: Visit) -> dict[str, str]:
    """What the page sends; a button beside a time stands for the time it is now, by the clock of the place."""
    posted = {name: request.form.getlist(name)[-1] for name in request.form}
    mark = posted.get("action", "").removeprefix("now-")
    if mark in timetable.MARKS:
        posted[mark] = now().astimezone(ZoneInfo(visit.unit.zone)).strftime("%H:%M")
    return posted


def _read(visit: Visit, stored: Scorecard) -> Typed:
    return scorecard.read(queries.instrument_of(visit.instrument), _posted(visit), stored, names=visit.people != "none")


@bp.route("/quality/visits/<int:visit_id>", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def enter_scorecard(visit_id: int) -> ResponseReturnValue:
    """Show the scorecard, and save it whole; the page's script saves what changes as it changes."""
    visit = queries.get_entered_for(current_user, visit_id)
    if visit.state not in operations.OPEN:
        return redirect(_after(visit), 303)
    form = ScorecardForm(data={"version": visit.version})
    stored = _stored(visit)
    typed = _read(visit, stored)
    if form.is_submitted_and_valid() and _clashes(visit):
        return _came_second(visit, form, (typed, stored))
    if form.is_submitted() and not form.errors and not typed.faults:
        operations.save_scorecard(visit, answers=typed.changed, sheet=typed.scorecard.sheet,
                                  writer=form.writer.data or "")
        action, _dash, item = request.form.get("action", "").partition("-")
        targets = {"review": _after(visit), "photo": url_for("photos.add_photo", visit_id=visit.id, item=item or None)}
        here = url_for(".enter_scorecard", visit_id=visit.id)
        answer = done(targets.get(action, here), None if action in targets else _("Saved."))
        db.session.commit()
        return answer
    status = 400 if form.errors or typed.faults else 200
    return render_template("quality/enter_scorecard.html", **_page(visit, form, typed)), status


def _after(visit: Visit) -> str:
    """Where a scorecard is looked at before it goes out, and afterwards."""
    return url_for("coaching.finish_coaching" if visit.kind == "coaching" else ".review_scorecard", visit_id=visit.id)


def _clashes(visit: Visit) -> bool:
    """Whether another page saved since this one was loaded or last saved."""
    writer = request.form.get("writer", "")
    return request.form.get("version") != str(visit.version) and (not writer or writer != visit.writer)


def _page(visit: Visit, form: ScorecardForm, typed: Typed) -> dict[str, Any]:
    instrument, shown = queries.instrument_of(visit.instrument), typed.scorecard.fields
    shown |= {name: text for name, text in _posted(visit).items() if name in {*shown, *typed.faults}}
    return {"visit": visit, "instrument": instrument, "form": form, "shown": shown, "faults": typed.faults,
            "theirs": {}, "answered": typed.answered, "asked": len(instrument.items),
            "photos": queries.photos_of(visit.id), "items": {item.id: said(item.label) for item in instrument.items},
            "after": _after(visit), "is_today": not visit.shopper and visit.visited_on == today(visit.unit.zone)}


def _came_second(visit: Visit, form: ScorecardForm, both: tuple[Typed, Scorecard]) -> ResponseReturnValue:
    """Show what the other device saved beside what was typed here; sending again saves what is in the fields."""
    page = _page(visit, form, both[0])
    page["theirs"] = differing(page["shown"], both[1].fields)
    form.renew(visit.version)
    return conflict("quality/enter_scorecard.html", **page)


@bp.route("/quality/visits/<int:visit_id>/answers", methods=["POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def save_answers(visit_id: int) -> ResponseReturnValue:
    """Save what changed on a scorecard, for the page's script; the same request twice leaves the same row."""
    try:
        with reading():  # the write lock is taken for the writing only
            found = _draft(visit_id)
            db.session.commit()
        if found[2].changed or found[2].scorecard.sheet != found[1].sheet or _clashes(found[0]):
            return _save(*found)
    except (StaleDataError, IntegrityError):  # somebody saved, or threw the draft away, between the two
        db.session.rollback()
    db.session.expire_all()  # also where nothing seems to change: an earlier save may be waiting for the lock
    return _save(*_draft(visit_id))


def _draft(visit_id: int) -> tuple[Visit, Scorecard, Typed]:
    visit = queries.get_draft_for(current_user, visit_id)
    stored = _stored(visit)
    return visit, stored, _read(visit, stored)


def _save(visit: Visit, stored: Scorecard, typed: Typed) -> ResponseReturnValue:
    if _clashes(visit):
        return jsonify(error=_("This scorecard was changed on another device.")), 409
    sheet = typed.scorecard.sheet if typed.scorecard.sheet != stored.sheet else None
    if typed.changed or sheet:
        operations.save_scorecard(visit, answers=typed.changed, sheet=sheet, writer=request.form.get("writer", "")[:36])
        db.session.commit()
    return jsonify(version=visit.version, saved_at=shown_moment(visit.saved_at, "time"),
                   answered=typed.answered, faults={name: _(fault) for name, fault in typed.faults.items()})


@bp.route("/quality/visits/<int:visit_id>/review", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def review_scorecard(visit_id: int) -> ResponseReturnValue:
    """Show what will be counted and what is missing; submit."""
    visit = queries.get_entered_for(current_user, visit_id)
    answers, card = queries.answers_of(visit.id), queries.sheet_of(visit)
    found = review(queries.instrument_of(visit.instrument), answers, queries.photographed(visit.id))
    form, refused = VersionForm(data={"version": visit.version}), None
    if form.is_submitted_and_valid() and form.version.data != visit.version and visit.state in operations.OPEN:
        refused = _("This scorecard was changed on another device. Look at it again, then submit.")
        form.renew(visit.version)
    elif form.is_submitted_and_valid():
        try:
            operations.submit(visit, answers, found)
        except Refused as refusal:
            refused = _(refusal.sentence)
        else:
            answer = done(url_for(".list_visits"), _("Scorecard submitted. A reviewer looks at it next."))
            db.session.commit()
            return answer
    return render_template("quality/review_scorecard.html", visit=visit, found=found, card=card, form=form,
                           order_fault=timetable.order_fault(card.times), refused=refused,
                           is_open=visit.state in operations.OPEN), 409 if refused else 200


@bp.route("/quality/visits/<int:visit_id>/discard", methods=["POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def discard_visit(visit_id: int) -> ResponseReturnValue:
    """Throw away a draft that was never submitted."""
    visit = queries.get_draft_for(current_user, visit_id)
    if visit.state != "draft":
        abort(409)
    operations.discard(visit)
    answer = done(url_for(".list_visits"), _("Draft thrown away."))
    db.session.commit()
    return answer
