"""The list of indicators, and those of the firm's own: added from a template or freely, edited, ended."""

import re

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.definition import TEMPLATES, own
from cxtrain.voices.indicators.definitions.forms import DIRECTION_WORDS, FORM_WORDS, DefinitionForm, typed
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said

bp = Blueprint("indicator_definitions", __name__, url_prefix="/indicators/definitions")


@bp.route("")
@requires(Can.SEE_INDICATORS)
def list_definitions() -> ResponseReturnValue:
    """Show what every indicator means, and which templates are not taken up yet."""
    known = queries.definitions(ended=True)
    return render_template(
        "voices/indicators/definitions/list_definitions.html", known=known, forms=FORM_WORDS, directions=DIRECTION_WORDS,
        templates=[each for each in TEMPLATES if each.slug not in known], ids=queries.own_ids())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def add_indicator() -> ResponseReturnValue:
    """Add an indicator, from a template or freely."""
    name = request.args.get("template", "")
    template = next((each for each in TEMPLATES if each.slug == name), None)
    form = DefinitionForm(request.form, data=typed(template) if template else None, fixed=template.form if template else "")
    if form.is_submitted_and_valid():
        slug = template.slug if template else _slug(form.title_en.data or "")
        try:
            row = operations.add_indicator(form.definition(slug), actor=current_user)
        except operations.Refused as fault:
            form.title_zh.errors = [_(fault.message)]
        else:
            answer = done(url_for(".list_definitions"), _("%(name)s was added.", name=said(row.title)))
            db.session.commit()
            return answer
    return render_template("voices/indicators/definitions/edit_indicator.html", form=form, row=None, template=template,
                           forms=FORM_WORDS), 400 if form.errors else 200


def _slug(title: str) -> str:
    """Return a short name that no indicator has yet, made from its English name."""
    known = {*queries.definitions(ended=True), *(each.slug for each in TEMPLATES)}
    base = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:30] or "own"
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, len(known) + 3))) if name not in known)


@bp.route("/<int:indicator_id>", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def edit_indicator(indicator_id: int) -> ResponseReturnValue:
    """Change the words of an indicator; its kind stays, because what was entered hangs on it."""
    row = queries.get_indicator(indicator_id)
    form = DefinitionForm(request.form, data=typed(own(row)), fixed=row.form)
    if form.is_submitted_and_valid():
        operations.edit_indicator(row, form.definition(row.slug))
        answer = done(url_for(".list_definitions"), _("%(name)s was saved.", name=said(row.title)))
        db.session.commit()
        return answer
    return render_template("voices/indicators/definitions/edit_indicator.html", form=form, row=row, template=None,
                           forms=FORM_WORDS), 400 if form.errors else 200


@bp.route("/<int:indicator_id>/end", methods=["POST"])
@requires(Can.EDIT_INDICATORS)
def end_indicator(indicator_id: int) -> ResponseReturnValue:
    """Take an indicator off the forms, or put it back."""
    row = queries.get_indicator(indicator_id)
    if not PageForm(request.form).is_submitted_and_valid():
        abort(400)
    ended = row.ended_at is None
    operations.end_indicator(row, ended=ended)
    answer = done(url_for(".list_definitions"), _("%(name)s is no longer entered; its numbers stay.", name=said(row.title))
                  if ended else _("%(name)s is entered again.", name=said(row.title)))
    db.session.commit()
    return answer
