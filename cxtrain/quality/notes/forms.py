"""The shape of a note beside a chart."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm


class NoteForm(PageForm):
    """Where, which month, what happened."""

    unit_id = SelectField(_l("Unit"), coerce=int)
    month = SelectField(_l("Month"))
    words = TextAreaField(_l("What happened"), validators=[InputRequired(_l("Say in a few words what happened.")),
                                                           Length(max=300)],
                          description=_l("For example: new queue system, two counters closed for repairs. No names."))
    anew = BooleanField(_l("Draw the limits anew from this month on, because the way of working has changed for good"))

    def __init__(self, *args: Any, units: list[tuple[int, str]], months: list[str], **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit_id.choices = units
        self.month.choices = [(month, month) for month in months]
