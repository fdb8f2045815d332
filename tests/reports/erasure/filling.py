"""A row of every table that leads to one person wherever a column can, with a canary in every column that ends."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, inspect, text

from cxtrain.clock import now
from cxtrain.extensions import UtcDateTime
from cxtrain.extensions import db as database
from cxtrain.files.models import FileDigest
from cxtrain.files.operations import keep
from cxtrain.people.models import Account, Employee
from cxtrain.people.second_step.models import SecondStep
from cxtrain.reports.privacy.ends import ending

CANARY = "CANARY"
KEPT = {"ledger_entry", "ledger_seal", "stored_file", "unit", "employee", "account", "periodic_slot", "worker_beat",
        "erasure", "erased_number", "legal_hold"}
SETTLED = {"appeal": {"state": "declined"}, "visit": {"state": "released", "people": "full"}, "feedback": {"state": "closed"}}


def let_anything_in() -> None:
    """Stop the checks of values: a row of each table is to be there, whatever it means."""
    if database.engine.dialect.name == "sqlite":
        database.session.execute(text("PRAGMA ignore_check_constraints=ON"))
        return
    for table in inspect(database.engine).get_table_names():
        for check in inspect(database.engine).get_check_constraints(table):
            database.session.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{check["name"]}"'))


def known(person: Employee) -> None:
    """Give the person and their account a canary wherever they are known by something."""
    person.number, person.name, person.name_en = f"{CANARY}-no", f"{CANARY}-name", f"{CANARY}-english"
    person.sort_key, person.mobile, person.email = f"{CANARY}-sort", f"{CANARY}-mob"[:11], f"{CANARY}@example.com"
    person.status, person.left_on = "left", dt.date(2026, 1, 9)
    account = database.session.query(Account).filter_by(employee_id=person.id).one()
    account.login = f"{CANARY}-no".lower()
    database.session.query(SecondStep).filter_by(account_id=account.id).delete()
    database.session.flush()


def fill(person: Employee) -> list[str]:
    """Insert the rows; return the canary of each column that holds one."""
    account = database.session.query(Account).filter_by(employee_id=person.id).one()
    made: dict[str, dict[str, Any]] = {"employee": {"id": person.id}, "account": {"id": account.id},
                                       "unit": {"id": person.unit_id}}
    canaries: list[str] = []
    for table in database.metadata.sorted_tables:
        if table.name in KEPT:
            continue
        row = {column.name: _value(table, column, made, canaries) for column in table.columns
               if not (column.primary_key and column.autoincrement is not False and not column.foreign_keys
                       and isinstance(column.type, Integer) and len(table.primary_key.columns) == 1)}
        row |= SETTLED.get(table.name, {}) | ({"account_id": account.id} if table.name == "submission" else {})
        key = database.session.execute(table.insert().values(row).returning(*table.primary_key)).one()
        made[table.name] = {**row, **key._asdict()}
    database.session.flush()
    return canaries


def _value(table, column, made, canaries):
    for key in column.foreign_keys:
        target = key.column.table.name
        if target == "stored_file":
            return _file(table, column, canaries)
        return made[target][key.column.name] if target in made else None
    if isinstance(column.type, FileDigest):
        return _file(table, column, canaries)
    return _ending(table, column, made, canaries) if _ends(table, column) else _plain(table, column, made)


def _ends(table, column):
    return (table.name, column.name) in ending() or (table.name, "") in ending()


def _file(table, column, canaries):
    """Return the digest of a file that is told from others where it has to go, or None where nothing is kept."""
    if not _ends(table, column):
        return keep(b"a picture of many", "image/png")
    canaries.append(f"{CANARY}-file-{table.name}-{column.name}")
    return keep(canaries[-1].encode(), "application/pdf")


def _ending(table, column, made, canaries):
    canary = f"{CANARY}-{table.name}-{column.name}"
    if (table.name, column.name) == ("certificate", "facts"):
        return {"name": canary, "name_en": canary, "staff_number": canary, "unit": "静安店", "class_hours": 8}
    if table.name == "correction" and isinstance(column.type, JSON):
        canaries.append(canary)
        return {"points": [3, 5], "comment": canary}
    if (table.name, column.name) == ("training_rule", "named"):
        return [f"{CANARY}-no", "S0103"]
    if table.name in ("outgoing_mail", "job", "rate_count", "submission"):
        return f"{CANARY}-no {table.name}"[: getattr(column.type, "length", None) or 99]
    if isinstance(column.type, JSON):
        canaries.append(canary)
        return [canary, "a"] if column.name == "given" else {"zh": canary, "en": "", "n": 3}
    if isinstance(column.type, LargeBinary):
        return canary.encode()
    if isinstance(column.type, String) and (column.type.length or 99) > 20:
        canaries.append(canary)
        return canary[: column.type.length or 99]
    return _plain(table, column, made)


def _plain(table, column, made):
    kind = column.type
    if isinstance(kind, JSON):
        return [made["question_version"]["id"]] if column.name == "paper" and "question_version" in made else {}
    if isinstance(kind, String):
        return f"{table.name[:2]}{column.name}"[: kind.length or 99] if not column.nullable else None
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, UtcDateTime):
        return now()
    if isinstance(kind, Date):
        return dt.date(2026, 1, 5)
    return 1.0 if isinstance(kind, Float) else b"" if isinstance(kind, LargeBinary) else 77
