"""The shape of what is asked for a marks list."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, SelectField
from wtforms.validators import InputRequired


class AskForm(Form):
    """Of what, for whom, and between which days. It changes nothing, so it is sent by GET."""

    of = SelectField(_l("Exam"))
    place = SelectField(_l("Unit or class"))
    since = DateField(_l("From day"), validators=[InputRequired(_l("Choose a day"))])
    until = DateField(_l("To day"), validators=[InputRequired(_l("Choose a day"))])

    def __init__(self, *args: Any, things: dict[str, str], places: dict[str, str], **kwargs: Any) -> None:
        """`things` and `places` are names by value."""
        super().__init__(*args, **kwargs)
        self.of.choices, self.place.choices = [*things.items()], [*places.items()]

    def days(self) -> tuple[dt.date, dt.date]:
        """Return the days in their order."""
        first, last = sorted((self.since.data, self.until.data))
        return first, last
