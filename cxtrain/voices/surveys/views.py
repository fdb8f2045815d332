"""Campaigns as HR runs them: what is asked where, how many have answered, and the posters and links that lead there."""

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import list_departments
from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.forms import Choices
from cxtrain.people.staff.views import unit_choices
from cxtrain.people.tree import tree_order
from cxtrain.voices.figures import SHOWN_FROM
from cxtrain.voices.models import Campaign
from cxtrain.voices.queries import current_questionnaires, get_questionnaire
from cxtrain.voices.surveys import operations, queries
from cxtrain.voices.surveys.between import between
from cxtrain.voices.surveys.forms import CampaignForm, LinksForm, PlacesForm, lines, typed
from cxtrain.voices.surveys.link import place_url
from cxtrain.voices.surveys.standing import AUDIENCES, STANDINGS, standing, still_needed
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("surveys", __name__, url_prefix="/voices/surveys")
bp.context_processor(lambda: {"standings": STANDINGS, "audiences": AUDIENCES, "languages": {"zh": "中文", "en": "English"}})
PART = 100  # posters in one file: some 2.5 s of printing
STATES = ("", "draft", "open", "closed")


def base_url() -> str:
    """Return the address that printed codes begin with."""
    return str(current_app.config["CX"].public_url or request.url_root).rstrip("/")


@bp.route("")
@requires(Can.RUN_SURVEYS)
def list_campaigns() -> ResponseReturnValue:
    """Show the surveys of the units in reach, the newest first, fifty to a page."""
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    found = queries.list_campaigns(current_user, state=state, after=asked_id("after"))
    return render_template("voices/surveys/list_campaigns.html", found=found, state=state, states=STATES,
                           more=found[-1].campaign.id if len(found) == queries.PAGE else None)


def _choices(campaign: Campaign | None = None) -> dict[str, Choices]:
    """Return what may be chosen; the questionnaire that a draft has stays among them when it is no longer current."""
    asked = current_questionnaires()
    if campaign is not None and campaign.questionnaire_id not in [each.id for each in asked]:
        asked.append(get_questionnaire(campaign.questionnaire_id))
    return {"unit": unit_choices(Can.RUN_SURVEYS),
            "touchpoint": [(each.id, said(each.title)) for each in list_touchpoints()],
            "questionnaire": [(each.id, said(each.title)) for each in asked],
            "department": [(each.id, said(each.title)) for each in list_departments()]}


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def new_campaign() -> ResponseReturnValue:
    """Write a survey; it is a draft until it has places and is opened."""
    asked = {"opens_on": today(current_user.zone).isoformat(), "questionnaire": asked_id("questionnaire"),
             "touchpoint": asked_id("touchpoint"), "unit": asked_id("unit")}
    form = CampaignForm(choices=_choices(), data={name: value for name, value in asked.items() if value})
    if form.is_submitted_and_valid():
        try:
            campaign = operations.new_campaign(current_user, form.plan())
        except operations.Refused as refusal:
            form.refuse(refusal)
        else:
            answer = done(url_for(".add_places", campaign_id=campaign.id), _("Saved as a draft. Where shall it be asked?"))
            db.session.commit()
            return answer
    return render_template("voices/surveys/new_campaign.html", form=form), 400 if form.errors else 200


@bp.route("/<int:campaign_id>/edit", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def edit_campaign(campaign_id: int) -> ResponseReturnValue:
    """Change a survey; the one who comes second sees both texts."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    choices = _choices(campaign) if campaign.state == "draft" else {}
    form = CampaignForm(campaign=campaign, choices=choices, data=typed(campaign))
    if form.is_submitted_and_valid():
        if form.version.data != campaign.version:
            return _came_second(campaign, form)
        try:
            operations.change_campaign(campaign, form.plan(campaign))
        except operations.Refused as refusal:
            form.refuse(refusal)
        else:
            answer = done(url_for(".show_campaign", campaign_id=campaign.id), _("Saved."))
            db.session.commit()
            return answer
    return render_template("voices/surveys/edit_campaign.html", campaign=campaign, form=form,
                           theirs=None), 400 if form.errors else 200


def _came_second(campaign: Campaign, form: CampaignForm) -> ResponseReturnValue:
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = {name: value for name, value in typed(campaign).items()
              if name in form and name != "version" and str(form[name].data or "") != str(value or "")}
    form.version.raw_data, form.version.data = None, campaign.version
    form.submission_key.data = form.submission_key.default()
    return conflict("voices/surveys/edit_campaign.html", campaign=campaign, form=form, theirs=theirs)


@bp.route("/<int:campaign_id>")
@requires(Can.RUN_SURVEYS)
def show_campaign(campaign_id: int) -> ResponseReturnValue:
    """Show a survey: how many have answered and how many are still needed, its places, its links."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    places, base = queries.places_of(campaign.id, ended=True), base_url()
    departments = list_departments(ended=True) if campaign.department_id else []
    return render_template(
        "voices/surveys/show_campaign.html", campaign=campaign, places=places, needed=still_needed(campaign),
        standing=standing(campaign, today(campaign.unit.zone)), received=queries.received_at(campaign),
        batches=queries.batches_of(campaign.id), departments={each.slug: each.title for each in departments},
        parts=-(-sum(not place.ended for place in places) // PART),
        urls={place.id: place_url(base, place.token) for place in places})


@bp.route("/<int:campaign_id>/departments")
@requires(Can.RUN_SURVEYS)
def show_departments(campaign_id: int) -> ResponseReturnValue:
    """Show what departments said of the one that an internal survey asks about."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    if campaign.department_id is None:
        abort(404)
    return render_template("voices/surveys/show_departments.html", campaign=campaign, few=SHOWN_FROM,
                           found=between(*queries.said_between(campaign.id)), dimension_names=DIMENSION_NAMES,
                           departments={each.id: each.title for each in list_departments(ended=True)})


@bp.route("/<int:campaign_id>/open", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def open_campaign(campaign_id: int) -> ResponseReturnValue:
    """Open a survey, or open it again."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    try:
        operations.open_campaign(campaign, today(campaign.unit.zone))
        message = _("The survey is open.")
    except operations.Refused as refusal:
        message = _(refusal.sentence, **refusal.facts)
    answer = done(url_for(".show_campaign", campaign_id=campaign.id), message)
    db.session.commit()
    return answer


@bp.route("/<int:campaign_id>/close", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def close_campaign(campaign_id: int) -> ResponseReturnValue:
    """Close a survey; posters then lead to a page that says so."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    operations.close_campaign(campaign)
    answer = done(url_for(".show_campaign", campaign_id=campaign.id), _("The survey is closed. It can be opened again."))
    db.session.commit()
    return answer


@bp.route("/<int:campaign_id>/places", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def add_places(campaign_id: int) -> ResponseReturnValue:
    """Choose where it is asked: units, and places in them; of an internal survey, which departments are asked."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    form = _asking_departments(campaign) if campaign.department_id else _asking_units(campaign)
    if form.is_submitted_and_valid():
        chosen = form.where.data
        if campaign.department_id:
            slugs = [each.slug for each in list_departments() if each.id in chosen]
            added = operations.add_places(campaign, [campaign.unit], slugs)
        else:
            units = [unit for unit in queries.units_below(campaign) if unit.id in chosen]
            added = operations.add_places(campaign, units, lines(form.labels.data) or [""])
        answer = done(url_for(".show_campaign", campaign_id=campaign.id),
                      ngettext("%(num)s place added.", "%(num)s places added.", added))
        db.session.commit()
        return answer
    return render_template("voices/surveys/add_places.html", campaign=campaign, form=form), 400 if form.errors else 200


def _asking_units(campaign: Campaign) -> PlacesForm:
    units = queries.units_below(campaign)
    units.sort(key=tree_order(units))
    usual = [unit.id for unit in units if unit.kind == "store"] or [units[0].id]
    return PlacesForm(choices=[(unit.id, f"{unit.code} {said(unit.label)}") for unit in units], data={"where": usual})


def _asking_departments(campaign: Campaign) -> PlacesForm:
    others = [each for each in list_departments() if each.id != campaign.department_id]
    return PlacesForm(choices=[(each.id, said(each.title)) for each in others], data={"where": [each.id for each in others]})


@bp.route("/places/<int:place_id>/end", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def end_place(place_id: int) -> ResponseReturnValue:
    """Take a poster out of use."""
    place = queries.get_place_for(current_user, place_id)
    operations.end_place(place)
    answer = done(url_for(".show_campaign", campaign_id=place.campaign_id), _("This poster leads nowhere any more."))
    db.session.commit()
    return answer


@bp.route("/<int:campaign_id>/links", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def make_links(campaign_id: int) -> ResponseReturnValue:
    """Make links for receipts, each of which can be answered once."""
    campaign = queries.get_campaign_for(current_user, campaign_id)
    places = {place.id: place for place in queries.places_of(campaign.id)}
    form = LinksForm(places=[(key, f"{said(each.unit.label)} {each.label}".strip()) for key, each in places.items()],
                     day=today(campaign.unit.zone))
    if form.is_submitted_and_valid():
        links = operations.make_links(places[form.place.data], form.wanted, form.expires_on.read)
        answer = done(url_for(".show_campaign", campaign_id=campaign.id, _anchor="links"),
                      ngettext("%(num)s link made.", "%(num)s links made.", len(links)))
        db.session.commit()
        return answer
    return render_template("voices/surveys/make_links.html", campaign=campaign, form=form), 400 if form.errors else 200
