"""The shape of a class to be planned, and of what is said when it is cancelled or closed."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from cxtrain.people.corrections.forms import enough_words, reason_field
from cxtrain.training.classes.hours import HOUR_MINUTES
from cxtrain.training.classes.models import METHODS, STATES
from cxtrain.training.classes.timetable import MOST_SESSIONS, Row
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm
from cxtrain.web.whole import whole

METHOD_WORDS = dict(zip(METHODS, (
    N_("Lecture"), N_("Role-play"), N_("Discussion"), N_("Practice"), N_("Exam"), N_("Visit on site")), strict=True))
STATE_WORDS = dict(zip(STATES, (N_("present"), N_("late"), N_("left early"), N_("excused"), N_("absent")), strict=True))
BLANK_ROWS = 2


class SessionForm(Form):
    """One session."""

    id = HiddenField()
    day = DateField(_l("Day"), validators=[Optional()])
    begin = TimeField(_l("From"), validators=[Optional()])
    end = TimeField(_l("To"), validators=[Optional()])
    minutes = IntegerField(_l("Minutes of teaching"), validators=[Optional(), NumberRange(1, 720)],
                           render_kw={"inputmode": "numeric"})
    topic = StringField(_l("Topic"), validators=[Length(max=200)])
    method = SelectField(_l("Method"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the methods their words."""
        super().__init__(*args, **kwargs)
        self.method.choices = [(value, _(word)) for value, word in METHOD_WORDS.items()]


class ClassForm(PageForm):
    """A class: who teaches where and when, and what its people are told."""

    version = HiddenField()
    inside = RadioField(_l("Trainer"), default="inside")
    trainer = StringField(_l("Staff number of the trainer"), validators=[Length(max=40)], render_kw={"autocomplete": "off"})
    trainer_name = StringField(_l("Name of the trainer"), validators=[Length(max=80)])
    place = StringField(_l("Place of the class"), validators=[DataRequired(_l("Say where.")), Length(max=120)])
    hour_minutes = IntegerField(_l("Minutes of one class hour"), default=HOUR_MINUTES, render_kw={"inputmode": "numeric"},
                                validators=[InputRequired(_l("Say how many minutes.")), NumberRange(20, 120)])
    seats = IntegerField(_l("Seats"), validators=[Optional(), NumberRange(1, 2000)], render_kw={"inputmode": "numeric"},
                         description=_l("Leave it empty where there is room for everybody."))
    joinable = BooleanField(_l("People of this unit may put themselves on the roster"))
    steps = SelectMultipleField(_l("It counts for these steps of the course"))
    notice = TextAreaField(_l("Notice"), validators=[Length(max=2000)], render_kw={"rows": 4},
                           description=_l("What those on the roster should know: what to bring, what to wear, whom to ask."))
    sessions = FieldList(FormField(SessionForm), max_entries=MOST_SESSIONS)
    do = StringField(validators=[Length(max=20)])

    def __init__(self, *args: Any, steps: dict[str, str], **kwargs: Any) -> None:
        """`steps` are the titles of the course's classroom steps, by name."""
        super().__init__(*args, **kwargs)
        self.inside.choices = [("inside", _("Somebody from the firm")), ("outside", _("Somebody from outside"))]
        self.steps.choices = [*steps.items()]

    def validate_trainer_name(self, field: Field) -> None:
        """Ask for the name of who comes from outside."""
        if self.inside.data == "outside" and not (field.data or "").strip():
            raise ValidationError(_("Write the name of who comes from outside."))

    def validate_trainer(self, field: Field) -> None:
        """Ask for the number of who is from the firm."""
        if self.inside.data == "inside" and not (field.data or "").strip():
            raise ValidationError(_("Write the staff number of the trainer."))

    def typed(self) -> list[Row]:
        """Return the sessions as typed, blank ones too: their places matter to what is said of them."""
        return [Row(each.day.data, each.begin.data, each.end.data, each.minutes.data, each.topic.data or "",
                    each.method.data or "lecture", whole(each.id.data))
                for each in (entry.form for entry in self.sessions)]

    def put(self, rows: list[Row], blank: int = 0) -> None:
        """Put rows in the place of those that are there, with some blank ones after them."""
        while self.sessions.entries:
            self.sessions.pop_entry()
        for row in [*rows, *[Row()] * blank][:MOST_SESSIONS]:
            self.sessions.append_entry({"id": str(row.id or ""), "day": row.day, "begin": row.begin, "end": row.end,
                                        "minutes": row.minutes, "topic": row.topic, "method": row.method})


class CancelForm(PageForm):
    """Why a class does not take place."""

    why = TextAreaField(_l("Why is it cancelled?"), render_kw={"rows": 2},
                        validators=[DataRequired(_l("Say why in a few words.")), Length(max=300)],
                        description=_l("Everybody on the roster reads this."))


class CloseForm(PageForm):
    """What is said when a class is closed."""

    summary = TextAreaField(_l("Summary"), validators=[Length(max=4000)], render_kw={"rows": 6},
                            description=_l("What went well, what was hard, what follows. It goes into the file of the class."))
    absent = BooleanField(_l("Whoever has no mark was absent"))
    bare = BooleanField(_l("Close it without a summary"))


class CorrectForm(PageForm):
    """Other marks of one person at a class that is closed, and why."""

    reason = reason_field(enough_words)


def day_of(moment: dt.datetime, zone: dt.tzinfo) -> tuple[dt.date, dt.time]:
    """Return the day and the time of day that the clocks of `zone` show."""
    local = moment.astimezone(zone)
    return local.date(), local.time().replace(second=0, microsecond=0)
