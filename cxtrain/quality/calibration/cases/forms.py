"""Shapes of input: a new case, its texts, and a picture. The key is read by `key`."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional, Regexp

from cxtrain.web.forms import PageForm

_BOTH = _l("Write this in both languages.")


class CaseForm(PageForm):
    """The texts of a case, in both languages."""

    title_zh = StringField(_l("Title, in Chinese"), validators=[InputRequired(_BOTH), Length(max=80)])
    title_en = StringField(_l("Title, in English"), validators=[InputRequired(_BOTH), Length(max=120)])
    description_zh = TextAreaField(_l("What the case is about, in Chinese"),
                                   validators=[InputRequired(_BOTH), Length(max=400)])
    description_en = TextAreaField(_l("What the case is about, in English"),
                                   validators=[InputRequired(_BOTH), Length(max=600)])
    happened_zh = TextAreaField(_l("What happened, in Chinese"), validators=[InputRequired(_BOTH), Length(max=4000)])
    happened_en = TextAreaField(_l("What happened, in English"), validators=[InputRequired(_BOTH), Length(max=6000)])
    video = StringField(_l("Link to a video"), description=_l("Begins with https://. It is shown as a link."), validators=[
        Optional(), Length(max=300), Regexp(r"^https://[^\s]+$", message=_l("The link must begin with https://."))])

    def text(self, name: str) -> dict[str, str]:
        """Return one text in both languages."""
        return {language: (self[f"{name}_{language}"].data or "").strip() for language in ("zh", "en")}


class NewCaseForm(CaseForm):
    """A case to be begun: also the form it is scored with, which stays."""

    form = SelectField(_l("Scored with the form"), description=_l("It stays: another form needs another case."))

    def __init__(self, *args: Any, forms: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`forms` are (slug, title) pairs."""
        super().__init__(*args, **kwargs)
        self.form.choices = list(forms)


class PictureForm(PageForm):
    """A picture and what it shows."""

    shows_zh = StringField(_l("What it shows, in Chinese"), validators=[InputRequired(_BOTH), Length(max=120)])
    shows_en = StringField(_l("What it shows, in English"), validators=[InputRequired(_BOTH), Length(max=200)])
    photo = FileField(_l("Photo"), description=_l("JPEG or PNG. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png"})

    def validate_photo(self, field: FileField) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(_l("Choose a photo first."))
