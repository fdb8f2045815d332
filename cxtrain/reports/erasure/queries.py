"""What would be erased of somebody, and what forbids it."""

import datetime as dt
from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, func, or_, select, true

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import Visit
from cxtrain.reports.erasure.models import Erasure, LegalHold
from cxtrain.reports.privacy.ends import endings
from cxtrain.voices.feedback.models import Feedback
from cxtrain.web.bilingual import N_

NOT_LEFT = N_("They work here. Whoever works here is not erased.")
ERASED = N_("They were erased already.")
HELD = N_("A legal hold stands over them.")
APPEAL = N_("An appeal of theirs, or against a scorecard of theirs, is open.")
COMPLAINT = N_("A complaint or another matter that is about them, or that they told, is not closed.")
VISIT = N_("A scorecard about them is not decided.")
SETTLED = ("released", "void", "rejected")


def mine(table: Table, way: str, ids: dict[str, int]) -> ColumnElement[bool]:
    """Return the condition that a row leads to the person by `way`; `ids` are theirs as employee and as account."""
    name, _, further = way.partition(".")
    target = next(iter(table.c[name].foreign_keys)).column
    if not further:
        return table.c[name] == ids[target.table.name]
    return table.c[name].in_(select(target).where(mine(target.table, further, ids)))


def ids_of(person_id: int) -> dict[str, int]:
    """Return the person's ids by table; 0 where they never had an account."""
    account = db.session.scalar(select(Account.id).where(Account.employee_id == person_id))
    return {"employee": person_id, "account": account or 0}


def counted(person_id: int) -> Counter[str]:
    """Return how many rows would go or lose their words, by table."""
    ids, found, seen = ids_of(person_id), Counter[str](), set()
    for _, way, name, _column in endings():
        if (way, name) not in seen:
            seen.add((way, name))
            table = db.metadata.tables[name]
            says = _says(table, [each for _, other, its, each in endings() if (other, its) == (way, name)])
            found[name] += db.session.scalar(select(func.count()).select_from(table).where(mine(table, way, ids), says)) or 0
    return +found


def _says(table: Table, columns: list[str]) -> ColumnElement[bool]:
    """Return the condition that a row says something in one of the columns; a row that goes counts as it is."""
    texts = [table.c[name] for name in columns if name]
    return or_(*(text != "" if isinstance(text.type, String) else text.is_not(None) for text in texts)) if texts else true()


def hindrances(person: Employee, day: dt.date) -> list[str]:
    """Return every sentence that says why the person may not be erased on `day`; none where they may."""
    ids = ids_of(person.id)
    open_appeal = or_(Appeal.employee_id == person.id, Appeal.appealed_by == ids["account"])
    matters = or_(Feedback.about_id == person.id, Feedback.told_by == person.id)
    asked = (
        (ERASED, person.erased_on is not None), (NOT_LEFT, person.status != "left"), (HELD, bool(holds_over(person.id, day))),
        (APPEAL, _there(select(Appeal.id).where(Appeal.state == "open", open_appeal))),
        (COMPLAINT, _there(select(Feedback.id).where(Feedback.state != "closed", matters))),
        (VISIT, _there(select(Visit.id).where(Visit.employee_id == person.id, Visit.state.not_in(SETTLED)))))
    return [sentence for sentence, stands in asked if stands]


def _there(query: Select[Any]) -> bool:
    return db.session.scalar(query.limit(1)) is not None


def holds_over(person_id: int | None, day: dt.date) -> list[LegalHold]:
    """Return the legal holds that stand on `day` over the person, or over everybody."""
    whose = or_(LegalHold.employee_id.is_(None), LegalHold.employee_id == person_id)
    return [hold for hold in db.session.scalars(select(LegalHold).where(whose, LegalHold.ended_at.is_(None)))
            if hold.stands_on(day)]


def erasure_of(person_id: int) -> Erasure | None:
    """Return that the person was erased, if they were."""
    return db.session.get(Erasure, person_id)
