"""The shape of opening an exam on site, and of the code that people type."""

import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from cxtrain.quizzes.onsite.operations import LONGEST, SHORTEST
from cxtrain.web.forms import PageForm


class OpenForm(PageForm):
    """An exam to open."""

    quiz = SelectField(_l("Exam"))
    place = SelectField(_l("Unit or class"))
    room = StringField(_l("Room"), validators=[Length(max=120)], description=_l("For the list of exams; may stay empty."))
    minutes = IntegerField(
        _l("Minutes in which one may begin"), default=30, render_kw={"inputmode": "numeric", "min": SHORTEST, "max": LONGEST},
        validators=[InputRequired(), NumberRange(SHORTEST, LONGEST, _l("Write a number from 15 to 120."))])

    def __init__(self, *args: Any, quizzes: dict[str, str], places: dict[str, str], **kwargs: Any) -> None:
        """`quizzes` are titles by slug, `places` their names by value."""
        super().__init__(*args, **kwargs)
        self.quiz.choices, self.place.choices = [*quizzes.items()], [*places.items()]


class CodeForm(PageForm):
    """The code that is shown in the room."""

    code = StringField(_l("Exam code"), validators=[InputRequired(_l("Type the six digits that are shown in the room."))],
                       render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 12, "class": "onsite-typed"})

    @property
    def digits(self) -> str:
        """What was typed, in narrow figures and without spaces."""
        return "".join(unicodedata.normalize("NFKC", self.code.data or "").split())[:12]
