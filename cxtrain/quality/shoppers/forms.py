"""Shapes of input for shoppers: one from outside, and the terms of any."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cxtrain.people.roster import values
from cxtrain.people.staff.forms import text_field
from cxtrain.quality.shoppers.operations import Newcomer, Terms
from cxtrain.web.forms import PageForm


class NewShopperForm(PageForm):
    """A shopper from outside."""

    name = StringField(_l("Name or number"), validators=[InputRequired(_l("Write a name or a number")), Length(max=40)],
                       description=_l("Only HR and reviewers see it."))
    unit_id = SelectField(_l("May be sent to stores of"), coerce=int)
    mobile = text_field(_l("Mobile"), values.read_mobile, inputmode="tel", autocomplete="off",
                        hint=_l("May be left empty. It also serves to sign in."))
    email = text_field(_l("E-mail"), values.read_email, inputmode="email", autocomplete="off", hint=_l("May be left empty."))

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit_id.choices = list(units)

    @property
    def newcomer(self) -> Newcomer:
        """What was typed."""
        return Newcomer(self.name.data.strip(), self.mobile.read or "", self.email.read or "")


class TermsForm(PageForm):
    """Whether somebody is sent, how often, and when not."""

    takes_part = BooleanField(_l("Takes part"))
    most = IntegerField(_l("At most this many visits a month"), validators=[
        Optional(), NumberRange(1, 99, _l("Write a number from 1 to 99, or nothing."))],
        description=_l("Empty: no limit; the load is spread evenly."))
    away_from = DateField(_l("Away from"), validators=[Optional()])
    away_until = DateField(_l("Last day away"), validators=[Optional()],
                           description=_l("Absences that HR keeps for employees count by themselves."))

    def validate_away_until(self, field: DateField) -> None:
        """Ask for days in their order."""
        if field.data and (self.away_from.data is None or field.data < self.away_from.data):
            raise ValidationError(_("The last day is not before the first."))

    @property
    def terms(self) -> Terms:
        """What was typed."""
        return Terms(self.takes_part.data, self.most.data, self.away_from.data, self.away_until.data)


class EndForm(PageForm):
    """Ending a shopper's access."""
