"""Writing one scene with its choices, what is said about the whole, and playing a draft from any scene."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import FieldList

from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.roleplay.authoring import heads, manuscript, operations, queries, sheet
from cxtrain.roleplay.authoring.comparison.differences import differences
from cxtrain.roleplay.authoring.forms import HeadsForm, RemoveForm, SceneForm, shown_values, ways_on
from cxtrain.roleplay.authoring.manuscript import Document, scenes_of
from cxtrain.roleplay.authoring.problems import TEXTS
from cxtrain.roleplay.authoring.rehearsal import playable, rehearsed, unmet
from cxtrain.roleplay.play import IllegalChoice
from cxtrain.roleplay.reading_time import LONG, ReadingTime, reading_times
from cxtrain.roleplay.words import FACES, OUTCOMES
from cxtrain.web.pages import done
from cxtrain.web.whole import whole

bp = Blueprint("scenes", __name__, url_prefix="/authoring/scenarios/<slug>")
WISHES = {sheet.NEW_SCENE: False, sheet.NEW_ENDING: True}


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"texts": TEXTS, "outcomes": OUTCOMES, "names": DIMENSION_NAMES, "relations": sheet.RELATIONS,
            "shown_values": shown_values, "faces": [_(face) for face in FACES], "long": LONG}


@bp.route("/scenes/<name>", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def edit_scene(slug: str, name: str) -> ResponseReturnValue:
    """Write a scene with its choices, in both languages."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document = work.document
    if name not in scenes_of(document):
        abort(404)
    form = SceneForm(data={**sheet.filled(document, name), "seen": manuscript.seen_scene(document, name)},
                     state=document.get("state", {}))
    if not form.is_submitted():
        return _scene_page(work, form, name)
    if not form.is_submitted_and_valid() or _is_taken(form, document, name):
        return _scene_page(work, form, name), 400
    written, own, added = _written(document, form, name)
    if form.seen.data != manuscript.seen_scene(document, name):
        return _scene_page(work, _anew(form, manuscript.seen_scene(document, name)), name, mine=written), 409
    _save(work, written)
    answer = done(url_for(".edit_scene", slug=slug, name=own, _anchor=_place(form)), _saved(added))
    db.session.commit()
    return answer


def _is_taken(form: SceneForm, document: Document, name: str) -> bool:
    """Whether another scene has the name that was typed; the field then says so."""
    wish = form.name.data.strip()
    if wish != name and wish in scenes_of(document):
        form.name.errors = [_("Another scene has this name.")]
        return True
    return False


def _written(document: Document, form: SceneForm, name: str) -> tuple[Document, str, list[str]]:
    """Return the document with the scene as the form says it, the scene's name, and the names of scenes made for it."""
    fields, do = form.data, form.do.data or ""
    fields["choices"] = sheet.arranged(fields["choices"], do)
    was = dict(scenes_of(document)[name])
    if do == "ending" and not was.get("choices"):
        was = {**{key: value for key, value in was.items() if key != "choices"}, "ending": {}}
    if do == "talk":
        was = {**{key: value for key, value in was.items() if key != "ending"}, "choices": []}
    scene = sheet.scene_of(fields, was, document.get("state", {}))
    changed = manuscript.with_scene(document, name, scene, voices=sheet.voices_of(fields))
    changed, added = manuscript.with_wishes(changed, name, WISHES)
    own = form.name.data.strip()
    return manuscript.renamed(changed, name, own) if own != name else changed, own, added


def _saved(added: list[str]) -> str:
    if added:
        return _("Saved. New on the map, still to be written: %(names)s.", names=", ".join(added))
    return _("Saved.")


def _place(form: SceneForm) -> str | None:
    """Return which part of the page one has just worked on."""
    verb, _colon, at = (form.do.data or "").partition(":")
    if verb == "choice":
        return f"choice-{len(form.choices) + 1}"
    shift = {"copy": 2, "up": 0, "down": 2}.get(verb)
    number = whole(at)
    return f"choice-{number + shift}" if shift is not None and number is not None else None


def _anew(form: Any, seen: str) -> Any:
    """Return the form of the one who came second: what was typed, ready to be sent again over what was saved."""
    form.seen.raw_data, form.seen.data = None, seen
    form.submission_key.data = form.submission_key.default()
    return form


def _scene_page(work: queries.Work, form: SceneForm, name: str, mine: Document | None = None) -> str:
    """Return the page of a scene; `mine` is what the one who came second wanted to save."""
    document, state = work.document, work.document.get("state", {})
    _add_blank(form.whens)
    for answer in form.choices:
        _add_blank(answer.ways)
        for whens in (answer.whens, *(way.whens for way in answer.ways)):
            _add_blank(whens)
    others = [each for each in scenes_of(document) if each != name]
    found = [problem for problem in queries.problems_of(work) if problem.scene == name]
    return render_template(
        "roleplay/edit_scene.html", work=work, form=form, name=name, scene=scenes_of(document)[name], problems=found,
        state=state, parts=[("", "–"), *((part, part) for part in state)],
        variants=document.get("variants", []), ways=ways_on(list(scenes_of(document))),
        plain_ways=[("", _("nowhere yet")), *((other, other) for other in others)],
        leading=manuscript.leading_to(document, name), others=others, remove=RemoveForm(None, seen=form.seen.data),
        reading=_reading(work, name), clash=differences(document, mine) if mine else ())


def _reading(work: queries.Work, name: str) -> ReadingTime | None:
    """Return how long the scene takes to read, as far as it is written; None for an ending."""
    scenario = playable(work.save.text)
    return reading_times(scenario).get(name) if scenario else None


def _add_blank(rows: FieldList) -> None:
    """Give a list of rows an empty one to write into, unless it is full."""
    if len(rows) < (rows.max_entries or 0):
        rows.append_entry()


def _save(work: queries.Work, document: Document) -> None:
    try:
        operations.save(current_user, work.draft, document)
    except operations.Refused as fault:
        abort(400, _(fault.message, **fault.values))


@bp.route("/scenes", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def add_scene(slug: str) -> ResponseReturnValue:
    """Add an empty scene, or an ending."""
    work = queries.get_work(slug, to_change=True)
    document, name = manuscript.with_new_scene(work.document, ending=request.form.get("value") == "ending")
    _save(work, document)
    answer = done(url_for(".edit_scene", slug=slug, name=name))
    db.session.commit()
    return answer


@bp.route("/scenes/<name>/copy", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def copy_scene(slug: str, name: str) -> ResponseReturnValue:
    """Make a copy of a scene; nothing leads to it yet."""
    work = queries.get_work(slug, to_change=True)
    if name not in scenes_of(work.document):
        abort(404)
    document, own = manuscript.with_copy(work.document, name)
    _save(work, document)
    answer = done(url_for(".edit_scene", slug=slug, name=own), _("This is the copy. Nothing leads to it yet."))
    db.session.commit()
    return answer


@bp.route("/scenes/<name>/remove", methods=["POST"])
@requires(Can.EDIT_CONTENT)
def remove_scene(slug: str, name: str) -> ResponseReturnValue:
    """Remove a scene; what led to it leads to another one, or is left open."""
    work, form = queries.get_work(slug, to_change=True), RemoveForm()
    document = work.document
    if name not in scenes_of(document) or not form.is_submitted_and_valid():
        abort(404)
    if form.seen.data != manuscript.seen_scene(document, name):
        abort(409, _("Somebody saved this scene while you were looking at it. Look again before you remove it."))
    instead = form.instead.data if form.instead.data in scenes_of(document) and form.instead.data != name else None
    _save(work, manuscript.without_scene(document, name, instead=instead))
    message = _("The scene was removed. It can be brought back under Versions.")
    answer = done(url_for("authoring.show_draft", slug=slug), message)
    db.session.commit()
    return answer


@bp.route("/heads", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def edit_heads(slug: str) -> ResponseReturnValue:
    """Write the title, the brief, the customers and the state of a scenario."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document, seen = work.document, manuscript.seen(manuscript.heads_of(work.document))
    form = HeadsForm(data={**heads.filled(document), "seen": seen}, touchpoints=queries.touchpoint_titles(),
                     scenes=list(scenes_of(document)))
    if not form.is_submitted_and_valid():
        return _heads_page(work, form), 400 if form.errors else 200
    written = heads.document_of(form.data, document)
    if form.seen.data != seen:
        return _heads_page(work, _anew(form, seen), mine=written), 409
    _save(work, written)
    more = form.do.data in ("gauge", "customer")
    answer = done(url_for(".edit_heads" if more else "authoring.show_draft", slug=slug), _("Saved."))
    db.session.commit()
    return answer


def _heads_page(work: queries.Work, form: HeadsForm, mine: Document | None = None) -> str:
    for rows in (form.gauges, form.variants):
        _add_blank(rows)
    return render_template(
        "roleplay/edit_heads.html", work=work, form=form, clash=differences(work.document, mine) if mine else (),
        problems=[each for each in queries.problems_of(work) if each.scene is None])


@bp.route("/rehearse")
@requires(Can.EDIT_CONTENT)
def rehearse(slug: str) -> ResponseReturnValue:
    """Play a draft from any scene; nothing is stored, so the way back is the browser's."""
    work = queries.get_work(slug)
    scenario = playable(work.save.text)
    if scenario is None:
        abort(409, _("The draft cannot be played yet: mend what is marked as an error in its state first."))
    scene, made = request.args.get("scene", scenario.start), request.args.getlist("made")
    try:
        rehearsal = rehearsed(scenario, scene, made)
    except (KeyError, IllegalChoice):
        abort(404, _("The draft has been changed: begin again from one of its scenes."))
    return render_template("roleplay/rehearse.html", work=work, rehearsal=rehearsal, scene=scene, made=made, unmet=unmet)
