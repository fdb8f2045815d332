"""Shapes of input for plans."""

import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FloatField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from cxtrain.planning.contents import ActionFacts, PlanFacts
from cxtrain.planning.draft import MOST_ACTIONS
from cxtrain.planning.models import Plan
from cxtrain.planning.wording import plain
from cxtrain.web.bilingual import pick
from cxtrain.web.forms import PageForm

Choices = list[tuple[Any, Any]]  # value, label
WHEN = _l("Choose a day")
WITHIN = NumberRange(-1e6, 1e6, _l("A number, please, such as 5.5"))
TEXTS = ("finding", "cause", "goal", "indicator", "baseline", "target", "n_needed", "due_on")  # what two people may change
KINDS = {"train": _l("Practise"), "coach": _l("Coach"), "process": _l("Change the process"), "collect": _l("Look again")}
OUTCOMES = {"met": _l("Reached"), "partly": _l("Partly reached"), "unmet": _l("Not reached")}


def options(pairs: Choices) -> list[SelectChoice]:
    """Return what a select field takes."""
    return [SelectChoice(value, label) for value, label in pairs]


class DayField(DateField):
    """A day; whatever else was typed gets the same friendly sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(WHEN) from None


class NumberField(FloatField):
    """A number as people type it: 5.5 or 5,5, half width or full."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        try:
            super().process_formdata([unicodedata.normalize("NFKC", value).strip().replace(",", ".") for value in valuelist])
        except ValueError:
            raise ValueError(_l("A number, please, such as 5.5")) from None


class ActionForm(Form):
    """One action; a row without words is no action."""

    what = TextAreaField(_l("What will be done"), validators=[Length(max=600)])
    kind = SelectField(_l("Kind"), choices=options(list(KINDS.items())))
    dimension = SelectField(_l("Dimension"))
    owner_id = SelectField(_l("Who"), coerce=int)
    due_on = DayField(_l("By when"))

    @property
    def is_meant(self) -> bool:
        """Whether anything was written."""
        return bool(plain(self.what.data or ""))

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the row is empty, or right."""
        if not self.is_meant:
            return True
        fine = super().validate(extra_validators)
        if self.due_on.data is None:
            self.due_on.errors = [WHEN]
        return fine and self.due_on.data is not None

    @property
    def facts(self) -> ActionFacts:
        """What was typed."""
        return ActionFacts(plain(self.what.data), self.kind.data, self.dimension.data or None, self.owner_id.data,
                           self.due_on.data)


class PlanForm(PageForm):
    """A whole plan, for editing."""

    finding = TextAreaField(_l("What was found"), validators=[DataRequired(_l("Say what was found")), Length(max=2000)])
    cause = TextAreaField(
        _l("Why, as far as known"),
        description=_l("Can and knows how, but something is in the way? Then no training: remove the obstacle."),
        validators=[DataRequired(_l("Say why, or that it is still open")), Length(max=2000)])
    goal = TextAreaField(
        _l("Goal"), description=_l("What one will see, by when, and who looks"),
        validators=[DataRequired(_l("Say what one will see when it has worked")), Length(max=2000)])
    indicator = StringField(
        _l("Measured by"), description=_l("With its unit, such as: mean of the visits, 1 to 7. May stay empty."),
        validators=[Length(max=300)])
    baseline = NumberField(_l("Where it stands"), validators=[Optional(), WITHIN])
    target = NumberField(_l("Where it is to stand"), validators=[Optional(), WITHIN])
    n_needed = IntegerField(
        _l("Visits needed, before and after each"), validators=[Optional(), NumberRange(1, 9999, _l("From 1 to 9999"))])
    due_on = DayField(_l("Check on"), validators=[InputRequired(WHEN)])
    actions = FieldList(FormField(ActionForm), max_entries=MOST_ACTIONS)
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, *args: Any, owners: Choices, dimensions: Choices, rows: int = MOST_ACTIONS, **kwargs: Any) -> None:
        """`owners` are (employee id, name), `dimensions` (slug, name); `rows` actions can be typed."""
        super().__init__(*args, **kwargs)
        self.rows = rows
        while len(self.actions) < rows:
            self.actions.append_entry()
        for entry in self.actions:
            entry.form.owner_id.choices, entry.form.dimension.choices = options(owners), options(dimensions)

    def validate_target(self, field: NumberField) -> None:
        """A target says of what, and is not where it stands already."""
        if field.data is not None and not plain(self.indicator.data or ""):
            raise ValidationError(_l("Say above what is measured"))
        if field.data is not None and field.data == self.baseline.data:
            raise ValidationError(_l("It stands there already"))

    def validate_actions(self, field: FieldList) -> None:
        """Each action ends before the plan is checked, and there are not too many."""
        if sum(entry.form.is_meant for entry in field) > self.rows:
            raise ValidationError(_l("Three actions are the most for one plan"))
        for entry in field:
            day = entry.form.due_on.data
            if entry.form.is_meant and day and self.due_on.data and day > self.due_on.data:
                entry.form.due_on.errors = [_l("This is after the day on which the plan is checked")]
                raise ValidationError(_l("An action must be done before the plan is checked"))

    def against(self, plan: Plan, locale: str) -> tuple[dict[str, Any], set[str]]:
        """Return the plan as it was saved meanwhile and the fields that differ; sent again, the form saves what it holds."""
        theirs = typed_plan(plan, locale)
        self.version.raw_data, self.version.data = None, plan.version
        self.submission_key.data = self.submission_key.default()
        return theirs, {name for name in TEXTS if (self[name].data or None) != (theirs[name] or None)}

    @property
    def facts(self) -> PlanFacts:
        """What was typed."""
        rows = tuple(entry.form.facts for entry in self.actions if entry.form.is_meant)
        return PlanFacts(plain(self.finding.data), plain(self.cause.data), plain(self.goal.data), self.due_on.data, rows,
                         plain(self.indicator.data or ""), self.baseline.data, self.target.data, self.n_needed.data)


def typed_plan(plan: Plan, locale: str) -> dict[str, Any]:
    """Return the plan as the form's fields hold it, for a reader of `locale`; what is done can no longer be typed."""
    rows = [{"what": pick(action.what, locale), "kind": action.kind, "dimension": action.dimension or "",
             "owner_id": action.owner_id, "due_on": action.due_on}
            for action in plan.actions if action.done_at is None]
    words = {name: pick(getattr(plan, name), locale) for name in ("finding", "cause", "goal", "indicator")}
    numbers = {name: getattr(plan, name) for name in ("baseline", "target", "n_needed")}
    return {**words, **numbers, "due_on": plan.due_on, "actions": rows, "version": plan.version}


def plan_form(plan: Plan, locale: str, *, usual_owner: int, **choices: Choices) -> PlanForm:
    """Return the form of a plan as it stands, or as it was sent; empty rows wait for more actions."""
    typed = typed_plan(plan, locale)
    form = PlanForm(data=typed, rows=max(len(typed["actions"]), MOST_ACTIONS - plan.done_count), **choices)
    for entry in form.actions:
        if not entry.form.is_meant and entry.form.due_on.data is None:
            entry.form.due_on.data, entry.form.owner_id.data = plan.due_on, usual_owner
    return form


class StartForm(PageForm):
    """A plan started by hand, in words."""

    touchpoint_id = SelectField(_l("Touchpoint"), coerce=int)
    reason = TextAreaField(
        _l("Why this plan"), description=_l("In your own words: what happened, or what is to get better"),
        validators=[DataRequired(_l("Say in a sentence why")), Length(max=2000)])
    goal = TextAreaField(
        _l("Goal"), description=_l("What one will see, by when, and who looks"),
        validators=[DataRequired(_l("Say what one will see when it has worked")), Length(max=2000)])
    due_on = DayField(_l("Check on"), validators=[InputRequired(WHEN)])

    def __init__(self, *args: Any, touchpoints: Choices, **kwargs: Any) -> None:
        """`touchpoints` are (id, title) pairs, 0 for none in particular."""
        super().__init__(*args, **kwargs)
        self.touchpoint_id.choices = options(touchpoints)


class AnswerForm(PageForm):
    """The employee's own words; reading it without saying anything is an answer too."""

    words = TextAreaField(_l("Your own words"), description=_l("Optional. You can change them until the review."),
                          validators=[Length(max=2000, message=_l("At most 2000 characters, please"))])
    approved = HiddenField(default="", validators=[Length(max=40)])  # which approval was read

    def again(self, approved: str) -> None:
        """Let the form, sent again, answer the approval that stands now."""
        self.approved.data, self.submission_key.data = approved, self.submission_key.default()
