"""Posters of a survey to be printed, and the file of its links."""

from dataclasses import replace
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, current_app, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.models import SurveyLink, SurveyPlace
from cxtrain.voices.surveys import queries
from cxtrain.voices.surveys.link import link_url, place_url
from cxtrain.voices.surveys.posters.poster import LANGUAGES, PHRASES, SIZES, Poster
from cxtrain.voices.surveys.views import PART, base_url
from cxtrain.web import pdf
from cxtrain.web.converters import asked_id
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import said
from cxtrain.web.tables import csv_bytes, xlsx_bytes

bp = Blueprint("posters", __name__, url_prefix="/voices/surveys")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/<int:campaign_id>/posters.pdf")
@requires(Can.RUN_SURVEYS)
def poster_sheet(campaign_id: int) -> ResponseReturnValue:
    """Send posters: of the place that ?place= names, else a hundred of all, ?part=1 on; ?size=a5|a6, ?language=both|zh|en."""
    campaign, chosen = queries.get_campaign_for(current_user, campaign_id), asked_id("place")
    part = (asked_id("part") or 1) - 1
    places = [place for place in queries.places_of(campaign.id) if chosen in (None, place.id)][part * PART:(part + 1) * PART]
    base = base_url()
    posters = [_poster(place, place_url(base, place.token)) for place in places] or abort(404)
    db.session.rollback()  # printing takes a while; no transaction should be open for it
    return _printed(posters, f"posters-{campaign_id}.pdf")


def _poster(place: SurveyPlace, url: str) -> Poster:
    campaign, asked = place.campaign, queries.asked_department(place)
    return Poster(place.unit.label, dict(campaign.touchpoint.title), said(asked.title) if asked else place.label, url,
                  internal=campaign.department_id is not None)


def _printed(posters: list[Poster], name: str, template: str = "poster_sheet") -> ResponseReturnValue:
    language = _asked("language", LANGUAGES)
    facts: dict[str, Any] = {"size": _asked("size", SIZES), "language": language, "records": posters,
                             "t": {key: words.as_dict() for key, words in PHRASES.items()}}
    try:
        body = pdf.render(f"voices/surveys/{template}.pdf.html", locale="en" if language == "en" else "zh_Hans", seconds=60,
                          **facts)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", name, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _asked(name: str, known: tuple[str, ...]) -> str:
    asked = request.args.get(name, "")
    return asked if asked in known else known[0]


@bp.route("/links/<int:link_id>/cards.pdf")
@requires(Can.RUN_SURVEYS)
def link_cards(link_id: int) -> ResponseReturnValue:
    """Send links that were not answered yet as cards on A4, to be cut out and handed over; ?part= as of posters."""
    part = (asked_id("part") or 1) - 1
    links, base = queries.links_with(current_user, link_id), base_url()
    waiting = [link for link in links if link.used_at is None][part * PART:(part + 1) * PART]
    cards = [_card(link, link_url(base, token)) for link in waiting if (token := queries.link_token(link))]
    db.session.rollback()  # printing takes a while; no transaction should be open for it
    return _printed(cards or abort(404), f"cards-{link_id}.pdf", "link_cards")


def _card(link: SurveyLink, url: str) -> Poster:
    return replace(_poster(link.place, url), label=link.label, until=link.expires_on.isoformat())


@bp.route("/links/<int:link_id>.<any(csv, xlsx):ending>")
@requires(Can.RUN_SURVEYS)
def links_file(link_id: int, ending: str) -> ResponseReturnValue:
    """Send the links that were made together with one: label, address, until when, whether it was answered."""
    links, base = queries.links_with(current_user, link_id), base_url()
    tokens = {link.id: queries.link_token(link) for link in links}
    header = [_("Receipt"), _("Link"), _("Unit"), _("Until"), _("Answered")]
    rows = [[link.label, link_url(base, token), said(link.place.unit.label), link.expires_on, _("yes") if link.used_at else ""]
            for link in links if (token := tokens[link.id])] or abort(404, _("The site's secret has changed: make new links."))
    body = csv_bytes(header, rows) if ending == "csv" else xlsx_bytes({_("Links"): [header, *rows]})
    return send_file(BytesIO(body), "text/csv; charset=utf-8" if ending == "csv" else XLSX, True, f"links-{link_id}.{ending}")
