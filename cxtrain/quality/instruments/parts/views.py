"""Writing a draft part by part: its head, its sections, its items, what is taken from a survey, and the order of all."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.instruments import fields, manuscript, operations, queries
from cxtrain.quality.instruments.differences import differences
from cxtrain.quality.instruments.manuscript import Document, Gone, Part, seen
from cxtrain.quality.instruments.parts.forms import HeadForm, ItemForm, PartForm, SectionForm, TakeForm
from cxtrain.quality.instruments.views import shared_words
from cxtrain.quality.refusal import Refused
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done, said

bp = Blueprint("form_parts", __name__, url_prefix="/quality/forms/<slug>")
bp.context_processor(shared_words)
REMOVED_SINCE = N_("Somebody has removed this since you looked at the form.")


@bp.route("/head", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def edit_form_head(slug: str) -> ResponseReturnValue:
    """Write what stands before the sections: title, scale, role, script, test questions."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document, now = work.document, seen(manuscript.head_of(work.document))
    titles = {name: said(title) for name, title in queries.touchpoint_titles().items()}
    form = HeadForm(data={**fields.head_fields(document), "seen": now}, touchpoints=titles,
                    scale=fields.scale_name(document.get("scale")))
    if not _is_sent(form, work, "kind", "touchpoint"):
        return _head_page(work, form), 400 if form.errors else 200
    do = request.form.get("do", "")
    written = manuscript.with_head(document, fields.head_from(form.data, document, do))
    if form.seen.data != now:
        form.anew(now)
        return _head_page(work, form, mine=written), 409
    _save(work, written)
    stay = url_for(".edit_form_head", slug=slug, _anchor=f"at-{do.split(':')[1] if ':' in do else do}")
    answer = done(stay if do else url_for("instruments.show_form", slug=slug), _("Saved."))
    db.session.commit()
    return answer


def _is_sent(form: PartForm, work: queries.Work, *fixed: str) -> bool:
    """Whether the form is sent and right. What a published form keeps is what it was, whatever is sent."""
    if work.versions:
        document = work.document
        for name in fixed:
            form[name].data, form[name].raw_data = document.get(name, ""), [document.get(name, "")]
    return form.is_submitted_and_valid()


def _head_page(work: queries.Work, form: HeadForm, mine: Document | None = None) -> str:
    for rows in (form.script, form.test_questions):
        if len(rows) < (rows.max_entries or 0):
            rows.append_entry()
    return render_template("quality/edit_form_head.html", **_page(work, form, mine, ("head", "")))


def _page(work: queries.Work, form: PartForm, mine: Document | None, place: tuple[str, str]) -> dict[str, Any]:
    """Return what every page of a part shows; `mine` is what the one who came second wanted to save."""
    document = work.document
    own: dict[str, list[Any]] = {}
    for problem in queries.check(document).problems:
        if (problem.place.part, problem.place.name) == place:
            own.setdefault(problem.place.key, []).append(problem)
    return {"slug": work.draft.slug, "work": work, "document": document, "form": form, "problems": own,
            "changes": differences(document, mine) if mine else (), "before": document}


@bp.route("/sections/<name>", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def edit_section(slug: str, name: str) -> ResponseReturnValue:
    """Name a section and say how much it counts."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document, part = work.document, _found(manuscript.section_of, work.document, name)
    form = SectionForm(data={**fields.section_fields(part), "seen": seen(part)})
    if not form.is_submitted_and_valid():
        return render_template("quality/edit_section.html", **_page(work, form, None, ("section", name)), name=name
                               ), 400 if form.errors else 200
    written = manuscript.with_section(document, name, fields.section_from(form.data, part))
    if form.seen.data != seen(part):
        form.anew(seen(part))
        return render_template("quality/edit_section.html", **_page(work, form, written, ("section", name)), name=name), 409
    _save(work, written)
    answer = done(url_for("instruments.show_form", slug=slug, _anchor=f"section-{name}"), _("Saved."))
    db.session.commit()
    return answer


def _found(find: Any, document: Document, name: str) -> Part:
    """Return a part of a document, or answer 404."""
    try:
        part: Part = find(document, name)
    except Gone:
        abort(404)
    return part


@bp.route("/items/<item_id>", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def edit_item(slug: str, item_id: str) -> ResponseReturnValue:
    """Write one item: its words, its kind, what it tells about, what is owed, and its critical rule."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document, part = work.document, _found(manuscript.item_of, work.document, item_id)
    form = ItemForm(data={**fields.item_fields(part), "seen": seen(part)}, scale=fields.scale_name(part.get("scale")))
    if not _is_own_and_sent(form, part):
        return _item_page(work, form, part), 400 if form.errors else 200
    written = manuscript.with_item(document, item_id, fields.item_from(form.data, part))
    if form.seen.data != seen(part):
        form.anew(seen(part))
        return _item_page(work, form, part, mine=written), 409
    to = item_id
    if request.form.get("do") == "own" and manuscript.is_of_survey(part):
        to = queries.free_item_id()
        written = manuscript.with_item(written, item_id, manuscript.made_own(manuscript.item_of(written, item_id), to))
    _save(work, written)
    answer = done(_after(slug, written, to), _("Saved."))
    db.session.commit()
    return answer


def _is_own_and_sent(form: ItemForm, part: Part) -> bool:
    """Whether the form is sent and right; a survey's item keeps what it measures, whatever is sent."""
    if manuscript.is_of_survey(part):
        kept = fields.item_fields(part)
        for name in fields.OF_THE_SURVEY:
            form[name].data, form[name].raw_data = kept[name], [kept[name]]
    return form.is_submitted_and_valid()


def _after(slug: str, document: Document, item_id: str) -> str:
    """Return where a saved item leads: to the form, to its own page again, or to the next item's."""
    do, ids = request.form.get("do", ""), [item["id"] for item in manuscript.items_of(document)]
    if do == "next" and item_id != ids[-1]:
        return url_for(".edit_item", slug=slug, item_id=ids[ids.index(item_id) + 1])
    if do in ("own", "stay"):
        return url_for(".edit_item", slug=slug, item_id=item_id)
    return url_for("instruments.show_form", slug=slug, _anchor=f"item-{item_id}")


def _item_page(work: queries.Work, form: ItemForm, part: Part, mine: Document | None = None) -> str:
    ids = [item["id"] for item in manuscript.items_of(work.document)]
    s, _i = manuscript.item_at(work.document, part["id"])
    return render_template(
        "quality/edit_item.html", **_page(work, form, mine, ("item", part["id"])), item=part, number=ids.index(part["id"]) + 1,
        is_last=part["id"] == ids[-1], section=work.document["sections"][s], of_survey=manuscript.is_of_survey(part))


@bp.route("/take/<name>", methods=["GET", "POST"])
@requires(Can.EDIT_INSTRUMENTS)
def take_items(slug: str, name: str) -> ResponseReturnValue:
    """Choose items of a survey for a section."""
    work = queries.get_work(slug, to_change=request.method == "POST")
    document, section = work.document, _found(manuscript.section_of, work.document, name)
    offered = {key: manuscript.takeable(document, survey) for key, survey in queries.surveys().items()}
    by_id = {item.id: item for items in offered.values() for item in items}
    form = TakeForm()
    if not form.is_submitted_and_valid():
        return render_template("quality/take_items.html", slug=slug, document=document, section=section, form=form,
                               offered=offered, surveys=queries.surveys()), 400 if form.errors else 200
    chosen = [manuscript.survey_item(by_id[item]) for item in form.items.data or [] if item in by_id]
    _save(work, manuscript.with_items(document, name, chosen))
    answer = done(url_for("instruments.show_form", slug=slug, _anchor=f"section-{name}"), _("Saved.") if chosen else None)
    db.session.commit()
    return answer


@bp.route("/add", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def add_part(slug: str) -> ResponseReturnValue:
    """Add an empty section, or an item to a section, and lead to its page."""
    work = queries.get_work(slug, to_change=True)
    name = request.form.get("value", "")
    if name:
        item_id = queries.free_item_id()
        _found(manuscript.section_of, work.document, name)
        document = manuscript.with_items(work.document, name, [manuscript.new_item(item_id)])
        to = url_for(".edit_item", slug=slug, item_id=item_id)
    else:
        document, new = manuscript.with_new_section(work.document)
        to = url_for(".edit_section", slug=slug, name=new)
    _save(work, document)
    answer = done(to)
    db.session.commit()
    return answer


@bp.route("/arrange", methods=["POST"])
@requires(Can.EDIT_INSTRUMENTS)
def arrange_form(slug: str) -> ResponseReturnValue:
    """Move or remove a section or an item; what was removed can be taken back on the page that follows."""
    work = queries.get_work(slug, to_change=True)
    verb, _colon, rest = request.form.get("do", "").partition(":")
    part, _colon, name = rest.partition(":")
    try:
        document = manuscript.rearranged(work.document, verb, part, name=name)
    except Gone:
        abort(409, _(REMOVED_SINCE))
    except ValueError:
        abort(400)
    _save(work, document)
    removed = verb == "remove"
    answer = done(url_for("instruments.show_form", slug=slug, undo=work.draft.latest if removed else None,
                          _anchor="undo" if removed else f"{part}-{name}"))
    db.session.commit()
    return answer


def _save(work: queries.Work, document: Document) -> None:
    try:
        operations.save(current_user, work.draft, document)
    except Refused as refusal:
        abort(400, _(refusal.sentence))
