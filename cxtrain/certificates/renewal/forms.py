"""Shape of giving courses again from the list of certificates that end."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from cxtrain.web.forms import PageForm

USUAL_DAYS, LONGEST_DAYS = 30, 730


class AssignAgainForm(PageForm):
    """Whose course is given again, by when, and whether it is working time. Choices of certificates come by keyword."""

    certificates = SelectMultipleField(_l("Certificates"), coerce=int)
    due_on = DateField(_l("To be done by"), validators=[InputRequired(_l("Choose the day by which it is to be done"))])
    working_time = BooleanField(_l("Counts as working time"), default=True)

    def __init__(self, *args: Any, ids: list[int], today: dt.date, **kwargs: Any) -> None:
        """Take the ids of the certificates that may be ticked, and the reader's day."""
        super().__init__(*args, **kwargs)
        self.certificates.choices = [(each, "") for each in ids]
        self._today = today
        if not self.is_submitted():
            self.due_on.data = today + dt.timedelta(USUAL_DAYS)

    def validate_certificates(self, field: SelectMultipleField) -> None:
        """Ask for a tick at least."""
        if not field.data:
            raise ValidationError(_("Tick at least one person."))

    def validate_due_on(self, field: DateField) -> None:
        """Refuse a day that is past or too far off to be meant."""
        if field.data and not self._today <= field.data <= self._today + dt.timedelta(LONGEST_DAYS):
            raise ValidationError(_("Choose a day between today and two years from now."))
