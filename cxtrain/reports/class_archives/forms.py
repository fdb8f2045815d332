"""In which language the file of a class is made."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from cxtrain.reports.exports.forms import PurposedForm
from cxtrain.training.classes.papers.documents import LANGUAGES


class ArchiveForm(PurposedForm):
    """The file to be made."""

    language = RadioField(_l("Language of the papers"), default="zh")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the languages their names."""
        super().__init__(*args, **kwargs)
        self.language.choices = [(value, _(word)) for value, word in LANGUAGES.items()]
