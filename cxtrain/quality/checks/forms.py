"""Shape of input: what is observed openly, and when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import InputRequired

from cxtrain.quality.forms import OLDEST
from cxtrain.web.forms import PageForm


class OpenForm(PageForm):
    """Where it was, or who, which touchpoint, and which day."""

    whom = SelectField(coerce=int)
    touchpoint_id = SelectField(_l("Touchpoint"), coerce=int)
    observed_on = DateField(_l("Day"), validators=[InputRequired(_l("Choose the day"))])

    def __init__(self, *args: Any, whom: Sequence[tuple[int, str]], label: str, chosen: int | None = None,
                 touchpoints: Sequence[tuple[int, str]], today: dt.date, **kwargs: Any) -> None:
        """`whom` and `touchpoints` are (id, name) pairs; `today` is the last day on which it can have been."""
        super().__init__(*args, data={"observed_on": today, "whom": chosen}, **kwargs)
        self.whom.choices, self.touchpoint_id.choices, self.today = list(whom), list(touchpoints), today
        self.whom.label.text = label

    def validate_observed_on(self, field: DateField) -> None:
        """Refuse days to come, and days that nobody remembers."""
        if field.data and not self.today - OLDEST <= field.data <= self.today:
            raise ValidationError(_("The day lies in the future or more than 60 days back."))
