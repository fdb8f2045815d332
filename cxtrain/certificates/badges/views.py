"""Badges: one's own as a file, and what software elsewhere needs to check one."""

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.certificates.badges import operations
from cxtrain.certificates.queries import get_certificate_for
from cxtrain.people.guards import public, requires
from cxtrain.people.permissions import Can
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs

bp = Blueprint("badges", __name__)
PARTS = 1000  # lists of what was revoked, each for 131,072 certificates
TOKEN = "application/vc+jwt"  # noqa: S105


def base_url() -> str:
    """Return the public address of this site, or the one that this request came to."""
    return str(current_app.config["CX"].public_url or request.url_root).rstrip("/")


@bp.route("/certificates/<int:certificate_id>/badge.png")
@requires(Can.SEE_OWN)
def badge_png(certificate_id: int):
    """Send a certificate's badge: a picture that carries its signed credential."""
    certificate = get_certificate_for(current_user, certificate_id)
    if certificate.revoked_at:
        abort(410, _("This certificate was revoked and is no longer printed."))
    number, token = certificate.number, operations.signed_badge(certificate, base_url())
    try:
        body = operations.badge_picture(certificate, token)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed) as fault:
        current_app.logger.warning("badge of %s: %s", number, fault)
        abort(503, _("It could not be printed just now. Try again in a minute."))
    return Response(body, mimetype="image/png", headers={"Content-Disposition": f'attachment; filename="{number}.png"'})


@bp.route("/certificates/<int:certificate_id>/badge.jwt")
@requires(Can.SEE_OWN)
def badge_token(certificate_id: int):
    """Send the signed credential by itself."""
    certificate = get_certificate_for(current_user, certificate_id)
    if certificate.revoked_at:
        abort(410, _("This certificate was revoked and is no longer printed."))
    headers = {"Content-Disposition": f'attachment; filename="{certificate.number}.jwt"'}
    return Response(operations.signed_badge(certificate, base_url()), mimetype=TOKEN, headers=headers)


@bp.route("/badges/issuer")
@public
def show_issuer():
    """Say who issues badges here."""
    return jsonify({"@context": list(operations.badge.CONTEXT), **operations.issuer_at(base_url()).profile()})


@bp.route("/badges/keys")
@public
def show_keys():
    """Publish the keys that badges are signed with."""
    return jsonify(operations.public_keys())


@bp.route("/badges/revoked/<int:part>")
@public
def show_revoked(part: int):
    """Publish which badges were revoked: bits that name nobody."""
    if part >= PARTS:
        abort(404)
    return Response(operations.revoked_list(part, base_url()), mimetype=TOKEN)
