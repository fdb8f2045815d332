"""Times and rates of complaints with their intervals. Pure; never about a person."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, newcombe, wilson
from cxtrain.measures.medians import median_interval
from cxtrain.voices.feedback.course import CLOSE_WITHIN, REPLY_WITHIN

FEWEST = 5  # no share of fewer
SCORE_FROM = 30  # of each side, before two shares of customers are set against each other
SATISFIED = (4, 5)  # of five faces


@dataclass(frozen=True)
class Case:
    """One complaint as the figures see it: nobody is named in it."""

    touchpoint_id: int
    severity: str
    state: str
    round: int
    reply_minutes: int | None
    close_minutes: int | None


@dataclass(frozen=True)
class Figures:
    """Times in working hours; shares 0..1; each with n and interval, or the reason why there is none."""

    told: int
    open: int
    reply: Estimate
    close: Estimate
    reply_in_time: Estimate | None  # None: fewer than five
    close_in_time: Estimate | None
    reopened: Estimate | None


def of(cases: Iterable[Case]) -> Figures:
    """Return the figures of these complaints. Times are of those answered, or closed for the first time."""
    known = list(cases)
    replied = [(one.reply_minutes, one.severity) for one in known if one.reply_minutes is not None]
    closed = [one for one in known if one.close_minutes is not None]
    return Figures(
        told=len(known), open=sum(one.state != "closed" for one in known),
        reply=median_interval(minutes / 60 for minutes, _ in replied),
        close=median_interval((one.close_minutes or 0) / 60 for one in closed),
        reply_in_time=share(sum(minutes * 60 <= REPLY_WITHIN[severity].total_seconds() for minutes, severity in replied),
                            len(replied)),
        close_in_time=share(sum((one.close_minutes or 0) * 60 <= CLOSE_WITHIN[one.severity].total_seconds() for one in closed),
                            len(closed)),
        reopened=share(sum(one.round > 1 for one in closed), len(closed)))


def share(successes: int, n: int) -> Estimate | None:
    """Return a share with Wilson's interval; None below five."""
    return wilson(successes, n) if n >= FEWEST else None


def by_touchpoint(cases: Sequence[Case]) -> dict[int, Figures]:
    """Return the figures of each touchpoint, the most complained of first."""
    found: dict[Hashable, list[Case]] = {}
    for one in cases:
        found.setdefault(one.touchpoint_id, []).append(one)
    return {int(str(key)): of(each) for key, each in sorted(found.items(), key=lambda pair: (-len(pair[1]), str(pair[0])))}


@dataclass(frozen=True)
class Recovered:
    """Customers whose complaint was settled beside the others: how many of how many are satisfied."""

    satisfied: int
    n: int
    other_satisfied: int
    other_n: int

    @property
    def is_shown(self) -> bool:
        """Whether both sides have at least five answers."""
        return min(self.n, self.other_n) >= FEWEST

    @property
    def gap(self) -> Estimate | None:
        """The first share minus the other with Newcombe's interval; None while a side has fewer than thirty answers."""
        if min(self.n, self.other_n) < SCORE_FROM:
            return None
        return newcombe(self.satisfied, self.n, self.other_satisfied, self.other_n)

    @property
    def verdict(self) -> str:
        """What may be concluded: few, alike, higher, lower."""
        gap = self.gap
        if gap is None or gap.interval is None:
            return "few"
        if gap.interval.low <= 0 <= gap.interval.high:
            return "alike"
        return "higher" if gap.interval.low > 0 else "lower"


def recovered(own: Mapping[int, int], everybody: Mapping[int, int]) -> Recovered:
    """Set answers after a complaint (faces 1..5 to how often) against all the others of the same places.

    Args:
        own: answers to the question how the complaint was settled.
        everybody: all answers about satisfaction, these among them.
    """
    others = {value: everybody.get(value, 0) - own.get(value, 0) for value in range(1, 6)}
    return Recovered(sum(own.get(value, 0) for value in SATISFIED), sum(own.values()),
                     sum(others[value] for value in SATISFIED), sum(others.values()))
