"""Programmes as HR writes, publishes and ends them, and who has read their notices."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.careers.forms import iso
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.views import unit_choices
from cxtrain.people.units.forms import PEOPLE_SHORT, PEOPLE_WORDS
from cxtrain.quality.programmes import operations, queries
from cxtrain.quality.programmes.forms import EndForm, NewProgrammeForm, ProgrammeForm, RemoveNamesForm, typed
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.notice import SECTIONS, earliest_start, missing
from cxtrain.quality.programmes.notices import queries as notices
from cxtrain.quality.programmes.refusal import Refused
from cxtrain.web.converters import asked_id
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import conflict, done, said, shown_day

bp = Blueprint("programmes", __name__, url_prefix="/quality/programmes")
bp.context_processor(lambda: {"people_words": PEOPLE_WORDS, "people_short": PEOPLE_SHORT})


@bp.route("")
@requires(Can.WRITE_PROGRAMMES)
def list_programmes() -> ResponseReturnValue:
    """Show which programme rules where, and what is told or drafted."""
    return render_template("quality/list_programmes.html",
                           lines=queries.programmes_for(current_user, today(current_user.zone)))


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.WRITE_PROGRAMMES)
def new_programme() -> ResponseReturnValue:
    """Begin the next version of a unit's programme."""
    form = NewProgrammeForm(units=unit_choices(Can.WRITE_PROGRAMMES), unit=asked_id("unit"))
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.WRITE_PROGRAMMES, form.unit.data)
        draft = queries.draft_of(unit.id) or operations.begin_draft(current_user, unit)
        answer = done(url_for(".edit_programme", programme_id=draft.id))
        db.session.commit()
        return answer
    return render_template("quality/new_programme.html", form=form), 400 if form.errors else 200


@bp.route("/<int:programme_id>/edit", methods=["GET", "POST"])
@requires(Can.WRITE_PROGRAMMES)
def edit_programme(programme_id: int) -> ResponseReturnValue:
    """Write a draft; the one who comes second sees both texts."""
    draft = queries.get_programme_for(current_user, programme_id, "draft")
    form = ProgrammeForm(data={**typed(draft), "version": draft.version})
    if form.is_submitted_and_valid():
        if form.version.data != draft.version:
            return _came_second(draft, form)
        operations.save_draft(draft, form.plan)
        answer = done(url_for(".publish_programme", programme_id=draft.id), _("Saved."))
        db.session.commit()
        return answer
    return render_template("quality/edit_programme.html", draft=draft, form=form, sections=SECTIONS, theirs=None,
                           earliest=earliest_start(today(draft.unit.zone))), 400 if form.errors else 200


def _came_second(draft: ProgrammeVersion, form: ProgrammeForm) -> ResponseReturnValue:
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    theirs = {name: value for name, value in typed(draft).items() if (form[name].data or "") != (value or "")}
    form.version.raw_data, form.version.data = None, draft.version
    form.submission_key.data = form.submission_key.default()
    return conflict("quality/edit_programme.html", draft=draft, form=form, sections=SECTIONS, theirs=theirs,
                    earliest=earliest_start(today(draft.unit.zone)))


@bp.route("/<int:programme_id>/publish", methods=["GET", "POST"])
@requires(Can.WRITE_PROGRAMMES)
def publish_programme(programme_id: int) -> ResponseReturnValue:
    """Show a draft as people will read it, with what it changes; give notice of it."""
    draft = queries.get_programme_for(current_user, programme_id, "draft")
    day, form, refused = today(draft.unit.zone), PageForm(), ""
    if form.is_submitted_and_valid():
        try:
            operations.publish(current_user, draft, on=day)
        except Refused as refusal:
            refused = _(refusal.sentence, **refusal.facts)
        else:
            answer = done(url_for(".show_programme", programme_id=draft.id), _("Published. People see the notice on Today."))
            db.session.commit()
            return answer
    units = queries.units_under(draft, current_user, day)
    return render_template(
        "quality/publish_programme.html", draft=draft, form=form, refused=refused, notice=notices.notice_of(draft),
        gaps=[said(SECTIONS[section]) for section, _language in missing(draft.words)], units=units,
        people=sum(each.people for each in notices.readers_by_unit(draft.id, [unit.id for unit in units])),
        effect=queries.effect_of(draft, units), earliest=earliest_start(day)), 400 if refused else 200


@bp.route("/<int:programme_id>/discard", methods=["POST"])
@requires(Can.WRITE_PROGRAMMES)
def discard_programme(programme_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    operations.discard_draft(queries.get_programme_for(current_user, programme_id, "draft"))
    answer = done(url_for(".list_programmes"), _("Draft thrown away."))
    db.session.commit()
    return answer


@bp.route("/<int:programme_id>")
@requires(Can.WRITE_PROGRAMMES)
def show_programme(programme_id: int) -> ResponseReturnValue:
    """Show a version: its notice, who has read it by store, and the versions before and after."""
    version = queries.get_programme_for(current_user, programme_id, "published")
    day, versions = today(version.unit.zone), queries.versions_of(version.unit_id)
    rules, past = queries.rules_of(version.unit.path), queries.keeping_until(day, version.retention_months)
    standing = queries.standing(version, rules, day)
    units = queries.units_under(version, current_user, day) if standing in ("now", "coming") else []
    readers = notices.readers_by_unit(version.id, [unit.id for unit in units])
    people, read = sum(each.people for each in readers), sum(each.read for each in readers)
    return render_template(
        "quality/show_programme.html", version=version, standing=standing, notice=notices.notice_of(version),
        readers=readers, people=people, read=read, text=_for_the_group(version, people, read), past=past,
        standings={each.id: queries.standing(each, rules, day) for each in versions},
        versions=versions, named=queries.count_named(version.unit.path), old=queries.count_named(version.unit.path, past))


def _for_the_group(version: ProgrammeVersion, people: int, read: int) -> str:
    """Return a text for the group's chat: counts and the way to the notice, no names."""
    return "\n".join([
        _("Notice to employees: how service is observed at %(unit)s from %(day)s.", unit=said(version.unit.label),
          day=shown_day(version.starts_on)),
        _("%(read)s of %(people)s have read it. Please read it and tap “I have read this”; that is no agreement.", read=read,
          people=people), url_for("notices.show_notice", programme_id=version.id, _external=True)])


@bp.route("/<int:programme_id>/readers/<int:unit_id>")
@requires(Can.WRITE_PROGRAMMES)
def list_readers(programme_id: int, unit_id: int) -> ResponseReturnValue:
    """Show who of a unit has read the notice, and who has not."""
    version = queries.get_programme_for(current_user, programme_id, "published")
    unit = get_unit_for(current_user, Can.WRITE_PROGRAMMES, unit_id)
    if not unit.path.startswith(version.unit.path):
        abort(404)
    return render_template("quality/list_readers.html", version=version, unit=unit,
                           readers=notices.readers_in(version.id, unit.id))


def _end(form: Any, url: str, change: Callable[[], str]) -> ResponseReturnValue | None:
    """Make a change and return the answer; None where it was refused, which stands at its field."""
    try:
        sentence = change()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    answer = done(url, sentence)
    db.session.commit()
    return answer


@bp.route("/<int:programme_id>/end", methods=["GET", "POST"])
@requires(Can.WRITE_PROGRAMMES)
def end_programme(programme_id: int) -> ResponseReturnValue:
    """Let a programme end with a day, or take back one that has not started."""
    version = queries.get_programme_for(current_user, programme_id, "published")
    day = today(version.unit.zone)
    form = EndForm(data={"last_day": iso(day)})

    def change() -> str:
        operations.end(version, last_day=form.last_day.read, reason=form.reason.data or "", today=day)
        return _("Saved.")
    if form.is_submitted_and_valid():
        answer = _end(form, url_for(".show_programme", programme_id=version.id), change)
        if answer is not None:
            return answer
    return render_template("quality/end_programme.html", version=version, form=form,
                           begun=version.starts_on and version.starts_on <= day), 400 if form.errors else 200


def _asked_day() -> str:
    try:
        return dt.date.fromisoformat(request.args.get("before", "")).isoformat()
    except ValueError:
        return ""


@bp.route("/names/<int:unit_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PROGRAMMES)
def remove_names(unit_id: int) -> ResponseReturnValue:
    """Take names and badges off the visits of a unit and all below it, for good."""
    unit = get_unit_for(current_user, Can.WRITE_PROGRAMMES, unit_id)
    form = RemoveNamesForm(data={"before": _asked_day()})
    if form.is_submitted_and_valid():
        removed, kept = operations.remove_names(unit, before=form.day, reason=form.reason.data)
        said_of = ngettext("The name was removed from %(num)s visit.", "The names were removed from %(num)s visits.", removed)
        left = " " + _("%(count)s stay until an open appeal is decided.", count=kept) if kept else ""
        answer = done(url_for(".list_programmes"), said_of + left)
        db.session.commit()
        return answer
    return render_template("quality/remove_names.html", unit=unit, form=form, named=queries.count_named(unit.path)), \
        400 if form.errors else 200
