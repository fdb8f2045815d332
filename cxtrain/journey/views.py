"""Editing the journey's touchpoints: one, a new one, those of a shipped pack, and taking one off."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxtrain.extensions import db
from cxtrain.journey import operations, queries
from cxtrain.journey.departments.queries import list_departments
from cxtrain.journey.forms import BEGINNING, TemplateForm, TouchpointForm, typed
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.tabs import TABS
from cxtrain.journey.touchpoint import CHANNELS, DIMENSION_NAMES, KINDS, STAGES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.views import opened
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("journey", __name__)
MAP = "journey_map.show_map"  # the page that lists them stands above this package


@bp.app_context_processor
def tabs() -> dict[str, Any]:
    """Give every template journey_tabs(): the pages about the journey that the reader may open."""
    return {"journey_tabs": lambda: opened(TABS)}


@bp.route("/journey/new", methods=["GET", "POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def add_touchpoint() -> ResponseReturnValue:
    """Add a touchpoint."""
    listed = queries.list_touchpoints()
    form = TouchpointForm(data={**BEGINNING, "after": listed[-1].id if listed else 0}, choices=_choices())
    if form.is_submitted_and_valid():
        touchpoint = operations.add_touchpoint(form.facts)
        operations.place_after(touchpoint, form.after.data)
        answer = done(url_for(MAP), _("%(title)s stands on the map.", title=said(touchpoint.title)))
        db.session.commit()
        return answer
    return render_template("journey/add_touchpoint.html", form=form, touchpoint=None,
                           dimension_names=DIMENSION_NAMES), 400 if form.errors else 200


@bp.route("/journey/<int:touchpoint_id>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def edit_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Change a touchpoint's texts, place, owner and standard."""
    touchpoint = queries.get_touchpoint(touchpoint_id)
    stands = _before(touchpoint)
    form = TouchpointForm(data=typed(touchpoint, after=stands), choices=_choices(touchpoint))
    if form.is_submitted_and_valid():
        if form.version.data != touchpoint.version:
            return _came_second(form, touchpoint)
        operations.edit_touchpoint(touchpoint, form.facts)
        if form.after.data != stands:
            operations.place_after(touchpoint, form.after.data)
        answer = done(url_for(MAP), _("Touchpoint saved."))
        db.session.commit()
        return answer
    return render_template("journey/edit_touchpoint.html", form=form, touchpoint=touchpoint,
                           dimension_names=DIMENSION_NAMES), 400 if form.errors else 200


@bp.route("/journey/<int:touchpoint_id>/end", methods=["POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def end_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Take a touchpoint off the journey."""
    return _turn(touchpoint_id, operations.end_touchpoint, _("Taken off the journey. What was observed there stays."))


@bp.route("/journey/<int:touchpoint_id>/back", methods=["POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def bring_back(touchpoint_id: int) -> ResponseReturnValue:
    """Put a touchpoint back on the journey."""
    return _turn(touchpoint_id, operations.bring_back, _("Back on the journey."))


def _turn(touchpoint_id: int, change: Any, message: str) -> ResponseReturnValue:
    form, touchpoint = PageForm(), queries.get_touchpoint(touchpoint_id)
    if form.is_submitted_and_valid():
        change(touchpoint)
    answer = done(url_for(MAP), message)
    db.session.commit()
    return answer


@bp.route("/journey/templates", methods=["GET", "POST"])
@requires(Can.EDIT_TOUCHPOINTS)
def take_over() -> ResponseReturnValue:
    """Take touchpoints of the shipped journeys over, as a start."""
    templates = queries.templates()
    known = set(queries.touchpoints_by_slug(part.slug for each in templates for part in each.touchpoints))
    form = TemplateForm(parts=[f"{each.pack}/{part.slug}" for each in templates for part in each.touchpoints])
    if form.is_submitted_and_valid():
        chosen = set(form.parts.data or ())
        made = [place for each in templates for place in operations.take_over(
            [part for part in each.touchpoints if f"{each.pack}/{part.slug}" in chosen], pack=each.pack)]
        answer = done(url_for(MAP), ngettext("%(num)s touchpoint taken over.", "%(num)s touchpoints taken over.", len(made)))
        db.session.commit()
        return answer
    return render_template("journey/take_over.html", form=form, templates=templates, known=known, stages=STAGES,
                           kinds=KINDS), 400 if form.errors else 200


def _choices(touchpoint: Touchpoint | None = None) -> dict[str, list[tuple[Any, str]]]:
    """Return what a touchpoint may be, and where it may stand; an owner that has ended stays to be chosen."""
    owners = [each for each in list_departments(ended=True)
              if not each.ended_at or (touchpoint and each.id == touchpoint.owner_id)]
    others = [each for each in queries.list_touchpoints() if not touchpoint or each.id != touchpoint.id]
    return {"stage": [(key, _(word)) for key, word in STAGES.items()], "kind": [(key, _(word)) for key, word in KINDS.items()],
            "channel": [("", _("Not said")), *((key, _(word)) for key, word in CHANNELS.items())],
            "owner_id": [(0, _("No department yet")), *((each.id, said(each.title)) for each in owners)],
            "after": [(0, _("The beginning")), *((each.id, said(each.title)) for each in others)]}


def _before(touchpoint: Touchpoint) -> int:
    """Return the id of the touchpoint before this one, 0 for the first."""
    ids = [0, *(each.id for each in queries.list_touchpoints() if each.id != touchpoint.id
                and (each.position, each.id) < (touchpoint.position, touchpoint.id))]
    return ids[-1]


def _came_second(form: TouchpointForm, touchpoint: Touchpoint) -> ResponseReturnValue:
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = typed(touchpoint, after=form.after.data)
    form.version.raw_data, form.version.data = None, touchpoint.version
    form.submission_key.data = form.submission_key.default()
    differing = {name for name, value in theirs.items() if name != "version" and form[name].data != value}
    return conflict("journey/edit_touchpoint.html", form=form, touchpoint=touchpoint, theirs=theirs,
                    differing=differing, dimension_names=DIMENSION_NAMES)
