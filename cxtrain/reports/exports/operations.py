"""Having files about many people made; callers commit."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.jobs import operations as jobs
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import actor_of
from cxtrain.reports.exports.direct.marking import numbered
from cxtrain.reports.exports.kinds import ENDINGS, KINDS, ending_of
from cxtrain.reports.exports.models import Export
from cxtrain.reports.exports.purposes import PURPOSES, Purpose
from cxtrain.web.pages import said
from cxtrain.web.transactions import reading

KIND = "export"


class NotAllowed(PermissionError):
    """Who asked for the file may not have it any more."""


def ask(actor: Actor, kind: str, asked: Mapping[str, str], purpose: Purpose) -> Export:
    """Have a file of this kind made of what was chosen."""
    export = Export(kind=kind, asked=dict(asked), purpose=purpose.code, words=purpose.words, asked_by=actor.employee_id,
                    asked_at=now())
    db.session.add(export)
    db.session.flush()
    export.job = jobs.enqueue(KIND, f"export:{export.id}", {"export": export.id}, actor_id=actor.employee_id)
    db.session.flush()
    record("file about people asked for", export, unit_id=actor.unit_id, what=kind, purpose=purpose.code)
    return export


def make(export_id: int) -> None:
    """Make a file that was asked for; one that is whole is left alone. Nobody waits for it: it is made without a lock.

    Raises:
        NotAllowed: who asked may not have it any more.
    """
    with reading():
        export = db.session.get_one(Export, export_id)
        actor, kind = actor_of(export.asked_by), KINDS[export.kind]
        if actor is None or not actor.may(kind.can):
            raise NotAllowed("who asked for it may not have it any more")
        made = None if export.digest else kind.make(actor, export.asked, _marked(actor, export))
        db.session.rollback()
    if made is None:
        return
    export = db.session.get_one(Export, export_id, populate_existing=True)
    export.digest = keep(made.body, ENDINGS[ending_of(export.asked)])
    export.name, export.people, export.made_at = numbered(made.name, export.id), made.people, now()
    record("file about people made", export, unit_id=actor.unit_id, actor_id=actor.employee_id, what=export.kind,
           asked=export.choice, purpose=export.purpose, people=made.people, digest=export.digest)


def _marked(actor: Actor, export: Export) -> str:
    who = said({"zh": actor.name, "en": actor.name_en or actor.name})
    return mark(export, who, export.asked_at.astimezone(ZoneInfo(actor.zone)), str(get_locale() or "zh_Hans"))


def mark(file: Any, who: str, at: dt.datetime, locale: str) -> str:
    """Return the line that stands on a file about many people: who had it made, when and what for."""
    with force_locale(locale):
        what_for = ": ".join(filter(None, (_(PURPOSES[file.purpose]), file.words)))
        return _("Made for %(name)s on %(at)s. What for: %(purpose)s. File %(number)s", name=who, at=f"{at:%Y-%m-%d %H:%M}",
                 purpose=what_for, number=file.id)
