"""The list of tags with their keywords: one page to see them, one to write one."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.comments import operations, queries
from cxtrain.voices.comments.forms import TagForm
from cxtrain.voices.comments.keywords import read_keywords
from cxtrain.voices.comments.models import VoiceTag
from cxtrain.voices.comments.operations import TagFacts
from cxtrain.web.pages import done

bp = Blueprint("comment_tags", __name__, url_prefix="/voices/tags")


@bp.route("")
@requires(Can.SEE_VOICES)
def list_tags() -> str:
    """Show the tags and their keywords."""
    return render_template("voices/comments/list_tags.html", tags=queries.list_tags())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.RELEASE_COMMENTS)
def add_tag() -> ResponseReturnValue:
    """Add a tag."""
    form = TagForm(packs=_packs())
    if form.is_submitted_and_valid():
        operations.add_tag(_facts(form))
        answer = done(url_for(".list_tags"), _("The tag is added. Comments are looked through for it."))
        db.session.commit()
        return answer
    return render_template("voices/comments/edit_tag.html", form=form, tag=None), 400 if form.errors else 200


@bp.route("/<int:tag_id>", methods=["GET", "POST"])
@requires(Can.RELEASE_COMMENTS)
def edit_tag(tag_id: int) -> ResponseReturnValue:
    """Change a tag, or end it."""
    tag = queries.get_tag(tag_id)
    form = TagForm(packs=_packs(), data=_written(tag))
    if form.is_submitted_and_valid():
        operations.edit_tag(tag, _facts(form))
        if form.ended.data:
            operations.end_tag(tag)
        answer = done(url_for(".list_tags"), _("The tag is kept. Comments are looked through for it."))
        db.session.commit()
        return answer
    return render_template("voices/comments/edit_tag.html", form=form, tag=tag), 400 if form.errors else 200


def _packs() -> list[str]:
    return sorted({touchpoint.pack for touchpoint in list_touchpoints() if touchpoint.pack})


def _facts(form: TagForm) -> TagFacts:
    return TagFacts({"zh": form.zh.data.strip(), "en": form.en.data.strip()}, read_keywords(form.keywords.data or ""),
                    form.pack.data)


def _written(tag: VoiceTag) -> dict[str, str]:
    return {**tag.title, "pack": tag.pack, "keywords": "\n".join(tag.keywords)}
