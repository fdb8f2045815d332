"""Shapes of input for the library of actions."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput

from cxtrain.journey.touchpoint import DIMENSION_NAMES, STAGES
from cxtrain.journey.touchpoint import KINDS as CHANNELS
from cxtrain.planning.causes import NAMES
from cxtrain.planning.forms import KINDS
from cxtrain.planning.library import LONGEST_DAYS, MOST_WORDS, Action
from cxtrain.planning.wording import plain
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

AUDIENCES = {"person": N_("A colleague"), "team": N_("A team")}
BOTH = _l("Write it in both languages: a plan is read in both")
MOST_CHECK = 300


class Ticks(SelectMultipleField):
    """Several of a few, each with a box to tick."""

    option_widget = CheckboxInput()


def _text(label: Any, *needed: Any, most: int = MOST_WORDS, hint: Any = "") -> TextAreaField:
    return TextAreaField(label, description=hint, validators=[*needed, Length(max=most)])


class RemedyForm(PageForm):
    """One action of the library; where nothing is ticked, it is for any."""

    what_zh = _text(_l("What is done, in Chinese"), DataRequired(BOTH))
    what_en = _text(_l("What is done, in English"), DataRequired(BOTH))
    check_zh = _text(_l("How one sees that it helped, in Chinese"), DataRequired(BOTH), most=MOST_CHECK)
    check_en = _text(_l("How one sees that it helped, in English"), DataRequired(BOTH), most=MOST_CHECK)
    kind = SelectField(_l("Kind"))
    audience = Ticks(_l("For whom"), validators=[InputRequired(_l("Tick at least one"))])
    dimensions = Ticks(_l("Dimensions"), description=_l("None ticked: any"))
    stages = Ticks(_l("Stages of the journey"), description=_l("None ticked: any"))
    channels = Ticks(_l("Kinds of touchpoint"), description=_l("None ticked: any"))
    causes = Ticks(_l("Only where this is the cause"), description=_l("None ticked: any"))
    days = IntegerField(_l("Days until it should be done"), default=21, validators=[
        InputRequired(_l("Write a number of days")), NumberRange(1, LONGEST_DAYS, _l("Between 1 and 365 days"))])
    course = SelectField(_l("Course that is assigned"), default="",
                         description=_l("Only for practice. Without one: a course of the touchpoint, where there is one."))
    note = StringField(_l("Why, or what is new (may stay empty)"), validators=[Length(max=300)])
    after = IntegerField(widget=HiddenInput(), default=0, validators=[InputRequired()])

    def __init__(self, *args: Any, courses: Mapping[str, str], **kwargs: Any) -> None:
        """`courses` are titles by slug."""
        super().__init__(*args, **kwargs)
        for field, words in ((self.kind, KINDS), (self.audience, AUDIENCES), (self.dimensions, DIMENSION_NAMES),
                             (self.stages, STAGES), (self.channels, CHANNELS), (self.causes, NAMES)):
            field.choices = [(str(slug), _(str(word))) for slug, word in words.items()]
        self.course.choices = [("", _("None in particular")), *courses.items()]

    def validate_course(self, field: Field) -> None:
        """Only practice takes a course."""
        if field.data and self.kind.data != "train":
            raise ValidationError(_("Only practice takes a course."))

    def action(self, slug: str) -> Action:
        """Return what was typed."""
        return Action.model_validate({
            "id": slug, "kind": self.kind.data, "for": tuple(self.audience.data), "days": self.days.data,
            "dimensions": tuple(self.dimensions.data), "stages": tuple(self.stages.data),
            "channels": tuple(self.channels.data), "causes": tuple(self.causes.data), "course": self.course.data or None,
            "what": {"zh": plain(self.what_zh.data), "en": plain(self.what_en.data)},
            "check": {"zh": plain(self.check_zh.data), "en": plain(self.check_en.data)}})

    def against(self, number: int) -> None:
        """Let the form, sent again, follow the version with this number; what was typed stays."""
        self.after.raw_data, self.after.data = None, number
        self.submission_key.data = self.submission_key.default()


class ChangeForm(PageForm):
    """Taking an action out, bringing it back, or giving a shipped one its own words again."""

    value = SelectField(choices=[(each, each) for each in ("out", "back", "shipped")])
    note = StringField(_l("Why (may stay empty)"), validators=[Length(max=300)])


def typed(action: Action) -> dict[str, Any]:
    """Return an action as the form's fields hold it."""
    check = {"check_zh": action.check.zh, "check_en": action.check.en} if action.check else {}
    return {"what_zh": action.what.zh, "what_en": action.what.en, **check, "kind": action.kind, "course": action.course or "",
            "audience": list(action.audience), "dimensions": list(action.dimensions), "stages": list(action.stages),
            "channels": list(action.channels), "causes": [str(cause) for cause in action.causes], "days": action.days}
