"""The library of actions: looked through, changed, added to, taken out of."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES, STAGES
from cxtrain.journey.touchpoint import KINDS as CHANNELS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.causes import NAMES
from cxtrain.planning.forms import KINDS
from cxtrain.planning.queries import library
from cxtrain.planning.remedies import operations, queries
from cxtrain.planning.remedies.coverage import Filter, covered
from cxtrain.planning.remedies.forms import AUDIENCES, ChangeForm, RemedyForm, typed
from cxtrain.planning.remedies.operations import Overtaken
from cxtrain.web.pages import conflict, done, said

Page = ResponseReturnValue
bp = Blueprint("remedies", __name__, url_prefix="/planning/library")
WORDS = {"kinds": KINDS, "audiences": AUDIENCES, "dimensions": DIMENSION_NAMES, "stages": STAGES, "channels": CHANNELS,
         "causes": NAMES}


@bp.route("")
@requires(Can.SEE_JOURNEY)
def list_remedies() -> Page:
    """Show the actions that plans are drafted from, and which cells have none."""
    every = queries.list_remedies()
    asked = Filter.of(request.args)
    return render_template("planning/remedies/list_remedies.html", remedies=[each for each in every if asked.holds(each)],
                           asked=asked, cells=covered(every), library=library(), words=WORDS, courses=_courses())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_REMEDIES)
def add_remedy() -> Page:
    """Add an action of the firm's own."""
    form = RemedyForm(courses=_courses())
    if form.is_submitted_and_valid():
        row = operations.add_remedy(form.action("own"), note=form.note.data or "", actor=current_user)
        return _end(row.slug, _("The action is in the library. New drafts may propose it."))
    return render_template("planning/remedies/edit_remedy.html", form=form, remedy=None, theirs=None,
                           words=WORDS), 400 if form.errors else 200


@bp.route("/<slug>")
@requires(Can.SEE_JOURNEY)
def show_remedy(slug: str) -> Page:
    """Show an action and what was made of it."""
    remedy = queries.get_remedy(slug)
    return render_template(
        "planning/remedies/show_remedy.html", remedy=remedy, words=WORDS, courses=_courses(), library=library(),
        history=[(row, queries.action_of(row)) for row in queries.history_of(slug)], shipped=queries.shipped_action(slug))


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_REMEDIES)
def edit_remedy(slug: str) -> Page:
    """Change an action; the one who comes second sees both texts."""
    remedy = queries.get_remedy(slug)
    form = RemedyForm(courses=_courses(remedy.action.course), data={**typed(remedy.action), "after": remedy.number})
    page: dict[str, Any] = {"form": form, "remedy": remedy, "words": WORDS, "courses": _courses()}
    if form.is_submitted_and_valid():
        try:
            operations.edit_remedy(remedy, form.action(slug), note=form.note.data or "", actor=current_user,
                                   after=form.after.data or 0)
            return _end(slug, _("The action was saved. Plans that have it keep it as it was."))
        except Overtaken:
            form.against(remedy.number)
            return conflict("planning/remedies/edit_remedy.html", theirs=remedy.action, **page)
    return render_template("planning/remedies/edit_remedy.html", theirs=None, **page), 400 if form.errors else 200


@bp.route("/<slug>/change", methods=["POST"])
@requires(Can.EDIT_REMEDIES)
def change_remedy(slug: str) -> Page:
    """Take an action out of the library, bring it back, or let it say again what it says as it ships."""
    remedy, form = queries.get_remedy(slug), ChangeForm()
    if not form.is_submitted_and_valid():
        abort(400)
    change, message = {
        "out": (operations.take_out, _("Drafts propose it no more. Plans that have it keep it.")),
        "back": (operations.bring_back, _("Drafts may propose it again.")),
        "shipped": (operations.put_back, _("It says again what it said at first.")),
    }[form.value.data]
    change(remedy, note=form.note.data or "", actor=current_user)
    return _end(slug, message)


def _courses(kept: str | None = None) -> dict[str, str]:
    """Return the courses' titles in the reader's language by slug; one that is named and no longer there by its slug."""
    return {**({kept: kept} if kept else {}), **{slug: said(title) for slug, title in queries.courses().items()}}


def _end(slug: str, message: str) -> Page:
    answer = done(url_for(".show_remedy", slug=slug), message)
    db.session.commit()
    return answer
