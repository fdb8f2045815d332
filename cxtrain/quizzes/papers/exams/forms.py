"""The shape of what is asked for an exam on paper, and of marks that are keyed in."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, Form, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.people.corrections.forms import enough_words, reason_field
from cxtrain.quizzes.papers.exams.keyed import MOST_ROWS, Row
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm, TableForm

LANGUAGES = {"zh": N_("Chinese"), "en": N_("English"), "both": N_("Chinese and English")}
BLANK_ROWS = 8


class ExamForm(PageForm):
    """An exam to make."""

    quiz = SelectField(_l("Quiz"))
    language = RadioField(_l("Language of the paper"), default="zh")

    def __init__(self, *args: Any, quizzes: dict[str, str], **kwargs: Any) -> None:
        """`quizzes` are titles by slug."""
        super().__init__(*args, **kwargs)
        self.quiz.choices = [*quizzes.items()]
        self.language.choices = [(value, _(word)) for value, word in LANGUAGES.items()]


class RowForm(Form):
    """Somebody's marks."""

    number = StringField(_l("Staff number"), validators=[Length(max=40)], render_kw={"autocomplete": "off"})
    form = SelectField(_l("Form"), validate_choice=False)
    marks = StringField(_l("Marks earned"), validators=[Length(max=80)], render_kw={"inputmode": "text", "autocomplete": "off"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field of the form its letters."""
        super().__init__(*args, **kwargs)
        self.form.choices = [("", "–"), ("A", "A"), ("B", "B")]


class KeyForm(TableForm):
    """Marks of many, and the day on which they sat the exam."""

    sat_on = DateField(_l("Sat on"), validators=[InputRequired(_l("Say on which day."))])
    rows = FieldList(FormField(RowForm), max_entries=MOST_ROWS)
    pasted = TextAreaField(_l("Paste from a spreadsheet"), validators=[Length(max=20_000)], render_kw={"rows": 4},
                           description=_l("A row for each person: staff number, perhaps the name and A or B, then the marks."))

    def typed(self) -> list[Row]:
        """Return the rows in which something stands."""
        rows = [Row(*((entry.form[name].data or "").strip() for name in ("number", "form", "marks"))) for entry in self.rows]
        known = ("A", "B")
        return [Row(row.number, row.form if row.form in known else "", row.marks) for row in rows if row.number or row.marks]


class CorrectForm(PageForm):
    """Other marks for somebody, and why."""

    marks = StringField(_l("Marks earned"), validators=[InputRequired(), Length(max=80)])
    reason = reason_field(enough_words)
