"""What a file about many people is for."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from cxtrain.reports.exports.purposes import MOST, PURPOSES, Purpose
from cxtrain.web.forms import PageForm


class PurposedForm(PageForm):
    """A form that asks what for."""

    purpose = SelectField(
        _l("What for"), description=_l(
            "It stands in the ledger with what was chosen, how many people are in the file, and its check mark."),
        validators=[DataRequired(_l("Say what the file is for."))])
    words = StringField(
        _l("More about it"), description=_l("For example: annual review of the east region, for Ms Zhou."),
        filters=[lambda text: (text or "").strip()], validators=[Length(max=MOST)], render_kw={"maxlength": MOST})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the purposes their names."""
        super().__init__(*args, **kwargs)
        self.purpose.choices = [("", _("Choose")), *((code, _(word)) for code, word in PURPOSES.items())]

    def validate_words(self, field: StringField) -> None:
        """Ask for words where no usual purpose fits."""
        if self.purpose.data == "other" and not field.data:
            raise ValidationError(_l("Say what the file is for."))

    @property
    def what_for(self) -> Purpose:
        """What was said."""
        return Purpose(self.purpose.data, self.words.data)
