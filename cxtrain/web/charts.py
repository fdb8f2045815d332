"""What our charts show and where on the drawing it stands: bars, rings, heat cells (lines are in curves). Pure.

The macros of components/chart.html draw these records. Lengths are SVG user units (one CSS pixel at natural size) and
y grows downwards. Every colour is the light token, given as an attribute so that paper shows it; on a page the class
beside it lets the style sheet choose the theme's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, pi, sin

from cxtrain.web.scales import Point, Scale, number, scale, ticks

TONES = {
    "accent": "#0f766e",
    "moment": "#b45309",
    "good": "#14713a",
    "fair": "#925a05",
    "poor": "#b91c1c",
    "tangibles": "#6d5bd0",
    "reliability": "#0f766e",
    "responsiveness": "#0369a1",
    "assurance": "#925a05",
    "empathy": "#be185d",
    "ink": "#1d2b2a",
}
HEAT = {
    "heat-above-3": "#7cc9bd",
    "heat-above-2": "#abdcd4",
    "heat-above-1": "#d9efeb",
    "heat-level": "#f3f1ea",
    "heat-below-1": "#fbeacb",
    "heat-below-2": "#f7d3ab",
    "heat-below-3": "#f1b6a8",
    "heat-none": "#ffffff",
}


@dataclass(frozen=True)
class Reading:
    """One thing to draw. `value` None leaves a gap; low and high bound its interval; n is how much it rests on."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    standard: float | None = None
    reference: float | None = None
    tone: str = "accent"


@dataclass(frozen=True)
class Tick:
    """A place on an axis and what is written there."""

    at: float
    text: str


@dataclass(frozen=True)
class Row:
    """One row of the table beside a chart; a text is empty where there is no number."""

    label: str
    value: str
    interval: str
    n: str
    standard: str
    reference: str


@dataclass(frozen=True)
class Frame:
    """The drawing's size, and the edges of the part that holds the values."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Bar:
    """One bar at `y`; the x of its end, interval, standard and reference, None where there is none."""

    label: str
    text: str
    n: int | None
    y: float
    end: float | None
    whisker: Point | None
    standard: float | None
    reference: float | None
    tone: str
    color: str


@dataclass(frozen=True)
class BarChart:
    """Bars one under another, each with its label above it; the frame's bottom is the axis."""

    frame: Frame
    thickness: float
    bars: tuple[Bar, ...]
    x_ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Ring:
    """How much is done: the arc's path (empty at nothing and at all), whether it is whole, the text in the middle."""

    size: float
    radius: float
    stroke: float
    path: str
    whole: bool
    text: str


@dataclass(frozen=True)
class Heat:
    """How a heat-map cell looks: its class, its light colour for paper, and whether n is too small to lean on."""

    name: str
    color: str
    thin: bool


def bar_chart(readings: Sequence[Reading], *, low: float, high: float, width: float = 360, digits: int = 1) -> BarChart:
    """Return one bar per reading on an axis from `low` to `high`, with interval, standard and reference marks.

    Raises:
        ValueError: there are no readings, or the ends are no range.
    """
    if not readings:
        raise ValueError("a bar chart needs at least one reading")
    step = 46
    foot = step * len(readings) + 6
    last = axis(scale(low, high, start=0, stop=1), about=7, digits=digits)[-1].text
    side = max(10, 4 * len(last) + 2)  # half of the last number on the axis stands beyond the bars
    frame = Frame(width, foot + 22, left=10, right=width - side, top=0, bottom=foot)
    along = scale(low, high, start=frame.left, stop=frame.right)
    return BarChart(
        frame=frame,
        thickness=10,
        bars=tuple(_bar(r, along, y=step * index + 24, digits=digits) for index, r in enumerate(readings)),
        x_ticks=axis(along, about=7, digits=digits),
        rows=tuple(row(reading, digits) for reading in readings),
    )


def ring(done: float, total: float, *, size: float = 64, text: str | None = None) -> Ring:
    """Return a ring filled clockwise from the top by done / total, held within 0 and 1; a total of 0 is empty."""
    share = min(max(done / total, 0.0), 1.0) if total > 0 else 0.0
    stroke = round(size / 9, 1)
    centre, radius = size / 2, (size - stroke) / 2
    angle = 2 * pi * share
    x, y = round(centre + radius * sin(angle), 2), round(centre - radius * cos(angle), 2)
    arc = f"M{centre:g} {centre - radius:g}A{radius:g} {radius:g} 0 {int(share > 0.5)} 1 {x:g} {y:g}"
    return Ring(size, radius, stroke, arc if 0 < share < 1 else "", share == 1, text or f"{done:g}/{total:g}")


def heat(value: float | None, *, target: float, n: int, enough: int = 3, step: float = 0.5) -> Heat:
    """Return the look of a cell: teal above the target, amber to red below, one shade per `step` away from it.

    Within half a step the cell counts as level. Fewer than `enough` observations make it thin (hatched on the page).
    """
    if value is None or n <= 0:
        return Heat("heat-none", HEAT["heat-none"], thin=False)
    shades = min(3, floor(abs(value - target) / step + 0.5))
    name = f"heat-{'above' if value > target else 'below'}-{shades}" if shades else "heat-level"
    return Heat(name, HEAT[name], thin=n < enough)


def row(reading: Reading, digits: int = 1) -> Row:
    """Return what the table beside a chart says about `reading`."""
    bounded = reading.low is not None and reading.high is not None
    return Row(
        label=reading.label,
        value=number(reading.value, digits),
        interval=f"{number(reading.low, digits)}–{number(reading.high, digits)}" if bounded else "",
        n="" if reading.n is None else str(reading.n),
        standard=number(reading.standard, digits),
        reference=number(reading.reference, digits),
    )


def axis(along: Scale, *, about: int, digits: int) -> tuple[Tick, ...]:
    """Return about `about` round values along a scale, without decimals where none has any."""
    values = ticks(along.low, along.high, about=about)
    shown = 0 if all(value == int(value) for value in values) else max(digits, 1)
    return tuple(Tick(along(value), number(value, shown)) for value in values)


def interval(reading: Reading, along: Scale) -> Point | None:
    """Return the places of the reading's interval, low first, or None where it has none."""
    if reading.low is None or reading.high is None:
        return None
    return along(reading.low), along(reading.high)


def _bar(reading: Reading, along: Scale, *, y: float, digits: int) -> Bar:
    return Bar(
        label=reading.label,
        text=number(reading.value, digits),
        n=reading.n,
        y=y,
        end=None if reading.value is None else along(reading.value),
        whisker=interval(reading, along),
        standard=None if reading.standard is None else along(reading.standard),
        reference=None if reading.reference is None else along(reading.reference),
        tone=reading.tone,
        color=TONES[reading.tone],
    )
