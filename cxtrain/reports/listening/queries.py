"""Reading counts of answers put together as pages need them: by month, by touchpoint, by unit, or all in one."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, bindparam, func, literal, select

from cxtrain.extensions import db
from cxtrain.voices.figures import SCORES
from cxtrain.voices.models import VoiceCount
from cxtrain.voices.questionnaire import PAIRS
from cxtrain.voices.tally import CUSTOMERS

By = Literal["month", "touchpoint_id", "unit_id", ""]
_count = VoiceCount.__table__.c


class Told(NamedTuple):
    """How often an answer was given in the group `key`: a month, a touchpoint's or a unit's id, or 0 for all together."""

    key: Any
    measure: str
    subject: str
    value: int
    other: int
    n: int


@lru_cache(maxsize=8)
def _statement(by: By, paired: bool) -> Select[Any]:
    """Return the statement, made once. Touchpoints and measures are named one by one: so the key of the table finds them."""
    key = (_count[by],) if by else ()
    answer = (_count.measure, *((_count.subject,) if paired else ()), _count.value, *((_count.other,) if paired else ()))
    return (select(_count[by] if by else literal(0), _count.measure, _count.subject if paired else literal(""), _count.value,
                   _count.other if paired else literal(0), func.sum(_count.n))
            .where(_count.unit_id.in_(bindparam("units", expanding=True)),
                   _count.touchpoint_id.in_(bindparam("touchpoints", expanding=True)),
                   _count.measure.in_(bindparam("measures", expanding=True)),
                   _count.month.between(bindparam("first"), bindparam("last")),
                   _count.source.in_(bindparam("sources", expanding=True)), _count.n > 0)
            .group_by(*key, *answer))


def _read(by: By, units: Sequence[int], touchpoints: Sequence[int], ends: tuple[str, str], measures: Sequence[str]
          ) -> list[Told]:
    if not (units and touchpoints):
        return []
    rows = db.session.execute(_statement(by, not PAIRS.isdisjoint(measures)), {
        "units": list(units), "touchpoints": list(touchpoints), "measures": list(measures), "first": ends[0],
        "last": ends[1], "sources": list(CUSTOMERS)})
    return [Told(*row) for row in rows]


def score_counts(by: By, units: Sequence[int], touchpoints: Sequence[int], ends: tuple[str, str], *,
                 measures: Sequence[str] = SCORES) -> list[Told]:
    """Return how often customers gave each answer to NPS, CSAT and CES, in groups, in one statement.

    Args:
        by: what the groups are.
        units: ids, none of them below another, unless the groups are units.
        touchpoints: ids.
        ends: the first and the last month.
        measures: which of the three.
    """
    return _read(by, units, touchpoints, ends, measures)


def pair_counts(measure: str, units: Sequence[int], touchpoints: Sequence[int], ends: tuple[str, str]) -> list[Told]:
    """Return how often customers gave each pair of answers of "servqual" or "importance", all groups together."""
    return _read("", units, touchpoints, ends, (measure,))


def grouped(rows: Iterable[Told]) -> dict[Any, list[Told]]:
    """Return the rows by their group."""
    found: dict[Any, list[Told]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found
