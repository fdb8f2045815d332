"""Shapes of input for transfer, leave and return."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from cxtrain.people.roster import values
from cxtrain.people.staff.forms import Choices, chosen_id, text_field
from cxtrain.web.forms import PageForm


class DayForm(PageForm):
    """A day on which something happened."""

    day = text_field(_l("Day"), values.read_day, InputRequired(_l("Choose a day")), type="date")


class PlaceForm(DayForm):
    """A unit, and the day from which it is theirs."""

    unit = SelectField(_l("Unit"), coerce=chosen_id, validators=[InputRequired(_l("Choose a unit"))])

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", "–"), *units]


def iso(day: dt.date | None) -> str:
    """Return the day as a date field holds it."""
    return day.isoformat() if day else ""
