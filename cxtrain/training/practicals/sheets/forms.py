"""The shape of a sheet that is written in the browser."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, StopValidation

from cxtrain.training.practicals.sheet import MOST_ITEMS, MOST_PARTS
from cxtrain.training.practicals.sheets.manuscript import Fields, has_anchors
from cxtrain.web.forms import PageForm


def _written(form: Form, field: StringField) -> None:
    if not (field.data or "").strip():
        raise StopValidation(_("Write it in both languages."))


def _line(label: str, *, most: int = 200, needed: bool = True) -> StringField:
    return StringField(label, validators=[*([_written] if needed else []), Length(max=most)])


def _area(label: str, *, most: int = 1500, needed: bool = True, rows: int = 3) -> TextAreaField:
    return TextAreaField(label, validators=[*([_written] if needed else []), Length(max=most)], render_kw={"rows": rows})


def _number(label: str, usual: int, most: int) -> IntegerField:
    told = _l("Write a whole number from 1 to %(most)s.", most=most)
    return IntegerField(label, default=usual, validators=[InputRequired(told), NumberRange(1, most, told)])


class ItemForm(Form):
    """One item."""

    id = HiddenField(validators=[Length(max=40)])
    kind = RadioField(_l("How it is marked"), default="measured", choices=[
        ("measured", _l("measured: done or not done")), ("judged", _l("judged: 0 to 3"))])
    text_zh = _line(_l("Item, Chinese"), most=300)
    text_en = _line(_l("Item, English"), most=300)
    points = _number(_l("Points"), 5, 50)
    critical = BooleanField(_l("Critical: without it nobody passes"))
    anchors_zh = _area(_l("What 0, 1, 2 and 3 look like, Chinese"), needed=False, rows=4)
    anchors_en = _area(_l("What 0, 1, 2 and 3 look like, English"), needed=False, rows=4)
    tip_zh = _line(_l("Told to whoever lost points, Chinese"), most=400, needed=False)
    tip_en = _line(_l("Told to whoever lost points, English"), most=400, needed=False)

    def validate_anchors_zh(self, field: TextAreaField) -> None:
        """Ask for the four anchors of a judged item."""
        if self.kind.data == "judged" and not has_anchors(field.data or ""):
            raise ValidationError(_("Four lines, one for each of 0, 1, 2 and 3, no two the same."))

    validate_anchors_en = validate_anchors_zh

    def validate_critical(self, field: BooleanField) -> None:
        """Refuse a critical item that is judged."""
        if field.data and self.kind.data == "judged":
            raise ValidationError(_("Only a measured item can be critical: what everything hangs on is yes or no."))

    def validate_tip_en(self, field: StringField) -> None:
        """Ask for both languages or none."""
        if bool((field.data or "").strip()) != bool((self.tip_zh.data or "").strip()):
            raise ValidationError(_("Write it in both languages."))


class PartForm(Form):
    """One part with its items."""

    title_zh = _line(_l("Part, Chinese"), most=80)
    title_en = _line(_l("Part, English"), most=80)
    items = FieldList(FormField(ItemForm), max_entries=MOST_ITEMS)


class SheetForm(PageForm):
    """A whole sheet."""

    base = HiddenField(validators=[Length(max=64)])  # digest of the version that the page was made from; empty for a new one
    title_zh, title_en = _line(_l("Title, Chinese"), most=120), _line(_l("Title, English"), most=120)
    brief_zh, brief_en = _area(_l("What happens, Chinese")), _area(_l("What happens, English"))
    prepare_zh = _area(_l("How to set it up, Chinese"), needed=False)
    prepare_en = _area(_l("How to set it up, English"), needed=False)
    minutes = _number(_l("Minutes"), 15, 240)
    pass_mark = _number(_l("Pass mark, percent"), 75, 100)
    parts = FieldList(FormField(PartForm), max_entries=MOST_PARTS)
    do = StringField(validators=[Length(max=20)])

    def fields(self) -> Fields:
        """Return what the page holds, as the manuscript reads it."""
        return {key: value for key, value in self.data.items() if key not in ("csrf_token", "submission_key", "base", "do")}

    def validate_prepare_en(self, field: TextAreaField) -> None:
        """Ask for both languages or none."""
        if bool((field.data or "").strip()) != bool((self.prepare_zh.data or "").strip()):
            raise ValidationError(_("Write it in both languages."))

    def put(self, fields: Fields) -> None:
        """Put other parts in the place of those that are there."""
        while self.parts.entries:
            self.parts.pop_entry()
        for part in fields["parts"][:MOST_PARTS]:
            self.parts.append_entry(_blank_free(part))


def _blank_free(part: Fields) -> dict[str, Any]:
    return {**part, "items": [{**item} for item in part["items"][:MOST_ITEMS]]}
