"""Crediting what was learnt on screen, as part of the nightly sum; the caller commits."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import delete, exists, func, insert, select

from cxtrain.extensions import db
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.activity.queries import StepDay
from cxtrain.training.classes.hours import credited
from cxtrain.training.hours.models import CreditedDay
from cxtrain.training.hours.queries import stated_minutes

CHUNK = 500
_table = CreditedDay.__table__


def replace_credits(since: dt.date, until: dt.date, steps: Sequence[StepDay]) -> None:
    """Credit these steps anew in the place of the days from `since` on and before `until`; what lies before stays."""
    db.session.execute(delete(CreditedDay).where(_table.c.day >= since, _table.c.day < until))
    rows = [{**asdict(step), "credited": counts} for step, counts in with_credits(since, steps)]
    if rows:
        db.session.execute(insert(CreditedDay), rows)


def lacks_credits() -> bool:
    """Whether learning in courses was summed up before any of it was credited: then all of it is summed up once more."""
    credited_any, learnt = exists().select_from(CreditedDay), exists().where(LearningDay.enrolment_id.is_not(None))
    return bool(db.session.scalar(select(learnt & ~credited_any)))


def with_credits(since: dt.date, steps: Sequence[StepDay]) -> Iterator[tuple[StepDay, int]]:
    """Yield each of these steps, all on or after `since`, with the seconds that count beside what was spent before."""
    enrolments = sorted({step.enrolment_id for step in steps})
    spent: dict[tuple[int, str], int] = {}
    stated: dict[tuple[int, str], int] = {}
    for start in range(0, len(enrolments), CHUNK):
        chunk = enrolments[start : start + CHUNK]
        stated |= stated_minutes(chunk)
        before = (select(_table.c.enrolment_id, _table.c.step, func.sum(_table.c.seconds))
                  .where(_table.c.enrolment_id.in_(chunk), _table.c.day < since).group_by(_table.c.enrolment_id, _table.c.step))
        spent |= {(row[0], row[1]): int(row[2]) for row in db.session.execute(before)}
    for step in sorted(steps, key=lambda each: each.day):
        key = step.enrolment_id, step.step
        yield step, credited(spent.get(key, 0), step.seconds, stated.get(key, 0))
        spent[key] = spent.get(key, 0) + step.seconds
