"""What a print run takes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from cxtrain.certificates.print_runs.selection import ARRANGEMENTS, OUTPUTS, PAPERS, SPANS, Manner, Selection
from cxtrain.people.strokes import dictionary_file
from cxtrain.web.forms import PageForm


def _number(value: str | int | None) -> int | None:
    return int(value) if value else None


class PrintForm(PageForm):
    """Which certificates, and how they come out. Choices come by keyword: units as (id, name), courses as (slug, title)."""

    unit = SelectField(_l("Unit"), coerce=_number)
    course = SelectField(_l("Course"), coerce=lambda value: value or None)
    since = DateField(_l("Issued from"), validators=[Optional()])
    until = DateField(_l("Issued until"), validators=[Optional()])
    expiring = SelectField(_l("Expiring"), coerce=_number)
    never = BooleanField(_l("Only those never printed"))
    arranged = SelectField(_l("Order"), default="pinyin")
    output = SelectField(_l("Kind of file"), default="merged")
    paper = SelectField(_l("Sheets"), default="one")
    bare = BooleanField(_l("The paper bears the form already: print the text only"))

    def __init__(self, *args: Any, units: list[tuple[int, str]], courses: list[tuple[str, str]], **kwargs: Any) -> None:
        """Take the units and courses that the reader may choose from."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", _l("All")), *units]
        self.course.choices = [("", _l("All")), *courses]
        self.expiring.choices = [("", _l("All")), *((days, _("within %(n)s days", n=days)) for days in SPANS)]
        offered = [key for key in ARRANGEMENTS if key != "strokes" or dictionary_file()]
        self.arranged.choices = [(key, _(ARRANGEMENTS[key])) for key in offered]
        self.output.choices = [(key, _(said)) for key, said in OUTPUTS.items()]
        self.paper.choices = [(key, _(said)) for key, said in PAPERS.items()]

    def validate_until(self, field: DateField) -> None:
        """Refuse a span that ends before it begins."""
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError(_l("The span ends before it begins."))

    def validate_paper(self, field: SelectField) -> None:
        """Refuse what does not go together."""
        if self.manner.fault:
            raise ValidationError(_(self.manner.fault))

    @property
    def selection(self) -> Selection:
        """Which certificates are chosen."""
        return Selection(
            self.unit.data, self.course.data, self.since.data, self.until.data, self.expiring.data, self.never.data)

    @property
    def manner(self) -> Manner:
        """How they come out."""
        return Manner(self.arranged.data, self.paper.data, not self.bare.data, self.output.data)

    @property
    def address(self) -> dict[str, Any]:
        """Return what was chosen as the values of an address, or of hidden fields."""
        days = {name: self[name].data.isoformat() for name in ("since", "until") if self[name].data}
        picked = {name: self[name].data for name in ("unit", "course", "expiring", "arranged", "output", "paper")}
        ticked = {name: "y" for name in ("never", "bare") if self[name].data}
        return {name: value for name, value in {**picked, **days, **ticked}.items() if value}


class ConfirmForm(PageForm):
    """What is said when the run is ordered."""

    reason = StringField(_l("Why are they printed again?"), validators=[Length(max=300)],
                         filters=[lambda text: (text or "").strip()])
    seal = BooleanField(_l("With the picture of the firm's seal: an admin has to allow it for this run"))
