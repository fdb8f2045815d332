"""A control chart as drawn: points over time with their centre line and limits. Pure; see charts for units and colours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cxtrain.web.charts import Frame, Reading, Row, Tick, axis, row
from cxtrain.web.curves import line_runs, ticks_under
from cxtrain.web.scales import Scale, number, path, scale

STEP, LEFT, RIGHT = 26, 40, 62  # between two points; room for the axis, and for what stands at the ends of lines
LEAST_WIDTH, HEIGHT = 360, 250


@dataclass(frozen=True)
class Limits:
    """Lines over the points `start` up to `stop` (excluded), in the values' units; None is not drawn."""

    start: int
    stop: int
    centre: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Level:
    """A level line from `left` to `right` at `y`; `role` is centre or limit; `text` stands at its end, or is empty."""

    left: float
    right: float
    y: float
    role: str
    text: str


@dataclass(frozen=True)
class Dot:
    """A point; `flag` numbers the note about it, or is empty."""

    x: float
    y: float
    signal: bool
    label: str
    text: str


@dataclass(frozen=True)
class Flag:
    """A note's number on the axis."""

    x: float
    text: str


@dataclass(frozen=True)
class ControlChart:
    """The drawing, and the rows of the table beside it."""

    frame: Frame
    levels: tuple[Level, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    flags: tuple[Flag, ...]
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    standard: Tick | None
    rows: tuple[Row, ...]


def control_chart(
    readings: Sequence[Reading], limits: Sequence[Limits], *, signals: Collection[int] = (),
    flags: Sequence[tuple[int, str]] = (), ends: tuple[float, float] = (1, 7), least_width: float = LEAST_WIDTH,
) -> ControlChart:
    """Return the chart of `readings`, one per period and oldest first; one without a value is a gap.

    `signals` are the points (0-based) that stand out, `flags` (point, number) of notes; the axis shows what is needed of
    `ends`; many points make it wider than `least_width`. Raises ValueError where there are no readings.
    """
    if not readings:
        raise ValueError("a control chart needs at least one reading")
    width = max(least_width, LEFT + RIGHT + STEP * len(readings))
    frame = Frame(width, HEIGHT, left=LEFT, right=width - RIGHT, top=24, bottom=HEIGHT - 46)
    up = scale(*_reach(readings, limits, ends), start=frame.bottom, stop=frame.top)
    across = scale(0, max(len(readings) - 1, 1), start=frame.left + 12, stop=frame.right - 12)
    xs = [across(index) for index in range(len(readings))]
    levels = tuple(level for each in limits for level in _levels(each, xs, up, last=each.stop == len(readings)))
    return ControlChart(
        frame, levels, tuple(path(run) for run in line_runs(readings, xs, up)), _dots(readings, xs, up, signals),
        tuple(Flag(xs[index], text) for index, text in flags), axis(up, about=5, digits=1),
        ticks_under([each.label for each in readings], xs, width), _standard(readings, up),
        tuple(row(each, 2) for each in readings))


def _dots(readings: Sequence[Reading], xs: Sequence[float], up: Scale, signals: Collection[int]) -> tuple[Dot, ...]:
    return tuple(Dot(xs[index], up(each.value), index in signals, each.label, number(each.value, 2))
                 for index, each in enumerate(readings) if each.value is not None)


def _standard(readings: Sequence[Reading], up: Scale) -> Tick | None:
    standards = [reading.standard for reading in readings if reading.standard is not None]
    return Tick(up(standards[0]), number(standards[0])) if standards else None


def _reach(readings: Sequence[Reading], limits: Sequence[Limits], ends: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of the value axis: all that is drawn with some air, half the scale's unit at least, never beyond it."""
    values = [value for each in readings for value in (each.value, each.standard) if value is not None]
    values += [value for each in limits for value in (each.centre, each.low, each.high) if value is not None]
    low, high = (min(values), max(values)) if values else ends
    air = max(0.15 * (high - low), (1.0 - (high - low)) / 2, 0.1)
    bottom, top = max(ends[0], low - air), min(ends[1], high + air)
    return (bottom, top) if top - bottom >= 0.5 else (max(ends[0], top - 0.5), min(ends[1], bottom + 0.5))


def _levels(each: Limits, xs: Sequence[float], up: Scale, *, last: bool) -> list[Level]:
    left, right = xs[each.start] - 10, xs[each.stop - 1] + 10
    drawn = [(each.centre, "centre"), (each.low, "limit"), (each.high, "limit")]
    return [Level(left, right, up(value), role, number(value, 2) if last else "")
            for value, role in drawn if value is not None]
