"""The shape of a week."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from cxtrain.people.hours.opening import NoHours, Week, parse_day, written
from cxtrain.web.cells import as_date
from cxtrain.web.forms import PageForm

MOST_DAYS = 200


class HoursForm(PageForm):
    """Seven days, and the days on which the unit is closed."""

    monday = StringField(_l("Monday"), validators=[Length(max=80)])
    tuesday = StringField(_l("Tuesday"), validators=[Length(max=80)])
    wednesday = StringField(_l("Wednesday"), validators=[Length(max=80)])
    thursday = StringField(_l("Thursday"), validators=[Length(max=80)])
    friday = StringField(_l("Friday"), validators=[Length(max=80)])
    saturday = StringField(_l("Saturday"), validators=[Length(max=80)])
    sunday = StringField(_l("Sunday"), validators=[Length(max=80)])
    closed = TextAreaField(_l("Closed days"), validators=[Length(max=4000)],
                           description=_l("One a line, such as 2026-10-01. They hold for all units below as well."))

    def __init__(self, *args: Any, week: Week, days: list[dt.date], **kwargs: Any) -> None:
        """`week` and `days` as they stand."""
        typed = {name: written(spans) for name, spans in zip(DAYS, week, strict=True)}
        super().__init__(*args, data={**typed, "closed": "\n".join(day.isoformat() for day in days)}, **kwargs)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Refuse what is no hours, at its day."""
        fine = super().validate(*args, **kwargs)
        for name in DAYS:
            try:
                parse_day(self[name].data or "")
            except NoHours:
                self[name].errors = [_("Write it as 9:00-21:00, or 9:00-12:00, 13:00-21:00; nothing for a closed day.")]
                fine = False
        return fine

    def validate_closed(self, field: TextAreaField) -> None:
        """Refuse a line that is no day."""
        lines = [line.strip() for line in (field.data or "").splitlines() if line.strip()]
        wrong = next((line for line in lines if as_date(line) is None), None)
        if wrong:
            raise ValidationError(_("This is no day: %(text)s. Write it as 2026-10-01.", text=wrong[:40]))
        if len(lines) > MOST_DAYS:
            raise ValidationError(_("At most %(n)s days.", n=MOST_DAYS))

    @property
    def week(self) -> Week:
        """The week as typed."""
        return tuple(parse_day(self[name].data or "") for name in DAYS)

    @property
    def days(self) -> list[dt.date]:
        """The closed days as typed."""
        found = [as_date(line.strip()) for line in (self.closed.data or "").splitlines() if line.strip()]
        return [day for day in found if day]


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
