"""The shape of a file that comes in, and of the wish to take it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.validators import Length, ValidationError

from cxtrain.voices.audience import SOURCES
from cxtrain.web.forms import PageForm

NEW = 0


class FileForm(PageForm):
    """A file and where it comes from."""

    feed = SelectField(_l("Where it comes from"), coerce=int)
    title = StringField(_l("Name of the new source"), validators=[Length(max=60)],
                        description=_l("For example: Dianping, guest book, interviews in May"))
    source = SelectField(_l("What the new source holds"), default="review")
    file = FileField(_l("File"), description=_l("XLSX or CSV, one row for each customer"),
                     validators=[FileRequired(_l("Choose a file"))], render_kw={"accept": ".xlsx,.csv,.txt,.tsv"})

    def __init__(self, *args: Any, feeds: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`feeds` are (id, title) pairs."""
        super().__init__(*args, **kwargs)
        self.feed.choices = [(NEW, _("A new source")), *feeds]
        self.source.choices = [(key, _(SOURCES[key])) for key in ("review", "social", "interview", "import")]

    def validate_title(self, field: Any) -> None:
        """Ask for the name of a new source, one that none has yet."""
        field.data = (field.data or "").strip()
        if self.feed.data != NEW:
            return
        if not field.data:
            raise ValidationError(_("Name the source."))
        if field.data in [title for _key, title in self.feed.choices[1:]]:
            raise ValidationError(_("There is a source of this name. Choose it above."))


class TakeForm(PageForm):
    """The wish to take in, or back, what is shown."""
