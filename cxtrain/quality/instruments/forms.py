"""Shapes of input on the pages about whole forms: beginning one, and publishing it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from cxtrain.quality.instruments.words import OBSERVATIONS
from cxtrain.web.forms import PageForm

EMPTY = ""


class NewForm(PageForm):
    """What a form is called, what it observes and where, and what it begins with."""

    title_zh = StringField(_l("Title"), validators=[DataRequired(_l("Write this in both languages.")), Length(max=120)])
    title_en = StringField(_l("Title"), validators=[DataRequired(_l("Write this in both languages.")), Length(max=120)])
    kind = SelectField(_l("Kind of observation"),
                       description=_l("Kinds are never mixed in one mean. It stays once the form is published."))
    touchpoint = SelectField(_l("Touchpoint"))
    begin = SelectField(_l("Begin with"))

    def __init__(self, *args: Any, touchpoints: Mapping[str, str], forms: Sequence[tuple[str, str]],
                 surveys: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`touchpoints` are titles by slug; `forms` and `surveys` are (token, title) pairs to begin with."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind, _(word)) for kind, word in OBSERVATIONS.items()]
        self.touchpoint.choices = [*touchpoints.items(), ("", _("any touchpoint"))]
        self.begin.choices = [
            (EMPTY, _("an empty form")), *((token, _("the items of “%(title)s”", title=title)) for token, title in surveys),
            *((token, _("a copy of “%(title)s”", title=title)) for token, title in forms)]


class PublishForm(PageForm):
    """A note for those who come after; `save` and `over` are what the page was made from."""

    save, over = HiddenField(), HiddenField()
    note = TextAreaField(_l("What is new"), validators=[
        DataRequired(_l("Say in a few words what is new.")), Length(max=500)], render_kw={"rows": 3},
        description=_l("Kept with the version, for those who write after you."))


class SaveForm(PageForm):
    """A button that was made from the draft's save of this number."""

    save = IntegerField(validators=[InputRequired()])
