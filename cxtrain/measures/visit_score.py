"""A visit's score 0..100: weighted sections of weighted items over what applies, then the critical rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

ZERO, CAP, FLAG = "zero", "cap", "flag"

NOTHING_APPLIES = "No item with a weight applied on this visit."


@dataclass(frozen=True)
class CriticalRule:
    """What happens when a critical item fails.

    Raises:
        ValueError: the effect is unknown, a cap has no limit within 0..100, or another effect has one.
    """

    effect: str  # ZERO: the visit is worth 0; CAP: at most `limit`; FLAG: it is told, the score stays
    limit: float | None = None  # 0..100, for CAP only
    at_or_below: float = 0.0  # the item fails at this mark (0..1) and below

    def __post_init__(self) -> None:
        if self.effect not in (ZERO, CAP, FLAG):
            raise ValueError(f"a critical rule is {ZERO}, {CAP} or {FLAG}, not {self.effect!r}")
        if (self.limit is not None) != (self.effect == CAP):
            raise ValueError("a cap needs a limit, and no other rule has one")
        if self.limit is not None and not 0 <= self.limit <= 100:
            raise ValueError("a cap's limit must lie within 0..100")


@dataclass(frozen=True)
class Mark:
    """One item of the visit.

    Raises:
        ValueError: the mark lies outside 0..1 or the weight is negative or not finite.
    """

    item: str
    mark: float | None  # 0..1: yes 1, no 0, a rating as its share of the scale; None where it did not apply
    weight: float = 1.0
    critical: CriticalRule | None = None

    def __post_init__(self) -> None:
        if self.mark is not None and not 0 <= self.mark <= 1:
            raise ValueError("a mark must lie within 0..1 or be None")
        _check_weight(self.weight)

    @property
    def counts(self) -> bool:
        """Whether the item enters the score."""
        return self.mark is not None and self.weight > 0


@dataclass(frozen=True)
class MarkedSection:
    """One section of the visit.

    Raises:
        ValueError: the weight is negative or not finite.
    """

    name: str
    marks: Sequence[Mark]
    weight: float = 1.0

    def __post_init__(self) -> None:
        _check_weight(self.weight)


@dataclass(frozen=True)
class SectionScore:
    """What a section is worth: 0..100, None where nothing in it counted."""

    name: str
    score: float | None
    n: int  # items that counted
    asked: int
    weight: float


@dataclass(frozen=True)
class Fired:
    """A critical rule that applied."""

    item: str
    mark: float
    rule: CriticalRule


@dataclass(frozen=True)
class VisitScore:
    """A visit's score before and after the critical rules, 0..100; publish both."""

    before: float | None
    after: float | None
    n: int  # items that counted
    asked: int
    sections: tuple[SectionScore, ...]
    fired: tuple[Fired, ...]  # in the order of the form
    reason: str | None = None


def visit_score(sections: Iterable[MarkedSection]) -> VisitScore:
    """Return 100 × the weighted mean of the sections, each the weighted mean of its items, then the critical rules.

    Items that did not apply, and sections where nothing applied, leave both sums. Items of weight 0 are not counted,
    but their critical rules hold.

    Source: the usual form of a mystery-shopping scorecard; no single author.
    """
    everything = list(sections)
    scored = tuple(_section_score(section) for section in everything)
    fired = tuple(_fired(mark for section in everything for mark in section.marks))
    counted = [(each.weight, each.score, each.n) for each in scored if each.score is not None and each.weight > 0]
    asked, n = sum(each.asked for each in scored), sum(items for _, _, items in counted)
    if not counted:
        return VisitScore(None, None, 0, asked, scored, fired, NOTHING_APPLIES)
    before = fsum(weight * score for weight, score, _ in counted) / fsum(weight for weight, _, _ in counted)
    return VisitScore(before, _after(before, fired), n, asked, scored, fired)


def _section_score(section: MarkedSection) -> SectionScore:
    counted = [(each.weight, each.mark) for each in section.marks if each.counts and each.mark is not None]
    score = None
    if counted:
        score = 100 * fsum(weight * mark for weight, mark in counted) / fsum(weight for weight, _ in counted)
    return SectionScore(section.name, score, len(counted), len(section.marks), section.weight)


def _fired(marks: Iterable[Mark]) -> Iterable[Fired]:
    for each in marks:
        if each.critical is not None and each.mark is not None and each.mark <= each.critical.at_or_below:
            yield Fired(each.item, each.mark, each.critical)


def _after(before: float, fired: Iterable[Fired]) -> float:
    limits = [0.0 if each.rule.effect == ZERO else each.rule.limit for each in fired]
    return min([before, *(limit for limit in limits if limit is not None)])


def _check_weight(weight: float) -> None:
    if not (isfinite(weight) and weight >= 0):
        raise ValueError("a weight must be 0 or more")
