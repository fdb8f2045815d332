"""The shape of a remark: which versions were faulty, what counts instead, and why."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cxtrain.people.corrections.forms import DecideForm
from cxtrain.web.forms import PageForm

EVERYBODY = "everybody"


def reason_field() -> TextAreaField:
    """Return the field in which whoever asks says why."""
    return TextAreaField(_l("Why"), render_kw={"rows": 2},
                         description=_l("Kept with the attempts, for whoever looks into them."), validators=[
                             InputRequired(_l("Say in a few words why.")), Length(max=500)])


class RemarkForm(PageForm):
    """What is to be marked anew. `seen` says what the page that was looked at had said it would change."""

    seen = HiddenField(validators=[Length(max=60)])
    versions = SelectMultipleField(_l("Which versions were wrong"), coerce=int, option_widget=CheckboxInput(),
                                   widget=ListWidget(prefix_label=False), validate_choice=False)
    by = RadioField(_l("What counts instead"), validators=[InputRequired(_l("Choose one."))], validate_choice=False)
    keeps_better = BooleanField(_l("Nobody loses by it: the better of both marks counts"), default=True)
    reason = reason_field()

    def __init__(self, *args: Any, versions: Sequence[tuple[int, str]], keys: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`versions` were answered, by id; `keys` may count instead, by the id of their version as text, or everybody."""
        super().__init__(*args, **kwargs)
        self.versions.choices, self.by.choices = list(versions), [*keys, (EVERYBODY, _("everybody gets the marks"))]

    def validate_versions(self, field: Any) -> None:
        """Ask for one version at least, of those that there are, and not for the one whose key counts."""
        if not field.data or not set(field.data) <= {value for value, _word in field.choices}:
            raise ValidationError(_("Choose one version at least."))
        if self.by.data and self.by.data in map(str, field.data):
            raise ValidationError(_("The version whose key counts cannot be a wrong one."))

    def validate_by(self, field: Any) -> None:
        """Refuse a key that is none."""
        if field.data not in [value for value, _word in field.choices]:
            raise ValidationError(_("Choose one."))


class UndoForm(PageForm):
    """Why attempts are to be marked as they were before."""

    reason = reason_field()


class DecideRemarkForm(DecideForm):
    """What becomes of a remark that waits. `seen` says what its page had said it would change."""

    seen = HiddenField(validators=[Length(max=60)])
