"""A business figure beside what shoppers and customers say of the same unit and months."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.measures.correlation import FEWEST_PAIRS
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.quality.sums.queries import place_sums
from cxtrain.reports.indicators_beside.lines import SERVICE, Together, chart, customer_lines, is_sum, shopper_line, together
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.definition import RETENTION, Definition
from cxtrain.voices.indicators.drawing import curve
from cxtrain.voices.sums.queries import counts
from cxtrain.web.bilingual import N_
from cxtrain.web.converters import asked_id
from cxtrain.web.scales import number

bp = Blueprint("indicators_beside", __name__, url_prefix="/indicators")
MONTHS = 24
NAMES = {"shoppers": N_("Shoppers, 1 to 7"), "csat": N_("Satisfied customers (CSAT), %%"), "nps": N_("Recommendation (NPS)")}


@bp.route("/beside")
@requires(Can.SEE_INDICATORS)
def show_beside() -> ResponseReturnValue:
    """Show one business figure beside shoppers' and customers' scores, month by month: together, not because."""
    units = sorted(list_units(current_user, Can.SEE_INDICATORS), key=lambda unit: (unit.path.count("/"), unit.code))
    unit = get_unit_for(current_user, Can.SEE_INDICATORS, asked_id("unit") or (units[0].id if units else abort(404)))
    known = queries.definitions()
    definition = known.get(request.args.get("indicator", RETENTION)) or abort(404)
    months = queries.months_of(queries.last_month(today(unit.zone)), MONTHS)
    return render_template("reports/indicators_beside/show_beside.html", unit=unit, units=units, known=known,
                           definition=definition, months=months, names=NAMES, **_lines(unit, definition, months))


def _lines(unit: Unit, definition: Definition, months: tuple[str, ...]) -> dict[str, Any]:
    figures = queries.figures_of(unit, months, {definition.slug: definition})[definition.slug]
    stores = [each.id for each in list_units(current_user, Can.SEE_INDICATORS, "store") if each.path.startswith(unit.path)]
    ends = (months[0], months[-1])
    rows = counts([unit.id], ends, measures=("csat", "nps"), by_month=True)
    service = {"shoppers": shopper_line(place_sums(stores, ends), months),
               **customer_lines([(row.month, row) for row in rows], months)}
    found = {name: together(figures, service[name], sums=is_sum(definition)) for name in SERVICE}
    return {"own": curve(definition, figures, {}), "figures": figures,
            "charts": {name: chart(line, shopper=name == "shoppers") for name, line in service.items()},
            "told": {name: _told(each) for name, each in found.items()}, "service": service}


def _told(found: Together) -> str:
    """Return in a sentence how far two lines go together."""
    if found.levels.n >= FEWEST_PAIRS and not found.is_told:
        return _("Nothing can be said: over these %(n)s months one of the two does not vary, or both lie on one line.",
                 n=found.levels.n)
    if not found.is_told or found.levels.value is None or found.levels.interval is None:
        return _("%(n)s months have both; a correlation is shown from 12 on.", n=found.levels.n)
    facts = {"r": number(found.levels.value, 2), "low": number(found.levels.interval.low, 2),
             "high": number(found.levels.interval.high, 2), "n": found.levels.n,
             "changes": number(found.changes.value, 2) or "–"}
    if not found.side:
        return _("Whether they go together cannot be said: correlation %(r)s (%(low)s to %(high)s) over %(n)s months; of the "
                 "changes from month to month %(changes)s.", **facts)
    if found.side > 0:
        return _("They go together: correlation %(r)s (%(low)s to %(high)s) over %(n)s months; of the changes from month to "
                 "month %(changes)s.", **facts)
    return _("They go apart: correlation %(r)s (%(low)s to %(high)s) over %(n)s months; of the changes from month to month "
             "%(changes)s.", **facts)
