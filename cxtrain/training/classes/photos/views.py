"""Pictures of a class: add one, look at one, take one out."""

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.forms import NoPhoto
from cxtrain.training.classes import queries
from cxtrain.training.classes.models import ClassPhoto
from cxtrain.training.classes.photos import operations
from cxtrain.training.classes.photos.forms import PhotoForm
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import done

bp = Blueprint("class_photos", __name__, url_prefix="/training/classes")
NO_PICTURE = N_("This is not a picture that can be read. Take it again as JPEG or PNG.")


@bp.route("/<int:class_id>/photos", methods=["GET", "POST"])
@requires(Can.TRAIN)
def add_photo(class_id: int) -> ResponseReturnValue:
    """Add a picture to the file of a class."""
    row, form = queries.get_led_class(current_user, class_id), PhotoForm()
    there = queries.photos_of(row)
    if len(there) >= operations.MOST_PHOTOS:
        abort(409, _("This class has as many pictures as it can hold. Take one out first."))
    if form.is_submitted_and_valid():
        try:
            digest = operations.keep_photo(form.photo.data.read())
        except NoPhoto:
            form.photo.errors = [_(NO_PICTURE)]
        else:
            row = queries.get_led_class(current_user, class_id, to_change=True)
            if all(each.digest != digest for each in queries.photos_of(row)):
                operations.add_photo(current_user, row, digest=digest, caption=(form.caption.data or "").strip())
            answer = done(url_for("classes.show_class", class_id=row.id, _anchor="photos"), _("Picture added."))
            db.session.commit()
            return answer
    return render_template("training/classes/add_photo.html", row=row, form=form), 400 if form.errors else 200


@bp.route("/<int:class_id>/photos/<int:photo_id>")
@requires(Can.TRAIN)
def show_photo(class_id: int, photo_id: int) -> ResponseReturnValue:
    """Send a picture to whoever may look at the class."""
    row = queries.get_class_for(current_user, class_id)
    photo = db.session.get(ClassPhoto, photo_id)
    if photo is None or photo.class_id != row.id:
        abort(404)
    answer = Response(read_file(photo.digest), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@bp.route("/<int:class_id>/photos/<int:photo_id>/remove", methods=["POST"])
@requires(Can.TRAIN)
def remove_photo(class_id: int, photo_id: int) -> ResponseReturnValue:
    """Take a picture out of the file of a class."""
    row = queries.get_led_class(current_user, class_id, to_change=True)
    photo = db.session.get(ClassPhoto, photo_id)
    if photo is None or photo.class_id != row.id:
        abort(404)
    operations.remove_photo(row, photo)
    answer = done(url_for("classes.show_class", class_id=row.id, _anchor="photos"), _("Picture taken out."))
    db.session.commit()
    return answer
