"""The shape of a question that somebody writes: a form for each kind. What may stand in a field, the question itself says."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.quizzes.bank.writing.rows import MOST_EXPERTS, MOST_ROWS
from cxtrain.quizzes.kinds.every import DIFFICULTY_NAMES
from cxtrain.web.forms import PageForm


def _area(label: Any, rows: int = 2) -> Any:
    return TextAreaField(label, render_kw={"rows": rows})


def _line(label: Any, **attributes: Any) -> Any:
    return StringField(label, render_kw={"autocomplete": "off", **attributes})


def _number(label: Any, **attributes: Any) -> Any:
    return _line(label, inputmode="decimal", size=6, **attributes)


def _rows(form: type[Form]) -> Any:
    return FieldList(FormField(form), max_entries=MOST_ROWS)


class OptionForm(Form):
    """One answer to choose."""

    id = HiddenField()
    text_zh, text_en = _area(_l("Option"), 1), _area(_l("Option"), 1)
    correct = BooleanField(_l("Right"))
    weight = _number(_l("Earns, in per cent"))
    feedback_zh, feedback_en = _area(_l("What is said to who chose it"), 1), _area(_l("What is said to who chose it"), 1)


class AnswerForm(Form):
    """A typed answer that earns something."""

    text = _line(_l("Answer"))
    weight = _number(_l("Earns, in per cent"), placeholder="100")
    feedback_zh, feedback_en = _area(_l("What is said to it"), 1), _area(_l("What is said to it"), 1)


class PartForm(Form):
    """One gap."""

    answers = _rows(AnswerForm)
    choose = BooleanField(_l("One of these is chosen, instead of typed"))
    case = BooleanField(_l("Capital letters matter"))


class NumberForm(Form):
    """A number that earns something."""

    value, tolerance = _number(_l("Number")), _number(_l("More or less by"))
    low, high = _number(_l("or: from")), _number(_l("to"))
    weight = _number(_l("Earns, in per cent"), placeholder="100")
    feedback_zh, feedback_en = _area(_l("What is said to it"), 1), _area(_l("What is said to it"), 1)


class UnitForm(Form):
    """A unit of the number."""

    text, multiplier = _line(_l("Unit")), _number(_l("One of it makes so many of the first"))


class PairForm(Form):
    """What belongs together."""

    id = HiddenField()
    text_zh, text_en = _area(_l("What is shown"), 1), _area(_l("What is shown"), 1)
    match_zh, match_en = _area(_l("What belongs to it"), 1), _area(_l("What belongs to it"), 1)


class ExtraForm(Form):
    """A match that is right for none."""

    zh, en = _area(_l("Offered, and right for none"), 1), _area(_l("Offered, and right for none"), 1)


class ItemForm(Form):
    """One of the things to put in order."""

    id = HiddenField()
    text_zh, text_en = _area(_l("Item"), 1), _area(_l("Item"), 1)


class ResponseForm(Form):
    """One thing that could be done, and what each expert says of it."""

    id = HiddenField()
    text_zh, text_en = _area(_l("Response"), 1), _area(_l("Response"), 1)
    feedback_zh, feedback_en = _area(_l("What is said about it"), 1), _area(_l("What is said about it"), 1)
    rates = FieldList(_line("", inputmode="numeric", size=3), max_entries=MOST_EXPERTS)


class CriterionForm(Form):
    """One thing that is looked for in a text."""

    id = HiddenField()
    text_zh, text_en = _area(_l("Criterion"), 1), _area(_l("Criterion"), 1)
    points = _line(_l("Most points"), inputmode="numeric", size=4)


class HeadForm(PageForm):
    """What every question has. `seen` is the version that the page began with."""

    seen = HiddenField(validators=[Length(max=12)])
    key = _line(_l("Short name"), maxlength=50, autocapitalize="off", spellcheck="false")
    text_zh, text_en = _area(_l("Question"), 3), _area(_l("Question"), 3)
    explanation_zh, explanation_en = _area(_l("Explanation")), _area(_l("Explanation"))
    name = _line(_l("Name in lists"), maxlength=200)
    id_number = _line(_l("Number in another system"), maxlength=200)
    category = _line(_l("Category"), maxlength=200, list="categories")
    tags = TextAreaField(_l("Tags"), description=_l("One on each line."), render_kw={"rows": 2})
    difficulty = SelectField(_l("Difficulty"), validate_choice=False)
    touchpoint = SelectField(_l("Touchpoint"), validate_choice=False)
    dimension = SelectField(_l("Dimension"), validate_choice=False)
    markup = SelectField(_l("How its texts are written"), validate_choice=False)
    marks = _number(_l("Marks"))
    note = StringField(_l("What is new"), validators=[Length(max=500)], render_kw={"autocomplete": "off"},
                       description=_l("Kept with the version, for the authors after you."))

    def __init__(self, *args: Any, touchpoints: Mapping[str, str], **kwargs: Any) -> None:
        """`touchpoints` are titles by slug."""
        super().__init__(*args, **kwargs)
        nothing = ("", _("not said"))
        self.difficulty.choices = [nothing, *((name, _(word)) for name, word in DIFFICULTY_NAMES.items())]
        self.dimension.choices = [nothing, *((name, _(word)) for name, word in DIMENSION_NAMES.items())]
        self.touchpoint.choices = [nothing, *touchpoints.items()]
        self.markup.choices = [("plain", _("plain text")), ("markdown", "Markdown"), ("html", "HTML")]
        for field in (self.difficulty, self.touchpoint, self.dimension, self.markup):
            if field.data and field.data not in dict(field.choices):  # what a file says is kept, also where it is unknown here
                field.choices.append((field.data, _("%(name)s (does not exist)", name=field.data)))
        if "marking" in self:
            ways = ("all_or_nothing", _("all or nothing")), ("partial", _("partly"))
            self.marking.choices = [("", _("as the quiz says")), *ways]
        if "answer" in self:
            self.answer.choices = [("true", _("True")), ("false", _("False"))]
        if "mode" in self:
            self.mode.choices = [("rate", _("a rate for each, 1 very poor to 5 very good")),
                                 ("rank", _("a place for each, 1 is the best"))]


class SingleForm(HeadForm):
    """One of some options."""

    options = _rows(OptionForm)


class MultipleForm(SingleForm):
    """Several of some options."""

    marking = SelectField(_l("Marking"), validate_choice=False)


class TrueFalseForm(HeadForm):
    """A sentence that is true or false."""

    answer = RadioField(_l("The sentence is"), validate_choice=False)
    feedback_right_zh = _area(_l("What is said to who saw it"), 1)
    feedback_right_en = _area(_l("What is said to who saw it"), 1)
    feedback_wrong_zh = _area(_l("What is said to who did not"), 1)
    feedback_wrong_en = _area(_l("What is said to who did not"), 1)


class ShortAnswerForm(HeadForm):
    """A word or a few."""

    answers = _rows(AnswerForm)
    case = BooleanField(_l("Capital letters matter"))


class GapFillForm(HeadForm):
    """A sentence with gaps."""

    parts = _rows(PartForm)


class NumericalForm(HeadForm):
    """A number."""

    answers, units = _rows(NumberForm), _rows(UnitForm)
    unit_penalty = _number(_l("Lost where the unit is missing, 0 to 1"))


class MatchingForm(HeadForm):
    """Things that belong together."""

    pairs, extra = _rows(PairForm), _rows(ExtraForm)


class OrderingForm(HeadForm):
    """Things in their order."""

    items = _rows(ItemForm)


class JudgementForm(HeadForm):
    """Responses to a situation."""

    mode = RadioField(_l("Asked for"), validate_choice=False)
    responses = _rows(ResponseForm)


class FreeTextForm(HeadForm):
    """A text that a person marks."""

    sample_zh, sample_en = _area(_l("What a good answer says"), 3), _area(_l("What a good answer says"), 3)
    rubric = _rows(CriterionForm)
    most, lines = _number(_l("Most characters")), _number(_l("Lines of the field"))


FORMS: Mapping[str, type[HeadForm]] = {
    "single": SingleForm, "multiple": MultipleForm, "true_false": TrueFalseForm, "short_answer": ShortAnswerForm,
    "gap_fill": GapFillForm, "numerical": NumericalForm, "matching": MatchingForm, "ordering": OrderingForm,
    "judgement": JudgementForm, "free_text": FreeTextForm, "description": HeadForm,
}
