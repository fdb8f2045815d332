"""Shapes of input for work on actions."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from cxtrain.planning.doing.operations import Arrangement
from cxtrain.planning.forms import Choices, DayField, options
from cxtrain.web.forms import PageForm

MOST_VISITS = 40


class DoneForm(PageForm):
    """What came of an action."""

    note = TextAreaField(_l("What came of it"), validators=[
        Length(max=500, message=_l("At most 500 characters, please"))])


class NoteForm(PageForm):
    """What one of the two notes about a meeting."""

    words = TextAreaField(_l("Note"), validators=[
        DataRequired(_l("Write a sentence first.")), Length(max=1000, message=_l("At most 1000 characters, please"))])


class CourseForm(PageForm):
    """Which course is to be passed."""

    course_id = SelectField(_l("Course"), coerce=int, description=_l(
        "Once the plan is approved it is assigned, as working time, until the day of the action."))

    def __init__(self, *args: Any, courses: Choices, **kwargs: Any) -> None:
        """`courses` are (id, title) pairs, 0 for none."""
        super().__init__(*args, **kwargs)
        self.course_id.choices = options(courses)

    def arrangement(self, _zone: str) -> Arrangement:
        """What was chosen."""
        return Arrangement(course_id=self.course_id.data or None)


class MeetingForm(PageForm):
    """When the two meet, and the observation that came of it."""

    day = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day"))])
    time = TimeField(_l("Time"), validators=[InputRequired(_l("Choose a time"))])
    visit_id = SelectField(_l("Coaching observation"), coerce=int, description=_l("One that you have shared with them"))

    def __init__(self, *args: Any, observations: Choices, **kwargs: Any) -> None:
        """`observations` are (visit id, day) pairs, 0 for none."""
        super().__init__(*args, **kwargs)
        self.visit_id.choices = options(observations)

    def arrangement(self, zone: str) -> Arrangement:
        """What was chosen, the time by the store's clock."""
        at = dt.datetime.combine(self.day.data, self.time.data, ZoneInfo(zone))
        return Arrangement(meets_at=at.astimezone(dt.UTC), visit_id=self.visit_id.data or None)


class VisitsForm(PageForm):
    """How many more visits are asked for."""

    visits = IntegerField(_l("How many visits more"), description=_l("HR sends the shoppers; nobody in the store learns when."),
                          validators=[InputRequired(_l("Write a number")), NumberRange(
                              1, MOST_VISITS, message=_l("Between 1 and 40, please"))])

    def __init__(self, *args: Any, fewest: int = 0, **kwargs: Any) -> None:
        """`fewest` stand on the schedule already."""
        super().__init__(*args, **kwargs)
        self.fewest = fewest

    def validate_visits(self, field: IntegerField) -> None:
        """What stands on the schedule is not taken off here."""
        if field.data is not None and field.data < self.fewest:
            raise ValidationError(_("%(n)s stand on the schedule already.", n=self.fewest))

    def arrangement(self, _zone: str) -> Arrangement:
        """What was chosen."""
        return Arrangement(visits=self.visits.data)


ArrangeForm = CourseForm | MeetingForm | VisitsForm
