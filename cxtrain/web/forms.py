"""The form that every page uses: CSRF by its base class, and a key by which a submit is done once."""

import uuid
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.i18n import messages_path
from wtforms.validators import Length


@lru_cache(maxsize=8)
def _messages(locale: str) -> NullTranslations:
    """Return the field library's own messages; read once, where Flask-WTF reads the file in each request."""
    return Translations.load(messages_path(), [locale], domain="wtforms")


class PlainForm(FlaskForm):
    """A form that leaves no note of its submit: for what nobody may connect with who sent it."""

    class Meta(FlaskForm.Meta):
        """How the form speaks."""

        def get_translations(self, form: Any) -> NullTranslations:
            """Return the messages in the reader's language."""
            return _messages(str(get_locale() or "zh_Hans"))

    def is_submitted_and_valid(self) -> bool:
        """Whether this request sends the form and every field is right."""
        return bool(self.validate_on_submit())


class PageForm(PlainForm):
    """A form with a submission key. Subclasses make no queries; what they choose from comes by keyword."""

    submission_key = HiddenField(default=lambda: str(uuid.uuid4()), validators=[Length(max=36)])
