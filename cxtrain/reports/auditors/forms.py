"""What HR says of a new link, and the numbers of staff that are pasted for it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from cxtrain.reports.auditors.operations import MOST_DAYS, USUAL_DAYS
from cxtrain.reports.auditors.queries import MOST_CLASSES, MOST_PEOPLE
from cxtrain.web.forms import PageForm

PEOPLE = {"none": _l("Nobody: classes only"), "roster": _l("Those on the rosters of the chosen classes"),
          "unit": _l("Everybody who works in the unit above"), "list": _l("These staff numbers")}


class InviteForm(PageForm):
    """Who gets the link, what it shows, and how long."""

    recipient = StringField(
        _l("Who gets it"), description=_l("For example: Ms Li, star rating audit, Huaxing Certification."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Say who gets the link.")), Length(max=80)], render_kw={"maxlength": 80})
    purpose = StringField(
        _l("What for"), description=_l("It stands on every page and paper, with who got it and until when."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Say what it is for.")), Length(max=200)], render_kw={"maxlength": 200})
    days = IntegerField(
        _l("Good for days"), default=USUAL_DAYS,
        validators=[DataRequired(_l("Say for how many days: 1 to 90.")),
                    NumberRange(1, MOST_DAYS, _l("Say for how many days: 1 to 90."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_DAYS})
    classes = SelectMultipleField(
        _l("Classes"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(), description=_l(
            "A class is shown with its roster, attendance, marks, photos and papers. Its exam papers and the sheets of "
            "practical assessments are shown only where everybody's training file on its roster is, too."))
    people = RadioField(_l("Training files"), choices=list(PEOPLE.items()), default="roster")
    numbers = TextAreaField(
        _l("Staff numbers"), description=_l("Pasted from a spreadsheet or one in each line."), validators=[Length(max=40_000)])

    def __init__(self, *args: Any, classes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Take the classes that may be chosen, as (id, name)."""
        super().__init__(*args, **kwargs)
        self.classes.choices = list(classes)

    def validate_classes(self, field: SelectMultipleField) -> None:
        """Refuse a link that would show nothing."""
        if len(field.data or ()) > MOST_CLASSES:
            raise ValidationError(_l("Choose fewer classes."))
        if not field.data and self.people.data in ("none", "roster"):
            raise ValidationError(_l("Choose a class, or people."))

    def validate_numbers(self, field: TextAreaField) -> None:
        """Refuse an empty list, and one that is too long."""
        if self.people.data == "list" and not self.typed_numbers:
            raise ValidationError(_l("Paste the staff numbers."))
        if len(self.typed_numbers) > MOST_PEOPLE:
            raise ValidationError(_l("A link shows the files of 2,000 people at most."))

    @property
    def typed_numbers(self) -> list[str]:
        """The first cell of each line that was pasted, each once, in order."""
        lines = unicodedata.normalize("NFKC", self.numbers.data or "").splitlines()
        cells = [re.split(r"[\t,;]", line.strip())[0].strip() for line in lines]
        return list(dict.fromkeys(cell for cell in cells if cell))
