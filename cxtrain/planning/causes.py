"""Why a standard is missed: the triage before any training, so that nobody is sent to a course for a broken process. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.findings import FEWEST, Finding

NO_PEOPLE_EFFECT = 0.05  # ICC(1) below which people do not differ enough for it to be a matter of persons
ENOUGH_PEOPLE = 5  # below that, no difference may just be no data
WEAK, MASTERED = 70.0, 80.0  # practice scores, 0..100
HIGH_STANDARD, HIGH_SCORE = 6.5, 5.5  # scale points of 7: a promise that no service can keep


class Cause(StrEnum):
    """Where the shortfall comes from, as far as the facts tell."""

    SYSTEM = "system"  # process, staffing, tools
    SKILL = "skill"  # not yet known or not yet able
    STANDARD = "standard"  # the whole team scores low in practice: the standard or the induction is unclear
    TRANSFER = "transfer"  # able in practice, something hinders it at this touchpoint
    LOAD = "load"  # able in practice, low everywhere: workload, will or private reasons
    PROMISE = "promise"  # customers were promised more than the service is
    OPEN = "open"  # the facts do not tell: ask


def people_icc(spread: Spread) -> float | None:
    """Return ICC(1) of the people of a touchpoint, or None where too few were seen often enough to tell."""
    return spread.icc if spread.units >= ENOUGH_PEOPLE and spread.n >= FEWEST * spread.units else None


@dataclass(frozen=True)
class Facts:
    """What is known beside the observations; None where nothing is known."""

    people_icc: float | None = None  # ICC(1) of the people at this touchpoint and dimension
    practice: float | None = None  # 0..100: role-play and quiz at this touchpoint, of the person or the team's mean
    low_elsewhere: bool | None = None  # the same dimension is low at other touchpoints too


def triage(finding: Finding, facts: Facts) -> Cause:
    """Return the first cause whose test holds."""
    person = finding.cell.is_person
    if not person and finding.allows_plan and facts.people_icc is not None and facts.people_icc < NO_PEOPLE_EFFECT:
        return Cause.SYSTEM
    if facts.practice is not None and facts.practice < WEAK:
        return Cause.SKILL if person else Cause.STANDARD
    if facts.practice is not None and facts.practice >= MASTERED and facts.low_elsewhere is not None:
        return Cause.LOAD if facts.low_elsewhere and person else Cause.TRANSFER
    mean = finding.shrunken.value
    if not person and finding.cell.standard > HIGH_STANDARD and mean is not None and mean > HIGH_SCORE:
        return Cause.PROMISE
    return Cause.OPEN
