"""Noting that somebody takes a file about others, which bears who and what for; the caller commits."""

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_locale

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.reports.exports.direct.endpoints import HANDED_OUT
from cxtrain.reports.exports.direct.marking import marked, rows_in
from cxtrain.reports.exports.models import Export
from cxtrain.reports.exports.operations import mark
from cxtrain.reports.exports.purposes import Purpose
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingGlyphs
from cxtrain.web.overlays import with_strip
from cxtrain.web.pages import said

KIND = "direct"


def ask(actor: Actor, endpoint: str, asked: dict[str, Any], purpose: Purpose) -> Export:
    """Note who asks for a file of which choice and what for."""
    export = Export(kind=KIND, asked={"endpoint": endpoint, **asked}, purpose=purpose.code, words=purpose.words,
                    asked_by=actor.employee_id, asked_at=now())
    db.session.add(export)
    db.session.flush()
    return export


def bearing(actor: Actor, export: Export, body: bytes) -> bytes:
    """Return the file with its mark: a workbook in its properties, the pages of a PDF at their top; any other as it is.

    Certificates to be handed out stay as they are. Drawing a line may take a while, so no transaction stays open for it.

    Raises:
        As `pdf.render`, but characters that cannot be printed are left out of the mark.
    """
    who, locale = said({"zh": actor.name, "en": actor.name_en or actor.name}), str(get_locale() or "zh_Hans")
    line = mark(export, who, export.asked_at.astimezone(ZoneInfo(actor.zone)), locale)
    if not body.startswith(b"%PDF") or export.asked["endpoint"] in HANDED_OUT:
        return marked(body, line)
    db.session.rollback()
    return with_strip(body, _strip(line, locale))


def _strip(line: str, locale: str) -> bytes:
    try:
        return pdf.render("web/strip.pdf.html", locale=locale, tagged=False, line=line)
    except MissingGlyphs as missing:
        left_out = str.maketrans("", "", missing.characters)
        return pdf.render("web/strip.pdf.html", locale=locale, tagged=False, line=line.translate(left_out))


def note(actor: Actor, export: Export, body: bytes, kind: str) -> None:
    """Note in the ledger that a file of `kind` was taken with these bytes."""
    endpoint, asked = export.asked["endpoint"], {name: value for name, value in export.asked.items() if name != "endpoint"}
    record("file about people taken", export, unit_id=actor.unit_id, what=endpoint, asked=asked, purpose=export.purpose,
           rows=rows_in(body, kind), digest=hashlib.sha256(body).hexdigest())
