"""Shapes of input for the people of a board, what they do and what they say."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from cxtrain.planning.boards.contents import Task
from cxtrain.planning.boards.forms import CheckField, options
from cxtrain.planning.forms import WHEN, Choices, DayField
from cxtrain.web.forms import PageForm


class MemberForm(PageForm):
    """Who joins: by staff number or name, or whoever leads a department."""

    who = StringField(_l("Staff number or full name"), validators=[Length(max=80)],
                      description=_l("May stay empty where a department is chosen: then whoever leads it joins."))
    department_id = SelectField(_l("For which department"), coerce=int)

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        """`departments` are (id, name) pairs, 0 for none."""
        super().__init__(*args, **kwargs)
        self.department_id.choices = options(departments)


class TaskForm(PageForm):
    """An action."""

    what = TextAreaField(_l("What will be done"), validators=[DataRequired(_l("Say what will be done")), Length(max=500)])
    owner_id = SelectField(_l("Who"), coerce=int)
    department_id = SelectField(_l("For which department"), coerce=int)
    due_on = DayField(_l("By when"), validators=[InputRequired(WHEN)])
    cost = IntegerField(_l("What it costs"), description=_l("In whole yuan, once; may stay empty"), validators=[
        Optional(), NumberRange(min=0, max=2_000_000_000, message=_l("0 or more, please"))])

    def __init__(self, *args: Any, owners: Choices, departments: Choices, **kwargs: Any) -> None:
        """`owners` and `departments` are (id, name) pairs, department 0 for none."""
        super().__init__(*args, **kwargs)
        self.owner_id.choices, self.department_id.choices = options(owners), options(departments)

    @property
    def facts(self) -> Task:
        """What was typed."""
        return Task(self.what.data or "", self.owner_id.data, self.due_on.data, self.department_id.data or None, self.cost.data)


class NoteForm(PageForm):
    """What somebody says to the team."""

    words = TextAreaField(_l("Say something to the team"), description=_l("@ with a staff number asks somebody to look"),
                          validators=[DataRequired(_l("Write a few words first")), Length(max=2000)])
    people = CheckField(_l("Ask to look"), coerce=int)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        """`people` are (id, name) pairs of those on the board."""
        super().__init__(*args, **kwargs)
        self.people.choices = options(people)
