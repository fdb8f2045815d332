"""The drawings beneath certificates on screen, the same that are printed, and samples on paper."""

from functools import lru_cache

from flask import Blueprint, abort, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.certificates.form import queries
from cxtrain.certificates.form.layout import LAYOUTS
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.certificates.form.sample import CODE, sample
from cxtrain.certificates.form.sheet import HOUSE, MOST_SIGNERS, NOTHING, TEMPLATE, FormSheet, Picture, Signer, art_of
from cxtrain.certificates.wording import wording
from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import public, requires
from cxtrain.people.permissions import Can
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual

bp = Blueprint("certificate_drawings", __name__, url_prefix="/certificates/forms")


@bp.route("/house.svg")
@public
def house_art() -> ResponseReturnValue:
    """Send what lies under certificates on the house's first form, which shows nobody's signature."""
    answer = _svg(HOUSE)
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@bp.route("/versions/<int:version_id>.svg")
@requires(Can.SEE_OWN)
def art(version_id: int) -> ResponseReturnValue:
    """Send what lies under certificates on this version."""
    return _svg(queries.get_version_seen_by(current_user, version_id).sheet)


@bp.route("/drawing.svg")
@requires(Can.EDIT_CERTIFICATE_FORMS)
def drawing() -> ResponseReturnValue:
    """Send what would lie under certificates on a form that is still being written."""
    asked = request.args
    if asked.get("palette") not in PALETTES or asked.get("orientation") not in LAYOUTS:
        abort(404)
    logo = _picture(asked.get("logo", ""), "logo")
    signers = tuple(Signer("", NOTHING, _picture(each, "signature")) for each in asked.getlist("signature")[:MOST_SIGNERS])
    sheet = FormSheet(palette=asked["palette"], orientation=asked["orientation"], photo=asked.get("photo") == "1", logo=logo,
                      signers=signers)
    return _svg(sheet)


def _picture(digest: str, kind: str) -> Picture | None:
    """Return a kept picture of this kind, offered still or not; never a seal."""
    row = queries.picture_by_digest(kind, digest) if digest else None
    return queries.with_data(row) if row else None


def _svg(sheet: FormSheet) -> Response:
    answer = make_response(_drawn(sheet))
    answer.headers["Content-Type"] = "image/svg+xml"
    return answer


@lru_cache(maxsize=16)
def _drawn(sheet: FormSheet) -> str:
    return render_template("certificates/border.html", **art_of(sheet).facts)


@bp.route("/versions/<int:version_id>/sample.pdf")
@requires(Can.EDIT_CERTIFICATE_FORMS)
def sample_pdf(version_id: int) -> ResponseReturnValue:
    """Send a sample of a made-up person, to hold against the paper."""
    version = queries.get_version_seen_by(current_user, version_id)
    settings, day = current_app.config["CX"], today(current_user.zone)
    facts = sample(version.sheet, day=day, firm=Bilingual(settings.firm, settings.firm_en),
                   **queries.course_terms(version.course_slug))
    db.session.rollback()  # Printing takes tens of milliseconds; no transaction should be open for it.
    base = str(settings.public_url or request.url_root).rstrip("/")
    record = wording(facts, f"{base}/verify/{CODE}", CODE, sheet=version.sheet)
    body = pdf.render(TEMPLATE, locale="zh_Hans", art=art_of(version.sheet), records=[record])
    headers = {"Content-Disposition": f'inline; filename="sample-{version_id}.pdf"'}
    return Response(body, mimetype="application/pdf", headers=headers)
