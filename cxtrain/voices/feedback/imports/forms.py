"""The shape of a file of matters."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from cxtrain.web.forms import PageForm


class ImportForm(PageForm):
    """One file."""

    file = FileField(_l("The table"), validators=[FileRequired(_l("Choose a file."))],
                     description=_l("XLSX or CSV. Each row has a number, so that it comes once, however often the file does."),
                     render_kw={"accept": ".xlsx,.csv,.txt"})
