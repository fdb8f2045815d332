"""The shape of why something is corrected, and of what is decided on it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from cxtrain.web.forms import PageForm

LEAST = 10


def asked() -> str:
    """Return what a page says to whoever asked for a correction."""
    return _("Asked for. What was recorded stands until a second person confirms it.")


def enough_words(form: Any, field: Any) -> None:
    """Refuse a reason that says too little.

    Raises:
        ValidationError: it has fewer than ten characters.
    """
    if len((field.data or "").strip()) < LEAST:
        raise ValidationError(_("Say why, in at least 10 characters."))


def reason_field(*more: Any) -> TextAreaField:
    """Return the field in which whoever asks for a correction says why."""
    return TextAreaField(_l("Why is it corrected?"), render_kw={"rows": 2}, validators=[*more, Length(max=500)], description=_l(
        "Kept with the first value, for good. It counts once a second person confirms it. At least 10 characters."))


class DecideForm(PageForm):
    """What becomes of a correction that waits; words are needed where it is refused."""

    do = StringField(validators=[Length(max=10)])
    words = TextAreaField(_l("Why is it refused?"), validators=[Length(max=500)], render_kw={"rows": 2},
                          description=_l("Only needed to refuse it; whoever asked reads it. At least 10 characters."))

    def validate_words(self, field: TextAreaField) -> None:
        """Refuse a refusal without a reason."""
        if self.do.data == "refuse":
            enough_words(self, field)
