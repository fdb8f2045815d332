"""Kano: what a feature does to satisfaction when it is there, and when it is not."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval, mean_of, wilson

ATTRACTIVE, MUST_BE, ONE_DIMENSIONAL, INDIFFERENT, REVERSE, QUESTIONABLE = "A", "M", "O", "I", "R", "Q"
CLASSIC, POULIOT = "classic", "pouliot"

# Rows: the answer when the feature is there; columns: when it is not. Both run from 1 like over 2 must be,
# 3 neutral and 4 live with to 5 dislike. Source: Kano 1984, as in Berger et al., Center for Quality of Management
# Journal 2(4), 1993; Pouliot's variant, in the same issue, calls two more cells questionable.
TABLES: Mapping[str, tuple[str, ...]] = {
    CLASSIC: ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"),
    POULIOT: ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"),
}
CODES: Mapping[Hashable, int] = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}

# DuMouchel's scores of the five answers, in Berger et al. 1993.
FUNCTIONAL_SCORES = (4, 2, 0, -1, -2)
DYSFUNCTIONAL_SCORES = (-2, -1, 0, 2, 4)
MIDDLE = 2.0

FEWEST_ANSWERS = 30
TIE_PERCENT = 5
MOST_QUESTIONABLE_PERCENT = 10
STRONG_TOTAL_PERCENT, STRONG_CATEGORY_PERCENT = 60.0, 6.0
TIE_ORDER = (MUST_BE, ONE_DIMENSIONAL, ATTRACTIVE, INDIFFERENT, REVERSE)  # the gravest first

FEW_ANSWERS = "Fewer than 30 answers: read the category as exploratory."
BADLY_WORDED = "More than 10 % of the answers contradict themselves, so the question gives no category."
NO_PLAIN_ANSWERS = "Nobody's answers are A, O, M or I, so there is no share of them."


@dataclass(frozen=True)
class Counts:
    """How many answer pairs fall into each category.

    Raises:
        ValueError: a count is negative.
    """

    attractive: int = 0
    must_be: int = 0
    one_dimensional: int = 0
    indifferent: int = 0
    reverse: int = 0
    questionable: int = 0

    def __post_init__(self) -> None:
        if min(self.by_letter.values()) < 0:
            raise ValueError("counts must be 0 or more")

    @property
    def by_letter(self) -> dict[str, int]:
        """The counts by category letter: A, M, O, I, R, Q."""
        return {ATTRACTIVE: self.attractive, MUST_BE: self.must_be, ONE_DIMENSIONAL: self.one_dimensional,
                INDIFFERENT: self.indifferent, REVERSE: self.reverse, QUESTIONABLE: self.questionable}

    @property
    def n(self) -> int:
        """All answer pairs, Q among them."""
        return sum(self.by_letter.values())


@dataclass(frozen=True)
class Fong:
    """Whether the two largest categories (without Q) differ by more than chance."""

    difference: int
    critical: float  # 1.65 × √((a + b)(2N - a - b) / 2N)
    significant: bool


@dataclass(frozen=True)
class Continuous:
    """The feature's place in DuMouchel's plane: scores -2..4, the middle at 2."""

    functional: Estimate  # Y
    dysfunctional: Estimate  # X
    quadrant: str  # A, O, M or I


@dataclass(frozen=True)
class Kano:
    """What a feature's answers amount to."""

    n: int
    counts: Counts
    mode: str | None  # the largest category without Q; of equal ones the gravest
    category: str | None  # the gravest (M, O, A, I, then R) within 5 points of percent of the mode
    better: Estimate  # (A + O) / (A + O + M + I), 0..1, with Wilson's interval
    worse: Estimate  # -(O + M) / (A + O + M + I), -1..0
    fong: Fong | None
    total_strength: float | None  # M + O + A, percent of n
    category_strength: float | None  # the largest minus the second category, points of percent
    chi_square: float | None  # of A, O, M and I against equal counts, 3 degrees of freedom
    continuous: Continuous | None = None  # None where only counts are known
    missing: int = 0  # pairs left out because an answer is missing
    table: str | None = None  # None where only counts are known
    reason: str | None = None
    note: str | None = None

    @property
    def is_strong(self) -> bool:
        """Whether total strength is 60 % or more and category strength 6 points or more.

        Source: Lee & Newcomb, "Applying the Kano Methodology to Meet Customer Requirements: NASA's
        Microgravity Science Program", Quality Management Journal 4(3), 1997.
        """
        total, category = self.total_strength or 0.0, self.category_strength or 0.0
        return total >= STRONG_TOTAL_PERCENT and category >= STRONG_CATEGORY_PERCENT


def evaluate(functional: int, dysfunctional: int, table: str = CLASSIC) -> str:
    """Return the category letter of one answer pair, each 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.

    Raises:
        ValueError: an answer lies outside 1..5 or the table is unknown.
    """
    if table not in TABLES:
        raise ValueError(f"the table is {CLASSIC} or {POULIOT}, not {table!r}")
    if functional not in CODES or dysfunctional not in CODES:
        raise ValueError("answers must be 1..5")
    return TABLES[table][functional - 1][dysfunctional - 1]


def kano(
    pairs: Iterable[tuple[Hashable | None, Hashable | None]], *, table: str = CLASSIC,
    codes: Mapping[Hashable, int] = CODES, level: float = 0.95,
) -> Kano:
    """Return a feature's counts, category, coefficients and place.

    Args:
        pairs: one per respondent, the answer when the feature is there and when it is not; a pair with a None
            is left out and counted.
        table: CLASSIC or POULIOT.
        codes: what each answer means: 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.

    Raises:
        ValueError: an answer has no code (the message names it), or the table is unknown.

    Source: Berger et al., "Kano's Methods for Understanding Customer-defined Quality", Center for Quality of
    Management Journal 2(4), 1993.
    """
    everything = list(pairs)
    complete = [(_decoded(f, codes), _decoded(d, codes)) for f, d in everything if f is not None and d is not None]
    letters = [evaluate(functional, dysfunctional, table) for functional, dysfunctional in complete]
    counts = Counts(*(letters.count(letter) for letter in Counts().by_letter))
    return replace(kano_of_counts(counts, level=level), table=table, missing=len(everything) - len(complete),
                   continuous=_continuous(complete, level))


def kano_of_counts(counts: Counts, *, level: float = 0.95) -> Kano:
    """Return what counted answers amount to.

    Source: Berger et al. 1993 as above; the test: Fong, Center for Quality of Management Journal 5, 1996.
    """
    n, worded_badly = counts.n, 100 * counts.questionable > MOST_QUESTIONABLE_PERCENT * counts.n
    first, second = _two_largest(counts)
    wanted = counts.must_be + counts.one_dimensional + counts.attractive
    better, worse = _coefficients(counts, level)
    return Kano(
        n, counts,
        mode=_gravest(counts, within=0),
        category=None if worded_badly else _gravest(counts, within=TIE_PERCENT),
        better=better, worse=worse, fong=_fong(first, second, n) if n else None,
        total_strength=100 * wanted / n if n else None,
        category_strength=100 * (first - second) / n if n else None,
        chi_square=_chi_square(counts),
        reason=(BADLY_WORDED if worded_badly else None) if n else NO_OBSERVATION,
        note=FEW_ANSWERS if 0 < n < FEWEST_ANSWERS else None,
    )


def _decoded(answer: Hashable, codes: Mapping[Hashable, int]) -> int:
    if answer not in codes:
        raise ValueError(f"an answer must be one of {', '.join(map(str, codes))}, not {answer}")
    return codes[answer]


def _two_largest(counts: Counts) -> tuple[int, int]:
    ordered = sorted(count for letter, count in counts.by_letter.items() if letter != QUESTIONABLE)
    return ordered[-1], ordered[-2]


def _gravest(counts: Counts, *, within: int) -> str | None:
    """Return the gravest category whose share is at most so many points of percent below the largest."""
    by_letter, largest = counts.by_letter, _two_largest(counts)[0]
    near = [letter for letter in TIE_ORDER if 100 * (largest - by_letter[letter]) <= within * counts.n]
    return near[0] if largest else None


def _coefficients(counts: Counts, level: float) -> tuple[Estimate, Estimate]:
    plain = counts.attractive + counts.one_dimensional + counts.must_be + counts.indifferent
    if not plain:
        nothing = Estimate(None, 0, reason=NO_PLAIN_ANSWERS)
        return nothing, nothing
    better = wilson(counts.attractive + counts.one_dimensional, plain, level=level)
    worse = wilson(counts.one_dimensional + counts.must_be, plain, level=level)
    return better, _negative(worse)


def _negative(share: Estimate) -> Estimate:
    if share.value is None or (there := share.interval) is None:
        return share
    return replace(share, value=-share.value, interval=Interval(-there.high, -there.low, there.level))


def _fong(first: int, second: int, n: int) -> Fong:
    both = first + second
    critical = 1.65 * sqrt(both * (2 * n - both) / (2 * n))
    return Fong(first - second, critical, first - second >= critical > 0)


def _chi_square(counts: Counts) -> float | None:
    plain = (counts.attractive, counts.one_dimensional, counts.must_be, counts.indifferent)
    expected = sum(plain) / 4
    return sum((count - expected) ** 2 for count in plain) / expected if expected else None


def _continuous(answers: Sequence[tuple[int, int]], level: float) -> Continuous | None:
    y = mean_of((FUNCTIONAL_SCORES[functional - 1] for functional, _ in answers), level=level)
    x = mean_of((DYSFUNCTIONAL_SCORES[dysfunctional - 1] for _, dysfunctional in answers), level=level)
    if y.value is None or x.value is None:
        return None
    if y.value >= MIDDLE:
        return Continuous(y, x, ONE_DIMENSIONAL if x.value >= MIDDLE else ATTRACTIVE)
    return Continuous(y, x, MUST_BE if x.value >= MIDDLE else INDIFFERENT)
