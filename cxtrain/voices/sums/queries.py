"""Reading the counts of answers, and counting anew to check them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.voices.models import Response, ResponseAnswer, VoiceCount
from cxtrain.voices.tally import CUSTOMERS, Answer, Given, Key, differences, of_response

AT_ONCE = 2000  # responses whose answers are read together when they are counted anew
_count, _response, _answer, _unit = (model.__table__ for model in (VoiceCount, Response, ResponseAnswer, Unit))


@dataclass(frozen=True)
class Counted:
    """How often one answer was given; month, subject or segment "" where they are summed or do not apply."""

    unit_id: int
    touchpoint_id: int
    measure: str
    month: str
    subject: str
    segment: str
    value: int
    other: int
    n: int


def _statement(by: Sequence[str], *, touchpoint: bool, measures: bool) -> Select[Any]:
    columns = [_count.c[name] for name in by]
    query = select(*columns, func.sum(_count.c.n).label("n")).where(
        _count.c.unit_id.in_(bindparam("units", expanding=True)), _count.c.month.between(bindparam("first"), bindparam("last")),
        _count.c.source.in_(bindparam("sources", expanding=True)), _count.c.n > 0)
    if touchpoint:
        query = query.where(_count.c.touchpoint_id == bindparam("touchpoint"))
    if measures:
        query = query.where(_count.c.measure.in_(bindparam("measures", expanding=True)))
    return query.group_by(*columns).order_by(*columns)


WITH_MONTHS = ("unit_id", "touchpoint_id", "measure", "month", "subject", "segment", "value", "other")
WITHOUT = tuple(name for name in WITH_MONTHS if name != "month")
_STATEMENTS = {(months, touchpoint, measures): _statement(WITH_MONTHS if months else WITHOUT, touchpoint=touchpoint,
                                                          measures=measures)
               for months in (True, False) for touchpoint in (True, False) for measures in (True, False)}


def counts(
    unit_ids: Sequence[int], ends: tuple[str, str], *, touchpoint_id: int | None = None, measures: Sequence[str] = (),
    sources: Sequence[str] = CUSTOMERS, by_month: bool = False,
) -> list[Counted]:
    """Return how often each answer was given.

    Args:
        unit_ids: of stores, or of regions, whose rows hold all below them: never a region together with its stores.
        ends: the first and the last month.
        touchpoint_id: None: all, apart from each other.
        measures: kinds of questions; none: all.
        sources: whose answers; customers' by default, never those of departments with them.
        by_month: whether months are kept apart.
    """
    statement = _STATEMENTS[by_month, touchpoint_id is not None, bool(measures)]
    values: dict[str, Any] = {"units": list(unit_ids), "first": ends[0], "last": ends[1], "sources": list(sources)}
    if touchpoint_id is not None:
        values["touchpoint"] = touchpoint_id
    if measures:
        values["measures"] = list(measures)
    rows = db.session.execute(statement, values).mappings()
    return [Counted(**{"month": "", **row}) for row in rows]


def computed_counts() -> Iterator[Counter[Key]]:
    """Yield what the kept responses add to the counts, some thousand responses at a time."""
    query = select(_response.c.id, _unit.c.path, _response.c.touchpoint_id, _response.c.source, _response.c.month,
                   _response.c.segment, _response.c.counted).join(_unit, _unit.c.id == _response.c.unit_id)
    last = 0
    while rows := db.session.execute(query.where(_response.c.id > last).order_by(_response.c.id).limit(AT_ONCE)).all():
        last = rows[-1].id
        answers = _answers([row.id for row in rows])
        added: Counter[Key] = Counter()
        for row in rows:
            added.update(of_response(Given(*row[1:]), answers[row.id]))
        yield added


def _answers(ids: list[int]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = defaultdict(list)
    for row in db.session.execute(select(_answer).where(_answer.c.response_id.in_(ids))):
        found[row.response_id].append(Answer(row.question, row.kind, row.value, row.other, row.subject))
    return found


def verify_counts() -> tuple[int, dict[Key, tuple[int, int]]]:
    """Compare the table with a fresh count: how many rows there are, and where they differ (kept, computed)."""
    computed: Counter[Key] = Counter()
    for portion in computed_counts():
        computed.update(portion)
    names = [field.name for field in fields(Key)]
    rows = db.session.execute(select(_count)).mappings().all()
    kept = {Key(**{name: row[name] for name in names}): row["n"] - row["settled"] for row in rows}
    return len(rows), differences({key: n for key, n in kept.items() if n}, computed)
