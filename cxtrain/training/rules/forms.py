"""The shape of a standing rule."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from cxtrain.people.access.roles import ROLE_WORDS
from cxtrain.training.assignments.forms import LONGEST_DAYS
from cxtrain.training.rules.models import TrainingRule
from cxtrain.training.rules.operations import Terms
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

ROLES = {"staff": N_("Staff without another role"), **{role.value: word for role, word in ROLE_WORDS.items()}}
MOST_NUMBERS = 500
Choices = Sequence[tuple[Any, str]]


class Ticks(SelectMultipleField):
    """Several of many, each with a box to tick."""

    option_widget = CheckboxInput()


class RuleForm(PageForm):
    """Who, which course, by when, how often again, after what, and whether it is working time."""

    course = SelectField(_l("Course"), coerce=int)
    unit = SelectField(_l("Unit"), coerce=int, description=_l("People of the units below it are included."))
    audience = RadioField(_l("Who gets it?"), default="unit", choices=[
        SelectChoice("unit", _l("Everybody there")), SelectChoice("role", _l("Those with a role")),
        SelectChoice("posts", _l("Those in a post")), SelectChoice("list", _l("Those on a list"))])
    roles = Ticks(_l("Roles"))
    posts = Ticks(_l("Posts"))
    numbers = TextAreaField(_l("Staff numbers"), description=_l("One after the other, as you paste them"),
                            validators=[Length(max=20_000)])
    due = RadioField(_l("To be done by"), default="days", choices=[
        SelectChoice("days", _l("So many days after somebody joins or moves in")), SelectChoice("day", _l("A fixed day"))])
    due_days = IntegerField(_l("Days"), default=30, validators=[Optional(), NumberRange(1, LONGEST_DAYS)])
    due_on = DateField(_l("Day"), validators=[Optional()])
    every_months = IntegerField(_l("Again so many months after passing"), validators=[Optional(), NumberRange(1, 120)],
                                render_kw={"placeholder": " "},
                                description=_l("Empty: it is passed once and for all"))
    lead_days = IntegerField(_l("It comes back so many days before the months are over"), default=30,
                             validators=[InputRequired(_l("Type a number of days")), NumberRange(0, 365)])
    grace_days = IntegerField(_l("And is due so many days after"), default=0,
                              validators=[InputRequired(_l("Type a number of days")), NumberRange(0, 365)])
    after = Ticks(_l("Only after these courses"), coerce=int)
    working_time = RadioField(
        _l("Does it count as working time?"), default="yes", validators=[InputRequired(_l("Choose one"))],
        choices=[SelectChoice("yes", _l("Counts as working time")), SelectChoice("no", _l("Voluntary"))])

    def __init__(self, *args: Any, courses: Choices, units: Choices, posts: Sequence[str], today: dt.date, **kwargs: Any):
        """`courses` and `units` are ids and names, `posts` those of the people in reach."""
        super().__init__(*args, **kwargs)
        self._today = today
        self.course.choices = self.after.choices = list(courses)
        self.unit.choices = list(units)
        self.roles.choices = [(code, _(word)) for code, word in ROLES.items()]
        self.posts.choices = [(post, post) for post in dict.fromkeys([*posts, *(kwargs.get("data") or {}).get("posts", ())])]

    def validate_audience(self, field: Field) -> None:
        """Ask for the roles, posts or numbers that the choice needs."""
        if field.data in ("role", "posts", "list") and not self.named:
            raise ValidationError({"role": _("Tick at least one role."), "posts": _("Tick at least one post."),
                                   "list": _("Paste at least one staff number.")}[field.data])

    def validate_numbers(self, field: Field) -> None:
        """Refuse more numbers than a person could have looked through."""
        if self.audience.data == "list" and len(self.named) > MOST_NUMBERS:
            raise ValidationError(_("At most %(most)s staff numbers. For more people choose a unit, a role or posts.",
                                    most=MOST_NUMBERS))

    def validate_due(self, field: Field) -> None:
        """Ask for the number or the day that the choice needs, one that can be meant."""
        if field.data == "days" and self.due_days.data is None and not self.due_days.errors:
            raise ValidationError(_("Type a number of days"))
        if field.data == "day":
            self._check_day(self.due_on.data)

    def _check_day(self, day: dt.date | None) -> None:
        if day is None:
            raise ValidationError(_("Choose the day by which it is to be done"))
        if day < self._today:
            raise ValidationError(_("That day is past. Choose today or a later day."))
        if day > self._today + dt.timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("That day is more than two years away. Check the year."))

    def validate_after(self, field: Field) -> None:
        """Refuse a course that would wait for itself."""
        if self.course.data in (field.data or ()):
            raise ValidationError(_("A course cannot come before itself. Untick it."))

    def validate_lead_days(self, field: Field) -> None:
        """Refuse a renewal that comes back as soon as it is passed."""
        if self.every_months.data and field.data is not None and field.data >= 28 * self.every_months.data:
            raise ValidationError(_("It would come back as soon as it is passed. Choose fewer days or more months."))

    @property
    def named(self) -> tuple[str, ...]:
        """The roles, posts or staff numbers that were chosen."""
        if self.audience.data == "list":
            typed = unicodedata.normalize("NFKC", self.numbers.data or "")
            return tuple(dict.fromkeys(re.findall(r"[^\s,;、]+", typed)))
        return tuple({"role": self.roles.data, "posts": self.posts.data}.get(self.audience.data) or ())

    @property
    def terms(self) -> Terms:
        """What was typed, as it is kept."""
        fixed = self.due.data == "day"
        return Terms(
            audience=self.audience.data, named=self.named, due_on=self.due_on.data if fixed else None,
            due_days=None if fixed else self.due_days.data, every_months=self.every_months.data,
            lead_days=self.lead_days.data, grace_days=self.grace_days.data, after=tuple(self.after.data or ()),
            working_time=self.working_time.data == "yes")


def typed(rule: TrainingRule, after: Sequence[int]) -> dict[str, Any]:
    """Return a rule as the form's fields hold it."""
    return {
        "course": rule.course_id, "unit": rule.unit_id, "audience": rule.audience, "after": list(after),
        "roles": rule.named if rule.audience == "role" else [], "posts": rule.named if rule.audience == "posts" else [],
        "numbers": "\n".join(rule.named) if rule.audience == "list" else "", "due": "day" if rule.due_on else "days",
        "due_days": rule.due_days or 30, "due_on": rule.due_on, "every_months": rule.every_months,
        "lead_days": rule.lead_days, "grace_days": rule.grace_days, "working_time": "yes" if rule.working_time else "no"}
