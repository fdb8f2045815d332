"""Shapes of input for plans: a month and a unit, and the hours within which visits fall."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from cxtrain.quality.forms import VersionForm
from cxtrain.quality.schedule.operations import Frame
from cxtrain.web.forms import PageForm

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def hour(label: Any, **look: Any) -> IntegerField:
    """Return a field for a full hour."""
    return IntegerField(label, validators=[InputRequired(_l("Write an hour from 0 to 24")),
                                           NumberRange(0, 24, _l("Write an hour from 0 to 24"))], **look)


class MakePlanForm(PageForm):
    """Which month, and for which unit."""

    unit_id = SelectField(_l("For this unit and everything below it"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit_id.choices = list(units)


class FrameForm(VersionForm):
    """Hours and lock-out of a plan."""

    opens = hour(_l("Visits from (hour)"))
    closes = hour(_l("until (hour)"))
    busy_from = hour(_l("Busy from (hour)"))
    busy_until = hour(_l("until (hour)"))
    busy_percent = IntegerField(_l("Share of visits in busy hours, %"), validators=[
        InputRequired(_l("Write a share from 0 to 100")), NumberRange(0, 100, _l("Write a share from 0 to 100"))])
    lockout = IntegerField(_l("Days before the same shopper comes to the same people again"), validators=[
        InputRequired(_l("Write days from 0 to 730")), NumberRange(0, 730, _l("Write days from 0 to 730"))],
        description=_l("A shopper who may have met the people of a touchpoint is not sent there again within these days."))

    def validate_closes(self, field: IntegerField) -> None:
        """Ask for an end after the beginning."""
        if None not in (field.data, self.opens.data) and field.data <= self.opens.data:
            raise ValidationError(_("The end comes after the beginning."))

    def validate_busy_until(self, field: IntegerField) -> None:
        """Ask for an end that is not before the beginning."""
        if None not in (field.data, self.busy_from.data) and field.data < self.busy_from.data:
            raise ValidationError(_("The end comes after the beginning."))

    @property
    def frame(self) -> Frame:
        """What was typed."""
        return Frame(self.opens.data, self.closes.data, self.busy_from.data, self.busy_until.data,
                     self.busy_percent.data, self.lockout.data)
