"""Shapes of input for talks and options."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from cxtrain.planning.forms import WHEN, Choices, DayField, options
from cxtrain.planning.talks.models import PlanTalk
from cxtrain.planning.talks.sheet import SOURCES, OptionFacts, TalkFacts
from cxtrain.planning.wording import plain
from cxtrain.web.forms import PageForm

NEW_OPTIONS = 2  # rows that wait for one
WHOSE = [(source, _l(SOURCES[source])) for source in ("employee", "supervisor")]


class OptionRow(Form):
    """One option that came up in the talk; a row without words is none."""

    what = TextAreaField(_l("Option considered"), validators=[Length(max=600)])
    source = SelectField(_l("Whose idea"), choices=options(WHOSE))
    chosen = BooleanField(_l("Is taken"))

    @property
    def is_meant(self) -> bool:
        """Whether anything was written."""
        return bool(plain(self.what.data or ""))

    @property
    def facts(self) -> OptionFacts:
        """What was typed."""
        return OptionFacts(plain(self.what.data), self.source.data, bool(self.chosen.data))


class ChosenField(SelectMultipleField):
    """Which of the options that stand there already are taken."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TalkForm(PageForm):
    """A talk by GROW, written down."""

    held_on = DayField(_l("Held on"), validators=[InputRequired(WHEN)])
    place = StringField(_l("Where it took place"), validators=[Length(max=120)], render_kw={"autocomplete": "off"})
    goal = TextAreaField(
        _l("Goal"), description=_l("What is to be different at work, so that both would see it"),
        validators=[DataRequired(_l("Say what is to be different")), Length(max=2000)])
    reality = TextAreaField(
        _l("Reality"), description=_l("What was seen, when and how often. First what goes well."),
        validators=[DataRequired(_l("Say what was seen")), Length(max=2000)])
    gap = TextAreaField(
        _l("Where the gap is"),
        description=_l("What should happen, what happens, and what stands between: knowing, being able, or something in the "
                       "way"),
        validators=[DataRequired(_l("Say where the gap is; the talk is about that")), Length(max=1000)])
    motivation = TextAreaField(
        _l("What the colleague wants"),
        description=_l("In their words: is it worth it to them, do they trust themselves, what would help. Nothing about "
                       "health or family."),
        validators=[DataRequired(_l("Ask, and say what the answer was")), Length(max=1000)])
    chosen = ChosenField(_l("Options that stand there already: tick what is taken"), coerce=int)
    options = FieldList(FormField(OptionRow), max_entries=NEW_OPTIONS)
    forward = TextAreaField(
        _l("Way forward"), description=_l("What was agreed, so that one can see whether it was done"),
        validators=[DataRequired(_l("Say what was agreed")), Length(max=2000)])
    forward_id = SelectField(_l("Who"), coerce=int)
    forward_on = DayField(_l("By when"), validators=[InputRequired(WHEN)])
    support = TextAreaField(_l("Support"), description=_l("What they get for it, and from whom: time, a buddy, material"),
                            validators=[Length(max=1000)])
    next_on = DayField(_l("Next talk"), validators=[Optional()])
    version = IntegerField(widget=HiddenInput(), default=0, validators=[InputRequired()])

    def __init__(self, *args: Any, people: Choices, stand: Choices, today: dt.date, **kwargs: Any) -> None:
        """`people` are (employee id, name), `stand` (option id, words) of those considered already."""
        super().__init__(*args, **kwargs)
        self.today = today
        while len(self.options) < NEW_OPTIONS:
            self.options.append_entry()
        self.forward_id.choices, self.chosen.choices = options(people), options(stand)

    def validate_held_on(self, field: DayField) -> None:
        """A talk is noted after it was held."""
        if field.data and field.data > self.today:
            raise ValidationError(_l("Note a talk when it was held, not before"))

    def validate_forward_on(self, field: DayField) -> None:
        """What was agreed lies ahead of the talk."""
        if field.data and self.held_on.data and field.data < self.held_on.data:
            raise ValidationError(_l("This is before the talk"))

    @property
    def facts(self) -> TalkFacts:
        """What was typed."""
        words = {name: plain(self[name].data or "")
                 for name in ("place", "goal", "reality", "gap", "motivation", "forward", "support")}
        return TalkFacts(
            held_on=self.held_on.data, forward_id=self.forward_id.data, forward_on=self.forward_on.data,
            next_on=self.next_on.data, chosen=frozenset(self.chosen.data or ()),
            options=tuple(row.form.facts for row in self.options if row.form.is_meant), **words)


def typed_talk(talk: PlanTalk) -> dict[str, Any]:
    """Return a talk as the form's fields hold it."""
    names = ("held_on", "place", "goal", "reality", "gap", "motivation", "forward", "forward_id", "forward_on", "support",
             "next_on", "version")
    return {name: getattr(talk, name) for name in names}


class OwnOptionForm(PageForm):
    """One's own option, in a sentence."""

    what = TextAreaField(_l("What could be done"), description=_l("Your own idea, in a sentence"), validators=[
        DataRequired(_l("Say it in a sentence")), Length(max=600)])
