"""How much one person works on at once: at most three open actions, and one in each dimension. Pure."""

from collections import Counter
from collections.abc import Sequence

from cxtrain.web.bilingual import N_

MOST_OPEN = 3
TOO_MANY = N_("This colleague would then have %(count)s open actions. Three at once are the most that help.")
SAME_DIMENSION = N_("This colleague already has an open action in this dimension. One at a time.")


def crowding(open_dimensions: Sequence[str | None], wanted: Sequence[str | None]) -> str | None:
    """Return why the wanted actions are too much beside the open ones, or None.

    Args:
        open_dimensions: one entry per open action of the person's other plans; None where it has no dimension.
        wanted: the same for the plan in question.
    """
    together = [*open_dimensions, *wanted]
    if len(together) > MOST_OPEN:
        return TOO_MANY
    per_dimension = Counter(dimension for dimension in together if dimension)
    return SAME_DIMENSION if any(count > 1 for count in per_dimension.values()) else None
