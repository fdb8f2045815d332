"""Shapes of what HR types about a certificate."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from cxtrain.certificates.register.correction import FIELDS, Correction
from cxtrain.people.names import MAX_NAME, clean_name
from cxtrain.people.roster.values import MAX_NAME_EN, MAX_NUMBER, MAX_POST, MAX_UNIT
from cxtrain.web.forms import PageForm
from cxtrain.web.paper import LONGEST_TEXT, cleaned


def _trimmed(text: str | None) -> str:
    return cleaned((text or "")[:LONGEST_TEXT]).strip()


def _named(text: str | None) -> str:
    return clean_name(text or "")


def _reason(description: Any) -> TextAreaField:
    return TextAreaField(_l("Reason"), description=description, filters=[_trimmed], validators=[
        DataRequired(_l("Say why, in at least 5 characters.")),
        Length(min=5, max=500, message=_l("Say why, in 5 to 500 characters."))])


class RevokeForm(PageForm):
    """Why a certificate is no longer good."""

    reason = _reason(_l("It stays in the register and is seen by HR only. At least 5 characters."))


class CorrectForm(PageForm):
    """What a certificate ought to say, and why it is put right. `latest`, by keyword: the last day that has come."""

    name = StringField(_l("Name"), filters=[_named], validators=[DataRequired(_l("Whose is it?")), Length(max=MAX_NAME)])
    name_en = StringField(_l("Name in English"), filters=[_named], validators=[Length(max=MAX_NAME_EN)])
    staff_number = StringField(_l("Staff number"), filters=[_trimmed], validators=[DataRequired(), Length(max=MAX_NUMBER)])
    unit = StringField(_l("Unit on that day"), filters=[_trimmed], validators=[DataRequired(), Length(max=MAX_UNIT)])
    post = StringField(_l("Post"), filters=[_trimmed], validators=[Length(max=MAX_POST)])
    class_hours = IntegerField(_l("Class hours"), validators=[InputRequired(), NumberRange(1, 200)])
    started_on = DateField(_l("Training from"), validators=[InputRequired()])
    finished_on = DateField(_l("Training until"), validators=[InputRequired()])
    reason = _reason(_l("Kept for good with what it said before; the person reads it. At least 5 characters."))

    def __init__(self, *args: Any, latest: dt.date, **kwargs: Any) -> None:
        """Take the last day on which the training can have ended."""
        super().__init__(*args, **kwargs)
        self.latest = latest

    def validate_finished_on(self, field: DateField) -> None:
        """Refuse a training that ends before it begins, or has not ended."""
        if field.data and field.data > self.latest:
            raise ValidationError(_("This day has not come yet."))
        if field.data and self.started_on.data and field.data < self.started_on.data:
            raise ValidationError(_("The span ends before it begins."))

    @property
    def correction(self) -> Correction:
        """What was typed."""
        return Correction(**{name: self[name].data for name in FIELDS})
