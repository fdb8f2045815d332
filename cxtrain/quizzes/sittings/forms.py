"""The shape of putting somebody's exam off, and of the days that are counted."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from cxtrain.web.forms import PageForm


class PutOffForm(PageForm):
    """Whose exam is put off, to when, and why."""

    number = StringField(_l("Staff number"), validators=[InputRequired(_l("Write the staff number.")), Length(max=40)],
                         render_kw={"autocomplete": "off"})
    quiz = SelectField(_l("Exam"))
    new_on = DateField(_l("To be sat on"), validators=[InputRequired(_l("Choose a day"))])
    why = StringField(_l("Reason"), validators=[DataRequired(_l("Say why in a few words.")), Length(max=200)], description=_l(
        "Seen by the person and by those who put exams off. Write nothing about health: “on leave” is enough."))

    def __init__(self, *args: Any, quizzes: dict[str, str], **kwargs: Any) -> None:
        """`quizzes` are titles by slug."""
        super().__init__(*args, **kwargs)
        self.quiz.choices = [*quizzes.items()]
