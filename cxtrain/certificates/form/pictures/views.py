"""Pictures of certificate forms: add one, look at one, offer one no longer; and the seal."""

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.certificates.form import queries
from cxtrain.certificates.form.models import CertificatePicture
from cxtrain.certificates.form.pictures import operations
from cxtrain.certificates.form.pictures.forms import NoPicture, PictureForm, SealForm
from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.web.pages import done

bp = Blueprint("certificate_pictures", __name__, url_prefix="/certificates/forms")
SHOWN = ("logo", "signature")


@bp.route("/pictures", methods=["GET", "POST"])
@requires(Can.EDIT_CERTIFICATE_FORMS)
def list_pictures() -> ResponseReturnValue:
    """List the logos and signatures that forms may show, and add one."""
    form = PictureForm()
    if form.is_submitted_and_valid() and _kept(form, form.kind.data):
        answer = done(url_for(".list_pictures"), _("Picture added."))
        db.session.commit()
        return answer
    pictures = {kind: queries.pictures(kind) for kind in SHOWN}
    page = render_template("certificates/form/list_pictures.html", form=form, pictures=pictures)
    return page, 400 if form.errors else 200


@bp.route("/seal", methods=["GET", "POST"])
@requires(Can.KEEP_SEAL)
def keep_seal() -> ResponseReturnValue:
    """Show the picture of the firm's seal and keep another one."""
    form = SealForm()
    if form.is_submitted_and_valid() and _kept(form, "seal"):
        answer = done(url_for(".keep_seal"), _("The picture of the seal is kept."))
        db.session.commit()
        return answer
    seals = queries.pictures("seal")
    return render_template("certificates/form/keep_seal.html", form=form, seals=seals), 400 if form.errors else 200


def _kept(form: SealForm, kind: str) -> bool:
    """Keep what was sent; where it is no picture, say so at the field."""
    raw = form.picture.data.read()
    try:
        operations.add_picture(current_user, kind, form.label.data.strip(), raw)
    except NoPicture:
        form.picture.errors = [_("This is not a picture that can be read. Choose a PNG or JPEG.")]
        return False
    return True


@bp.route("/pictures/<int:picture_id>")
@requires(Can.EDIT_CERTIFICATE_FORMS)
def picture_file(picture_id: int) -> ResponseReturnValue:
    """Send a logo or a signature."""
    return _sent(queries.get_picture(SHOWN, picture_id))


@bp.route("/seal/<int:picture_id>")
@requires(Can.KEEP_SEAL)
def seal_file(picture_id: int) -> ResponseReturnValue:
    """Send the picture of the seal."""
    return _sent(queries.get_picture(("seal",), picture_id))


def _sent(picture: CertificatePicture) -> Response:
    body = read_file(picture.digest)
    answer = make_response(body)
    answer.headers["Content-Type"] = "image/png" if body.startswith(queries.PNG) else "image/jpeg"
    return answer


@bp.route("/pictures/<int:picture_id>/retire", methods=["POST"])
@requires(Can.EDIT_CERTIFICATE_FORMS)
def retire_picture(picture_id: int) -> ResponseReturnValue:
    """Offer a picture no longer."""
    operations.retire_picture(queries.get_picture(SHOWN, picture_id))
    answer = done(url_for(".list_pictures"), _("It is no longer offered. Forms that show it stay as they are."))
    db.session.commit()
    return answer


@bp.route("/seal/<int:picture_id>/retire", methods=["POST"])
@requires(Can.KEEP_SEAL)
def retire_seal(picture_id: int) -> ResponseReturnValue:
    """Offer the picture of the seal no longer."""
    operations.retire_picture(queries.get_picture(("seal",), picture_id))
    answer = done(url_for(".keep_seal"), _("The picture is no longer used. The place of the seal stays blank."))
    db.session.commit()
    return answer
