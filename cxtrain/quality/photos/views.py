"""Photos of a scorecard: add one, look at one."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality import queries
from cxtrain.quality.forms import NoPhoto, PhotoForm
from cxtrain.quality.photos import operations
from cxtrain.web.pages import done

bp = Blueprint("photos", __name__)


@bp.route("/quality/visits/<int:visit_id>/photos", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def add_photo(visit_id: int) -> ResponseReturnValue:
    """Add a photo of a receipt or a place."""
    visit = queries.get_draft_for(current_user, visit_id)
    form = PhotoForm()
    if form.is_submitted_and_valid():
        try:
            digest = operations.keep_photo(form.photo.data.read())
        except NoPhoto:
            form.photo.errors = [_("This is not a photo that can be read. Take it again as JPEG or PNG.")]
        else:
            visit = queries.get_draft_for(current_user, visit_id)
            operations.add_photo(visit, shows=form.shows.data, digest=digest)
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id, _anchor="photos"), _("Photo added."))
            db.session.commit()
            return answer
    return render_template("quality/add_photo.html", visit=visit, form=form), 400 if form.errors else 200


@bp.route("/quality/photos/<int:photo_id>")
@requires(Can.ENTER_SCORECARDS, Can.REVIEW_SCORECARDS, Can.SHOP)
def show_photo(photo_id: int) -> ResponseReturnValue:
    """Send a photo to whoever entered the scorecard or may decide it."""
    return _picture(queries.photo_digest_for(current_user, photo_id))


@bp.route("/quality/visits/<int:visit_id>/paper")
@requires(Can.ENTER_SCORECARDS, Can.REVIEW_SCORECARDS, Can.SHOP)
def show_paper(visit_id: int) -> ResponseReturnValue:
    """Send the photo of a paper form."""
    return _picture(queries.paper_digest_for(current_user, visit_id))


def _picture(digest: str) -> Response:
    answer = Response(read_file(digest), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
