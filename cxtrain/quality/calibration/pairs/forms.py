"""Shapes of input: pairing a visit, and parting a pair."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from cxtrain.web.forms import PageForm

SOON = dt.timedelta(days=7)


class PairForm(PageForm):
    """A second visit that was made already, or a shopper who is asked to make one."""

    second = SelectField(_l("A visit by another shopper within the week"), validators=[Optional()])
    shopper = SelectField(_l("Shopper"), validators=[Optional()],
                          description=_l("They are not told that somebody was there before."))
    due_on = DateField(_l("Last day"), validators=[Optional()])
    action = StringField(validators=[AnyOf(("link", "ask"))])

    def __init__(self, *args: Any, visits: Sequence[tuple[str, str]], shoppers: Sequence[tuple[str, str]], today: dt.date,
                 **kwargs: Any) -> None:
        """`visits` and `shoppers` are (id, words) pairs; the second visit lies within a week of `today`."""
        super().__init__(*args, data={"due_on": today + SOON}, **kwargs)
        self.second.choices, self.shopper.choices, self.today = list(visits), list(shoppers), today

    def validate_action(self, field: StringField) -> None:
        """Ask for what the pressed button needs."""
        if field.data == "link" and not self.second.data:
            raise ValidationError(_l("Choose a visit."))
        if field.data == "ask" and not self.shopper.data:
            raise ValidationError(_l("Choose a shopper."))
        if field.data == "ask" and not (self.due_on.data and self.today <= self.due_on.data <= self.today + SOON):
            raise ValidationError(_l("The second visit is made within a week from today."))


class UndoForm(PageForm):
    """Why two visits do not belong together."""

    reason = TextAreaField(_l("Why do they not belong together?"), validators=[
        InputRequired(_l("Say why the two no longer belong together.")), Length(max=600)])
