"""Shapes of input: starting a visit, and photos. Ratings are read by answers and sheet."""

import datetime as dt
import io
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from PIL import Image, ImageOps
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from cxtrain.web.forms import PageForm

LONGEST_SIDE = 2000  # pixels: a page of handwriting stays legible, and a photo stays below a megabyte
MOST_PIXELS = 50_000_000  # a phone's camera; more would be a bomb
OLDEST = dt.timedelta(days=60)  # memory and rosters do not reach further back


class NoPhoto(ValueError):
    """These bytes are no photo that can be kept."""


def clean_photo(raw: bytes) -> bytes:
    """Return a JPEG of the picture alone: turned upright, at most 2,000 pixels a side, place and device dropped.

    Raises:
        NoPhoto: it is no JPEG or PNG, is damaged, or has more than 50 million pixels.
    """
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPhoto
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception as error:  # Damaged facts of a camera make Pillow fail in many ways, even TypeError.
        raise NoPhoto from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


class VersionForm(PageForm):
    """A form that knows which version of the row it was made from."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def renew(self, version: int) -> None:
        """Make the form one of `version`, to be sent anew: what was typed stays."""
        self.version.raw_data, self.version.data = None, version
        self.submission_key.data = str(uuid.uuid4())


class ScorecardForm(VersionForm):
    """What a scorecard sends besides its fields: the version it was made from, and which open page it is."""

    writer = HiddenField(default=lambda: str(uuid.uuid4()), validators=[Length(max=36)])


class StartForm(PageForm):
    """Where, what and when; and whether the shopper writes or somebody keys in a paper form."""

    how = RadioField(_l("Who was there?"), default="own", choices=[
        ("own", _l("I was there as the mystery shopper")), ("paper", _l("I am keying in a shopper's paper form"))])
    unit_id = SelectField(_l("Store"), coerce=int)
    touchpoint_id = SelectField(_l("Touchpoint"), coerce=int)
    visited_on = DateField(_l("Day of the visit"), validators=[InputRequired(_l("Choose the day of the visit"))])
    shopper = StringField(_l("Shopper's name or number"), validators=[Length(max=80)],
                          description=_l("Only reviewers will see it."))
    paper = FileField(_l("Photo of the paper form"),
                      description=_l("JPEG or PNG. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png", "capture": "environment"})

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], touchpoints: Sequence[tuple[int, str]],
                 today: dt.date, **kwargs: Any) -> None:
        """`units` and `touchpoints` are (id, name) pairs; `today` is the last day a visit can have been."""
        super().__init__(*args, data={"visited_on": today}, **kwargs)
        self.unit_id.choices, self.touchpoint_id.choices, self.today = list(units), list(touchpoints), today

    def validate_visited_on(self, field: DateField) -> None:
        """Refuse days to come, and days that nobody remembers."""
        if field.data and not self.today - OLDEST <= field.data <= self.today:
            raise ValidationError(_("The day lies in the future or more than 60 days back."))

    def validate_shopper(self, field: StringField) -> None:
        """Ask whose paper form it is."""
        if self.how.data == "paper" and not (field.data or "").strip():
            raise ValidationError(_("Write the name or number on the paper form."))

    def validate_paper(self, field: FileField) -> None:
        """Ask for the photo of a paper form."""
        if self.how.data == "paper" and not field.data:
            raise ValidationError(_("Add a photo of the paper form."))


class PhotoForm(PageForm):
    """A photo of a receipt or a place."""

    item = SelectField(_l("What is it evidence for?"))
    shows = RadioField(_l("What does it show?"), default="receipt", choices=[
        ("receipt", _l("A receipt or a slip")), ("place", _l("The place, without faces"))])
    photo = FileField(_l("Photo"), description=_l("JPEG or PNG. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png", "capture": "environment"})

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], wanted: str = "", **kwargs: Any) -> None:
        """`items` are (id, statement) pairs of the scorecard's form; `wanted` is the one that asks for a photo, or ""."""
        choices = [("", _("The visit as a whole")), *items]
        super().__init__(*args, data={"item": wanted if wanted in dict(choices) else ""}, **kwargs)
        self.item.choices = choices

    def validate_photo(self, field: FileField) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(_("Choose a photo first."))
