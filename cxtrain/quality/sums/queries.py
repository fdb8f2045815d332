"""Reading what is not in the roll-up rows: a person's single items."""

import datetime as dt

from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.measures.intervals import Sums
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, Rating, Visit
from cxtrain.quality.queries import instrument_by_digest

_visit, _rating, _form = (model.__table__ for model in (Visit, Rating, InstrumentVersion))
_ITEMS = (
    select(_form.c.digest, _rating.c.item, func.count(), func.sum(_rating.c.value),
           func.sum(_rating.c.value * _rating.c.value))
    .select_from(_visit.join(_rating, _rating.c.visit_id == _visit.c.id)
                 .join(_form, _form.c.id == _visit.c.instrument_id))
    .where(_visit.c.employee_id == bindparam("employee"), _visit.c.state == "released",
           _visit.c.kind == bindparam("kind"), _visit.c.visited_on >= bindparam("since"), _rating.c.value.is_not(None))
    .group_by(_form.c.digest, _rating.c.item).order_by(_rating.c.item))


def single_items(employee_id: int, since: dt.date, *, apart_from: tuple[str, ...], kind: str = "mystery_shop"
                 ) -> list[tuple[FormItem, Sums]]:
    """Return the person items of dimensions that are not a person's own, each with its sums over the visits since a day.

    Args:
        employee_id: whose; only visits in which they were identified for certain count.
        since: the first day that counts.
        apart_from: the dimensions that are shown as a whole.
        kind: of observation; kinds are never mixed.
    """
    found: dict[str, tuple[FormItem, Sums]] = {}
    for digest, item_id, n, total, squares in db.session.execute(
            _ITEMS, {"employee": employee_id, "since": since, "kind": kind}):
        item = next(each for each in instrument_by_digest(digest).items if each.id == item_id)
        if item.of == "person" and item.dimension not in apart_from:
            before = found[item_id][1] if item_id in found else Sums(0, 0.0, 0.0)
            found[item_id] = item, before + Sums(int(n), float(total), float(squares))
    return list(found.values())
