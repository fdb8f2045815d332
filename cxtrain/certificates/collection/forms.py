"""The shape of a signed list that is keyed in."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, Form, FormField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.certificates.collection.keyed import MOST_NAME, MOST_ROWS, Row
from cxtrain.web.forms import PageForm, TableForm

BLANK_ROWS = 8
TYPED = {"autocomplete": "off"}


class RowForm(Form):
    """One line of the list."""

    number = StringField(_l("Staff number or certificate number"), validators=[Length(max=60)], render_kw=TYPED)
    by = StringField(_l("Fetched by, if somebody else"), validators=[Length(max=MOST_NAME)], render_kw=TYPED)
    on = StringField(_l("Another day"), validators=[Length(max=20)], render_kw={**TYPED, "placeholder": "2026-05-12"})


class KeyForm(TableForm):
    """Lines of the list, and the day of those that say none."""

    fetched_on = DateField(_l("Fetched on"), validators=[InputRequired(_l("Say on which day."))])
    rows = FieldList(FormField(RowForm), max_entries=MOST_ROWS)
    pasted = TextAreaField(_l("Paste from a spreadsheet"), validators=[Length(max=20_000)], render_kw={"rows": 4},
                           description=_l("A row for each certificate: a number, then who signed and the day, if they differ."))

    def typed(self) -> list[Row]:
        """Return the rows in which a number stands."""
        rows = [Row(*((entry.form[name].data or "").strip() for name in ("number", "by", "on"))) for entry in self.rows]
        return [row for row in rows if row.number or row.by or row.on]


class TakeBackForm(PageForm):
    """Why an entry was wrong."""

    reason = TextAreaField(_l("Why was it wrong?"), render_kw={"rows": 2},
                           validators=[InputRequired(_l("Say why in a few words.")), Length(max=300)])
