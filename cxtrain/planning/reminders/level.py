"""Who is the next level. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol, TypeVar


class Leading(Protocol):
    """Somebody who leads a unit."""

    @property
    def employee_id(self) -> int:
        """Who it is."""


Leader = TypeVar("Leader", bound=Leading)


def next_level(leaders: Mapping[tuple[str, str], Sequence[Leader]], path: str, *, but: Collection[int]) -> list[Leader]:
    """Return the supervisors of the nearest unit at or above `path` that has others than `but`; else HR, found alike.

    Args:
        leaders: by (role, path of the unit).
        path: of the unit, such as "/1/4/12/".
        but: employees who are not told: the owner, and whom the plan is about.
    """
    parts = [part for part in path.split("/") if part]
    above = [f"/{'/'.join(parts[:length])}/" for length in range(len(parts), 0, -1)]
    for role in ("supervisor", "hr"):
        for each in above:
            others = [leader for leader in leaders.get((role, each), ()) if leader.employee_id not in but]
            if others:
                return others
    return []
