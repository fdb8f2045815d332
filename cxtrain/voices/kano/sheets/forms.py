"""The shape of a file with answers."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from cxtrain.web.forms import PageForm


class FileForm(PageForm):
    """A spreadsheet."""

    file = FileField(_l("CSV or XLSX file"), validators=[FileRequired(_l("Choose a file."))])
