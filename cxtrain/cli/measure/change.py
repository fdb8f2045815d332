"""`cxtrain measure control`, `effect` and `shrink`: over time, before and after, and units beside each other."""

from collections.abc import Sequence

import click

from cxtrain.cli.measure.base import Facts, ends, measure, on_survey, table
from cxtrain.cli.measure.survey import Survey
from cxtrain.measures.control_charts import ShareChart, XmrChart, p_chart, xmr_chart
from cxtrain.measures.difference_in_differences import difference_in_differences, observe_pairs
from cxtrain.measures.effect_sizes import EffectSize, effect_av, effect_z
from cxtrain.measures.effects import paired_t
from cxtrain.measures.shrunken_table import shrink_all

TREATED = frozenset({"1", "yes", "true", "trained", "treated", "treatment", "是", "受训", "已受训"})


@measure.command()
@click.option("--values", required=True, metavar="COLUMN", help="a number for each point; for a p chart, how many")
@click.option("--n", "sizes", metavar="COLUMN", help="of how many, for a p chart")
@click.option("--kind", type=click.Choice(["xmr", "p"]), default="xmr", show_default=True)
@click.option("--laney", is_flag=True, help="p′: limits that allow for more variation than chance")
@on_survey
def control(survey: Survey, *, values: str, sizes: str | None, kind: str, laney: bool) -> tuple[Facts, str]:
    """Control chart: centre, limits, and signals by row; rows are in the order of time."""
    if kind == "xmr":
        rows = list(survey.numbered([values], blank_rows=True))
        return _xmr(xmr_chart([value for _, (value,) in rows]), [row for row, _ in rows])
    if sizes is None:
        raise click.UsageError("a p chart needs --n, the column that says of how many")
    rows = list(survey.numbered([values, sizes], blank_rows=True))
    counts = [_whole(survey, (row, values), value) for row, (value, _) in rows]
    groups = [_whole(survey, (row, sizes), value) for row, (_, value) in rows]
    for (row, _), count, size in zip(rows, counts, groups, strict=True):
        if count is not None and size is not None and count > size:
            raise survey.fault_at(row, values, f"{count} is more than {size}, the whole")
    return _shares(p_chart(counts, groups, laney=laney), [row for row, _ in rows])


def _whole(survey: Survey, where: tuple[int, str], value: float | None) -> int | None:
    if value is not None and (value < 0 or not value.is_integer()):
        raise survey.fault_at(*where, f"{value:g} is no count")
    return None if value is None else int(value)


def _xmr(chart: XmrChart, rows: Sequence[int]) -> tuple[Facts, str]:
    signals = [{"row": rows[each.index], "kind": each.kind} for each in chart.signals]
    facts = {"kind": "xmr", "n": chart.n, "baseline": chart.baseline, "centre": chart.centre,
             "limits": None if chart.low is None else [chart.low, chart.high], "mean_range": chart.mean_range,
             "range_limit": chart.range_high, "signals": signals, "range_signals": [rows[at] for at in chart.range_signals],
             "reason": chart.reason, "note": chart.note}
    shown = table(("n", "centre", "lower limit", "upper limit", "mean moving range", "its upper limit"),
                  [(chart.n, chart.centre, chart.low, chart.high, chart.mean_range, chart.range_high)],
                  *_signal_lines(signals), chart.reason, chart.note)
    return facts, shown


def _shares(chart: ShareChart, rows: Sequence[int]) -> tuple[Facts, str]:
    signals = [{"row": rows[each.index], "kind": each.kind} for each in chart.signals]
    points = [(row, point) for row, point in zip(rows, chart.points, strict=False) if point is not None]
    facts = {"kind": "p", "n": chart.n, "baseline": chart.baseline, "centre": chart.centre, "laney": chart.laney,
             "sigma_z": chart.sigma_z, "points": [{"row": row, "value": point.value, "n": point.n,
                                                   "limits": [point.low, point.high]} for row, point in points],
             "signals": signals, "reason": chart.reason, "note": chart.note}
    shown = table(("row", "share", "n", "lower limit", "upper limit"),
                  [(row, point.value, point.n, point.low, point.high) for row, point in points],
                  None if chart.centre is None else f"centre {chart.centre:.4f}", *_signal_lines(signals), chart.reason,
                  chart.note)
    return facts, shown


def _signal_lines(signals: Sequence[Facts]) -> list[str]:
    return [f"signal at row {each['row']}: {each['kind']}" for each in signals] or ["no signal"]


@measure.command()
@click.option("--before", required=True, metavar="COLUMN")
@click.option("--after", required=True, metavar="COLUMN")
@click.option("--group", metavar="COLUMN", help="who was trained: two values; gives the difference in differences")
@click.option("--treated", metavar="VALUE", help="the value of --group that means trained")
@on_survey
def effect(survey: Survey, *, before: str, after: str, group: str | None, treated: str | None) -> tuple[Facts, str]:
    """Before and after: the change, its test and its size; with --group, the difference in differences."""
    columns = [before, after] if group is None else [before, after, group]
    rows = list(survey.texts(columns))
    first, second = ([survey.number(texts[place], (row, columns[place])) for row, texts in rows] for place in (0, 1))
    if group is None:
        return _paired(first, second)
    return _compared(first, second, _trained(survey, [(row, texts[2]) for row, texts in rows], (group, treated)))


def _paired(before: list[float | None], after: list[float | None]) -> tuple[Facts, str]:
    test, sizes = paired_t(before, after), [effect_av(before, after), effect_z(before, after)]
    facts = {"n": test.n, "change": test.value, "ci95": ends(test.interval), "t": test.t, "df": test.df, "p": test.p,
             **{each.name: _size(each) for each in sizes}, "reason": test.reason, "note": test.note}
    rows = [("change", test.value, test.interval), *((each.name, each.g, each.interval) for each in sizes)]
    told = None if test.t is None else f"n {test.n}, t {test.t:.4f}, df {test.df}, p {test.p:.6f}"
    return facts, table(("", "value", "95 % interval"), rows, told, test.reason, test.note, *(s.reason for s in sizes))


def _size(size: EffectSize) -> Facts:
    return {"value": size.g, "d": size.d, "ci95": ends(size.interval), "reason": size.reason}


def _trained(survey: Survey, named: Sequence[tuple[int, str | None]], asked: tuple[str, str | None]) -> list[bool]:
    group, treated = asked
    for row, text in named:
        if text is None:
            raise survey.fault_at(row, group, "everybody needs a group")
    values = sorted({str(text) for _, text in named})
    known = [value for value in values if value == treated] if treated else [v for v in values if v.lower() in TREATED]
    if len(values) != 2 or len(known) != 1:
        raise click.ClickException(f'the column "{group}" must hold two values, one of them named by --treated; '
                                   f'it holds {", ".join(values) or "none"}')
    return [text == known[0] for _, text in named]


def _compared(before: list[float | None], after: list[float | None], trained: list[bool]) -> tuple[Facts, str]:
    seen = [(b, a, t) for b, a, t in zip(before, after, trained, strict=True) if b is not None and a is not None]
    found = difference_in_differences(observe_pairs(*map(list, zip(*seen, strict=True))) if seen else [])
    left = len(before) - len(seen)  # whoever left in between would look like an effect
    facts = {"n": found.n, "left_out": left, "treated": found.treated, "untreated": found.untreated, "method": found.method,
             "gains": found.gains, "difference_in_differences": found.value, "se": found.se, "t": found.t, "df": found.df,
             "p": found.p, "ci95": ends(found.interval), "reason": found.reason, "note": found.note}
    gains = found.gains or (None, None)
    rows = [("trained, after - before", found.treated, gains[0], None),
            ("others, after - before", found.untreated, gains[1], None),
            ("difference in differences", found.n, found.value, found.interval)]
    told = None if found.p is None else f"standard error {found.se:.4f} ({found.method}), p {found.p:.6f}"
    gone = f"left out, as seen only before or only after: {left}" if left else None
    return facts, table(("", "n", "value", "95 % interval"), rows, told, gone, found.reason, found.note)


@measure.command()
@click.option("--unit", required=True, metavar="COLUMN", help="which person or place")
@click.option("--value", required=True, metavar="COLUMN")
@on_survey
def shrink(survey: Survey, *, unit: str, value: str) -> tuple[Facts, str]:
    """Empirical Bayes: each unit's mean drawn towards the common one, as far as the data ask for it."""
    values: dict[str, list[float | None]] = {}
    for row, (name, text) in survey.texts([unit, value]):
        if name is None:
            raise survey.fault_at(row, unit, "every value needs a unit")
        values.setdefault(name, []).append(survey.number(text, (row, value)))
    found = shrink_all(values)
    units = {name: {"n": each.n, "mean": each.mean, "shrunk": each.value, "se": each.se, "reliability": each.reliability}
             for name, each in found.units.items()}
    facts = {"tau2": found.spread.between, "within": found.spread.within, "mu": found.spread.mu, "icc": found.spread.icc,
             "n": found.n, "units": units, "reason": found.reason, "note": found.note}
    rows = [(name, *each.values()) for name, each in units.items()]
    told = [f"{name} {number:.4f}" for name, number in (("mu", found.spread.mu), ("tau²", found.spread.between),
                                                        ("within", found.spread.within)) if number is not None]
    return facts, table(("unit", "n", "mean", "shrunk", "se", "reliability"), rows, ", ".join(told), found.reason, found.note)
