"""The form that every page uses: CSRF by its base class, and a key by which a submit is done once; and a table of rows."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField, ValidationError
from wtforms.i18n import messages_path
from wtforms.validators import Length

from cxtrain.web.keying import read_pasted


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


class TableForm(PageForm):
    """Paper keyed in, typed row by row or pasted. Subclasses have a FieldList `rows`, a field `pasted` and `typed()`."""

    do = StringField(validators=[Length(max=20)])
    wrong = ""  # with what was pasted

    def take(self, row_of: Callable[[Sequence[str]], Any]) -> list[Any]:
        """Return the typed rows, then the pasted ones; what is no row or finds no room stays in its field, which says so."""
        typed = self.typed()
        rows, left = read_pasted(self.pasted.data or "", row_of)
        given, most = len(typed) + len(rows), self.rows.max_entries
        if given > most:
            self.wrong = _("At most %(most)s rows at a time: these would make %(given)s.", most=most, given=given)
            rows = []
        else:
            self.wrong = _("No staff or certificate number was found in these lines. Add it, or delete them.") if left else ""
            self.pasted.data = left
        self.pasted.errors = [self.wrong] if self.wrong else []
        return [*typed, *rows]

    def validate_pasted(self, _field: TextAreaField) -> None:
        """Refuse what `take` could not."""
        if self.wrong:
            raise ValidationError(self.wrong)

    def put(self, rows: Sequence[Any], blank: int = 0) -> None:
        """Put rows, dataclasses, in the place of those that are there, with some blank ones after them."""
        while self.rows.entries:
            self.rows.pop_entry()
        for row in [*map(asdict, rows), *[{}] * blank][:self.rows.max_entries]:
            self.rows.append_entry(row)
