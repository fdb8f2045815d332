"""The shape of what is asked when sittings are planned, changed, put off or taken back."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput

from cxtrain.web.forms import PageForm

WHY = [DataRequired(_l("Say why in a few words.")), Length(max=200)]
Choices = Sequence[tuple[int, str]]


class AssessorsForm(PageForm):
    """Who assesses, when and where."""

    planned_on = DateField(_l("Day"), validators=[Optional()])
    place = StringField(_l("Time and place"), validators=[Length(max=120)],
                        description=_l("For example: 14:30, training room."))
    first = SelectField(_l("Assessor"), coerce=int)
    second = SelectField(_l("Second assessor"), coerce=int, description=_l("Each marks alone until both have handed in."))

    def __init__(self, *args: Any, assessors: Choices, **kwargs: Any) -> None:
        """`assessors` are (id, name) pairs of those who may assess."""
        super().__init__(*args, **kwargs)
        self.first.choices = [*assessors]
        self.second.choices = [(0, _("none")), *assessors]

    def validate_second(self, field: SelectField) -> None:
        """Refuse the same one twice."""
        if field.data and field.data == self.first.data:
            raise ValidationError(_("Choose another one: two assessors are two people."))


class PlanForm(AssessorsForm):
    """Sittings for many."""

    people = SelectMultipleField(_l("Who is assessed"), coerce=int, option_widget=CheckboxInput())
    numbers = TextAreaField(_l("Or staff numbers"), validators=[Length(max=4000)], render_kw={"rows": 2},
                            description=_l("One on each line, or with spaces between them."))
    anyway = BooleanField(_l("Plan it anyway"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        """`people` are (id, name) pairs of those who can be chosen."""
        super().__init__(*args, **kwargs)
        self.people.choices = [*people]

    def typed_numbers(self) -> list[str]:
        """Return the staff numbers that were typed, in capitals, each once."""
        words = (self.numbers.data or "").replace(",", " ").replace("，", " ").replace("、", " ").split()
        return list(dict.fromkeys(word.upper() for word in words))[:200]


class PutOffForm(PageForm):
    """Another day, and why."""

    until = DateField(_l("New day"), validators=[InputRequired(_l("Say on which day."))])
    why = StringField(_l("Why is it put off?"), validators=WHY, description=_l("In words that the person may read."))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """`today` is the first day it can be put off to."""
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_until(self, field: DateField) -> None:
        """Refuse days that have passed."""
        if field.data and not self.today <= field.data <= self.today + dt.timedelta(days=730):
            raise ValidationError(_("Choose a day from today on, within two years."))


class WithdrawForm(PageForm):
    """Why a planned sitting is taken back."""

    why = StringField(_l("Why is it taken back?"), validators=WHY)
