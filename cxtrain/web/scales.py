"""Straight scales, round ticks and the paths of lines: the arithmetic under the charts. Pure.

Lengths are SVG user units; y grows downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, hypot, isfinite, log10

Point = tuple[float, float]
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Scale:
    """A straight map from values to places; values outside are held at the edge."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Return the place of `value`, rounded to a tenth of a unit."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.stop - self.start), 1)


def scale(low: float, high: float, *, start: float, stop: float) -> Scale:
    """Return the scale that puts `low` at `start` and `high` at `stop`.

    Raises:
        ValueError: the ends are not finite numbers with low < high.
    """
    if not (isfinite(low) and isfinite(high) and low < high):
        raise ValueError("a scale needs two finite ends, the lower first")
    return Scale(low, high, start, stop)


def ticks(low: float, high: float, *, about: int = 5) -> tuple[float, ...]:
    """Return round values within low..high, about `about` of them, at steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / max(about - 1, 1)
    power = 10.0 ** floor(log10(rough))
    step = power * min((1, 2, 5, 10), key=lambda factor: abs(factor * power - rough))
    first = -floor(-low / step + 1e-9)
    count = floor((high - first * step) / step + 1e-9) + 1
    digits = max(0, -floor(log10(step)))
    return tuple(round((first + index) * step, digits) + 0.0 for index in range(count))


def number(value: float | None, digits: int = 1) -> str:
    """Return `value` with `digits` decimals and a true minus sign, or nothing for None."""
    if value is None:
        return ""
    text = f"{value:.{digits}f}"
    return text.replace("-", MINUS) if float(text) else text.replace("-", "")


def path(points: Sequence[Point], *, smooth: bool = False) -> str:
    """Return the SVG path through `points` (two or more, x rising), straight or bent without overshoot."""
    start = f"M{points[0][0]:g} {points[0][1]:g}"
    if not smooth:
        return start + "".join(f"L{x:g} {y:g}" for x, y in points[1:])
    slopes = monotone_slopes(points)
    pieces = [start]
    for (x0, y0), (x1, y1), m0, m1 in zip(points, points[1:], slopes, slopes[1:], strict=False):
        third = (x1 - x0) / 3
        controls = (x0 + third, y0 + m0 * third, x1 - third, y1 - m1 * third, x1, y1)
        pieces.append("C" + " ".join(f"{round(control, 1):g}" for control in controls))
    return "".join(pieces)


def monotone_slopes(points: Sequence[Point]) -> list[float]:
    """Return a slope per point that keeps a cubic through `points` (two or more, x rising) from overshooting.

    Source: Fritsch and Carlson, "Monotone piecewise cubic interpolation", SIAM J. Numer. Anal. 17(2), 1980.
    """
    steps = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in zip(points, points[1:], strict=False)]
    inner = [(a + b) / 2 if a * b > 0 else 0.0 for a, b in zip(steps, steps[1:], strict=False)]
    slopes = [steps[0], *inner, steps[-1]]
    for index, step in enumerate(steps):
        if step == 0:
            slopes[index] = slopes[index + 1] = 0.0
            continue
        size = hypot(slopes[index] / step, slopes[index + 1] / step)
        if size > 3:
            slopes[index], slopes[index + 1] = 3 * slopes[index] / size, 3 * slopes[index + 1] / size
    return slopes
