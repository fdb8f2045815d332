"""Shapes of input for adding and correcting employees; fields are read by the readers of rosters."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, StopValidation
from wtforms.widgets import HiddenInput

from cxtrain.people.employment import ALLOWANCES, EMPLOYMENTS, NO_LIMIT
from cxtrain.people.names import romanised
from cxtrain.people.roster import values
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.staff.operations import PersonFacts, Refused
from cxtrain.web.forms import PageForm

Choices = Sequence[tuple[Any, str]]


class Read:
    """A validator that reads the field with a reader of rosters and keeps what it returns, empty text as it is."""

    def __init__(self, reader: Callable[[str], Any]) -> None:
        """`reader` returns the value or raises RosterFault."""
        self.reader = reader

    def __call__(self, form: Form, field: Any) -> None:
        """Read the field, or say why it cannot be read; what was typed stays in it."""
        text = (field.data or "").strip()
        field.read = None
        if not text:
            return
        try:
            field.read = self.reader(text)
        except RosterFault as fault:
            raise StopValidation(_(fault.message, **fault.values)) from fault


def text_field(label: Any, reader: Callable[[str], Any], *needed: Any, **look: Any) -> Any:
    """Return a field read by `reader`; `look` are attributes of the input, `hint` stands below its label."""
    hint = look.pop("hint", "")
    return StringField(label, description=hint, validators=[*needed, Length(max=200), Read(reader)], render_kw=look)


def refuse(form: PageForm, fault: Refused) -> None:
    """Put the sentence of a refusal at its field."""
    field = form[fault.field] if fault.field in form else next(iter(form))
    field.errors = [*field.errors, _(fault.message, **fault.values)]


class PersonForm(PageForm):
    """What HR writes down about a person."""

    number = text_field(
        _l("Staff number"), values.read_number, InputRequired(_l("Type the staff number")), autocomplete="off",
        hint=_l("Leading zeros are part of it"))  # fmt: skip
    name = text_field(_l("Name"), values.read_name, InputRequired(_l("Type the name")), autocomplete="off")
    name_en = text_field(_l("Pinyin or English name"), values.read_name_en, autocomplete="off",
                    hint=_l("Surname first in pinyin, such as Shan Xiongxin; empty: made from the name"))  # fmt: skip
    post = text_field(_l("Post"), values.read_post, InputRequired(_l("Type the post")), hint=_l("Such as 前台接待"))
    employment = SelectField(_l("Employment"))
    mobile = text_field(_l("Mobile"), values.read_mobile, inputmode="tel", autocomplete="off",
                   hint=_l("11 digits; the person may sign in with it"))  # fmt: skip
    email = text_field(_l("E-mail"), values.read_email, type="email", autocomplete="off",
                       hint=_l("Optional; only reminders about training go there"))
    joined_on = text_field(_l("Joined on"), values.read_day, type="date")
    supervisor_number = text_field(_l("Supervisor's staff number"), values.read_number, autocomplete="off")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of employment in the reader's language."""
        super().__init__(*args, **kwargs)
        self.employment.choices = [(code, _(word)) for code, word in EMPLOYMENTS.items()]

    @property
    def facts(self) -> PersonFacts:
        """What was typed, as it is kept."""
        return PersonFacts(
            number=self.number.read, name=self.name.read, name_en=self.name_en.read or "", post=self.post.read,
            employment=self.employment.data, mobile=self.mobile.read or "", email=self.email.read or "",
            joined_on=self.joined_on.read, supervisor_number=self.supervisor_number.read or "",
        )  # fmt: skip


def chosen_id(value: Any) -> int | None:
    """Return the id that was chosen, or None for the empty line."""
    return int(value) if value not in (None, "") else None


class NewPersonForm(PersonForm):
    """A new person, and the unit they begin in."""

    unit = SelectField(_l("Unit"), coerce=chosen_id, validators=[InputRequired(_l("Choose a unit"))])

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", "–"), *units]


class EditPersonForm(PersonForm):
    """A person's details, and the version that was on the screen."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class TimeAllowanceForm(PageForm):
    """How much time somebody has wherever time is limited."""

    allowance = RadioField(_l("Time"), validators=[InputRequired(_l("Choose how much time"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the amounts of time in the reader's language."""
        super().__init__(*args, **kwargs)
        self.allowance.choices = [(code, _(word)) for code, word in ALLOWANCES.items()]

    @property
    def percent(self) -> int | None:
        """The percent of the usual time; None for no limit."""
        return int(self.allowance.data) if self.allowance.data != NO_LIMIT else None


def allowance_code(percent: int | None) -> str:
    """Return the percent of the usual time as the form holds it."""
    return NO_LIMIT if percent is None else str(percent)


def typed(facts: PersonFacts) -> dict[str, Any]:
    """Return the facts as the form's fields hold them; pinyin made from the name is left empty."""
    shown = {name: str(value or "") for name, value in vars(facts).items()}
    return {**shown, "name_en": "" if facts.name_en == romanised(facts.name) else facts.name_en}
