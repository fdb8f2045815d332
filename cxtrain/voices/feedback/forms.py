"""Shapes of a customer's matter."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from cxtrain.voices.feedback.course import KINDS, SEVERITIES, STEPS
from cxtrain.voices.feedback.wording import KINDS as KIND_WORDS
from cxtrain.voices.feedback.wording import SEVERITIES as SEVERITY_WORDS
from cxtrain.voices.feedback.wording import STEPS as STEP_WORDS
from cxtrain.web.forms import PageForm
from cxtrain.web.whole import whole

Choices = Sequence[tuple[int, str]]
TOLD_STEPS = STEPS[:4]  # what can be done on the spot


class FiledForm(PageForm):
    """What a matter is, and whom or what it is about."""

    kind = RadioField(_l("What is it?"), validators=[InputRequired(_l("Choose one of the four."))])
    touchpoint_id = SelectField(_l("Where did it happen?"), coerce=whole,
                                validators=[InputRequired(_l("Choose the place in the customer's journey."))])
    about_id = SelectField(_l("About a colleague, if so"), coerce=whole, description=_l(
        "Praise reaches the person today. A complaint is for talking, and never counted about a person."))
    severity = RadioField(_l("How serious is it?"), default="normal")
    reachable = BooleanField(_l("The customer can still be answered"), default=True)

    def __init__(self, *args: Any, touchpoints: Choices, people: Choices, **kwargs: Any) -> None:
        """`touchpoints` and `people` are (id, name) pairs; no people: nobody may be named here."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind, _(KIND_WORDS[kind])) for kind in KINDS]
        self.severity.choices = [(severity, _(SEVERITY_WORDS[severity])) for severity in SEVERITIES]
        self.touchpoint_id.choices = [("", "–"), *touchpoints]
        self.about_id.choices = [("", _("Nobody in particular")), *people]


class TellForm(FiledForm):
    """What somebody tells of a customer."""

    words = TextAreaField(_l("What did the customer say?"), validators=[
        InputRequired(_l("Say what it is about, in a few words.")), Length(max=2000)],
        description=_l("As they said it, where you can. No name, telephone number or address."))
    reference = StringField(_l("Receipt, order or room number"), validators=[Length(max=40)], render_kw={"autocomplete": "off"})
    done = SelectMultipleField(_l("What you did already"), choices=[(step, _l(STEP_WORDS[step])) for step in TOLD_STEPS])


class RefileForm(FiledForm):
    """A matter as it was on the screen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class ActForm(PageForm):
    """One thing that is done to a matter; which of the fields count depends on it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    step = StringField(validators=[Length(max=10)])
    note = TextAreaField(validators=[Length(max=1000)])
    owner_id = IntegerField(validators=[Optional()])
    outcome = StringField(validators=[Length(max=8)])
    because = StringField(validators=[Length(max=300)])
    evidence = StringField(validators=[Length(max=300)])
