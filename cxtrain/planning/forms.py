"""Shapes of input for plans."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, Form, FormField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from cxtrain.planning.contents import ActionFacts, PlanFacts
from cxtrain.planning.draft import MOST_ACTIONS
from cxtrain.planning.models import Plan
from cxtrain.planning.wording import plain
from cxtrain.web.bilingual import pick
from cxtrain.web.forms import PageForm

Choices = list[tuple[Any, Any]]  # value, label
WHEN = _l("Choose a day")
KINDS = {"train": _l("Practise"), "coach": _l("Coach"), "process": _l("Change the process"), "collect": _l("Look again")}
OUTCOMES = {"met": _l("Reached"), "partly": _l("Partly reached"), "unmet": _l("Not reached")}


def _options(pairs: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class DayField(DateField):
    """A day; whatever else was typed gets the same friendly sentence."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(WHEN) from None


class ActionForm(Form):
    """One action; a row without words is no action."""

    what = TextAreaField(_l("What will be done"), validators=[Length(max=600)])
    kind = SelectField(_l("Kind"), choices=_options(list(KINDS.items())))
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
            entry.form.owner_id.choices, entry.form.dimension.choices = _options(owners), _options(dimensions)

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
        return theirs, {name for name in ("finding", "cause", "goal", "due_on") if self[name].data != theirs[name]}

    @property
    def facts(self) -> PlanFacts:
        """What was typed."""
        rows = tuple(entry.form.facts for entry in self.actions if entry.form.is_meant)
        return PlanFacts(plain(self.finding.data), plain(self.cause.data), plain(self.goal.data), self.due_on.data, rows)


def typed_plan(plan: Plan, locale: str) -> dict[str, Any]:
    """Return the plan as the form's fields hold it, for a reader of `locale`; what is done can no longer be typed."""
    rows = [{"what": pick(action.what, locale), "kind": action.kind, "dimension": action.dimension or "",
             "owner_id": action.owner_id, "due_on": action.due_on}
            for action in plan.actions if action.done_at is None]
    return {"finding": pick(plan.finding, locale), "cause": pick(plan.cause, locale), "goal": pick(plan.goal, locale),
            "due_on": plan.due_on, "actions": rows, "version": plan.version}


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
        self.touchpoint_id.choices = _options(touchpoints)


class CellForm(PageForm):
    """Which finding to draft a plan from."""

    touchpoint_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    dimension = SelectField(widget=HiddenInput())
    kind = SelectField(widget=HiddenInput(), choices=_options([("mystery_shop", ""), ("announced_check", "")]))

    def __init__(self, *args: Any, dimensions: list[str], **kwargs: Any) -> None:
        """`dimensions` are the slugs that may be asked for."""
        super().__init__(*args, **kwargs)
        self.dimension.choices = _options([(slug, slug) for slug in dimensions])


class AnswerForm(PageForm):
    """The employee's own words; reading it without saying anything is an answer too."""

    words = TextAreaField(_l("Your own words"), description=_l("Optional. You can change them until the review."),
                          validators=[Length(max=2000, message=_l("At most 2000 characters, please"))])


class DoneForm(PageForm):
    """What came of an action."""

    note = TextAreaField(_l("What came of it"), validators=[
        Length(max=500, message=_l("At most 500 characters, please"))])


class CloseForm(PageForm):
    """The reviewer's judgement."""

    outcome = RadioField(_l("How far was the goal reached?"), choices=_options(list(OUTCOMES.items())),
                         validators=[DataRequired(_l("Choose one"))])
    review = TextAreaField(
        _l("What you saw"), description=_l("What changed, what helped, what comes next"),
        validators=[DataRequired(_l("Say in a sentence what you saw")), Length(max=2000)])
