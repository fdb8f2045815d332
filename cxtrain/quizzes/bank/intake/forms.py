"""The shape of what is taken over: a text or a file, how to read it, and what of it is wanted."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from cxtrain.quizzes.bank.writing.faults import CATEGORY
from cxtrain.quizzes.formats.reading import FORMAT_NAMES, READERS
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

ENCODINGS = {"": N_("found by itself"), "utf-8": "UTF-8", "gb18030": N_("GB18030 (also GBK, GB2312)"), "utf-16": "UTF-16",
             "big5": N_("Big5 (traditional Chinese)"), "cp1252": N_("Windows-1252 (Western European)")}
LANGUAGES = {"": N_("found by itself"), "zh": "中文", "en": "English"}
BINARY = frozenset({"xlsx"})
SAMPLE = N_("1. A guest comes in. What comes first?\nA. A greeting\nB. The price\nAnswer: A\n"
            "Explanation: First let the guest feel welcome.\nDifficulty: easy\n\n"
            "2. Whoever has to wait is told how long.\nAnswer: true")


class SourceForm(PageForm):
    """A pasted text or a file, and how to read it."""

    format = SelectField(_l("Written as"), default="text")
    text = TextAreaField(_l("Paste it here"), render_kw={"rows": 12, "class": "bank-paste", "spellcheck": "false"})
    file = FileField(_l("or choose a file"))
    language = SelectField(_l("Language"))
    encoding = SelectField(_l("Encoding of the file"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what can be read."""
        super().__init__(*args, **kwargs)
        self.format.choices = [(name, _(word)) for name, word in FORMAT_NAMES.items() if name in READERS]
        self.language.choices = [(name, _(word)) for name, word in LANGUAGES.items()]
        self.encoding.choices = [(name, _(word)) for name, word in ENCODINGS.items()]

    def validate_text(self, field: Any) -> None:
        """Ask for a text or a file, and for a file where the format is no text."""
        if self.file.data:
            return
        if self.format.data in BINARY:
            raise ValidationError(_("A spreadsheet cannot be pasted here: choose the file."))
        if not (field.data or "").strip():
            raise ValidationError(_("Paste a text or choose a file."))

    def body(self) -> tuple[bytes, str]:
        """Return the bytes to be read and their name: of a text in the encoding that was chosen, as UTF-8.

        Raises:
            UnicodeError: the file is not in that encoding.
        """
        if not self.file.data:
            return (self.text.data or "").encode("utf-8", "replace"), ""
        data, name = self.file.data.read(), self.file.data.filename or ""
        if self.encoding.data and self.format.data not in BINARY:
            data = data.decode(self.encoding.data).encode()
        return data, name[:200]


class ChoiceForm(PageForm):
    """Where the questions chosen go."""

    category = StringField(_l("Into the category"), validators=[Length(max=200)],
                           description=_l("Empty: where the file puts them."),
                           render_kw={"list": "categories", "autocomplete": "off"})
    all_of_them = BooleanField(_l("Also those that the file puts elsewhere"))

    def validate_category(self, field: Any) -> None:
        """Refuse what is no category."""
        field.data = (field.data or "").strip()
        if field.data and not all(step.strip() for step in field.data.split("/")):
            raise ValidationError(_(CATEGORY))

