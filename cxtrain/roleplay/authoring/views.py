"""The authors' pages: the list of scenarios, one with its map and its problems, publishing, versions, files in and out."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.roleplay.authoring import operations, queries
from cxtrain.roleplay.authoring.comparison.differences import differences
from cxtrain.roleplay.authoring.forms import NewForm, PublishForm
from cxtrain.roleplay.authoring.manuscript import begun, opened
from cxtrain.roleplay.authoring.map.cards import cards_of, roads_of
from cxtrain.roleplay.authoring.map.layout import laid_out
from cxtrain.roleplay.authoring.problems import TEXTS, checked
from cxtrain.roleplay.authoring.words import STATES
from cxtrain.roleplay.formats.drafts import slug_of
from cxtrain.roleplay.formats.table_template import template
from cxtrain.roleplay.formats.twee_export import export_twee
from cxtrain.roleplay.words import OUTCOMES
from cxtrain.web.pages import done, reader_locale, said

bp = Blueprint("authoring", __name__, url_prefix="/authoring/scenarios")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"texts": TEXTS, "outcomes": OUTCOMES, "states": STATES}


@bp.route("")
@requires(Can.EDIT_CONTENT)
def list_drafts() -> ResponseReturnValue:
    """List all scenarios with their state: drafts, published, with changes that are not, taken down."""
    return render_template("roleplay/list_drafts.html", scenarios=queries.list_scenarios())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def new_draft() -> ResponseReturnValue:
    """Begin a scenario with an opening and two endings."""
    form = NewForm(touchpoints=queries.touchpoint_titles())
    if form.is_submitted_and_valid():
        slug = queries.free_slug(slug_of(form.title_en.data or "", form.title_zh.data or "") or "scenario")
        document = begun(
            slug=slug, touchpoint=form.touchpoint.data, title=form.texts("title"), customer=form.texts("customer"))
        operations.begin(current_user, document)
        answer = done(url_for(".show_draft", slug=slug), _("Begun. Write the first scene, then follow the map."))
        db.session.commit()
        return answer
    return render_template("roleplay/new_draft.html", form=form), 400 if form.errors else 200


@bp.route("/table.xlsx")
@requires(Can.EDIT_CONTENT)
def table_template() -> ResponseReturnValue:
    """Send the trainers' table to fill in."""
    return Response(template(), mimetype=XLSX, headers={"Content-Disposition": "attachment; filename=scenario-table.xlsx"})


@bp.route("/<slug>")
@requires(Can.EDIT_CONTENT)
def show_draft(slug: str) -> ResponseReturnValue:
    """Show the map of a draft, its problems, and what can be done with it; of a published one, let an author begin."""
    if queries.find_draft(slug) is None:
        scenario = queries.find_scenario(slug) or abort(404)
        return render_template("roleplay/begin_draft.html", scenario=scenario)
    work = queries.get_work(slug)
    document, problems = work.document, queries.problems_of(work)
    start, roads = roads_of(document)
    cards = cards_of(document, locale=reader_locale(), problems=problems,
                     address=lambda name: url_for("scenes.edit_scene", slug=slug, name=name))
    return render_template(
        "roleplay/show_draft.html", work=work, document=document, problems=problems, map=laid_out(start, roads),
        cards=cards, is_ahead=queries.is_ahead(work), edited=queries.latest_edition(work.draft))


@bp.route("/<slug>/begin", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def begin_draft(slug: str) -> ResponseReturnValue:
    """Begin a draft from what is published."""
    scenario = queries.find_scenario(slug, to_change=True) or abort(404)
    if queries.find_draft(slug) is None:
        operations.begin_from(current_user, scenario, queries.source_of(scenario.current_id))
    answer = done(url_for(".show_draft", slug=slug))
    db.session.commit()
    return answer


@bp.route("/<slug>/publish", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def publish_draft(slug: str) -> ResponseReturnValue:
    """Show what is new and what is wrong in a draft, and publish it with a note."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    shown = {"save": str(work.draft.latest), "over": str(work.published.current_id if work.published else 0)}
    form = PublishForm(data=shown)
    if not form.is_submitted_and_valid():
        return _publishing(work, form, {}), 400 if form.errors else 200
    if (form.save.data, form.over.data) != (shown["save"], shown["over"]):
        return _publishing(work, form, shown), 409
    published = operations.publish(current_user, work, form.note.data.strip())
    if published.scenario is None:
        return _publishing(work, form, shown, faults=published.faults), 400
    message = _("Published. New plays are of this version; plays under way keep theirs.")
    answer = done(url_for(".show_draft", slug=slug), message)
    db.session.commit()
    return answer


def _publishing(work: queries.Work, form: PublishForm, shown: dict[str, str], faults: Any = ()) -> str:
    """Return the page before publishing; where `shown` is given, it says that something was saved meanwhile."""
    for name, value in shown.items():
        form[name].raw_data, form[name].data = None, value
    if shown:
        form.submission_key.data = form.submission_key.default()
    before = opened_or_nothing(queries.source_of(work.published.current_id) if work.published else "")
    found = queries.problems_of(work)
    return render_template(
        "roleplay/publish_draft.html", form=form, work=work, came_second=bool(shown) and not faults, faults=faults,
        errors=[each for each in found if each.is_error], advice=[each for each in found if not each.is_error],
        differences=differences(before, work.document), is_first=work.published is None,
        is_newer=work.published is not None and work.draft.based_on_id != work.published.current_id)


def opened_or_nothing(text: str) -> Any:
    """Return the document of a text, nothing for no text."""
    return opened(text) if text else {}


@bp.route("/<slug>/versions")
@requires(Can.EDIT_CONTENT)
def list_versions(slug: str) -> ResponseReturnValue:
    """List what was published and what was saved of a scenario."""
    draft, scenario = queries.find_draft(slug), queries.find_scenario(slug)
    if draft is None and scenario is None:
        abort(404)
    return render_template(
        "roleplay/list_versions.html", slug=slug, draft=draft, scenario=scenario,
        versions=queries.list_versions(slug, scenario.current_id if scenario else None),
        saves=queries.list_saves(draft) if draft else [])


@bp.route("/<slug>/compare")
@requires(Can.EDIT_CONTENT)
def compare_versions(slug: str) -> ResponseReturnValue:
    """Say in words what is different between two versions or saves."""
    draft = queries.find_draft(slug)
    if not (request.args.get("before") and request.args.get("after")):
        abort(400, _("Choose two to compare: one as before, one as after."))
    before, after = (queries.text_of(slug, draft, request.args[name]) for name in ("before", "after"))
    return render_template("roleplay/compare_versions.html", slug=slug, differences=differences(opened(before), opened(after)),
                           editions=queries.editions(slug, draft))


@bp.route("/<slug>/go-back", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def go_back(slug: str) -> ResponseReturnValue:
    """Make an earlier version or save what the draft says."""
    work = queries.get_work(slug, to_change=True)
    operations.go_back(current_user, work.draft, queries.text_of(slug, work.draft, request.form.get("to", "")))
    answer = done(url_for(".show_draft", slug=slug), _("The draft says again what it said then. The later saves are kept."))
    db.session.commit()
    return answer


@bp.route("/<slug>/discard", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def discard_draft(slug: str) -> ResponseReturnValue:
    """Let go of a draft; what is published stays."""
    work = queries.get_work(slug, to_change=True)
    if request.form.get("save") != str(work.draft.latest):
        abort(409, _("Somebody has saved this draft since you looked at it. Look again before you discard it."))
    operations.discard(work)
    title = said(work.document.get("title", {}))
    answer = done(url_for(".list_drafts"), _("The draft “%(title)s” was discarded.", title=title))
    db.session.commit()
    return answer


@bp.route("/<slug>/retire", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def retire_scenario(slug: str) -> ResponseReturnValue:
    """Take a scenario down, or bring it back."""
    scenario = queries.find_scenario(slug, to_change=True) or abort(404)
    if request.form.get("value") == "back":
        operations.bring_back(scenario)
        message = _("It is offered again.")
    else:
        _retire(scenario)
        message = _("It is taken down. Plays under way can be finished, and what was played stays.")
    answer = done(url_for(".list_drafts"), message)
    db.session.commit()
    return answer


def _retire(scenario: Any) -> None:
    try:
        operations.retire(scenario)
    except operations.Refused as fault:
        abort(400, _(fault.message, **fault.values))


@bp.route("/<slug>.<form>")
@requires(Can.EDIT_CONTENT)
def export_draft(slug: str, form: str) -> ResponseReturnValue:
    """Send a draft as the YAML of its file, or as Twee for Twine."""
    work = queries.get_work(slug)
    if form not in ("yaml", "twee"):
        abort(404)
    if form == "twee" and checked(work.save.text).scenario is None:
        abort(400, _("A draft can be sent to Twine once the checker finds no error in it. As YAML it can be sent at any time."))
    body = work.save.text if form == "yaml" else export_twee(work.document)
    return Response(body, mimetype="text/plain", headers={"Content-Disposition": f"attachment; filename={slug}.{form}"})
