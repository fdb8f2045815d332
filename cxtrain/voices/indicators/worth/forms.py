"""Shape of input for what a customer's value is computed with."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cxtrain.voices.indicators.models import WorthAssumption
from cxtrain.voices.indicators.operations import Assumed
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

TIMINGS = {"end": N_("After one month"), "start": N_("At once")}


class AssumptionForm(PageForm):
    """Margin, discount, and the rest; shares in percent."""

    margin = DecimalField(_l("Margin on what is sold, % of revenue, before the cost to serve"), places=None, validators=[
        InputRequired(_l("Type a number")), NumberRange(0.01, 100, _l("Between 0 and 100"))])
    discount = DecimalField(_l("Discount per year, %"), places=None,
                            description=_l("What money of next year is worth less than today's"), validators=[
        InputRequired(_l("Type a number")), NumberRange(0, 100, _l("Between 0 and 100"))])
    timing = RadioField(_l("When the first margin comes"), default="end")
    months = IntegerField(_l("For how many months; empty: without end"), validators=[
        Optional(), NumberRange(1, 600, _l("Between 1 and 600"))])
    acquisition = DecimalField(_l("What winning a customer costs"), places=None, default=0, validators=[
        InputRequired(_l("Type a number")), NumberRange(0, 10_000_000, _l("This number cannot be below 0."))])
    reason = StringField(_l("Where these numbers come from"), validators=[
        InputRequired(_l("Say where they come from")), Length(max=200)])

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Speak the choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.timing.choices = [(value, _(words)) for value, words in TIMINGS.items()]

    @property
    def assumed(self) -> Assumed:
        """What was typed."""
        return Assumed(float(self.margin.data / 100), float(self.discount.data / 100), self.timing.data,
                       float(self.acquisition.data), self.months.data, (self.reason.data or "").strip())


def typed(row: WorthAssumption) -> dict[str, object]:
    """Return what stands as the form's fields hold it."""
    return {"margin": round(row.margin * 100, 6), "discount": round(row.discount * 100, 6), "timing": row.timing,
            "months": row.months, "acquisition": round(row.acquisition, 6), "reason": row.reason}
