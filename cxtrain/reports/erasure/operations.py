"""Erasing somebody, column by column as the register says; callers commit. Sums, days and the ledger stay as they are."""

import secrets
from collections import Counter
from typing import Any, cast

from sqlalchemy import Column, CursorResult, String, Table, delete, null, select, text, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, ErasedNumber
from cxtrain.people.staff.queries import account_of, digests_of
from cxtrain.quizzes.models import QuestionVersion, QuizAttempt
from cxtrain.reports.erasure import remains
from cxtrain.reports.erasure.models import Erasure
from cxtrain.reports.erasure.queries import hindrances, ids_of, mine
from cxtrain.reports.erasure.traces.operations import forget_files, forget_traces
from cxtrain.reports.privacy.ends import INSIDE, endings


class Refused(ValueError):
    """Somebody may not be erased. `sentences` say why, for the catalogue."""

    def __init__(self, sentences: list[str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def erase(person: Employee, *, reason: str, asked_by: int | None) -> Counter[str]:
    """Erase somebody who left; return how many rows went or lost their words, by table.

    Raises:
        Refused: they work here, were erased already, or a hold, an appeal, a complaint or a scorecard is open.
    """
    if found := hindrances(person, today(person.unit.zone)):
        raise Refused(found)
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA secure_delete=ON"))  # what is overwritten leaves nothing in the file
    ids, done = ids_of(person.id), Counter[str]()
    forget_files(ids)
    for kind, way, name, column in endings():
        done[name] += _ENDS[kind](db.metadata.tables[name], way, column, ids)
    _unname(person)
    db.session.add(Erasure(employee_id=person.id, reason=reason, asked_by=asked_by, at=now()))
    db.session.flush()
    db.session.expire_all()
    record("person erased", ("employee", person.id), unit_id=person.unit_id, actor_id=asked_by or 0, rows=done.total())
    return +done


def _unname(person: Employee) -> None:
    """Put a random key in the place of the staff number, and take away all that the person was known by."""
    key, account = f"x{secrets.token_hex(10)}", account_of(person.id)
    forget_traces(person, account, key)
    db.session.add(ErasedNumber(digest=digests_of(person.number)[0]))
    db.session.execute(update(Employee).where(Employee.supervisor_number == person.number).values(
        supervisor_number=key, version=Employee.version + 1))
    db.session.execute(update(Employee).where(Employee.id == person.id).values(
        number=key, name=remains.NAME, name_en=remains.NAME_EN, sort_key="~", mobile="", email="", supervisor_number="",
        time_allowance=100, erased_on=today(person.unit.zone), version=Employee.version + 1))
    if account:
        account.login, account.password_hash, account.active = key, "", False


def _rows(table: Table, way: str, _: str, ids: dict[str, int]) -> int:
    return _changed(delete(table).where(mine(table, way, ids)))


def _words(table: Table, way: str, name: str, ids: dict[str, int]) -> int:
    column = table.c[name]
    if not isinstance(column.type, String):
        return _each(column, way, ids, remains.dashed)
    return _changed(update(table).where(mine(table, way, ids), column != "", column != remains.DASH)
                    .values({column: remains.DASH}))


def _inside(table: Table, way: str, name: str, ids: dict[str, int]) -> int:
    names = INSIDE[way][f"{table.name}.{name}"]
    return _each(table.c[name], way, ids, lambda value: remains.without(value, names))


def _nothing(table: Table, way: str, name: str, ids: dict[str, int]) -> int:
    return _changed(update(table).where(mine(table, way, ids), table.c[name].is_not(None)).values({name: null()}))


def _typed(table: Table, way: str, name: str, ids: dict[str, int]) -> int:
    """Take what was typed out of answers; each is held against the questions that it may answer."""
    versions: dict[int, list[Any]] = {}
    for row in db.session.execute(select(table).where(mine(table, way, ids))).mappings():
        paper = row.get("version_id") or row["attempt_id"]
        if paper not in versions:
            versions[paper] = _contents([paper] if "version_id" in row else db.session.get_one(QuizAttempt, paper).paper)
        _set(table, row, name, remains.chosen_only(row[name], versions[paper]))
    return 0


def _contents(version_ids: list[int]) -> list[Any]:
    return list(db.session.scalars(select(QuestionVersion.content).where(QuestionVersion.id.in_(version_ids))))


def _each(column: Column[Any], way: str, ids: dict[str, int], remaining: Any) -> int:
    rows = db.session.execute(select(column.table).where(mine(column.table, way, ids))).mappings().all()
    return sum(_set(column.table, row, column.name, remaining(row[column.name])) for row in rows if row[column.name])


def _set(table: Table, row: Any, name: str, value: Any) -> int:
    if row[name] == value:
        return 0
    here = [key == row[key.name] for key in table.primary_key]
    return _changed(update(table).where(*here).values({name: value}))


def _changed(statement: Any) -> int:
    return cast(CursorResult[Any], db.session.execute(statement)).rowcount


_ENDS = {"rows": _rows, "words": _words, "typed": _typed, "inside": _inside, "nothing": _nothing}
