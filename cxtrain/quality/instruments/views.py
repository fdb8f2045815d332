"""The pages about whole forms: the list, one with its parts and problems, preview, what-if, publishing, versions."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.instruments import manuscript, operations, queries, words
from cxtrain.quality.instruments.differences import differences, title_of
from cxtrain.quality.instruments.forms import NewForm, PublishForm, SaveForm
from cxtrain.quality.instruments.manuscript import Document
from cxtrain.quality.instruments.naming import slug_of
from cxtrain.quality.instruments.problems import Problem
from cxtrain.quality.instruments.trial import PRIVATE, Trial, trial
from cxtrain.quality.refusal import Refused
from cxtrain.quality.rollup import PRIVATE_KINDS
from cxtrain.web.pages import done, said

bp = Blueprint("instruments", __name__, url_prefix="/quality/forms")


def shared_words() -> dict[str, Any]:
    """Give the package's templates its words, and the addresses of places in a form."""
    return {"words": words, "dimension_names": DIMENSION_NAMES, "title_of": title_of, "address_of": address_of}


bp.context_processor(shared_words)


def address_of(slug: str, problem: Problem) -> str:
    """Return the page on which a problem is mended, at its field."""
    place = problem.place
    at: dict[str, Any] = {"_anchor": f"at-{place.key}"} if place.key else {}
    if place.part == "item":
        return url_for("form_parts.edit_item", slug=slug, item_id=place.name, **at)
    if place.part == "section" and place.key == "items":
        return url_for("instruments.show_form", slug=slug, _anchor=f"section-{place.name}")
    if place.part == "section":
        return url_for("form_parts.edit_section", slug=slug, name=place.name, **at)
    if place.key == "sections":
        return url_for("instruments.show_form", slug=slug, _anchor="sections")
    return url_for("form_parts.edit_form_head", slug=slug, **at)


@bp.route("")
@requires(Can.EDIT_INSTRUMENTS)
def list_forms() -> ResponseReturnValue:
    """List all forms by kind of observation and touchpoint, with what is used and what is being written."""
    return render_template("quality/list_forms.html", kinds=queries.list_forms(), titles=queries.touchpoint_titles(),
                           most=queries.MOST_COUNTED)


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def new_form() -> ResponseReturnValue:
    """Begin a form: empty, as a copy of one, or with the items of a survey."""
    surveys, copies = queries.surveys(), queries.copies()
    form = NewForm(
        touchpoints={slug: said(title) for slug, title in queries.touchpoint_titles().items()},
        surveys=[(f"survey:{slug}", said(survey.title.said)) for slug, survey in surveys.items()],
        forms=[(f"form:{version.id}", said(version.title)) for version in copies.values()])
    if form.is_submitted_and_valid():
        draft = operations.begin(current_user, _begun(form.data, surveys, copies))
        answer = done(url_for(".show_form", slug=draft.slug), _("Begun. Nobody uses it before you publish it."))
        db.session.commit()
        return answer
    return render_template("quality/new_form.html", form=form), 400 if form.errors else 200


def _begun(typed: Mapping[str, Any], surveys: Mapping[str, Any], copies: Mapping[int, Any]) -> Document:
    title = {"zh": typed["title_zh"].strip(), "en": typed["title_en"].strip()}
    slug = queries.free_slug(slug_of(title["en"]))
    head = {"slug": slug, "kind": typed["kind"], "touchpoint": typed["touchpoint"], "title": title}
    source, _colon, name = typed["begin"].partition(":")
    if source == "form":
        return {**manuscript.document_of(queries.form_of(copies[int(name)])), **head}
    document = manuscript.begun(**head)
    if source == "survey":
        items = [manuscript.survey_item(item) for item in manuscript.takeable(document, surveys[name])]
        return manuscript.with_items(document, "part-1", items)
    return document


@bp.route("/<slug>")
@requires(Can.EDIT_INSTRUMENTS)
def show_form(slug: str) -> ResponseReturnValue:
    """Show a form with its parts: the draft with what is wrong in it, else what is in use."""
    draft = queries.find_draft(slug)
    work = queries.get_work(slug) if draft else None
    versions = queries.versions_of(slug)
    if work is None and not versions:
        abort(404)
    used = next((version for version in versions if version.current), None)
    document = work.document if work else queries.published_document((used or versions[-1]).digest)
    place = touchpoints_by_slug([document.get("touchpoint", "")]).get(document.get("touchpoint", ""))
    return render_template(
        "quality/show_form.html", slug=slug, work=work, document=document, used=used, versions=versions, place=place,
        found=queries.check(document) if work else None, ahead=queries.is_ahead(work), saved=queries.saved_by(work),
        may_set_standard=current_user.may(Can.EDIT_TOUCHPOINTS),
        undo=SaveForm(None, data={"save": work.draft.latest}) if work and _can_undo(work) else None)


def _can_undo(work: queries.Work) -> bool:
    """Whether the page comes right after a change that one may want to take back."""
    return request.args.get("undo") == str(work.draft.latest) and work.draft.latest > 1


@bp.route("/<slug>/begin", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def begin_form(slug: str) -> ResponseReturnValue:
    """Begin a draft from the version in use, or from the one that is named."""
    versions = queries.versions_of(slug) or abort(404)
    if queries.find_draft(slug) is None:
        operations.begin_from(current_user, next((each for each in versions if each.current), versions[-1]))
    answer = done(url_for(".show_form", slug=slug))
    db.session.commit()
    return answer


@bp.route("/<slug>/preview")
@requires(Can.EDIT_INSTRUMENTS)
def preview_form(slug: str) -> ResponseReturnValue:
    """Show the draft as a shopper sees it."""
    work = queries.get_work(slug)
    found = queries.check(work.document)
    return render_template("quality/preview_form.html", slug=slug, work=work, instrument=found.instrument, found=found,
                           shown={}, faults={}, theirs={}, photographed=())


@bp.route("/<slug>/what-if")
@requires(Can.EDIT_INSTRUMENTS)
def try_form(slug: str) -> ResponseReturnValue:
    """Show what the draft would have given for past visits; nothing is stored."""
    work = queries.get_work(slug)
    found = queries.check(work.document)
    outcome = None
    if found.instrument is not None:
        private = found.instrument.kind in PRIVATE_KINDS
        outcome = Trial(0, reason=PRIVATE) if private else trial(found.instrument, queries.past_visits(slug))
    return render_template("quality/try_form.html", slug=slug, work=work, found=found, outcome=outcome,
                           most=queries.MOST_COMPARED, months=queries.MONTHS)


@bp.route("/<slug>/publish", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def publish_form(slug: str) -> ResponseReturnValue:
    """Show what is new and what is wrong in a draft, and publish it with a note."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    shown = {"save": str(work.draft.latest), "over": str(work.used.id if work.used else 0)}
    form = PublishForm(data=shown)
    if not form.is_submitted_and_valid():
        return _publishing(work, form), 400 if form.errors else 200
    if (form.save.data, form.over.data) != (shown["save"], shown["over"]):
        return _publishing(work, form, came_second=True, shown=shown), 409
    try:
        operations.publish(current_user, work, (form.note.data or "").strip())
    except Refused as refusal:
        return _publishing(work, form, refused=_(refusal.sentence)), 400
    message = _("Published. Visits that begin now use it; visits that were begun keep their form, and no score changes.")
    answer = done(url_for(".show_form", slug=slug), message)
    db.session.commit()
    return answer


def _publishing(work: queries.Work, form: PublishForm, *, came_second: bool = False, refused: str = "",
                shown: Mapping[str, str] | None = None) -> str:
    for name, value in (shown or {}).items():
        form[name].raw_data, form[name].data = None, value
        form.submission_key.data = form.submission_key.default()
    document = work.document
    before = queries.published_document(work.used.digest) if work.used else {}
    return render_template(
        "quality/publish_form.html", slug=work.draft.slug, work=work, form=form, document=document, refused=refused,
        found=queries.check(document), came_second=came_second, changes=differences(before, document) if before else (),
        before=before, newer=work.used is not None and work.draft.based_on_id != work.used.id,
        other=queries.other_form_in_use(work.draft.slug, document["kind"], document.get("touchpoint", "")))


@bp.route("/<slug>/versions")
@requires(Can.EDIT_INSTRUMENTS)
def list_form_versions(slug: str) -> ResponseReturnValue:
    """List what was published and what was saved of a form."""
    draft, versions = queries.find_draft(slug), queries.list_versions(slug)
    if draft is None and not versions:
        abort(404)
    return render_template("quality/list_form_versions.html", slug=slug, draft=draft, versions=versions,
                           saves=queries.list_saves(draft) if draft else [], most=queries.MOST_COUNTED,
                           title=queries.title_of_form(slug))


@bp.route("/<slug>/compare")
@requires(Can.EDIT_INSTRUMENTS)
def compare_forms(slug: str) -> ResponseReturnValue:
    """Say in words what is different between two versions or saves."""
    if not (request.args.get("before") and request.args.get("after")):
        abort(400, _("Choose two to compare: one as before, one as after."))
    before, after = (queries.document_at(slug, request.args[name]) for name in ("before", "after"))
    return render_template("quality/compare_forms.html", slug=slug, changes=differences(before, after), document=after,
                           before=before)


@bp.route("/<slug>/go-back", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def go_back_form(slug: str) -> ResponseReturnValue:
    """Make what an earlier version or save says the draft, which begins with it where there is none."""
    document = queries.document_at(slug, request.form.get("to", ""))
    draft = queries.find_draft(slug)
    if draft is None:
        operations.begin(current_user, document, based_on_id=queries.versions_of(slug)[-1].id)
    else:
        operations.save(current_user, queries.get_work(slug, to_change=True).draft, document)
    answer = done(url_for(".show_form", slug=slug), _("The draft says that now. Visits use it once you publish it."))
    db.session.commit()
    return answer


@bp.route("/<slug>/undo", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def undo_form(slug: str) -> ResponseReturnValue:
    """Take back the latest change of a draft."""
    work, form = queries.get_work(slug, to_change=True), SaveForm()
    if not form.is_submitted_and_valid():
        abort(400)
    try:
        operations.undo(current_user, work, form.save.data or 0)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    answer = done(url_for(".show_form", slug=slug), _("Taken back."))
    db.session.commit()
    return answer


@bp.route("/<slug>/discard", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def discard_form(slug: str) -> ResponseReturnValue:
    """Let go of a draft; what is published stays."""
    work, form = queries.get_work(slug, to_change=True), SaveForm()
    if not form.is_submitted_and_valid() or form.save.data != work.draft.latest:
        abort(409, _("Somebody has saved this draft since you looked at it. Look again before you discard it."))
    operations.discard(work)
    answer = done(url_for(".list_forms"), _("The draft was thrown away. What is published stays."))
    db.session.commit()
    return answer
