"""The shape of input of a certificate's form."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional

from cxtrain.certificates.form.checks import MOST_FIRM, MOST_TITLE
from cxtrain.certificates.form.palettes import PALETTES
from cxtrain.web.forms import PageForm

LONGEST_TEXT = 400  # characters; more cannot be read on the paper


def _words(label: Any, most: int, lang: str, *, rows: int = 1, hint: Any = "") -> Any:
    make, extra = (TextAreaField, {"rows": rows}) if rows > 1 else (StringField, {})
    return make(label, description=hint, validators=[Length(max=most)], render_kw={"lang": lang, "maxlength": most, **extra})


class SignerPart(Form):
    """Who signs. Empty: nobody."""

    name = _words(_l("Name beneath the line"), 30, "zh-Hans")
    post_zh = _words(_l("Post, in Chinese"), 20, "zh-Hans")
    post_en = _words(_l("Post, in English"), 40, "en")
    picture = SelectField(_l("Picture of the signature"))


class SheetForm(PageForm):
    """All fields of a form. Pictures come by keyword as (digest, label)."""

    seen = HiddenField(validators=[Length(max=10)])  # number of the version it was made from
    title_zh = _words(_l("Title, in Chinese"), MOST_TITLE, "zh-Hans", hint=_l("Empty: as the course says."))
    title_en = _words(_l("Title, in English"), MOST_TITLE, "en")
    text_zh = _words(_l("Text, in Chinese"), LONGEST_TEXT, "zh-Hans", rows=4)
    text_en = _words(_l("Text, in English"), LONGEST_TEXT, "en", rows=4)
    firm_zh = _words(_l("Name of the firm, in Chinese"), MOST_FIRM, "zh-Hans", rows=2, hint=_l("Empty: the registered name."))
    firm_en = _words(_l("Name of the firm, in English"), MOST_FIRM, "en", rows=2)
    first, second = FormField(SignerPart, _l("First signature")), FormField(SignerPart, _l("Second signature"))
    logo = SelectField(_l("Logo"))
    palette = RadioField(_l("Colours"), choices=[(key, _l(each.name)) for key, each in PALETTES.items()])
    orientation = RadioField(_l("Direction of the paper"), choices=[
        ("landscape", _l("A4 landscape")), ("portrait", _l("A4 upright"))])
    level = RadioField(_l("Level on the paper"), choices=[
        ("none", _l("none")), ("pass", _l("合格 Passed, for all")), ("graded", _l("合格 Passed or 优秀 Excellent"))])
    excellent_from = IntegerField(_l("Excellent from, in percent"), validators=[Optional(), NumberRange(50, 100)])
    photo = BooleanField(_l("Box for a photo of one inch (25 × 35 mm)"))
    validity = RadioField(_l("How long it is good"), choices=[
        ("course", _l("as the course says")), ("months", _l("a number of months")), ("day", _l("until a fixed day")),
        ("ever", _l("without end"))])
    months = IntegerField(_l("Number of months"), validators=[Optional(), NumberRange(1, 240)])
    until = DateField(_l("Last day that it is good"), validators=[Optional()])
    grace_days = IntegerField(_l("Days of grace after the end"), validators=[Optional(), NumberRange(0, 365)])
    remind_days = IntegerField(_l("Assign the course again, days before the end (0: never)"),
                               validators=[Optional(), NumberRange(0, 365)])

    def __init__(self, *args: Any, logos: list[tuple[str, str]], signatures: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the pictures that may be chosen."""
        super().__init__(*args, **kwargs)
        self.logo.choices = [("", _l("none")), *logos]
        for part in (self.first, self.second):
            part.form.picture.choices = [("", _l("signed by hand")), *signatures]

    def renew(self, seen: str) -> None:
        """Make the form one of the version `seen`, to be sent anew: what was typed stays."""
        self.seen.raw_data, self.seen.data = None, seen
        self.submission_key.data = str(uuid.uuid4())

    def validate_excellent_from(self, field: IntegerField) -> None:
        """Ask for the mark where it decides."""
        if field.data is None:
            if self.level.data == "graded":
                raise ValidationError(_("Say from how many percent on."))
            field.data = 90

    def validate_months(self, field: IntegerField) -> None:
        """Ask for the months where they count."""
        if self.validity.data == "months" and field.data is None:
            raise ValidationError(_("Say how many months."))

    def validate_until(self, field: DateField) -> None:
        """Ask for the day where it counts."""
        if self.validity.data == "day" and field.data is None:
            raise ValidationError(_("Choose the last day."))
