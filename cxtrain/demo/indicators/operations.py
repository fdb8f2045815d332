"""Writing the business figures of the demo company: a year imported at its beginning, then month by month, one corrected."""

import datetime as dt
from random import Random
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.calendar import Year, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.indicators.numbers import Month, draw, style_of
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.places import STORES
from cxtrain.extensions import db
from cxtrain.voices.indicators.definition import TEMPLATES, Definition
from cxtrain.voices.indicators.models import Indicator, IndicatorEntry, IndicatorTarget, WorthAssumption
from cxtrain.voices.indicators.queries import last_month, months_of

MONTHS = 24
WRITER = "0001"  # HR
TAKEN_UP = ("occupancy", "repurchase", "contact-cost")
CORRECTED = "S01", "revenue", 0.9, "漏记了宴会厅的收入"
TARGETS = {"retention": 0.962, "occupancy": 0.75, "cross-sell": 0.25}
FILE = "上年度经营数据.xlsx"


def write_indicators(staff: Staff, year: Year, chronicle: Chronicle, random: Random) -> None:
    """Write definitions, numbers, targets and assumptions, and what the ledger says of them."""
    writer, opening = staff.employees[WRITER], moment(year.start, 16)
    for each in TEMPLATES:
        if each.slug in TAKEN_UP:
            _take_up(each, writer, opening, chronicle)
    months = months_of(last_month(year.today), MONTHS)
    for place, store in enumerate(STORES):
        for drawn in draw(months, style_of(place), random):
            _enter((staff.units[store.code], writer), drawn, _entered_at(drawn.month, year), chronicle)
    _correct(staff, months[-3], chronicle, writer)
    _aim(staff, year, chronicle, writer)
    _assume(staff, opening, chronicle, writer)


def _take_up(each: Definition, writer: int, at: dt.datetime, chronicle: Chronicle) -> None:
    words = {name: getattr(each, name).as_dict() for name in ("title", "unit", "part", "whole")}
    row = Indicator(slug=each.slug, form=each.form, direction=each.direction, digits=each.digits, made_by=writer, made_at=at,
                    **words)
    db.session.add(row)
    db.session.flush()
    chronicle.note(at, "indicator added", ("indicator", row.id), unit_id=None, actor_id=writer, slug=row.slug, form=row.form)


def _entered_at(month: str, year: Year) -> dt.datetime:
    """Return when a month's numbers were entered: on the third day of the next one, or with the import at the beginning."""
    day = (dt.date.fromisoformat(f"{month}-01") + dt.timedelta(days=35)).replace(day=3)
    return max(moment(year.start, 16), moment(min(day, year.today), 10 if day <= year.today else 0))


def _enter(whose: tuple[int, int], numbers: Month, at: dt.datetime, chronicle: Chronicle) -> None:
    """Enter the numbers of (unit id, employee id)."""
    unit_id, writer = whose
    source = "import" if at.hour == 16 else "form"
    common: dict[str, Any] = {"unit_id": unit_id, "month": numbers.month, "source": source, "entered_by": writer,
                              "entered_at": at, "reason": FILE if source == "import" else ""}
    db.session.execute(insert(IndicatorEntry.__table__), [
        {**common, "slug": slug, "value": float(value), "whole": None if whole is None else float(whole)}
        for slug, (value, whole) in numbers.cells.items()])
    chronicle.note(at, "indicators entered", ("unit", unit_id), unit_id=unit_id, actor_id=writer, month=numbers.month,
                   source=source, numbers={slug: {"before": None, "after": list(cell)} for slug, cell in numbers.cells.items()})


def _correct(staff: Staff, month: str, chronicle: Chronicle, writer: int) -> None:
    """Let one number have been entered too low at first."""
    code, slug, share, reason = CORRECTED
    unit_id = staff.units[code]
    row = db.session.scalars(select(IndicatorEntry).where(
        IndicatorEntry.unit_id == unit_id, IndicatorEntry.month == month, IndicatorEntry.slug == slug)).one()
    at, right = row.entered_at + dt.timedelta(days=2), row.value or 0.0
    row.value, row.replaced_at = round(right * share, -2), at
    db.session.flush()
    db.session.add(IndicatorEntry(unit_id=unit_id, month=month, slug=slug, value=right, reason=reason, entered_by=writer,
                                  entered_at=at))
    db.session.flush()
    chronicle.note(at, "indicators entered", ("unit", unit_id), unit_id=unit_id, actor_id=writer, month=month, source="form",
                   numbers={slug: {"before": [row.value, None], "after": [right, None]}})


def _aim(staff: Staff, year: Year, chronicle: Chronicle, writer: int) -> None:
    at = moment(year.start, 17)
    for unit_id in (staff.units["HM"], *(staff.units[store.code] for store in STORES)):
        for wanted in sorted({year.start.year, year.today.year}):
            db.session.add_all([IndicatorTarget(unit_id=unit_id, year=wanted, slug=slug, value=value, set_by=writer, set_at=at)
                                for slug, value in TARGETS.items()])
            chronicle.note(at, "indicator targets set", ("unit", unit_id), unit_id=unit_id, actor_id=writer, year=wanted,
                           before=dict.fromkeys(TARGETS), after=TARGETS)
    db.session.flush()


def _assume(staff: Staff, at: dt.datetime, chronicle: Chronicle, writer: int) -> None:
    facts: dict[str, Any] = {"margin": 0.62, "discount": 0.08, "timing": "end", "acquisition": 95.0, "months": None,
                             "reason": "财务部上年度决算"}
    row = WorthAssumption(unit_id=staff.units["HM"], set_by=writer, set_at=at, **facts)
    db.session.add(row)
    db.session.flush()
    chronicle.note(at, "customer value assumed", ("worth_assumption", row.id), unit_id=row.unit_id, actor_id=writer, **facts)
