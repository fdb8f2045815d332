"""Photos of a scorecard: add one, look at one, take one out."""

from uuid import UUID

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality import queries
from cxtrain.quality.forms import NoPhoto, PhotoForm
from cxtrain.quality.models import Visit
from cxtrain.quality.photos import operations
from cxtrain.quality.photos.models import PhotoUpload
from cxtrain.quality.photos.pieces import NO_PHOTO, Announced, Gap, Misfit
from cxtrain.quality.photos.queries import get_photo_to_change, upload_of
from cxtrain.quality.refusal import Refused
from cxtrain.web.pages import done, said, shown_moment

bp = Blueprint("photos", __name__)


@bp.route("/quality/visits/<int:visit_id>/photos", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def add_photo(visit_id: int) -> ResponseReturnValue:
    """Add a photo of a receipt or a place; those that are there can be taken out."""
    visit = queries.get_draft_for(current_user, visit_id)
    form = _form(visit)
    if form.is_submitted_and_valid():
        try:
            digest = operations.keep_photo(form.photo.data.read())
        except NoPhoto:
            form.photo.errors = [_(NO_PHOTO)]
        else:
            visit = queries.get_draft_for(current_user, visit_id)
            operations.add_photo(visit, shows=form.shows.data, digest=digest, item=form.item.data)
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id, _anchor="photos"), _("Photo added."))
            db.session.commit()
            return answer
    return render_template("quality/add_photo.html", visit=visit, form=form, photos=queries.photos_of(visit.id),
                           items=_items(visit)), 400 if form.errors else 200


@bp.route("/quality/photos/<int:photo_id>/remove", methods=["POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def remove_photo(photo_id: int) -> ResponseReturnValue:
    """Take a photo out of a scorecard that is still being written."""
    visit, photo = get_photo_to_change(current_user, photo_id)
    operations.remove_photo(visit, photo)
    answer = done(url_for("quality.enter_scorecard", visit_id=visit.id, _anchor="photos"), _("Photo taken out."))
    db.session.commit()
    return answer


def _form(visit: Visit) -> PhotoForm:
    return PhotoForm(items=list(_items(visit).items()), wanted=request.args.get("item", ""))


def _items(visit: Visit) -> dict[str, str]:
    return {item.id: said(item.label) for item in queries.instrument_of(visit.instrument).items}


@bp.route("/quality/visits/<int:visit_id>/uploads/<uuid:upload_id>", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def upload_photo(visit_id: int, upload_id: UUID) -> ResponseReturnValue:
    """Take a piece of a photo, or say how much of it has come; for the page's script, which goes on from there.

    409 with `received` where a piece before this one is missing; 422 with a sentence where the photo is not wanted.
    """
    body = request.get_data()  # before the first query: a phone takes its time, and nobody should wait for it
    visit = queries.get_entered_for(current_user, visit_id)
    upload = upload_of(visit, str(upload_id))
    if request.method != "POST":
        return jsonify(_state(upload))
    try:
        upload = _taken(visit, str(upload_id), body)
    except Gap:
        return jsonify(_state(upload)), 409
    except (Misfit, Refused) as refusal:
        db.session.commit()  # what was damaged, or is no photo, is forgotten
        largest = current_app.config["MAX_CONTENT_LENGTH"] // 1024 ** 2
        return jsonify(error=_(str(refusal), megabytes=largest)), 422
    return jsonify(_state(upload))


def _taken(visit: Visit, upload_id: str, body: bytes) -> PhotoUpload:
    said_of_it = Announced(request.args.get("size", 0, int), request.args.get("sha256", ""),
                           request.args.get("shows", ""), request.args.get("item", ""))
    if fault := said_of_it.fault(current_app.config["MAX_CONTENT_LENGTH"]):
        raise Misfit(fault)
    upload = operations.take_piece(visit, upload_id, said_of_it, start=request.args.get("start", 0, int), body=body)
    db.session.commit()
    if upload.received == upload.size and upload.photo_id is None:
        upload = operations.finish(current_user, visit.id, upload_id)
        db.session.commit()
    return upload


def _state(upload: PhotoUpload | None) -> dict[str, object]:
    """What has come: bytes, and once it is kept the photo's address, the digest of what came and when."""
    if upload is None or upload.photo_id is None:
        return {"received": upload.received if upload else 0}
    return {"received": upload.size, "receipt": upload.sha256, "at": shown_moment(upload.done_at, "time"),
            "photo": url_for(".show_photo", photo_id=upload.photo_id)}


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
