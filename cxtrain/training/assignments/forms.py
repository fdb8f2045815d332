"""The shape of an assignment."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from cxtrain.web.forms import PageForm

USUAL_DAYS = 14
LONGEST_DAYS = 730


class AssignForm(PageForm):
    """To whom in a unit, until when, and whether it is working time."""

    due_on = DateField(_l("To be done by"), validators=[InputRequired(_l("Choose the day by which it is to be done"))])
    working_time = RadioField(
        _l("Does it count as working time?"), default="yes", validators=[InputRequired(_l("Choose one"))],
        choices=[SelectChoice("yes", _l("Counts as working time")), SelectChoice("no", _l("Voluntary"))])
    whom = RadioField(_l("Who gets it?"), default="new", validators=[InputRequired(_l("Choose one"))],
                      choices=[SelectChoice("new", _l("Everybody below who has not passed it")),
                               SelectChoice("all", _l("Everybody below, also to renew it")),
                               SelectChoice("some", _l("Only those I tick"))])
    people = SelectMultipleField(_l("People"), coerce=int)

    def __init__(self, *args: Any, choices: list[SelectChoice], passed: set[int], today: dt.date, **kwargs: Any):
        """`choices` are the ids and names of those who may get the course, `passed` the ids of those who have passed it
        before, `today` the day at the unit."""
        super().__init__(*args, **kwargs)
        self._passed, self._today = passed, today
        self.people.choices = choices
        if not self.is_submitted():
            self.due_on.data = today + dt.timedelta(days=USUAL_DAYS)

    def validate_due_on(self, field: Field) -> None:
        """Refuse a day that is past or too far off to be meant."""
        if field.data and field.data < self._today:
            raise ValidationError(_("That day is past. Choose today or a later day."))
        if field.data and field.data > self._today + dt.timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("That day is more than two years away. Check the year."))

    def validate_people(self, field: Field) -> None:
        """Ask for a tick where only those ticked are to get it, and refuse ticks that would be passed over."""
        if self.whom.data == "some" and not field.data:
            raise ValidationError(_("Tick at least one person, or give it to everybody."))
        if self.whom.data != "some" and field.data:
            raise ValidationError(_("You ticked people but chose everybody. Choose one of the two."))

    @property
    def chosen(self) -> list[int]:
        """Ids of those who get the course."""
        if self.whom.data == "some":
            return list(self.people.data)
        everybody = [choice.value for choice in self.people.choices]
        return everybody if self.whom.data == "all" else [key for key in everybody if key not in self._passed]

    def validate_whom(self, field: Field) -> None:
        """Refuse a choice that leaves nobody."""
        if field.data == "new" and not self.chosen:
            raise ValidationError(_("Everybody here has passed it. Choose who is to renew it."))
