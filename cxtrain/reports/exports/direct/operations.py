"""Noting that somebody took a file about others; the caller commits."""

import hashlib
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_locale

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.reports.exports.direct.marking import marked, rows_in
from cxtrain.reports.exports.models import Export
from cxtrain.reports.exports.operations import mark
from cxtrain.reports.exports.purposes import Purpose
from cxtrain.web.pages import said

KIND = "direct"


def take(actor: Actor, endpoint: str, asked: dict[str, Any], purpose: Purpose, file: tuple[bytes, str]) -> bytes:
    """Note who takes a file (its bytes and kind) of which choice and what for; return it with the mark where it bears one."""
    export = Export(kind=KIND, asked={"endpoint": endpoint, **asked}, purpose=purpose.code, words=purpose.words,
                    asked_by=actor.employee_id, asked_at=now())
    db.session.add(export)
    db.session.flush()
    who = said({"zh": actor.name, "en": actor.name_en or actor.name})
    line = mark(export, who, export.asked_at.astimezone(ZoneInfo(actor.zone)), str(get_locale() or "zh_Hans"))
    body = marked(file[0], line)
    record("file about people taken", export, unit_id=actor.unit_id, what=endpoint, asked=asked, purpose=purpose.code,
           rows=rows_in(body, file[1]), digest=hashlib.sha256(body).hexdigest())
    return body
