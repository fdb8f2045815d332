"""The shape of additions to a roster, and of leave."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from cxtrain.web.forms import PageForm


class ListForm(PageForm):
    """Staff numbers, typed, pasted or in a file; `sure` once they were looked over."""

    numbers = TextAreaField(_l("Staff numbers"), validators=[Length(max=20_000)], render_kw={"rows": 6},
                            description=_l("One on each line, or a table pasted from a spreadsheet with the number first."))
    file = FileField(_l("Or a table with a column “Staff number”"), description=_l("XLSX or CSV"))
    do = StringField(validators=[Length(max=20)])


class PeopleForm(PageForm):
    """People of a unit, ticked."""

    people = SelectMultipleField(_l("People"), coerce=int)
    do = StringField(validators=[Length(max=20)])

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        """`choices` are the ids and names of those who can be put on the roster."""
        super().__init__(*args, **kwargs)
        self.people.choices = choices

    def validate_people(self, field: Field) -> None:
        """Ask for one person at least, unless everybody is meant."""
        if not field.data and self.do.data != "all":
            raise ValidationError(_("Tick at least one person."))

    @property
    def chosen(self) -> list[int]:
        """Ids of those who are put on the roster."""
        return [key for key, _name in self.people.choices] if self.do.data == "all" else list(self.people.data)


class LeaveForm(PageForm):
    """Why somebody asks not to be at a session."""

    why = TextAreaField(_l("Why can you not come?"), render_kw={"rows": 2},
                        validators=[DataRequired(_l("Say why in a few words.")), Length(max=200)],
                        description=_l("The trainer and HR read this. Nobody needs to know anything about your health."))


class AnswerForm(PageForm):
    """The trainer's answer."""

    granted = RadioField(_l("Your answer"), validators=[InputRequired(_l("Choose one"))])
    answer = TextAreaField(_l("A word about it"), render_kw={"rows": 2}, validators=[Length(max=200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the answers their words."""
        super().__init__(*args, **kwargs)
        self.granted.choices = [("yes", _("Grant the leave")), ("no", _("Do not grant it"))]

    def validate_answer(self, field: Field) -> None:
        """Ask for a reason where leave is not granted."""
        if self.granted.data == "no" and not (field.data or "").strip():
            raise ValidationError(_("Say why it is not granted."))
