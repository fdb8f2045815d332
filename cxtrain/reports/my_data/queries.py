"""One person's rows of all tables that the register names, without anybody else's data."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, or_, select, true

from cxtrain.extensions import db
from cxtrain.jobs.models import Job
from cxtrain.people.corrections.models import Correction
from cxtrain.people.models import Account, Employee
from cxtrain.planning.history.models import PlanVersion
from cxtrain.planning.models import Plan
from cxtrain.quality.models import Visit
from cxtrain.reports.my_data.choice import chosen
from cxtrain.reports.privacy.entry import KEPT
from cxtrain.training.practicals.models import PracticalSitting

SUBJECTS = ("employee_id", "person_id", "account_id")
PEOPLE = ("employee", "account")
# What the person may not know of yet is not theirs to take away either.
_SETTLED: dict[str, ColumnElement[bool]] = {
    "visit": Visit.state == "released", "plan": or_(Plan.state != "draft", Plan.shared_at.is_not(None)),
    "practical_sitting": PracticalSitting.decided_at.is_not(None), "work_visit": false(),
    "correction": Correction.state == "confirmed",
    "plan_version": PlanVersion.is_shown.is_(True),
}


def data_of(person_id: int) -> list[dict[str, Any]]:
    """Return what is kept about a person: an entry of the register each, with its purpose, its time and its rows by table."""
    account_id = db.session.scalar(select(Account.id).where(Account.employee_id == person_id))
    ids = {"employee": person_id, "account": account_id or 0}
    found = []
    for entry, tables in chosen():
        rows = {name: _rows(db.metadata.tables[name], columns, ids) for name, columns in tables.items()}
        if any(rows.values()):
            found.append({"what": entry.what.as_dict(), "why": entry.why.as_dict(), "kept": KEPT[entry.kept].as_dict(),
                          "rows": {name: found for name, found in rows.items() if found}})
    return found


def _rows(table: Table, columns: list[str], ids: dict[str, int]) -> list[dict[str, Any]]:
    mine = _mine(table, ids, ())
    if mine is None:
        return []
    shown = [table.c[name] for name in columns if not _whom(table, name)]
    return [dict(row) for row in db.session.execute(select(*shown).where(mine).order_by(*table.primary_key)).mappings()] \
        if shown else []


def _whom(table: Table, column: str) -> str:
    """Return "employee" or "account" where the column names one of those, else ""; such a number says nothing about oneself."""
    return next((key.column.table.name for key in table.c[column].foreign_keys if key.column.table.name in PEOPLE), "")


def _mine(table: Table, ids: dict[str, int], above: tuple[str, ...]) -> ColumnElement[bool] | None:
    """Return which rows are the person's: by a column that names them, or because the row they belong to is theirs."""
    if table.name == Employee.__tablename__:
        return table.c.id == ids["employee"]
    for name in SUBJECTS:
        if name in table.c and _whom(table, name):
            return and_(table.c[name] == ids[_whom(table, name)], _SETTLED.get(table.name, true()))
    for column in table.columns:
        for key in column.foreign_keys:
            parent = key.column.table
            if parent.name in PEOPLE or parent.name in above or not key.column.primary_key:
                continue
            theirs = _mine(parent, ids, (*above, table.name))
            if theirs is not None:
                return and_(column.in_(select(key.column).where(theirs)), _SETTLED.get(table.name, true()))
    return None


def latest_job(person_id: int) -> Job | None:
    """Return the latest job that put the person's data together, or is to."""
    return db.session.scalar(select(Job).where(Job.kind == "my_data", Job.actor_id == person_id)
                             .order_by(Job.id.desc()).limit(1))
