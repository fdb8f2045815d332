"""Who may visit what, and who is sent: no conflict, even load, and the reason wherever somebody cannot go. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from cxtrain.web.bilingual import N_

LOCKOUT = 90  # days, where no plan says otherwise
SENTENCES = {
    "out": N_("takes no part at present"),
    "standing": N_("has not passed calibration"),
    "home": N_("belongs to this store or supervises it"),
    "away": N_("is away on that day"),
    "same_day": N_("has another visit on that day"),
    "seen": N_("visited this touchpoint here on %(day)s and would meet the same people within %(lockout)s days"),
    "full": N_("has as many visits this month as agreed"),
}


@dataclass(frozen=True)
class Stop:
    """A planned visit."""

    id: int
    unit_id: int
    unit_path: str
    touchpoint_id: int
    day: dt.date


@dataclass(frozen=True)
class Shopper:
    """Somebody who may be sent."""

    account_id: int
    home: int  # unit id; 0: none
    supervises: tuple[str, ...] = ()  # paths of units, with everything below them
    takes_part: bool = True
    standing: bool = True  # calibration
    most: int | None = None  # visits a month
    away: tuple[tuple[dt.date, dt.date], ...] = ()  # first and last days


@dataclass(frozen=True)
class Been:
    """A visit that a shopper made or is to make, where they may have been seen by the same people."""

    account_id: int
    unit_id: int
    touchpoint_id: int
    day: dt.date
    may_meet: bool = True  # False: it was decided that nobody was identified; it still takes the day


@dataclass(frozen=True)
class Conflict:
    """Why a shopper is not sent."""

    reason: str  # key of SENTENCES
    day: dt.date | None = None
    lockout: int = 0

    @property
    def sentence(self) -> str:
        """The English sentence for the catalogue, said of the shopper."""
        return SENTENCES[self.reason]

    @property
    def values(self) -> dict[str, str | int]:
        """What the sentence names."""
        return {"day": f"{self.day}", "lockout": self.lockout} if self.day else {}


def conflict(stop: Stop, shopper: Shopper, been: Iterable[Been], lockout: int = LOCKOUT) -> Conflict | None:
    """Return why `shopper` cannot make the visit, or None.

    Args:
        stop: the visit.
        shopper: who would go.
        been: the shopper's visits, made and to be made, without this one; other people's are passed over.
        lockout: days, 0 for none, before and after which the same shopper does not come to the touchpoint of the store.
    """
    own = [visit for visit in been if visit.account_id == shopper.account_id]
    if shopper.home == stop.unit_id or any(stop.unit_path.startswith(path) for path in shopper.supervises):
        return Conflict("home")
    plain = {"out": not shopper.takes_part, "standing": not shopper.standing,
             "away": any(first <= stop.day <= last for first, last in shopper.away),
             "same_day": any(visit.day == stop.day for visit in own)}
    if reason := next((reason for reason, holds in plain.items() if holds), ""):
        return Conflict(reason)
    met = [visit.day for visit in own if visit.may_meet and _same_people(visit, stop, lockout)]
    if met:
        return Conflict("seen", max(met), lockout)
    month = sum((visit.day.year, visit.day.month) == (stop.day.year, stop.day.month) for visit in own)
    return Conflict("full") if shopper.most is not None and month >= shopper.most else None


def _same_people(visit: Been, stop: Stop, lockout: int) -> bool:
    same = (visit.unit_id, visit.touchpoint_id) == (stop.unit_id, stop.touchpoint_id)
    return same and abs((visit.day - stop.day).days) < lockout


@dataclass(frozen=True)
class Match:
    """Who goes where, and why nobody goes to the rest."""

    sent: Mapping[int, int] = field(default_factory=dict)  # stop id: account id
    open: Mapping[int, Mapping[str, int]] = field(default_factory=dict)  # stop id: {reason: how many shoppers}


def match(stops: Sequence[Stop], shoppers: Sequence[Shopper], been: Iterable[Been], *, lockout: int = LOCKOUT,
          seed: int = 0) -> Match:
    """Send shoppers without conflicts: to the visit that fewest can make first, each time whoever has least to do.

    Args:
        stops: without a shopper yet.
        been: what the shoppers did and are to do, in the months concerned and within the lock-out.
        lockout: as in `conflict`.
        seed: decides among equals.
    """
    random = Random(seed)  # noqa: S311 - it only decides among equals, and must come out the same again
    known: dict[int, list[Been]] = {shopper.account_id: [] for shopper in shoppers}
    for visit in been:
        known.setdefault(visit.account_id, []).append(visit)
    lots = {shopper.account_id: random.random() for shopper in sorted(shoppers, key=lambda each: each.account_id)}
    sent, left = dict[int, int](), dict[int, Mapping[str, int]]()
    for stop in sorted(stops, key=lambda each: (len(_free(each, shoppers, known, lockout)[0]), each.day, each.id)):
        free, reasons = _free(stop, shoppers, known, lockout)
        if not free:
            left[stop.id] = reasons
            continue
        chosen = min(free, key=lambda account_id: (_load(known[account_id], stop.day), lots[account_id]))
        sent[stop.id] = chosen
        known[chosen].append(Been(chosen, stop.unit_id, stop.touchpoint_id, stop.day))
    return Match(sent, left)


def _free(stop: Stop, shoppers: Sequence[Shopper], known: Mapping[int, Sequence[Been]],
          lockout: int) -> tuple[list[int], Mapping[str, int]]:
    """Return the accounts that can go, and for what reasons how many others cannot."""
    found = {one.account_id: conflict(stop, one, known[one.account_id], lockout) for one in shoppers}
    return ([account_id for account_id, reason in found.items() if reason is None],
            Counter(reason.reason for reason in found.values() if reason))


def _load(visits: Sequence[Been], day: dt.date) -> int:
    return sum((visit.day.year, visit.day.month) == (day.year, day.month) for visit in visits)
