"""Why a standard is missed: the triage before any training, so that nobody is sent to a course for a broken process. Pure.

Seven tests in a fixed order; the first that holds names the cause. What each rests on is kept with the answer, and a fact
that is missing is said to be missing: it makes a test neither hold nor fail.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.findings import FEWEST, Finding
from cxtrain.planning.thresholds.numbers import DEFAULTS, Thresholds
from cxtrain.web.bilingual import N_

ENOUGH_PEOPLE = 5  # below that, no difference may just be no data
ENOUGH_QUESTIONS = 3  # answered questions from which a quiz says something
ENOUGH_CUSTOMERS = 30  # pairs of expectation and perception


@dataclass(frozen=True)
class Limits:
    """Where the tests part yes from no, as the thresholds were set then; percents 0..100, shares 0..1, scale points of 7."""

    same_people: float
    weak: float
    mastered: float  # also what a re-test should reach
    high_standard: float
    high_score: float
    tolerance: float

    @classmethod
    def of(cls, thresholds: Thresholds) -> "Limits":
        """Return those of the thresholds that the tests go by."""
        return cls(*(getattr(thresholds, name) for name in cls.__dataclass_fields__))


class Cause(StrEnum):
    """Where the shortfall comes from, as far as the facts tell."""

    SYSTEM = "system"  # process, staffing, tools
    EVENT = "event"  # something happened in the month
    SKILL = "skill"  # not yet known or not yet able
    TRANSFER = "transfer"  # able in practice, something hinders it at this touchpoint
    LOAD = "load"  # able in practice, low everywhere, fine before: workload, will or private reasons
    STANDARD = "standard"  # the whole team scores low in quizzes: the standard or the induction is unclear
    PROMISE = "promise"  # customers were promised more than the service is
    OPEN = "open"  # the facts do not tell: ask


NAMES: Mapping[Cause, str] = {  # in a few words, for the catalogue
    Cause.SYSTEM: N_("Process, roster or tools"), Cause.EVENT: N_("An event"), Cause.SKILL: N_("Knowledge or skill"),
    Cause.TRANSFER: N_("Something on the spot"), Cause.LOAD: N_("Will, load or personal"),
    Cause.STANDARD: N_("Standard or induction unclear"), Cause.PROMISE: N_("Promised too much"), Cause.OPEN: N_("Still open"),
}


class Outcome(StrEnum):
    """What a test came to."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # a fact is missing
    NOT_ASKED = "not asked"  # the test is about teams


@dataclass(frozen=True)
class Differ:
    """How far the people of a touchpoint differ in the dimension."""

    icc: float  # share of one visit's variance that lies between people, 0..1
    people: int
    visits: int


@dataclass(frozen=True)
class Charted:
    """The latest month or quarter of the touchpoint's control chart."""

    period: str  # "2026-05" or "2026 Q2"; "" where nothing signals
    low: bool  # whether it signals below its usual course
    points: int  # months or quarters drawn


@dataclass(frozen=True)
class Practised:
    """What was reached in quizzes or role-plays on the linked skill."""

    percent: float  # 0..100
    n: int  # questions answered, or role-plays played
    people: int
    link: str  # "both", "dimension" or "touchpoint": by what the questions are tied to the finding


@dataclass(frozen=True)
class Elsewhere:
    """The same dimension at another touchpoint."""

    touchpoint: str  # slug
    title: Mapping[str, str]
    gap: float  # scale points from the standard, shrunken
    n: int  # visits
    low: bool  # more likely than not short of the standard


@dataclass(frozen=True)
class Earlier:
    """The same dimension at all touchpoints, before the last half year."""

    gap: float  # mean minus standard, scale points
    n: int  # visits
    first: str  # "2024-12"
    last: str


@dataclass(frozen=True)
class Expected:
    """What customers expect of any provider and what they perceived, 1..7."""

    expectation: float
    perception: float
    n: int


@dataclass(frozen=True)
class Facts:
    """What is known beside the observations; None, or nothing in a list, where it is not known."""

    people: Differ | None = None
    chart: Charted | None = None
    quiz: Practised | None = None  # of the person, or of the team
    played: Practised | None = None  # role-plays of the person, or of the team
    team_quiz: Practised | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    earlier: Earlier | None = None
    expected: Expected | None = None

    @property
    def able(self) -> Practised | None:
        """What shows how well it goes in practice: a quiz before role-plays."""
        return self.quiz or self.played


@dataclass(frozen=True)
class Triage:
    """Which cause, by which test, on which facts."""

    cause: Cause
    rule: str  # "T1" … "T7"; "" where no test holds
    outcomes: Mapping[str, Outcome]  # of every test, by rule, in their order
    facts: Facts = field(default_factory=Facts)
    limits: Limits = Limits.of(DEFAULTS)
    standard: float = 0.0  # scale points, as it stood
    mean: float | None = None  # shrunken

    def as_dict(self) -> dict[str, Any]:
        """Return it as a plan keeps it."""
        return asdict(self)


def differ(spread: Spread) -> Differ | None:
    """Return how far people differ, or None where too few were seen often enough to tell."""
    if spread.icc is None or spread.units < ENOUGH_PEOPLE or spread.n < FEWEST * spread.units:
        return None
    return Differ(spread.icc, spread.units, spread.n)


def triage(finding: Finding, facts: Facts) -> Triage:
    """Return the first cause whose test holds, with what every test came to, by the finding's own thresholds."""
    limits = Limits.of(finding.thresholds)
    outcomes = {rule: test(finding, facts, limits) for rule, (_cause, test) in RULES.items()}
    rule = next((rule for rule, outcome in outcomes.items() if outcome is Outcome.YES), "")
    return Triage(RULES[rule][0] if rule else Cause.OPEN, rule, outcomes, facts, limits, finding.cell.standard,
                  finding.shrunken.value)


def triage_from(stored: Mapping[str, Any] | None) -> Triage | None:
    """Return what a plan keeps as a record again."""
    if not stored:
        return None
    facts = {name: _part(name, value) for name, value in stored["facts"].items()}
    outcomes = {rule: Outcome(outcome) for rule, outcome in stored["outcomes"].items()}
    return Triage(Cause(stored["cause"]), stored["rule"], outcomes, Facts(**facts), Limits(**stored["limits"]),
                  stored["standard"], stored["mean"])


def _part(name: str, value: Any) -> Any:
    if name == "elsewhere":
        return tuple(Elsewhere(**each) for each in value)
    return PARTS[name](**value) if value else None


PARTS: Mapping[str, type] = {
    "people": Differ, "chart": Charted, "quiz": Practised, "played": Practised, "team_quiz": Practised, "earlier": Earlier,
    "expected": Expected,
}


def _outcome(holds: bool) -> Outcome:
    return Outcome.YES if holds else Outcome.NO


def _people_do_not_differ(finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    if finding.cell.is_person:
        return Outcome.NOT_ASKED
    if facts.people is None:
        return Outcome.UNKNOWN
    return _outcome(finding.allows_plan and facts.people.icc < limits.same_people)


def _something_happened(_finding: Finding, facts: Facts, _limits: Limits) -> Outcome:
    return Outcome.UNKNOWN if facts.chart is None else _outcome(facts.chart.low)


def _not_yet_able(finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    """Say whether the skill is missing; where a whole team fails its quizzes, that is the sixth test's."""
    known = [each.percent for each in (facts.quiz, facts.played) if each]
    if not known:
        return Outcome.UNKNOWN
    team_fails = not finding.cell.is_person and facts.quiz is not None and facts.quiz.percent < limits.weak
    return _outcome(min(known) < limits.weak and not team_fails)


def _only_here(_finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    if facts.able is None:
        return Outcome.UNKNOWN
    if facts.able.percent < limits.mastered:
        return Outcome.NO
    return _outcome(not any(each.low for each in facts.elsewhere)) if facts.elsewhere else Outcome.UNKNOWN


def _everywhere(_finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    if facts.able is None:
        return Outcome.UNKNOWN
    if facts.able.percent < limits.mastered or not all(each.low for each in facts.elsewhere):
        return Outcome.NO
    if not facts.elsewhere or facts.earlier is None:
        return Outcome.UNKNOWN
    return _outcome(facts.earlier.gap >= -limits.tolerance)


def _team_fails(_finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    return Outcome.UNKNOWN if facts.team_quiz is None else _outcome(facts.team_quiz.percent < limits.weak)


def _promised_too_much(finding: Finding, facts: Facts, limits: Limits) -> Outcome:
    expected, mean = facts.expected, finding.shrunken.value
    told = expected is not None and expected.expectation > limits.high_standard and expected.perception > limits.high_score
    if told or finding.cell.standard > limits.high_standard and mean is not None and mean > limits.high_score:
        return Outcome.YES
    return Outcome.NO if expected else Outcome.UNKNOWN


Test = Callable[[Finding, Facts, Limits], Outcome]
RULES: Mapping[str, tuple[Cause, Test]] = {
    "T1": (Cause.SYSTEM, _people_do_not_differ),
    "T2": (Cause.EVENT, _something_happened),
    "T3": (Cause.SKILL, _not_yet_able),
    "T4": (Cause.TRANSFER, _only_here),
    "T5": (Cause.LOAD, _everywhere),
    "T6": (Cause.STANDARD, _team_fails),
    "T7": (Cause.PROMISE, _promised_too_much),
}
