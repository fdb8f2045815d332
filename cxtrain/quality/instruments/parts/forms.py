"""Shapes of input of a form's parts. What may stand in a field, the rules of forms say; here only numbers are numbers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FloatField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.quality.instruments import words
from cxtrain.quality.instruments.fields import ITEM_SCALES, NEVER, USUAL_SCALES
from cxtrain.quality.instruments.problems import MOST_QUESTIONS, MOST_STEPS
from cxtrain.web.forms import PageForm
from cxtrain.web.whole import whole

HIGHEST = 100_000  # of a number that is asked for


def _line(label: Any) -> Any:
    return StringField(label, validators=[Length(max=200)], render_kw={"autocomplete": "off"})


def _area(label: Any, rows: int = 2) -> Any:
    return TextAreaField(label, validators=[Length(max=2000)], render_kw={"rows": rows})


def _weight() -> Any:
    return FloatField(_l("Weight"), default=1.0, render_kw={"inputmode": "decimal", "size": 5}, validators=[
        InputRequired(_l("Write a number.")), NumberRange(0.01, 100, _l("A weight lies between 0.01 and 100."))])


def _whole(label: Any) -> Any:
    return IntegerField(label, validators=[Optional(), NumberRange(0, HIGHEST)],
                        render_kw={"inputmode": "numeric", "size": 7})


def _points(label: Any, **more: Any) -> Any:
    """A point of a scale, or nothing."""
    return SelectField(label, coerce=whole, validate_choice=False, **more)


class StepForm(Form):
    """One step of the script."""

    step_zh, step_en = _area(_l("Step")), _area(_l("Step"))


class QuestionForm(Form):
    """A question that the shopper asks, with the right answer."""

    ask_zh, ask_en = _area(_l("Question"), 1), _area(_l("Question"), 1)
    answer_zh, answer_en = _area(_l("Right answer")), _area(_l("Right answer"))


class PartForm(PageForm):
    """What every part has. `seen` stands for the text that the page began with; `do` is the button that was pressed."""

    seen = HiddenField(validators=[Length(max=16)])

    def anew(self, seen: str) -> None:
        """Make this the form of the one who came second: what was typed, to be sent over what was saved."""
        self.seen.raw_data, self.seen.data = None, seen
        self.submission_key.data = self.submission_key.default()


class HeadForm(PartForm):
    """What stands before the sections."""

    title_zh, title_en = _line(_l("Title")), _line(_l("Title"))
    kind = SelectField(_l("Kind of observation"))
    touchpoint = SelectField(_l("Touchpoint"))
    scale = SelectField(_l("Scale"))
    low_zh, low_en = _line(_l("The low end means")), _line(_l("The low end means"))
    high_zh, high_en = _line(_l("The high end means")), _line(_l("The high end means"))
    note_below = SelectField(_l("Words are owed below"), coerce=int, validate_choice=False,
                             description=_l("Rated below this, an item needs words: what was seen or heard, and when."))
    persona_zh, persona_en = _area(_l("The shopper's role"), 3), _area(_l("The shopper's role"), 3)
    script = FieldList(FormField(StepForm), max_entries=MOST_STEPS)
    test_questions = FieldList(FormField(QuestionForm), max_entries=MOST_QUESTIONS)

    def __init__(self, *args: Any, touchpoints: Mapping[str, str], scale: str, **kwargs: Any) -> None:
        """`touchpoints` are titles by slug; `scale` is the one that the form has now, such as "1-7"."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind, _(word)) for kind, word in words.OBSERVATIONS.items()]
        self.touchpoint.choices = [*touchpoints.items(), ("", _("any touchpoint"))]
        if self.touchpoint.data and self.touchpoint.data not in touchpoints:
            self.touchpoint.choices.append((self.touchpoint.data, self.touchpoint.data))
        self.scale.choices = [(name, name.replace("-", "–")) for name in dict.fromkeys((*USUAL_SCALES, scale))]
        self.note_below.choices = [(NEVER, _("not owed")), *((point, str(point)) for point in range(2, 11))]


class SectionForm(PartForm):
    """What a section is called and how much it counts."""

    title_zh, title_en = _line(_l("Section")), _line(_l("Section"))
    weight = _weight()


class ItemForm(PartForm):
    """One item."""

    shopper_zh, shopper_en = _area(_l("What the shopper is asked")), _area(_l("What the shopper is asked"))
    kind = SelectField(_l("Kind of answer"))
    of = RadioField(_l("It tells about"), description=_l("Only what tells about the person enters a number about a person."))
    dimension = SelectField(_l("Dimension"))
    step = SelectField(_l("Step of the talk"))
    see = RadioField(_l("What one visit can see"))
    na = BooleanField(_l("“Does not apply” may be chosen"))
    weight = _weight()
    scale = SelectField(_l("Scale"))
    low_zh, low_en = _line(_l("The low end means")), _line(_l("The low end means"))
    high_zh, high_en = _line(_l("The high end means")), _line(_l("The high end means"))
    note_below, photo_below = _points(_l("Words are owed below")), _points(_l("A photo is owed below"))
    bad_note, bad_photo = BooleanField(_l("Words are owed when it is not as it should be")), BooleanField(
        _l("A photo is owed when it is not as it should be"))
    good = RadioField(_l("The good answer"))
    unit = SelectField(_l("Unit of the number"))
    at_least, at_most = _whole(_l("At least")), _whole(_l("At most"))
    effect = SelectField(_l("Critical rule"))
    at_or_below, cap = _points(_l("It holds when rated at or below")), _points(_l("Worth at most what this rating is worth"))

    def __init__(self, *args: Any, scale: str, **kwargs: Any) -> None:
        """`scale` is the one that the item has of its own, if any."""
        super().__init__(*args, **kwargs)
        for field, named, nothing in (
                (self.kind, words.KINDS, None), (self.of, words.OF, None), (self.see, words.SEE, None),
                (self.good, words.GOOD, None), (self.dimension, DIMENSION_NAMES, _("none")),
                (self.step, words.STEPS, _("none")), (self.unit, words.UNITS, _("none")),
                (self.effect, words.EFFECTS, _("none"))):
            first = [] if nothing is None else [("", nothing)]
            field.choices = [*first, *((name, _(word)) for name, word in named.items())]
        every = dict.fromkeys((*ITEM_SCALES, *([scale] if scale else [])))
        self.scale.choices = [("", _("as the form")), *((name, name.replace("-", "–")) for name in every)]
        self.note_below.choices = [("", _("as the form")), (NEVER, _("not owed")), *_numbers(1)]
        self.photo_below.choices = [("", _("not owed")), *_numbers(1)]
        self.at_or_below.choices = self.cap.choices = [("", "–"), *_numbers(0)]


def _numbers(low: int) -> list[tuple[int, str]]:
    return [(point, str(point)) for point in range(low, 11)]


class TakeForm(PartForm):
    """Items of a survey to take into a section."""

    items = SelectMultipleField(_l("Items"), validate_choice=False)
