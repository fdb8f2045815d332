"""What a print run takes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import Optional, ValidationError

from cxtrain.web.forms import PageForm


def _number(value: str | int | None) -> int | None:
    return int(value) if value else None


class PrintForm(PageForm):
    """Which certificates. Choices come by keyword: units as (id, name), courses as (slug, title)."""

    unit = SelectField(_l("Unit"), coerce=_number)
    course = SelectField(_l("Course"), coerce=lambda value: value or None)
    since = DateField(_l("Issued from"), validators=[Optional()])
    until = DateField(_l("Issued until"), validators=[Optional()])

    def __init__(self, *args: Any, units: list[tuple[int, str]], courses: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the units and courses that the reader may choose from."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", _l("All")), *units]
        self.course.choices = [("", _l("All")), *courses]

    def validate_until(self, field: DateField) -> None:
        """Refuse a span that ends before it begins."""
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError(_l("The span ends before it begins."))
