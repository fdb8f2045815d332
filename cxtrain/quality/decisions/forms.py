"""Shapes of a reviewer's decision, and of a shopper's answer to a reviewer's question."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from cxtrain.quality.forms import VersionForm
from cxtrain.web.forms import PageForm

DECISIONS = ("approve", "release", "return", "reject", "void")


class DecideForm(VersionForm):
    """Who was observed, on what grounds; approve, release, send back, reject, or make void what was released."""

    employee_id = SelectField(_l("Who was observed?"), validators=[Optional()],
                              description=_l("Choose a person only when it is certain. In doubt, nobody."))
    grounds = StringField(_l("On what do you identify the person?"), validators=[Length(max=300)],
                          description=_l("For example: badge 0102, and the receipt matches the shift."))
    question = TextAreaField(_l("Your question to the shopper"), validators=[Length(max=600)],
                             description=_l("The shopper answers in words, and may change the scorecard."))
    reason = TextAreaField(_l("Why should it not count?"), validators=[Length(max=600)])
    decision = StringField(validators=[AnyOf(DECISIONS, _l("Choose one of the buttons below."))])

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`people` are (employee id, name) pairs of the unit's people on that day."""
        super().__init__(*args, **kwargs)
        self.employee_id.choices = [("", _("Nobody with certainty")), *people]

    @property
    def person(self) -> int | None:
        """The id of the employee chosen, or None."""
        return int(self.employee_id.data) if self.employee_id.data else None


class AnswerForm(PageForm):
    """What a shopper answers to a reviewer's question."""

    answer = TextAreaField(_l("Your answer"), validators=[InputRequired(_l("Write your answer in a few words.")),
                                                          Length(max=1000)])
