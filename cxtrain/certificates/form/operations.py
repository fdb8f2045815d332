"""Keeping versions of forms; the caller commits."""

from flask import current_app
from flask_babel import gettext as _

from cxtrain.certificates.form import checks
from cxtrain.certificates.form.models import CertificateFormVersion
from cxtrain.certificates.form.queries import latest
from cxtrain.certificates.form.sheet import FormSheet, as_json
from cxtrain.certificates.wording import Wording
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.web.fonts import KAI, missing


def problems(sheet: FormSheet, shown: Wording) -> dict[str, list[str]]:
    """Return what is wrong with the words of a sheet, by field, in the reader's language; `shown`: a sample of it."""
    settings = current_app.config["CX"]
    found: dict[str, list[str]] = {}
    for fault in checks.faults(sheet, (settings.firm, settings.firm_en)):
        found.setdefault(fault.where, []).append(_(fault.message, **fault.facts))
    for name, text in checks.texts(sheet):
        if lacking := missing(text, [KAI]):
            said = _("The installed fonts lack %(characters)s.", characters=" ".join(lacking))
            found.setdefault(name, []).append(said)
    if not shown.fits:
        found.setdefault("text_zh", []).append(_(checks.TOO_LONG))
    return found


def save_version(actor: Actor, slug: str, sheet: FormSheet | None) -> CertificateFormVersion | None:
    """Keep `sheet` as the new version of a course's form, or of the house's; None where it says what counts already.

    Args:
        sheet: None: the course uses the house's form from now on.
    """
    before = latest(slug)
    kept = as_json(sheet) if sheet else None
    if (before.sheet if before else None) == kept:
        return None
    version = CertificateFormVersion(course_slug=slug, number=before.number + 1 if before else 1, sheet=kept, made_at=now(),
                                     made_by=actor.employee_id)
    db.session.add(version)
    db.session.flush()
    record("certificate form changed", version, unit_id=None, course=slug, number=version.number, own=sheet is not None)
    return version
