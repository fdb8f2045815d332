"""The shape of an exemption."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from cxtrain.web.forms import PageForm


class ExemptionForm(PageForm):
    """Why somebody does not have to do a course, and until when."""

    reason = StringField(_l("Reason"), description=_l("Seen by those who assign training to this person"), validators=[
        InputRequired(_l("Say why")), Length(max=200, message=_l("At most 200 characters"))])
    until = DateField(_l("Holds until"), description=_l("Empty: until somebody ends it"), validators=[Optional()])

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any):
        """`today` is the day at the person's unit."""
        super().__init__(*args, **kwargs)
        self._today = today

    def validate_reason(self, field: Field) -> None:
        """Refuse a reason of nothing but blanks."""
        if not (field.data or "").strip():
            raise ValidationError(_("Say why"))

    def validate_until(self, field: Field) -> None:
        """Refuse a last day that is past."""
        if field.data and field.data < self._today:
            raise ValidationError(_("That day is past. Choose today or a later day."))


class EditExemptionForm(ExemptionForm):
    """An exemption as it was on the screen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
