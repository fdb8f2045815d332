"""Shapes of input for importing a roster."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm


class UploadForm(PageForm):
    """A roster file."""

    file = FileField(_l("Roster file"), description=_l("XLSX or CSV, with the columns 工号 and 姓名 at least"),
                     validators=[FileRequired(_l("Choose a file"))],
                     render_kw={"accept": ".xlsx,.csv,.txt,.tsv"})  # fmt: skip


class ImportForm(PageForm):
    """The import of what was shown: `shown` is the plan's fingerprint."""

    shown = HiddenField(validators=[InputRequired(), Length(max=64)])
