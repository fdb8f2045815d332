"""How good are a quiz's questions? The statistics of Moodle's quiz report, number for number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atanh, fsum, sqrt

from cxtrain.measures.samples import ROUNDING, Sample, deviations, joint_sum, mean, present, product_sum

FLOOR = 20
Z95 = 1.959964  # of the normal distribution, for an interval of 95 %
DUBIOUS = "dubious"  # efficiency below 15 %
NEGATIVE = "negative_discrimination"  # those who do well elsewhere do badly here
LITTLE_SPREAD = "little_spread"  # SD below a third of the maximum
FACILITY_WORDS = (  # below this whole per cent, which is the first of the next word
    (6, "extremely_difficult"),
    (11, "very_difficult"),
    (21, "difficult"),
    (35, "moderately_difficult"),
    (66, "about_right"),
    (81, "fairly_easy"),
    (90, "easy"),
    (95, "very_easy"),
)
EASIEST = "extremely_easy"

NO_ATTEMPT = "There are no attempts yet."
NO_MARK = "The question carries no mark."
TOO_FEW_FOR_SD = "It takes two attempts to see a spread."
TOO_FEW_FOR_SHAPE = "It takes three attempts to see a shape or a consistency."
TOO_FEW_FOR_KURTOSIS = "It takes four attempts to see the kurtosis."
NO_VARIATION = "All attempts have the same mark here."
NO_REST_VARIATION = "All attempts have the same mark in the rest of the quiz."
NO_TOTAL_VARIATION = "All attempts have the same total."
NEGATIVE_COVARIANCE = "The mark falls as the total rises, so it has no weight in it."
NO_WEIGHTS = "No question's mark rises with the total."
ONE_QUESTION = "Consistency is between questions, and there is only one."
FEW_ATTEMPTS = "Fewer than twenty attempts: the figures will still move."

ITEM_FIGURES = ("facility", "sd", "intended_weight", "effective_weight", "discrimination", "efficiency")
QUIZ_FIGURES = ("mean", "median", "sd", "skewness", "kurtosis", "consistency", "error_ratio", "standard_error")


@dataclass(frozen=True)
class Item:
    """One question. Each figure is in per cent, and None where `reasons` says why, by the figure's name."""

    n: int  # attempts
    verdicts: tuple[str, ...]  # how to read it: a facility word, then DUBIOUS, NEGATIVE, LITTLE_SPREAD
    reasons: Mapping[str, str]
    facility: float | None  # mean mark of the maximum
    sd: float | None  # of the maximum
    intended_weight: float | None  # the question's share of the quiz's marks
    effective_weight: float | None  # of what makes the totals differ
    discrimination: float | None  # -100..100: correlation with the rest of the quiz
    efficiency: float | None  # of the covariance with the rest that these marks could have at most


@dataclass(frozen=True)
class Quiz:
    """A quiz as a whole. Each figure is None where `reasons` says why, by the figure's name."""

    n: int  # attempts
    items: tuple[Item, ...]
    reasons: Mapping[str, str]
    note: str | None
    mean: float | None = None  # marks, as are median, sd and standard_error
    median: float | None = None
    sd: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None  # 0 for a normal distribution
    consistency: float | None = None  # CIC: Cronbach's alpha in per cent
    error_ratio: float | None = None  # per cent of the SD that is chance
    standard_error: float | None = None  # of one person's total


def analyse_quiz(marks: Sequence[Sequence[float | None]], maxima: Sequence[float]) -> Quiz:
    """Return what the attempts at a quiz say about it and about each of its questions.

    Args:
        marks: a row per attempt (one per person), a mark per question, penalties included; None, not answered, is 0.
        maxima: the most that each question gives, 0 or more.

    Raises:
        ValueError: a row is not as long as `maxima`, a mark is not finite, or a maximum is negative.

    Source: Moodle documentation, "Quiz statistics calculations"; Moodle names and nulls the same figures.
    """
    if any(len(row) != len(maxima) for row in marks):
        raise ValueError("each attempt needs a mark, or None, for each question")
    if not all(most >= 0 for most in present(maxima)):
        raise ValueError("maxima must be 0 or more")
    present([mark for row in marks for mark in row])
    return _quiz([[mark or 0.0 for mark in row] for row in marks], maxima)


def is_turned(item: Item) -> bool:
    """Whether those who do well elsewhere do worse here, and it is no accident."""
    return item.discrimination is not None and item.discrimination < 0 and is_clear(item.discrimination / 100, item.n)


def is_clear(r: float, n: int) -> bool:
    """Whether a correlation of n pairs is no accident: its 95 % interval leaves 0 out.

    Source: Fisher's z (Fisher, "On the 'probable error' of a coefficient of correlation", Metron 1, 1921).
    """
    return n > 3 and abs(atanh(max(-1 + ROUNDING, min(1 - ROUNDING, r)))) > Z95 / sqrt(n - 3)


def facility_word(facility: float) -> str:
    """Return how difficult a question with this facility (0..100) is, as a code of `FACILITY_WORDS`, or `EASIEST`.

    Nothing is rounded: 34.9 is "moderately_difficult", and 35 is "about_right".

    Source: the reading aids of an Open University course on quiz reports.
    """
    return next((word for following, word in FACILITY_WORDS if facility + ROUNDING * 100 < following), EASIEST)


def _quiz(rows: Sequence[Sequence[float]], maxima: Sequence[float]) -> Quiz:
    n, totals = len(rows), [_sum(row) for row in rows]
    items = _items(rows, totals, maxima)
    if not n:
        return quiz_of(0, items, [NO_ATTEMPT] * len(QUIZ_FIGURES))
    sd = Sample.of(totals).sd if n > 1 else TOO_FEW_FOR_SD
    skewness, kurtosis = _skewness(totals), _kurtosis(totals)
    consistency = _consistency(rows, totals)
    ratio = consistency if isinstance(consistency, str) else 100 * sqrt(max(0.0, 1 - consistency / 100))
    error = ratio if isinstance(ratio, str) or isinstance(sd, str) else ratio / 100 * sd
    return quiz_of(n, items, (mean(totals), _median(totals), sd, skewness, kurtosis, consistency, ratio, error))


def quiz_of(n: int, items: tuple[Item, ...], shown: Sequence[float | str]) -> Quiz:
    """Return the record of a quiz's figures, in the order of `QUIZ_FIGURES`; a text says why there is none."""
    reasons = {name: each for name, each in zip(QUIZ_FIGURES, shown, strict=True) if isinstance(each, str)}
    return Quiz(n, items, reasons, FEW_ATTEMPTS if n < FLOOR else None, *map(_value, shown))


def item_of(n: int, shown: Sequence[float | str]) -> Item:
    """Return the record of a question's figures, in the order of `ITEM_FIGURES`; a text says why there is none."""
    reasons = {name: each for name, each in zip(ITEM_FIGURES, shown, strict=True) if isinstance(each, str)}
    values = [_value(each) for each in shown]
    return Item(n, _verdicts(*values), reasons, *values)


def _items(rows: Sequence[Sequence[float]], totals: Sequence[float], maxima: Sequence[float]) -> tuple[Item, ...]:
    columns = [[row[index] for row in rows] for index in range(len(maxima))]
    # Sums without the mark: a difference from the total would leave rounding where nothing is left.
    rests = [[_sum([*row[:index], *row[index + 1:]]) for row in rows] for index in range(len(maxima))]
    weights = _effective_weights(columns, totals)
    whole = fsum(maxima)
    return tuple(
        _item(column, rest, most, (100 * most / whole if whole else NO_MARK, weight))
        for column, rest, most, weight in zip(columns, rests, maxima, weights, strict=True)
    )


def _sum(marks: Sequence[float]) -> float:
    """Return the sum of marks; exactly 0 where only rounding is left of it: 0.3 - 0.2 - 0.1 is not 0 in binary."""
    whole = fsum(marks)
    return whole if abs(whole) > ROUNDING * max(map(abs, marks), default=0.0) else 0.0


def _item(column: Sequence[float], rest: Sequence[float], most: float, weights: tuple[float | str, float | str]) -> Item:
    n = len(column)
    missing = NO_ATTEMPT if not n else NO_MARK if not most else None
    facility = missing or 100 * mean(column) / most
    sd = missing or (100 * Sample.of(column).sd / most if n > 1 else TOO_FEW_FOR_SD)
    return item_of(n, (facility, sd, *weights, *_discrimination(column, rest)))


def _verdicts(facility: float | None, sd: float | None, *others: float | None) -> tuple[str, ...]:
    discrimination, efficiency = others[-2:]
    found = (
        (DUBIOUS, efficiency is not None and efficiency < 15),
        (NEGATIVE, discrimination is not None and discrimination < 0),
        (LITTLE_SPREAD, sd is not None and sd < 100 / 3),
    )
    word = () if facility is None else (facility_word(facility),)
    return word + tuple(verdict for verdict, holds in found if holds)


def _discrimination(column: Sequence[float], rest: Sequence[float]) -> tuple[float | str, float | str]:
    """Return the correlation with the rest, and the covariance with it as a share of the most there could be."""
    if len(column) < 2:
        reason = TOO_FEW_FOR_SD if column else NO_ATTEMPT
        return reason, reason
    a, b = deviations(column), deviations(rest)
    if not (any(a) and any(b)):
        reason = NO_REST_VARIATION if any(a) else NO_VARIATION
        return reason, reason
    covariance = joint_sum(a, b)
    spread = sqrt(product_sum(a, a)) * sqrt(product_sum(b, b))
    return 100 * covariance / spread, 100 * covariance / product_sum(sorted(a), sorted(b))


def _effective_weights(columns: Sequence[Sequence[float]], totals: Sequence[float]) -> list[float | str]:
    if len(totals) < 2:
        return [TOO_FEW_FOR_SD if totals else NO_ATTEMPT] * len(columns)
    apart = deviations(totals)
    return weights_of([joint_sum(deviations(column), apart) for column in columns])


def weights_of(covariances: Sequence[float]) -> list[float | str]:
    """Return each question's effective weight, or why it has none, from the covariances of its marks with the totals."""
    roots = [sqrt(each) if each >= 0 else None for each in covariances]
    whole = fsum(root for root in roots if root is not None)
    if not whole:
        return [NO_WEIGHTS] * len(covariances)
    return [NEGATIVE_COVARIANCE if root is None else 100 * root / whole for root in roots]


def _median(totals: Sequence[float]) -> float:
    ordered, half = sorted(totals), len(totals) // 2
    return (ordered[half] + ordered[~half]) / 2


def _skewness(totals: Sequence[float]) -> float | str:
    n, apart = len(totals), deviations(totals)
    if n < 3:
        return TOO_FEW_FOR_SHAPE
    if not any(apart):
        return NO_TOTAL_VARIATION
    k3 = n * fsum(each**3 for each in apart) / ((n - 1) * (n - 2))
    return float(k3 / (product_sum(apart, apart) / (n - 1)) ** 1.5)


def _kurtosis(totals: Sequence[float]) -> float | str:
    n, apart = len(totals), deviations(totals)
    if n < 4:
        return TOO_FEW_FOR_KURTOSIS
    if not any(apart):
        return NO_TOTAL_VARIATION
    squares, fourths = product_sum(apart, apart), fsum(each**4 for each in apart)
    k4 = (n * (n + 1) * fourths - 3 * (n - 1) * squares**2) / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / (squares / (n - 1)) ** 2)


def _consistency(rows: Sequence[Sequence[float]], totals: Sequence[float]) -> float | str:
    questions = len(rows[0])
    if len(rows) < 3:
        return TOO_FEW_FOR_SHAPE
    if questions < 2:
        return ONE_QUESTION
    if not any(deviations(totals)):
        return NO_TOTAL_VARIATION
    within = fsum(Sample.of(column).sd ** 2 for column in zip(*rows, strict=True))
    return 100 * questions / (questions - 1) * (1 - within / Sample.of(totals).sd ** 2)


def _value(figure: float | str) -> float | None:
    return None if isinstance(figure, str) else figure
