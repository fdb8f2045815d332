"""A monthly report as page, paper and table show it: plain values. Pure."""

import datetime as dt
from dataclasses import dataclass

from cxtrain.reports.monthly import sentences
from cxtrain.reports.monthly.facts import Facts, Praise, Words
from cxtrain.reports.monthly.figures import Line, sheet_of
from cxtrain.reports.monthly.metrics import DIMENSIONS, FIVE, METRICS

SIGNS = {1: "▲", -1: "▼", 0: ""}
NONE = "–"


@dataclass(frozen=True)
class Cell:
    """A number as written, and ▲ or ▼ where it lies above or below beyond chance."""

    text: str
    sign: str = ""

    @property
    def whole(self) -> str:
        """Both together."""
        return f"{self.sign} {self.text}" if self.sign else self.text


@dataclass(frozen=True)
class Row:
    """One line of the table: 指标 | 本月 | 上月 | 环比 | 去年同月 | 同比 | 目标 | n."""

    key: str
    title: Words
    unit: Words
    now: str
    before: str
    month: Cell
    year_ago: str
    year: Cell
    target: Cell
    n: int


@dataclass(frozen=True)
class MonthlyPaper:
    """The whole report."""

    number: str
    unit: Words
    code: str
    kind: str
    month: str
    made_on: dt.date
    maker: Words | None  # None: by itself, on the first of the month
    sentences: tuple[Words, ...]
    rows: tuple[Row, ...]
    standing: Words | None  # None for a store
    praise: tuple[Praise, ...]
    praised: tuple[int, int]
    meanings: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True)
class Made:
    """When and by whom a report was made, and what it is called."""

    number: str
    on: dt.date
    by: Words | None


def paper_of(facts: Facts, made: Made) -> MonthlyPaper:
    """Return the report that these facts make."""
    sheet = sheet_of(facts)
    return MonthlyPaper(
        made.number, facts.unit.label, facts.unit.code, facts.unit.kind, facts.month, made.on, made.by,
        tuple(each.as_dict() for each in sentences.three(sheet)), tuple(map(_row, sheet.lines)),
        None if facts.unit.kind == "store" else sentences.standing(facts.standing).as_dict(), facts.praise, facts.praised,
        _meanings())


def _meanings() -> tuple[tuple[Words, Words], ...]:
    """Return what each line means; the five dimensions, which mean the same, as one."""
    once = [metric for metric in METRICS if metric.key not in DIMENSIONS[1:]]
    return tuple(((FIVE if metric.key in DIMENSIONS else metric.title).as_dict(), metric.meaning.as_dict()) for metric in once)


def _row(line: Line) -> Row:
    metric = line.metric
    return Row(
        metric.key, metric.title.as_dict(), metric.unit.as_dict(), _number(line, line.value), _number(line, line.before),
        _change(line, line.month_change, line.month_sign), _number(line, line.year),
        _change(line, line.year_change, line.year_sign), Cell(_number(line, line.target), SIGNS[line.target_sign]), line.n)


def _number(line: Line, value: float | None) -> str:
    return NONE if value is None else f"{value:.{line.metric.digits}f}".replace("-", "−")


def _change(line: Line, change: float | None, sign: int) -> Cell:
    return Cell(NONE) if change is None else Cell(sentences.signed(line.metric, change), SIGNS[sign])

