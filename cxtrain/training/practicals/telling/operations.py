"""Putting mails about sittings to come into the outbox: to who is assessed, and to who assesses; the caller commits."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Row, exists, func, select

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.people.models import Account, Employee, Unit
from cxtrain.training.practicals.models import PracticalSitting
from cxtrain.web.bilingual import pick
from cxtrain.web.pages import shown_day

KIND = "practical"
MANY = 0  # in the place of the sitting, where a mail tells of several


class News(StrEnum):
    """What has happened to a sitting."""

    PLANNED = "planned"
    CHANGED = "changed"
    PUT_OFF = "put off"
    WITHDRAWN = "withdrawn"
    RELIEVED = "relieved"  # for an assessor whose place somebody else has taken


def tell(news: News, sittings: Sequence[PracticalSitting]) -> None:
    """Write to who is assessed and to their assessors; sittings of the past are left out.

    An assessor gets one mail for all of them. Who has no address reads it under Today.
    """
    coming = [each for each in sittings if each.planned_on is None or each.planned_on >= today(each.employee.unit.zone)]
    people = [*dict.fromkeys(mark.assessor_id for sitting in coming for mark in sitting.marks)]
    to = _addresses([*people, *(each.employee_id for each in coming)]) if switched_on() and coming else {}
    own = [_letter(news, to[each.employee_id], [each]) for each in coming if each.employee_id in to]
    post([*own, *(_letter(news, to[person], [each for each in coming if any(mark.assessor_id == person for mark in each.marks)])
                  for person in people if person in to)])


def relieve(sitting: PracticalSitting, assessor_ids: Sequence[int]) -> None:
    """Write to those who do not assess a sitting any more."""
    to = _addresses(assessor_ids) if switched_on() and assessor_ids else {}
    post([_letter(News.RELIEVED, each, [sitting]) for each in to.values()])


def still_wanted(key: str) -> bool:
    """Whether a mail says how a sitting stands now: one that a later one to the same person overtook is not sent."""
    _kind, sitting_id, person, _moment = key.split()
    later = exists().where(OutgoingMail.key.startswith(f"{KIND} {sitting_id} {person} "), OutgoingMail.key > key)
    return int(sitting_id) == MANY or not db.session.scalar(select(later))


def _addresses(employee_ids: Sequence[int]) -> dict[int, Row[Any]]:
    rows = db.session.execute(
        select(Employee.id, Employee.name, Employee.name_en, Employee.email, Unit.zone,
               func.coalesce(Account.locale, "zh_Hans").label("locale"))
        .join(Unit, Unit.id == Employee.unit_id).outerjoin(Account, Account.employee_id == Employee.id)
        .where(Employee.id.in_(employee_ids), Employee.status != "left", Employee.email != "").order_by(Employee.id))
    return {row.id: row for row in rows}


def _letter(news: News, to: Row[Any], sittings: Sequence[PracticalSitting]) -> Letter:
    first, is_own = sittings[0], sittings[0].employee_id == to.id
    key = f"{KIND} {first.id if len(sittings) == 1 else MANY} {to.id} {now():%Y%m%d%H%M%S%f}"
    with force_locale(to.locale):
        subject, names = _subject(news, pick(first.version.title, to.locale), is_own=is_own), _names(sittings, to.locale)
        lines = [_("Hello %(name)s,", name=_name(to, to.locale)), "", subject,
                 *([] if is_own else [_("Who: %(names)s", names=names)]), *_facts(news, first, is_own=is_own),
                 "", _way(first, len(sittings), is_own=is_own), "",
                 _("This address was given to your firm for reminders like this one. HR can change or remove it.")]
    return Letter(kind=KIND, key=key, to=to.email, subject=subject, body="\n".join(lines), zone=to.zone)


def _subject(news: News, sheet: str, *, is_own: bool) -> str:
    said = {News.CHANGED: _("Changed: the practical assessment “%(sheet)s”", sheet=sheet),
            News.PUT_OFF: _("Put off: the practical assessment “%(sheet)s”", sheet=sheet),
            News.WITHDRAWN: _("Taken back: the practical assessment “%(sheet)s”", sheet=sheet),
            News.RELIEVED: _("You do not assess any more: “%(sheet)s”", sheet=sheet)}
    planned = _("Your practical assessment: %(sheet)s", sheet=sheet) if is_own else _("You assess: “%(sheet)s”", sheet=sheet)
    return said.get(news, planned)


def _facts(news: News, sitting: PracticalSitting, *, is_own: bool) -> list[str]:
    """Return day, place and assessors. Why it was put off is for the person only: it may be about health."""
    if news in (News.WITHDRAWN, News.RELIEVED):
        return []
    lines = [_("Day: %(day)s", day=shown_day(sitting.planned_on)) if sitting.planned_on else _("The day is still to be set")]
    if sitting.place:
        lines.append(_("Time and place: %(place)s", place=sitting.place))
    if news is News.PUT_OFF and is_own:
        lines.append(_("Why: %(why)s", why=sitting.deferred_why))
    return lines


def _name(person: Any, locale: str) -> str:
    return pick({"zh": person.name, "en": person.name_en or person.name}, locale)


def _names(sittings: Sequence[PracticalSitting], locale: str) -> str:
    return (", " if locale == "en" else "、").join(_name(each.employee, locale) for each in sittings)


def _way(sitting: PracticalSitting, count: int, *, is_own: bool) -> str:
    """Return the address of the page on which to go on, or what to do where the site's address is not set."""
    base = current_app.config["CX"].public_url.rstrip("/")
    urls = current_app.url_map.bind("")
    if is_own:
        path = urls.build("practicals.show_sheet", {"slug": sitting.version.slug})
    else:
        path = urls.build("practicals.list_sittings" if count > 1 else "practicals.show_sitting",
                          {} if count > 1 else {"sitting_id": sitting.id})
    return base + path if base else _("Sign in to cxtrain to see it.")
