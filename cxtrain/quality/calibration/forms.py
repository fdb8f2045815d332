"""Shapes of input: opening a round, and moving or closing it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import AnyOf, InputRequired

from cxtrain.web.forms import PageForm

LONGEST = dt.timedelta(days=90)
USUAL = dt.timedelta(days=14)


class DueForm(PageForm):
    """A last day that lies ahead, and whether the round is moved to it or closed."""

    due_on = DateField(_l("Last day"), validators=[InputRequired(_l("Choose the last day."))])
    action = StringField(validators=[AnyOf(("open", "move", "close"))], default="open")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """`today` is the first day that may be chosen."""
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_due_on(self, field: DateField) -> None:
        """Refuse days that are past, and those far away."""
        if self.action.data != "close" and field.data and not self.today <= field.data <= self.today + LONGEST:
            raise ValidationError(_l("The last day lies between today and 90 days from now."))


class RoundForm(DueForm):
    """A round to be opened."""

    kind = RadioField(_l("What kind of round?"), default="quarter", choices=[
        ("quarter", _l("For all shoppers, once a quarter: three to five cases")),
        ("retraining", _l("A training round for some of them: two to five cases that they have not seen"))])
    cases = SelectMultipleField(_l("Cases"), coerce=int)
    accounts = SelectMultipleField(_l("Shoppers"), coerce=int)

    def __init__(self, *args: Any, cases: Sequence[tuple[int, str]], accounts: Sequence[tuple[int, str]],
                 usual: Sequence[int], today: dt.date, **kwargs: Any) -> None:
        """`cases` and `accounts` are (id, name) pairs; `usual` are the accounts of a quarter's round."""
        super().__init__(*args, today=today, data={"due_on": today + USUAL, "accounts": list(usual)}, **kwargs)
        self.cases.choices, self.accounts.choices = list(cases), list(accounts)
