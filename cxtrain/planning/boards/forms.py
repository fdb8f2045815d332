"""Shapes of input for boards."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    FloatField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from cxtrain.planning.boards.contents import Beginning, Decision, Target
from cxtrain.planning.boards.measure import MEASURES
from cxtrain.planning.boards.models import Board
from cxtrain.planning.boards.steps import DECISIONS, Step
from cxtrain.planning.forms import WHEN, Choices, DayField
from cxtrain.web.forms import PageForm

COMPARED = {
    "touchpoints": _l("Other touchpoints of the same unit"),
    "units": _l("The same touchpoint in other stores"),
    "nothing": _l("Nothing: then only before and after can be said"),
}


def options(pairs: Choices) -> list[SelectChoice]:
    """Return (value, label) pairs as a field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


WORDS = {  # label, hint, what is said where it is empty
    Step.IDENTIFY: (_l("What is wrong, and for whom"),
                    _l("What a customer lives through here, in a sentence or two. No names."),
                    _l("Say in a sentence what is wrong")),
    Step.COLLECT: (_l("What is to be known"),
                   _l("Which question the numbers must answer before anything is changed, and who asks it."),
                   _l("Say in a sentence what is to be known")),
    Step.ANALYSE: (_l("Why it is so, and what shows it"),
                   _l("Ask why until you reach something that you can change. Say for each answer what shows it."),
                   _l("Say why, or that it is still open")),
}


class CheckField(SelectMultipleField):
    """Several of a list, each with its box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BeginForm(PageForm):
    """A board's beginning."""

    unit_id = SelectField(_l("Where"), coerce=int, description=_l("The unit whose touchpoint is improved, with all below it"))
    touchpoint_id = SelectField(_l("Touchpoint"), coerce=int)
    title = StringField(_l("What it is called"), description=_l("A few words, such as: Check-in without a second queue"),
                        validators=[DataRequired(_l("Give it a name")), Length(max=120)])
    problem = TextAreaField(WORDS[Step.IDENTIFY][0], description=WORDS[Step.IDENTIFY][1],
                            validators=[DataRequired(WORDS[Step.IDENTIFY][2]), Length(max=2000)])
    departments = CheckField(_l("Departments that join"), coerce=int,
                             description=_l("Each is joined by whoever leads it; others are added on the board."))
    follows_id = HiddenField()

    def __init__(self, *args: Any, units: Choices, touchpoints: Choices, departments: Choices, **kwargs: Any) -> None:
        """All are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit_id.choices, self.touchpoint_id.choices = options(units), options(touchpoints)
        self.departments.choices = options(departments)

    def beginning(self, follows_id: int | None) -> Beginning:
        """What was typed."""
        return Beginning(self.unit_id.data, self.touchpoint_id.data, self.title.data or "", self.problem.data or "",
                         tuple(self.departments.data or ()), follows_id)


class WordsForm(PageForm):
    """What one step says."""

    words = TextAreaField(validators=[Length(max=2000)])
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        """`step` is one of those that ask for words."""
        super().__init__(*args, **kwargs)
        label, hint, missing = WORDS[step]
        self.words.label.text, self.words.description, self.missing = label, hint, missing

    def validate_words(self, field: TextAreaField) -> None:
        """Something is said."""
        if not (field.data or "").strip():
            raise ValidationError(self.missing)


class TargetForm(PageForm):
    """What the change is to bring, by when, by which measure, beside what."""

    goal = TextAreaField(_l("Goal"), description=_l("What customers will see when it has worked, in a sentence"),
                         validators=[DataRequired(_l("Say what one will see when it has worked")), Length(max=2000)])
    measure = SelectField(_l("Measured by"))
    target = FloatField(_l("How much better"), description=_l("In the unit of the measure, which the table above names"),
                        validators=[InputRequired(_l("Say by how much")),
                                    NumberRange(min=0.05, max=200, message=_l("More than 0, please"))])
    due_on = DayField(_l("By when"), description=_l("The day on which it is looked at and decided"),
                      validators=[InputRequired(WHEN)])
    compared = RadioField(
        _l("Compared with"), validators=[DataRequired(_l("Choose one"))],
        description=_l("Chosen before the change, and fixed when it begins, so that nobody chooses later what looks good."))
    touchpoints = CheckField(_l("Which other touchpoints"), coerce=int)
    units = CheckField(_l("Which other stores"), coerce=int)
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, *args: Any, touchpoints: Choices, units: Choices, **kwargs: Any) -> None:
        """Both are (id, name) pairs of what may be compared with."""
        super().__init__(*args, **kwargs)
        self.measure.choices = options([(slug, _l(each.name)) for slug, each in MEASURES.items()])
        self.compared.choices = options(list(COMPARED.items()))
        self.touchpoints.choices, self.units.choices = options(touchpoints), options(units)

    def validate_compared(self, field: RadioField) -> None:
        """What is compared with is named."""
        if field.data in ("touchpoints", "units") and not self[field.data].data:
            raise ValidationError(_l("Choose below what it is compared with"))

    def facts(self, board: Board) -> Target:
        """What was typed; other touchpoints are those of the board's unit, other stores those with its touchpoint."""
        chosen = {"touchpoints": {(board.unit_id, place) for place in self.touchpoints.data or ()},
                  "units": {(unit, board.touchpoint_id) for unit in self.units.data or ()}}
        return Target(self.goal.data or "", self.measure.data, self.target.data, self.due_on.data, self.compared.data,
                      frozenset(chosen.get(self.compared.data, ())))


def typed_target(board: Board, today: dt.date) -> dict[str, Any]:
    """Return the target as the form's fields hold it."""
    return {"goal": board.goal, "measure": board.measure, "compared": board.compared or None, "version": board.version,
            "target": board.target or MEASURES[board.measure].usual_target, "due_on": board.due_on or today + dt.timedelta(120),
            "touchpoints": [each.touchpoint_id for each in board.others if each.touchpoint_id != board.touchpoint_id],
            "units": [each.unit_id for each in board.others if each.touchpoint_id == board.touchpoint_id]}


class ChangeForm(PageForm):
    """When it is done the new way for the first time."""

    changed_on = DayField(_l("First day of the new way"), validators=[InputRequired(WHEN)])


class DecideForm(PageForm):
    """What is decided, and what was learnt."""

    decision = RadioField(_l("Decision"), choices=options([(slug, _l(words)) for slug, words in DECISIONS.items()]),
                          validators=[DataRequired(_l("Choose one"))])
    reason = TextAreaField(_l("Why"), validators=[DataRequired(_l("Say in a sentence why")), Length(max=2000)])
    lesson = TextAreaField(
        _l("What the next team should know"),
        description=_l("What worked, what did not, what you would do otherwise. It is offered to whoever improves a touchpoint "
                       "of this kind. No names."),
        validators=[DataRequired(_l("Write the lesson in a sentence at least")), Length(max=2000)])

    @property
    def facts(self) -> Decision:
        """What was typed."""
        return Decision(self.decision.data, self.reason.data or "", self.lesson.data or "")
