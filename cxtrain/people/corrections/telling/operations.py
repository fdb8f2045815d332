"""Putting mails about corrections into the outbox; the caller commits. Who has no address reads it under Today."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Row, func, select

from cxtrain.extensions import db
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.people.corrections import queries
from cxtrain.people.corrections.matter import MATTERS
from cxtrain.people.corrections.models import Correction
from cxtrain.people.models import Account, Employee, Unit
from cxtrain.web.bilingual import pick

KIND = "correction"


def tell_deciders(row: Correction) -> None:
    """Write to those who may decide that a correction waits. What is corrected is for the page alone."""
    if switched_on():
        people = _addresses([each.id for each in queries.deciders_of(row)])
        post([_letter(row, to, "waits", decides=True) for to in people])


def tell_person(row: Correction) -> None:
    """Write to whom it is about that a correction counts."""
    if switched_on():
        post([_letter(row, to, "counts", decides=False) for to in _addresses([row.employee_id])])


def _addresses(ids: Sequence[int]) -> Sequence[Row[Any]]:
    return db.session.execute(
        select(Employee.id, Employee.name, Employee.name_en, Employee.email, Unit.zone,
               func.coalesce(Account.locale, "zh_Hans").label("locale"))
        .join(Unit, Unit.id == Employee.unit_id).outerjoin(Account, Account.employee_id == Employee.id)
        .where(Employee.id.in_(ids), Employee.status != "left", Employee.email != "").order_by(Employee.id)).all()


def _letter(row: Correction, to: Row[Any], news: str, *, decides: bool) -> Letter:
    matter = MATTERS[row.kind]
    with force_locale(to.locale):
        what = f"{_(matter.title)}: {pick(matter.about(row.subject), to.locale)}"
        subject = _("A correction waits for you") if decides else _("Something recorded about you was corrected")
        name = pick({"zh": to.name, "en": to.name_en or to.name}, to.locale)
        lines = [_("Hello %(name)s,", name=name), "", subject, what, "", _way(row, decides=decides), "",
                 _("This address was given to your firm for reminders like this one. HR can change or remove it.")]
    return Letter(kind=KIND, key=f"{KIND} {row.id} {news} {to.id}", to=to.email, subject=subject, body="\n".join(lines),
                  zone=to.zone)


def _way(row: Correction, *, decides: bool) -> str:
    """Return the address of its page, or of where the value is shown; or what to do where the site's address is not set."""
    base = current_app.config["CX"].public_url.rstrip("/")
    page = ("corrections.show_correction", {"correction_id": row.id}) if decides else MATTERS[row.kind].place(row.subject)
    return base + current_app.url_map.bind("").build(*page) if base else _("Sign in to cxtrain to see it.")
