"""Lines over time: the trend of a number, and the emotion curve of a visit. Pure; see charts for units and colours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxtrain.web.charts import TONES, Frame, Reading, Row, Tick, axis, interval, row
from cxtrain.web.scales import Point, Scale, number, path, scale

ABOVE, BELOW, LINE = -9, 20, 14  # from a point to the foot of its text, and the height of a text
DIGIT, WORD = 8, 50  # how wide a character and the word before it ("Ending") are drawn at most


@dataclass(frozen=True)
class Mark:
    """A point of a line. `role` is "point", "peak" or "end"; whisker is its interval's (top, bottom) or None."""

    x: float
    y: float
    role: str
    text: str
    text_y: float
    anchor: str
    label: str
    tone: str
    color: str
    whisker: Point | None


@dataclass(frozen=True)
class LineChart:
    """Values in order, as a line that breaks where one is missing. `zero` is the y of 0 where 0 lies inside."""

    frame: Frame
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    zero: float | None
    standard: Tick | None
    tone: str
    color: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Look:
    """How a line is drawn: bent or straight, decimals, 1, 2, 3 … instead of labels, and a role per point."""

    smooth: bool
    digits: int
    numbered: bool
    roles: Sequence[str]


def trend(readings: Sequence[Reading], *, low: float, high: float, width: float = 360, digits: int = 1) -> LineChart:
    """Return the line of `readings`, oldest first, on a value axis from `low` to `high`; a missing value breaks it.

    Raises:
        ValueError: there are no readings, or the ends are no range.
    """
    look = Look(smooth=False, digits=digits, numbered=False, roles=["point"] * len(readings))
    return _draw(readings, (low, high), width=width, look=look)


def emotion_curve(readings: Sequence[Reading], *, low: float, high: float, width: float = 360) -> LineChart:
    """Return the mood over the moments of a visit, with its peak (farthest from neutral) and its end marked.

    Of two equal peaks the later is marked, because memory favours it; the end is never called the peak as well.
    The moments are numbered, since their labels are whole sentences; the table beside the chart spells them out.

    Raises:
        ValueError: there are no readings, one has no value, or the ends are no range.

    Source: Kahneman et al., "When more pain is preferred to less", Psychological Science 4(6), 1993.
    """
    moods = [reading.value for reading in readings if reading.value is not None]
    if len(moods) < len(readings):
        raise ValueError("an emotion curve needs a mood at every moment")
    strengths = [abs(mood) for mood in moods[:-1]]
    roles = ["point"] * len(strengths) + ["end"]
    if any(strengths):
        roles[len(strengths) - 1 - strengths[::-1].index(max(strengths))] = "peak"
    return _draw(readings, (low, high), width=width, look=Look(smooth=True, digits=0, numbered=True, roles=roles))


def _draw(readings: Sequence[Reading], ends: Point, *, width: float, look: Look) -> LineChart:
    if not readings:
        raise ValueError("a line chart needs at least one reading")
    frame = Frame(width, 200, left=_side(ends, look.digits), right=width - 14, top=36, bottom=174)
    across = scale(0, max(len(readings) - 1, 1), start=frame.left + 10, stop=frame.right - 10)
    up = scale(*ends, start=frame.bottom - look.numbered * BELOW, stop=frame.top)  # room for what stands below a point
    xs = [across(index) for index in range(len(readings))]
    labels = [str(index + 1) if look.numbered else reading.label for index, reading in enumerate(readings)]
    standards = [reading.standard for reading in readings if reading.standard is not None]
    return LineChart(
        frame=frame,
        lines=tuple(path(run, smooth=look.smooth) for run in line_runs(readings, xs, up)),
        marks=_marks(readings, xs, up, look=look),
        y_ticks=axis(up, about=5, digits=look.digits),
        x_ticks=ticks_under(labels, xs, frame.width),
        zero=up(0) if ends[0] < 0 < ends[1] else None,
        standard=Tick(up(standards[0]), number(standards[0], look.digits)) if standards else None,
        tone=readings[0].tone,
        color=TONES[readings[0].tone],
        rows=tuple(row(reading, look.digits) for reading in readings),
    )


def _side(ends: Point, digits: int) -> float:
    """Return how much room the numbers of the value axis need on its left."""
    texts = axis(scale(*ends, start=1, stop=0), about=5, digits=digits)
    return max(34, 14 + 7 * max((len(tick.text) for tick in texts), default=0))


def _marks(readings: Sequence[Reading], xs: Sequence[float], up: Scale, *, look: Look) -> tuple[Mark, ...]:
    edges = (xs[0] + 14, xs[-1] - 14)
    marks = [
        _mark(reading, x, up, role=role, edges=edges, digits=look.digits)
        for reading, x, role in zip(readings, xs, look.roles, strict=True)
        if reading.value is not None
    ]
    return _apart(marks) if {"peak", "end"} & set(look.roles) else tuple(marks)


def _apart(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks, each text that would cover another on its point's other side; end and peak come first."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda each: ("end", "peak", "point").index(each.role)):
        side = ABOVE + BELOW - round(mark.text_y - mark.y, 1)
        moved = replace(mark, text_y=round(mark.y + side, 1))
        taken, free = (any(_cover(other, here) for other in placed) for here in (mark, moved))
        placed.append(moved if taken and not free else mark)
    return tuple(sorted(placed, key=lambda each: each.x))


def _cover(one: Mark, other: Mark) -> bool:
    """Whether the texts of two marks would cover each other."""
    (left, right), (start, stop) = text_span(one), text_span(other)
    return left < stop and start < right and abs(one.text_y - other.text_y) < LINE


def text_span(mark: Mark) -> Point:
    """Return from where to where the text of a mark reaches at most."""
    wide = DIGIT * len(mark.text) + (WORD if mark.role != "point" else 0)
    left = {"start": mark.x, "middle": mark.x - wide / 2, "end": mark.x - wide}[mark.anchor]
    return left, left + wide


def _mark(reading: Reading, x: float, up: Scale, *, role: str, edges: Point, digits: int) -> Mark:
    """Return one drawn point. Its text stands above it, or below where it lies low and has no whisker in the way."""
    y = up(reading.value or 0)
    whisker = interval(reading, up)
    below = whisker is None and y > (up.start + up.stop) / 2
    return Mark(
        x=x,
        y=y,
        role=role,
        text=number(reading.value, digits),
        text_y=round(y + BELOW if below else (whisker[1] if whisker else y) + ABOVE, 1),
        anchor="start" if x < edges[0] < edges[1] else "end" if x > edges[1] > edges[0] else "middle",
        label=reading.label,
        tone=reading.tone,
        color=TONES[reading.tone],
        whisker=whisker,
    )


def ticks_under(texts: Sequence[str], xs: Sequence[float], end: float) -> tuple[Tick, ...]:
    """Return what stands under the line and before `end`: as many texts as fit, always the first, evenly spaced."""
    widest = max(sum(12 if letter > "\u2e80" else 7 for letter in text) for text in texts) + 8
    gap = (xs[-1] - xs[0]) / max(len(xs) - 1, 1) or widest
    stride = max(1, -int(-widest // gap))
    kept = range(0, len(texts), stride)
    return tuple(Tick(min(xs[index], end - DIGIT * len(texts[index]) / 2), texts[index]) for index in kept)


def line_runs(readings: Sequence[Reading], xs: Sequence[float], up: Scale) -> list[list[Point]]:
    """Return the unbroken stretches of two or more points."""
    runs: list[list[Point]] = [[]]
    for x, reading in zip(xs, readings, strict=True):
        if reading.value is None:
            runs.append([])
        else:
            runs[-1].append((x, up(reading.value)))
    return [run for run in runs if len(run) > 1]
