"""Reading what the map shows: a few statements over sums and counts, whatever the history."""

from collections.abc import Sequence

from cxtrain.journey.queries import Listed
from cxtrain.people.models import Unit
from cxtrain.planning.boards.queries import improving
from cxtrain.reports.figures import pooled
from cxtrain.reports.journey_map.figures import Measured, shop_of
from cxtrain.reports.places.asked import Asked
from cxtrain.reports.places.queries import grid_of
from cxtrain.voices.feedback.queries import open_counts
from cxtrain.voices.figures import scores
from cxtrain.voices.sums.queries import counts


def measured(asked: Asked, touchpoints: Sequence[Listed]) -> dict[int, Measured]:
    """Return each touchpoint's numbers, by its id.

    Args:
        asked: whose numbers, of which months.
        touchpoints: on the map.
    """
    grid = grid_of(asked.store_ids, touchpoints, asked.ends, kind=asked.kind, dimension=asked.dimension)
    ids, tops = [each.id for each in touchpoints], _tops(asked)
    boards, waiting = improving(ids, asked.scope.path if asked.scope else "/"), open_counts(tops, ids)
    answered = counts(tops, asked.ends, measures=("csat", "nps"))
    return {each.id: Measured(
        shop_of(pooled(sums for (_, place), sums in grid.sums.items() if place == each.id), grid.standards[each.id]),
        scores(row for row in answered if row.touchpoint_id == each.id), watched=each.watched,
        complaints=sum(n for (_, place), n in waiting.items() if place == each.id),
        board_id=boards[each.id].id if each.id in boards else None,
        board_opens=each.id in boards and boards[each.id].path.startswith(tuple(asked.paths))) for each in touchpoints}


def _tops(asked: Asked) -> list[int]:
    """Return the units whose counts hold all that is asked for, none of them within another."""
    units: Sequence[Unit] = (asked.scope,) if asked.scope else asked.units
    return [unit.id for unit in units if unit.path in asked.paths]
