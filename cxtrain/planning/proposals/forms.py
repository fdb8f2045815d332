"""Shapes of input on the pages of findings."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from cxtrain.planning.forms import DayField, options
from cxtrain.planning.proposals.decision import AGAIN, LONGEST, NO, NOT_NOW, PLAN, USUAL
from cxtrain.web.forms import PageForm

COLLECT = "collect"
CHOICES = {NOT_NOW: _l("Not now: ask again on a day"), NO: _l("No plan, as long as it stays like this")}


class CellForm(PageForm):
    """What is decided about which finding."""

    touchpoint_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    dimension = SelectField(widget=HiddenInput())
    kind = SelectField(widget=HiddenInput(), choices=options([("mystery_shop", ""), ("announced_check", "")]))
    choice = RadioField(_l("What you decide"), default=PLAN, choices=options([
        *CHOICES.items(), (PLAN, ""), (AGAIN, ""), (COLLECT, "")]))
    reason = TextAreaField(_l("Why"), description=_l("In a sentence. It is kept, and whom it is about can read it."),
                           validators=[Length(max=1000)])
    until = DayField(_l("Ask again on"), validators=[Optional()])

    def __init__(self, *args: Any, dimensions: list[str], today: dt.date, **kwargs: Any) -> None:
        """`dimensions` are the slugs that may be asked for, `today` the day at the store."""
        super().__init__(*args, **kwargs)
        self.today, self.usual = today, today + dt.timedelta(USUAL)
        self.dimension.choices = options([(slug, slug) for slug in dimensions])
        if not self.choice.data:
            self.choice.data = PLAN

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether a decision against a plan has its reason, and one to wait its day."""
        fine = super().validate(extra_validators)
        if self.choice.data in (NOT_NOW, NO, AGAIN) and not (self.reason.data or "").strip():
            self.reason.errors = [_l("Say in a sentence why")]
        last = self.today + dt.timedelta(LONGEST)
        if self.choice.data == NOT_NOW and not (self.until.data and self.today < self.until.data <= last):
            self.until.errors = [_l("Choose a day within the next year")]
        return fine and not self.reason.errors and not self.until.errors
