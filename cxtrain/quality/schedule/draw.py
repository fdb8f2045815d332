"""On which days and at which hours a month's visits fall: drawn from a seed, so that a draw can be made again. Pure.

A store's visits come from the seed and the store alone: another store's quotas do not move them. Days are drawn one from
each equal part of the month's weekdays and weekends, so that both get their share, no day comes twice where it need not,
and nobody can foresee the next one. Each touchpoint's visits are spread over the month.
"""

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor
from random import Random

WINDOW = 2  # hours within which the shopper comes
SATURDAY = 5


@dataclass(frozen=True)
class Hours:
    """When visits may begin and end, by the store's clock, and how many per cent of them fall into the busy hours."""

    opens: int
    closes: int
    busy_from: int
    busy_until: int
    busy_percent: int = 50

    @property
    def window(self) -> int:
        """How many hours a shopper has to come."""
        return min(WINDOW, self.closes - self.opens)

    def starts(self, *, busy: bool) -> tuple[int, ...]:
        """Return the hours at which a window may begin; all of them where there is none of this kind."""
        every = range(self.opens, self.closes - self.window + 1)
        found = tuple(hour for hour in every if (self.busy_from <= hour < self.busy_until) == busy)
        return found or tuple(every)


@dataclass(frozen=True)
class Quota:
    """How often a touchpoint of a store is visited."""

    unit_id: int
    touchpoint_id: int
    n: int


@dataclass(frozen=True)
class Slot:
    """When one visit falls."""

    unit_id: int
    touchpoint_id: int
    day: dt.date
    from_hour: int
    until_hour: int


def days_of(month: str, *, since: dt.date | None = None) -> tuple[dt.date, ...]:
    """Return the days of "2026-11", those from `since` on where it is given."""
    year, number = int(month[:4]), int(month[5:])
    days = (dt.date(year, number, day) for day in range(1, calendar.monthrange(year, number)[1] + 1))
    return tuple(day for day in days if since is None or day >= since)


def draw(quotas: Iterable[Quota], days: Sequence[dt.date], hours: Hours, seed: int) -> tuple[Slot, ...]:
    """Return the visits of a month by store, day and hour: exactly as many as the quotas say.

    Args:
        quotas: at most one of a store and touchpoint.
        days: on which visits may fall, one at least where there is a quota.
        hours: of every store.
        seed: the same seed, quotas, days and hours give the same visits.
    """
    wanted = sorted((quota for quota in quotas if quota.n > 0), key=lambda quota: (quota.unit_id, quota.touchpoint_id))
    slots = [slot for unit_id, group in groupby(wanted, key=lambda quota: quota.unit_id)
             for slot in _store(tuple(group), days, hours, _random(f"{seed}:{unit_id}"))]
    return tuple(sorted(slots, key=lambda slot: (slot.unit_id, slot.day, slot.from_hour, slot.touchpoint_id)))


def _store(quotas: Sequence[Quota], days: Sequence[dt.date], hours: Hours, random: Random) -> list[Slot]:
    total = sum(quota.n for quota in quotas)
    dates, touchpoints = _dates(days, total, random), _touchpoints(quotas, random)
    pairs = sorted(zip(touchpoints, dates, strict=True), key=lambda pair: (pair[0], _weekend(pair[1]), pair[1]))
    busy = _share(total, hours.busy_percent / 100, random.random())
    starts = {kind: _hours(hours.starts(busy=kind), busy.count(kind), random) for kind in (True, False)}
    slots = []
    for (touchpoint_id, day), kind in zip(pairs, busy, strict=True):
        start = starts[kind].pop()
        slots.append(Slot(quotas[0].unit_id, touchpoint_id, day, start, start + hours.window))
    return slots


def _random(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - a draw must come out the same again; that nobody can guess it is the seed's part


def _weekend(day: dt.date) -> bool:
    return day.weekday() >= SATURDAY


def _dates(days: Sequence[dt.date], n: int, random: Random) -> list[dt.date]:
    """Return `n` days in order: each as often as any other or once more, weekdays and weekends by their share."""
    kinds = sorted(days, key=lambda day: (_weekend(day), day))
    whole, rest = divmod(n, len(kinds))
    return sorted([*kinds * whole, *(kinds[at] for at in _one_of_each_part(len(kinds), rest, random))])


def _one_of_each_part(size: int, parts: int, random: Random) -> list[int]:
    """Return one index of each of `parts` equal parts of range(size); parts <= size, so no index comes twice."""
    ends = [-(-part * size // parts) for part in range(parts + 1)] if parts else [0]
    return [low + int(random.random() * (high - low)) for low, high in zip(ends, ends[1:], strict=False)]


def _touchpoints(quotas: Sequence[Quota], random: Random) -> list[int]:
    """Return the touchpoints in the order of the month, the visits of each evenly apart from a random start."""
    placed = [((turn + start) / quota.n, quota.touchpoint_id)
              for quota in quotas for start in [random.random()] for turn in range(quota.n)]
    return [touchpoint_id for _, touchpoint_id in sorted(placed)]


def _share(n: int, share: float, start: float) -> list[bool]:
    """Return which of `n` in a row are of the kind that has `share`, evenly apart."""
    return [floor(start + (at + 1) * share) > floor(start + at * share) for at in range(n)]


def _hours(starts: Sequence[int], n: int, random: Random) -> list[int]:
    """Return `n` hours spread over `starts`, in random order."""
    whole, rest = divmod(n, len(starts))
    drawn = [*list(starts) * whole, *(starts[at] for at in _one_of_each_part(len(starts), rest, random))]
    return [hour for _, hour in sorted((random.random(), hour) for hour in drawn)]


def draw_again(slot: Slot, days: Sequence[dt.date], taken: Collection[dt.date], *, hours: Hours, seed: str) -> Slot:
    """Return another time for a visit that was missed: on one of `days`, not on a `taken` one where that can be."""
    random = _random(seed)
    free = [day for day in days if day not in taken] or list(days)
    start = _hours(hours.starts(busy=random.random() < hours.busy_percent / 100), 1, random)[0]
    return Slot(slot.unit_id, slot.touchpoint_id, free[int(random.random() * len(free))], start, start + hours.window)
