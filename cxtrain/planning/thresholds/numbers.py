"""The thresholds of the planning rules, with the range in which each may be set. Pure.

The floors that protect persons can be raised but not lowered: nobody is judged on fewer visits than the measures allow.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class Thresholds:
    """What the rules go by. Gaps and scores in points of 1..7, certainties 0..1, practice scores 0..100."""

    tolerance: float = 0.25  # delta: so far below the standard nobody acts
    now_priority: float = 15.0  # class A: a plan at once
    now_certainty: float = 0.90
    now_visits: int = 6
    now_days: int = 60  # until the plan is checked
    draft_days: int = 7  # within which it should be drafted
    soon_priority: float = 6.0  # class B: a plan this quarter
    soon_certainty: float = 0.75
    soon_days: int = 90
    keep_certainty: float = 0.25  # class D: keep it, share how
    fewest: int = 3  # visits below which nothing is said
    person_visits: int = 6  # visits below which a person gets at most an offer
    shoppers: int = 2  # different observers behind what is said of a person
    minimum: float | None = None  # the least that customers accept; None where nobody measured it
    minimum_certainty: float = 0.90  # that a place lies below it, for one class higher
    same_people: float = 0.05  # ICC(1): below it, people hardly differ, so the system is looked at
    weak: float = 70.0  # quiz and role-play: below it, it is not yet known
    mastered: float = 80.0  # from it, it is known
    high_standard: float = 6.5  # a promise above this, with scores above the next, is too high
    high_score: float = 5.5
    talk_days: int = 3  # after a critical item failed
    second_days: int = 14  # for a second visit where the evidence is missing or disputed

    def as_dict(self) -> dict[str, Any]:
        """Return them as they are stored."""
        return asdict(self)


DEFAULTS = Thresholds()


def thresholds_from(stored: Mapping[str, Any] | None) -> Thresholds:
    """Return stored thresholds as a record; what an older row does not name is as it was before it could be set."""
    known = {field.name for field in fields(Thresholds)}
    return Thresholds(**{name: value for name, value in (stored or {}).items() if name in known})


@dataclass(frozen=True)
class Spec:
    """One threshold on the page: what it is called and between what it may lie."""

    name: str
    label: str  # for the catalogue
    low: float
    high: float
    whole: bool = False
    percent: bool = False  # typed as 90, stored as 0.90
    optional: bool = False

    def shown(self, value: float | None) -> str:
        """Return the value as it is typed."""
        if value is None:
            return ""
        return f"{100 * value if self.percent else value:.4g}"


GROUPS: tuple[tuple[str, tuple[Spec, ...]], ...] = (
    (N_("When a gap counts"), (
        Spec("tolerance", N_("So far below the standard nobody acts (points of 1 to 7)"), 0.0, 2.0),
        Spec("fewest", N_("Visits below which nothing is said"), 3, 30, whole=True),
        Spec("keep_certainty", N_("“Going well” below this probability of a shortfall (percent)"), 0.01, 0.5, percent=True),
        Spec("minimum", N_("The least that customers accept (points; empty: nobody measured it)"), 1, 7, optional=True),
        Spec("minimum_certainty", N_("Probability of lying below it, for one class higher (percent)"), 0.5, 0.999,
             percent=True))),
    (N_("A plan at once"), (
        Spec("now_priority", N_("Priority from"), 1, 100),
        Spec("now_certainty", N_("Probability from (percent)"), 0.75, 0.999, percent=True),
        Spec("now_visits", N_("Visits from"), 6, 60, whole=True),
        Spec("draft_days", N_("Days to draft it"), 1, 30, whole=True),
        Spec("now_days", N_("Days until it is checked"), 14, 365, whole=True))),
    (N_("A plan this quarter"), (
        Spec("soon_priority", N_("Priority from"), 1, 100),
        Spec("soon_certainty", N_("Probability from (percent)"), 0.6, 0.999, percent=True),
        Spec("soon_days", N_("Days until it is checked"), 14, 365, whole=True))),
    (N_("About a person"), (
        Spec("person_visits", N_("Visits below which there is at most an offer"), 6, 60, whole=True),
        Spec("shoppers", N_("Different shoppers, at least"), 2, 10, whole=True),
        Spec("talk_days", N_("Days to talk after a critical item failed"), 1, 14, whole=True),
        Spec("second_days", N_("Days to a second visit where evidence is missing or disputed"), 1, 60, whole=True))),
    (N_("Why it is so"), (
        Spec("same_people", N_("The system is looked at where less of the differences lies between people (percent)"),
             0.0, 0.5, percent=True),
        Spec("weak", N_("Quiz or role-play: not yet known below (percent)"), 30, 90),
        Spec("mastered", N_("Known from (percent)"), 40, 100),
        Spec("high_standard", N_("A promise is too high above (points)"), 1, 7),
        Spec("high_score", N_("… where every score is above (points)"), 1, 7))),
)
SPECS: Mapping[str, Spec] = {spec.name: spec for _, group in GROUPS for spec in group}
NOT_A_NUMBER = N_("Write a number.")
OUT_OF_RANGE = N_("Between %(low)s and %(high)s, please.")
IN_ORDER = N_("This must not be above the one for a plan at once.")
KNOWN_ABOVE = N_("This must lie above the one before it.")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field; the message is for the catalogue."""

    message: str
    values: Mapping[str, str]


def read(typed: Mapping[str, str]) -> tuple[Thresholds, dict[str, Fault]]:
    """Return the thresholds as typed, and what is wrong by field; where something is, the record does not count."""
    values: dict[str, Any] = {}
    faults: dict[str, Fault] = {}
    for spec in SPECS.values():
        found = _number(typed.get(spec.name, "").strip(), spec)
        if isinstance(found, Fault):
            faults[spec.name] = found
        else:
            values[spec.name] = found
    made = Thresholds(**values)
    return made, faults or _disorder(made)


def _number(text: str, spec: Spec) -> float | int | None | Fault:
    if not text and spec.optional:
        return None
    try:
        value = float(text.replace("％", "%").removesuffix("%")) / (100 if spec.percent else 1)
    except ValueError:
        return Fault(NOT_A_NUMBER, {})
    if not spec.low <= value <= spec.high:  # also refuses what is no number
        return Fault(OUT_OF_RANGE, {"low": spec.shown(spec.low), "high": spec.shown(spec.high)})
    if not spec.whole:
        return value
    return int(value) if value.is_integer() else Fault(NOT_A_NUMBER, {})


def _disorder(made: Thresholds) -> dict[str, Fault]:
    wrong = {}
    if made.soon_priority > made.now_priority:
        wrong["soon_priority"] = Fault(IN_ORDER, {})
    if made.soon_certainty > made.now_certainty:
        wrong["soon_certainty"] = Fault(IN_ORDER, {})
    if made.mastered <= made.weak:
        wrong["mastered"] = Fault(KNOWN_ABOVE, {})
    return wrong


def changed(before: Thresholds, after: Thresholds) -> tuple[str, ...]:
    """Return the names of the thresholds that differ, in the order of the page."""
    return tuple(name for name in SPECS if getattr(before, name) != getattr(after, name))
