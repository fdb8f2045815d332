"""The shape of paper forms that are keyed in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from cxtrain.training.practicals.forms import HandInForm
from cxtrain.training.practicals.keying.keyed import MOST_ROWS, Row
from cxtrain.web.forms import TableForm

BLANK_ROWS = 6


class RowForm(Form):
    """Somebody's paper form."""

    number = StringField(_l("Staff number"), validators=[Length(max=40)], render_kw={"autocomplete": "off"})
    marks = StringField(_l("Marks in the order of the sheet"), validators=[Length(max=160)],
                        render_kw={"autocomplete": "off", "inputmode": "text"})


class KeyForm(TableForm, HandInForm):
    """Paper forms of one assessor."""

    assessor = SelectField(_l("Who marked on paper?"), coerce=int)
    rows = FieldList(FormField(RowForm), max_entries=MOST_ROWS)
    pasted = TextAreaField(_l("Paste from a spreadsheet"), validators=[Length(max=20_000)], render_kw={"rows": 4},
                           description=_l("A row for each person: staff number, perhaps the name, then the marks."))

    def __init__(self, *args: Any, assessors: Sequence[tuple[int, str]], chosen: int, **kwargs: Any) -> None:
        """`assessors` are (id, name) pairs; `chosen` stands first."""
        super().__init__(*args, **kwargs)
        self.assessor.choices = [*assessors]
        if not self.is_submitted():
            self.assessor.data = chosen

    def typed(self) -> list[Row]:
        """Return the rows in which something stands."""
        rows = [Row(*((entry.form[name].data or "").strip() for name in ("number", "marks"))) for entry in self.rows]
        return [row for row in rows if row.number or row.marks]
