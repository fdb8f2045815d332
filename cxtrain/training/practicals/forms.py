"""The shape of what is asked when a sitting is marked, talked over or corrected."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from cxtrain.people.corrections.forms import enough_words, reason_field
from cxtrain.training.practicals.sheet import Item
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import said

OLDEST = dt.timedelta(days=60)  # further back nobody remembers


class MarkForm(PageForm):
    """An assessor's page: the items' fields are read by `marking`."""

    words = TextAreaField(_l("Words for the person"), validators=[Length(max=2000)], render_kw={"rows": 3}, description=_l(
        "One thing done well, one thing to try next time. The person reads them with the result."))


class HandInForm(PageForm):
    """The day on which it was sat."""

    sat_on = DateField(_l("Sat on"), validators=[InputRequired(_l("Say on which day."))])

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """`today` is the last day it can have been."""
        super().__init__(*args, data={"sat_on": today}, **kwargs)
        self.today = today

    def validate_sat_on(self, field: DateField) -> None:
        """Refuse days to come, and days that nobody remembers."""
        refuse_day(field.data, self.today)


def refuse_day(day: dt.date | None, today: dt.date) -> None:
    """Refuse a day on which nothing can have been sat.

    Raises:
        ValidationError: it is to come, or more than 60 days back.
    """
    if day and not today - OLDEST <= day <= today:
        raise ValidationError(_("The day lies in the future or more than 60 days back."))


class TalkForm(PageForm):
    """What two assessors agreed on."""

    words = TextAreaField(_l("What did you agree on, and why?"), render_kw={"rows": 3}, validators=[
        DataRequired(_l("Say why in a few words.")), Length(max=1000)])


def talk_form(items: Sequence[Item]) -> type[TalkForm]:
    """Return the form for these items: each is done or not done."""
    fields = {f"item_{number}": RadioField(said(item.text), choices=[("1", _l("Yes")), ("0", _l("No"))], validators=[
        InputRequired(_l("Choose one."))]) for number, item in enumerate(items)}
    return type("TalkItemsForm", (TalkForm,), fields)


def agreed_in(form: TalkForm, items: Sequence[Item]) -> dict[str, bool]:
    """Return what the form says of each item."""
    return {item.id: form[f"item_{number}"].data == "1" for number, item in enumerate(items)}


class CorrectForm(PageForm):
    """Why marks are corrected; the items' fields are read by `marking`."""

    reason = reason_field(enough_words)


def posted_marks(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what a page sends of marks, by item id; fields called "m-…"."""
    return {name.removeprefix("m-"): value for name, value in posted.items() if name.startswith("m-")}
