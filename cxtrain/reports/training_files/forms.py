"""Whose training files, of which year, in which shape."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField

from cxtrain.reports.exports.forms import PurposedForm
from cxtrain.training.classes.papers.documents import LANGUAGES
from cxtrain.web.bilingual import N_

OUTPUTS = {"merged": N_("One PDF, by unit and name"), "zip": N_("A ZIP with a PDF for each")}


class FilesForm(PurposedForm):
    """Training files to be made."""

    unit = SelectField(_l("Unit"), coerce=int)
    year = SelectField(_l("Year"), coerce=int, default=0)
    language = RadioField(_l("Language of the papers"), default="zh")
    output = RadioField(_l("As"), default="merged")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], years: Sequence[int], **kwargs: Any) -> None:
        """`units` are those in reach, `years` those to choose from."""
        super().__init__(*args, **kwargs)
        self.unit.choices = list(units)
        self.year.choices = [(0, _("All years")), *((year, str(year)) for year in years)]
        self.language.choices = [(value, _(word)) for value, word in LANGUAGES.items()]
        self.output.choices = [(value, _(word)) for value, word in OUTPUTS.items()]
