"""The shape of decisions about comments: who reads them, what they are about, and what tags there are."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cxtrain.voices.audience import AUDIENCES
from cxtrain.voices.comments.keywords import LONGEST, MOST, read_keywords, too_long
from cxtrain.web.forms import PageForm

BOTH = [InputRequired(_l("Fill this in.")), Length(max=40)]


class ReleaseForm(PageForm):
    """Which comments, and who reads them from now on."""

    chosen = SelectMultipleField(coerce=int, validate_choice=False)
    audience = SelectField(_l("Who reads them"), default="staff")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the audiences."""
        super().__init__(*args, **kwargs)
        self.audience.choices = [(key, _(label)) for key, label in AUDIENCES.items()]


class CommentForm(PageForm):
    """The tags of one comment."""

    tags = SelectMultipleField(_l("Tags"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())

    def __init__(self, *args: Any, tags: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """`tags` are (id, title) pairs."""
        super().__init__(*args, **kwargs)
        self.tags.choices = list(tags)


class TagForm(PageForm):
    """A tag in both languages, with the keywords that say it."""

    zh = StringField(_l("In Chinese"), validators=BOTH)
    en = StringField(_l("In English"), validators=BOTH)
    pack = SelectField(_l("For the touchpoints of"))
    keywords = TextAreaField(_l("Keywords"), render_kw={"rows": 6}, description=_l(
        "One on each line, or between commas, in both languages. A Chinese keyword is found anywhere, an English one at the "
        "beginning of a word: queue finds queues and queued."))
    ended = BooleanField(_l("Give it to no comment any more"))

    def __init__(self, *args: Any, packs: Sequence[str], **kwargs: Any) -> None:
        """`packs` are the packs whose touchpoints are here."""
        super().__init__(*args, **kwargs)
        self.pack.choices = [("", _("all packs")), *((pack, pack) for pack in packs)]

    def validate_keywords(self, field: Any) -> None:
        """Refuse what is too long or too much."""
        words = read_keywords(field.data or "")
        if long := too_long(words):
            raise ValidationError(_("“%(word)s” is longer than %(most)s letters.", word=long[0][:40], most=LONGEST))
        if len(words) > MOST:
            raise ValidationError(_("These are more than %(most)s keywords.", most=MOST))
