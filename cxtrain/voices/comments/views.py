"""What customers said in words: found again, tagged, released by HR to those who may read them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.audience import AUDIENCES, SOURCES
from cxtrain.voices.comments import operations, queries
from cxtrain.voices.comments.forms import CommentForm, ReleaseForm
from cxtrain.voices.comments.moods import MOODS, mood_of
from cxtrain.voices.comments.queries import Search
from cxtrain.web.pages import done, said, shown_moment
from cxtrain.web.tables import Value, xlsx_bytes

bp = Blueprint("comments", __name__, url_prefix="/voices/comments")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKED = ("q", "unit", "touchpoint", "mood", "tag", "source", "month", "audience")


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"audiences": AUDIENCES, "sources": SOURCES, "moods": MOODS, "mood_of": mood_of}


def _units() -> list[Unit]:
    """Return the units whose comments the reader may look through; for staff their own."""
    return list_units(current_user, Can.SEE_VOICES) or [db.session.get_one(Unit, current_user.unit_id)]


def _search(units: Sequence[Unit]) -> Search:
    """Return what the address looks for; what it gets wrong counts as not asked."""
    args = request.args
    unit = next((unit for unit in units if unit.id == args.get("unit", type=int)), units[0] if len(units) == 1 else None)
    lowest = unit is not None and not any(other.path != unit.path and other.path.startswith(unit.path) for other in units)
    month = args.get("month", "")
    return Search(
        args.get("q", "").strip()[:80], unit.path if unit else "", unit.id if unit and lowest else None,
        args.get("touchpoint", type=int), _known("mood", MOODS), args.get("tag", type=int), _known("source", SOURCES),
        month, _ends(month), _known("audience", AUDIENCES), args.get("before", type=int))


def _known(name: str, words: dict[str, str]) -> str:
    return request.args.get(name, "") if request.args.get(name) in words else ""


def _ends(month: str) -> tuple[dt.datetime, dt.datetime] | None:
    """Return the beginning and the end of a month by the reader's clock."""
    try:
        first = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=ZoneInfo(current_user.zone))
        return first.astimezone(dt.UTC), (first + dt.timedelta(days=32)).replace(day=1).astimezone(dt.UTC)
    except (ValueError, OverflowError):  # the last month of the calendar has no next one
        return None


def _asked() -> dict[str, str]:
    return {name: request.args[name] for name in ASKED if request.args.get(name)}


@bp.route("")
@requires(Can.SEE_VOICES, Can.TELL)
def list_comments() -> str:
    """Show the comments that the reader may read."""
    units = _units()
    search = _search(units)
    return render_template(
        "voices/comments/list_comments.html", page=queries.list_comments(current_user, search), search=search,
        units=units, touchpoints=list_touchpoints(), tags=queries.list_tags(), asked=_asked(),
        releases=current_user.may(Can.RELEASE_COMMENTS), waiting=queries.is_waiting(), form=ReleaseForm(formdata=None))


@bp.route("/release", methods=["POST"])
@requires(Can.RELEASE_COMMENTS)
def release_comments() -> ResponseReturnValue:
    """Let others read the chosen comments, or fewer."""
    form = ReleaseForm()
    back = url_for(".list_comments", **_asked())
    if not form.is_submitted_and_valid():
        abort(400)
    comments = queries.releasable(current_user, form.chosen.data or ())
    changed = operations.release(comments, form.audience.data)
    answer = done(back, _("Changed for %(n)s: %(who)s.", n=changed, who=_(AUDIENCES[form.audience.data])))
    db.session.commit()
    return answer


@bp.route("/<int:comment_id>", methods=["GET", "POST"])
@requires(Can.SEE_VOICES)
def tag_comment(comment_id: int) -> ResponseReturnValue:
    """Say what a comment is about."""
    comment = queries.get_comment_for(current_user, comment_id)
    given = [tag.id for tag in queries.tags_of([comment.id])[comment.id]]
    tags = [tag for tag in queries.list_tags(ended=True)
            if tag.id in given or (not tag.ended_at and tag.pack in ("", comment.touchpoint.pack))]
    form = CommentForm(tags=[(tag.id, said(tag.title)) for tag in tags], data={"tags": given})
    if form.is_submitted_and_valid():
        operations.set_tags(comment, set(form.tags.data))
        answer = done(url_for(".list_comments"), _("The tags are kept."))
        db.session.commit()
        return answer
    return render_template("voices/comments/tag_comment.html", comment=comment, form=form), 400 if form.errors else 200


@bp.route("/words")
@requires(Can.SEE_VOICES, Can.TELL)
def list_words() -> str:
    """Show which words come most in what the reader may read."""
    units = _units()
    search = _search(units)
    counts, n = queries.count_words(current_user, search)
    return render_template("voices/comments/list_words.html", counts=counts, n=n, most=queries.SAMPLE, search=search,
                           units=units, touchpoints=list_touchpoints(), tags=queries.list_tags(), asked=_asked())


@bp.route("/comments.xlsx")
@requires(Can.SEE_VOICES)
def export_comments() -> Response:
    """Send the comments that fit and that the reader may read."""
    lines = queries.list_comments(current_user, _search(_units()), queries.MOST_SENT).lines
    head = [_("When"), _("Unit"), _("Touchpoint"), _("Where it comes from"), _("Points"), _("Words"), _("Tags"),
            _("Who reads them")]
    rows: list[list[Value]] = [
        [shown_moment(line.comment.at), said(line.comment.unit.label), said(line.comment.touchpoint.title),
         _(SOURCES[line.comment.source]), line.comment.score, line.comment.words,
         _(", ").join(said(tag.title) for tag in line.tags), _(AUDIENCES[line.comment.audience])] for line in lines]
    answer = Response(xlsx_bytes({_("Comments"): [head, *rows]}), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=comments.xlsx"
    return answer
