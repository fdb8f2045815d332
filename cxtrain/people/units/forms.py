"""Shapes of input for units."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from cxtrain.people.models import Unit
from cxtrain.people.names import clean_name
from cxtrain.people.staff.forms import Choices, chosen_id
from cxtrain.people.units.operations import UnitFacts
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

PEOPLE_WORDS = {
    "none": N_("Nothing: shops name no person"),
    "development": N_("For development: coaching and training, no pay, no discipline"),
    "full": N_("In full: also for other decisions, as the programme notice says"),
}
PEOPLE_SHORT = {"none": N_("No names"), "development": N_("For development"), "full": N_("In full")}
KIND_WORDS = {"firm": N_("Firm"), "region": N_("Region"), "store": N_("Store")}
ZONE_EXAMPLES = ("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Europe/Berlin", "America/New_York")


class UnitForm(PageForm):
    """What HR writes down about a unit."""

    code = StringField(_l("Code"), description=_l("Short and lasting, such as S01"), validators=[
        InputRequired(_l("Type a code")), Length(max=40),
        Regexp(r"^[\w.-]+$", message=_l("Letters, digits, dots and dashes, please"))])  # fmt: skip
    name = StringField(_l("Name, in Chinese"), validators=[InputRequired(_l("Type a name")), Length(max=120)])
    name_en = StringField(_l("Name, in English"), validators=[Length(max=120)])
    zone = StringField(_l("Time zone"), default="Asia/Shanghai", validators=[InputRequired(), Length(max=40)],
                       render_kw={"list": "zones", "autocomplete": "off", "spellcheck": "false"})  # fmt: skip

    def validate_zone(self, field: StringField) -> None:
        """Refuse a zone that does not exist."""
        if field.data not in available_timezones():
            raise ValidationError(_("There is no such time zone. Write it as Asia/Shanghai."))

    @property
    def facts(self) -> UnitFacts:
        """What was typed, as it is kept."""
        name, name_en = clean_name(self.name.data), " ".join((self.name_en.data or "").split())
        return UnitFacts(self.code.data.strip(), name, name_en, self.zone.data)


class NewUnitForm(UnitForm):
    """A new unit, and where it belongs."""

    parent = SelectField(_l("Belongs to"), coerce=chosen_id, validators=[InputRequired(_l("Choose where it belongs"))])
    kind = RadioField(_l("Kind"), default="store", validators=[InputRequired()])

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        """`parents` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.parent.choices = [("", "–"), *parents]
        self.kind.choices = [(kind, _(KIND_WORDS[kind])) for kind in ("store", "region")]


class EditUnitForm(UnitForm):
    """A unit as it was on the screen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


def typed(unit: Unit) -> Mapping[str, Any]:
    """Return the unit as the form's fields hold it."""
    return {name: getattr(unit, name) for name in ("code", "name", "name_en", "zone")}
