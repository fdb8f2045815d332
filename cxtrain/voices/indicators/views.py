"""The business figures of a unit, entering a month's numbers, and what was entered before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.voices.indicators import listing, operations, queries
from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.drawing import curve
from cxtrain.voices.indicators.figures import change, expected_start, held
from cxtrain.voices.indicators.forms import EnterForm
from cxtrain.voices.indicators.overview import rows
from cxtrain.voices.indicators.sheet import Line, entered, posted, standing
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done, reader_locale, said
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from cxtrain.web.transactions import reading

bp = Blueprint("indicators", __name__, url_prefix="/indicators")
SPANS, USUAL = (12, 24, 36), 12
FIRST = "2000-01"
MOST = 60  # months in a file
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Asked:
    """What the address of a page asks for."""

    units: Sequence[Unit]  # in reach, the highest first
    unit: Unit
    months: tuple[str, ...]  # shown; the last is the one under way
    span: int

    def address(self, **changes: object) -> dict[str, object]:
        """Return the filters as parts of an address."""
        return {"unit": self.unit.id, "span": None if self.span == USUAL else self.span, **changes}


def asked() -> Asked:
    """Return what the address asks for; a unit that is not in reach is a 404."""
    units = sorted(list_units(current_user, Can.SEE_INDICATORS), key=lambda unit: (unit.path.count("/"), unit.code))
    wanted = asked_id("unit")
    unit = next((unit for unit in units if wanted is None or unit.id == wanted), None) or abort(404)
    span = request.args.get("span", USUAL, type=int)
    span = span if span in SPANS else USUAL
    return Asked(units, unit, queries.months_of(this_month(unit), span), span)


def this_month(unit: Unit) -> str:
    """Return the month under way where the unit lies."""
    return f"{today(unit.zone):%Y-%m}"


@bp.route("")
@requires(Can.SEE_INDICATORS)
def show_indicators() -> ResponseReturnValue:
    """Show a unit's business figures: the last month beside the one before and the year before, targets, courses."""
    wish = asked()
    known = queries.definitions()
    years = sorted({int(month[:4]) for month in wish.months})
    targets = queries.targets_of(wish.unit.id, years)
    months = queries.months_of(wish.months[-1], max(wish.span, 24) + 1)
    found = queries.figures_of(wish.unit, months, known)
    lines = rows(known, found, targets, last=queries.last_month(today(wish.unit.zone)))
    curves = {slug: curve(known[slug], figures[-wish.span:], monthly_targets(known[slug], targets, wish.months))
              for slug, figures in found.items()}
    return render_template("voices/indicators/show_indicators.html", asked=wish, spans=SPANS, lines=lines,
                           curves={slug: each for slug, each in curves.items() if each}, known=known)


def monthly_targets(
    definition: Definition, targets: Mapping[tuple[int, str], float], months: Sequence[str]
) -> dict[str, float]:
    """Return the target's line on the chart, by month."""
    return {month: held(definition, targets[int(month[:4]), definition.slug], ()).monthly for month in months
            if (int(month[:4]), definition.slug) in targets}


@bp.route("/of/<slug>")
@requires(Can.SEE_INDICATORS)
def show_indicator(slug: str) -> ResponseReturnValue:
    """Show one indicator of a unit month by month, and of a region its stores beside each other, by code."""
    wish, definition = asked(), queries.get_definition(slug)
    months = queries.months_of(wish.months[-1], wish.span + 1)
    figures = queries.figures_of(wish.unit, months, {slug: definition})[slug]
    targets = queries.targets_of(wish.unit.id, sorted({int(month[:4]) for month in months}))
    shown = next((each.month for each in reversed(figures) if each.value is not None), months[-2])
    stores = [unit for unit in wish.units if unit.kind == "store" and unit.path.startswith(wish.unit.path)
              and unit.id != wish.unit.id]
    ids, before = [unit.id for unit in stores], queries.months_of(shown, 2)[0]
    return render_template(
        "voices/indicators/show_indicator.html", asked=wish, spans=SPANS, definition=definition, shown=shown,
        figures=figures[1:], before={each.month: one for one, each in zip(figures, figures[1:], strict=False)}, change=change,
        curve=curve(definition, figures[1:], monthly_targets(definition, targets, months), width=420), stores=stores,
        beside=queries.figures_of_stores(definition, ids, (before, shown)), corrected=queries.corrected(wish.unit.id, months),
        aims=queries.targets_of_units(ids, int(shown[:4]), slug))


@bp.route("/file", methods=["POST"])
@requires(Can.SEE_INDICATORS)
def export_indicators() -> ResponseReturnValue:
    """Send a unit's figures as a file; the ledger keeps who took it."""
    ending, language = request.form.get("ending", ""), "en" if reader_locale() == "en" else "zh"
    if ending not in FILES:
        abort(400)
    with reading():  # nobody waits for the write lock while a file is made
        unit = get_unit_for(current_user, Can.SEE_INDICATORS, request.form.get("unit", 0, type=int))
        months, known = queries.months_of(this_month(unit), MOST), queries.definitions(ended=True)
        targets = queries.targets_of(unit.id, range(int(months[0][:4]), int(months[-1][:4]) + 1))
        rows = listing.data(said(unit.label), known, queries.figures_of(unit, months, known), targets, language)
        sheets = dict(zip(listing.SHEETS[language], (rows, listing.meanings(known, language)), strict=True))
        content = csv_bytes([str(cell) for cell in rows[0]], rows[1:]) if ending == "csv" else xlsx_bytes(sheets)
        db.session.commit()
    return send_file(BytesIO(content), FILES[ending], True, f"indicators-{unit.code}-{months[-1]}.{ending}")


@bp.route("/units/<int:unit_id>/months/<month>", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def enter_month(unit_id: int, month: str) -> ResponseReturnValue:
    """Enter or correct the numbers of a unit and month."""
    unit = get_unit_for(current_user, Can.EDIT_INDICATORS, unit_id)
    _check_month(unit, month)
    form, definitions = EnterForm(request.form), entered(list(queries.definitions().values()))
    if not form.is_submitted_and_valid():
        return _sheet(form, unit, month, _standing(unit, month, definitions)), 400 if form.errors else 200
    lines = [posted(each, request.form) for each in definitions]
    if any(line.faults for line in lines):
        return _sheet(form, unit, month, lines), 400
    try:
        count = operations.enter(_entered(unit, month, lines), actor=current_user, reason=form.reason.data or "")
    except operations.Outdated:
        return _came_second(form, unit, month, lines)
    except operations.Refused as fault:
        field = form.reason if fault.field == "reason" else form.submission_key
        field.errors = [_(fault.message)]
        return _sheet(form, unit, month, lines, refused="" if fault.field else _(fault.message)), 400
    answer = done(url_for(".enter_month", unit_id=unit.id, month=month), _saved(count))
    db.session.commit()
    return answer


def _saved(count: int) -> str:
    return ngettext("%(num)s number saved.", "%(num)s numbers saved.", count) if count else _("Nothing was changed.")


def _entered(unit: Unit, month: str, lines: Sequence[Line]) -> operations.Entered:
    return operations.Entered(unit.id, month, {line.slug: line.number for line in lines},
                              {line.slug: line.seen for line in lines})


def _check_month(unit: Unit, month: str) -> None:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month, re.ASCII) or not FIRST <= month <= this_month(unit):
        abort(404)


def _standing(unit: Unit, month: str, definitions: Sequence[Definition]) -> list[Line]:
    kept = queries.kept_of([unit.id], [month])
    found = {each.slug: kept.get((unit.id, month, each.slug)) for each in definitions}
    return [standing(each, one.number if (one := found[each.slug]) else None, one.entry_id if one else 0)
            for each in definitions]


def _sheet(form: EnterForm, unit: Unit, month: str, lines: Sequence[Line], *, refused: str = "",
           theirs: Mapping[str, Line] | None = None) -> str:
    around = queries.months_of(month, 13)
    before, year_ago = around[-2], around[0]
    numbers = {each: queries.numbers_of(unit.id, each) for each in (before, year_ago, month)}
    expected, start = expected_start(numbers[before]), numbers[month].get("customers-start")
    later = queries.months_of(this_month(unit), 60)
    return render_template(
        "voices/indicators/enter_month.html", form=form, unit=unit, month=month, lines=lines, refused=refused,
        before=numbers[before], year_ago=numbers[year_ago], theirs=theirs or {}, corrected=queries.corrected(unit.id, [month]),
        units=list_units(current_user, Can.EDIT_INDICATORS), months=[each for each in reversed(later)],
        previous=before, next=later[later.index(month) + 1] if month in later[:-1] else None,
        apart=expected if expected is not None and start and start.value != expected else None)


def _came_second(form: EnterForm, unit: Unit, month: str, lines: Sequence[Line]) -> ResponseReturnValue:
    """Show what was saved meanwhile beside what was typed; sending again saves what is in the fields."""
    db.session.rollback()
    now = {line.slug: line for line in _standing(unit, month, [line.definition for line in lines])}
    moved = [Line(line.definition, line.part, line.whole, now[line.slug].seen, line.number) for line in lines]
    theirs = {line.slug: now[line.slug] for line in lines if line.seen != now[line.slug].seen}
    form.submission_key.data = form.submission_key.default()
    return _sheet(form, unit, month, moved, theirs=theirs), 409


@bp.route("/units/<int:unit_id>/months/<month>/<slug>")
@requires(Can.SEE_INDICATORS)
def show_entries(unit_id: int, month: str, slug: str) -> ResponseReturnValue:
    """Show what was ever entered for one indicator, unit and month, by whom and why."""
    unit = get_unit_for(current_user, Can.SEE_INDICATORS, unit_id)
    _check_month(unit, month)
    definition = queries.get_definition(slug)
    return render_template("voices/indicators/show_entries.html", unit=unit, month=month, definition=definition,
                           entries=queries.history(unit.id, slug, month))
