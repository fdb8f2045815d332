"""Shapes of input for programmes; texts in both languages, as "purpose_zh"."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from cxtrain.people.careers.forms import iso
from cxtrain.people.roster import values
from cxtrain.people.staff.forms import Choices, chosen_id, text_field
from cxtrain.people.units.forms import PEOPLE_WORDS
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.notice import CONSULTED, KINDS, SECTIONS
from cxtrain.quality.programmes.operations import Plan, plan_of
from cxtrain.quality.programmes.refusal import Refused
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import said

LANGUAGES = ("zh", "en")
LONGEST = 2000  # characters of a section in one language


class NewProgrammeForm(PageForm):
    """For which unit a programme is written."""

    unit = SelectField(_l("Unit"), coerce=chosen_id, validators=[InputRequired(_l("Choose a unit"))],
                       description=_l("It rules there and in every unit below that has no programme of its own"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", "–"), *units]


class ProgrammeForm(PageForm):
    """A draft as it is written. Its texts, by section and language, and its kinds of observation are added below."""

    people = RadioField(_l("What may be stored about people"), validators=[InputRequired()])
    reason = TextAreaField(_l("Reason for the wider use"), validators=[Length(max=600)],
                           description=_l("Needed where results are used in full; it goes into the ledger"))
    starts_on = text_field(_l("First day"), values.read_day, type="date",
                           hint=_l("At least 7 days after the notice is published"))
    retention_months = IntegerField(_l("Months for which a name stays with a visit"), default=24, validators=[
        NumberRange(1, 120, _l("1 to 120 months"))], render_kw={"inputmode": "numeric"})  # fmt: skip
    consulted = SelectField(_l("Discussed with"))
    consulted_on = text_field(_l("Discussed on"), values.read_day, type="date")
    consultation = StringField(_l("Meeting or agreement"), validators=[Length(max=300)],
                               description=_l("Such as its name and number"))
    posted_on = text_field(_l("Posted on"), values.read_day, type="date",
                           hint=_l("Since when the notice hangs where everybody passes"))
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say labels and choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.people.choices = [(key, _(words)) for key, words in PEOPLE_WORDS.items()]
        self.consulted.choices = [(key, said(words)) for key, words in CONSULTED.items()]
        for kind, words in KINDS.items():
            self[kind].label.text = said(words)
        for section, words in SECTIONS.items():
            for language, name in zip(LANGUAGES, (_("in Chinese"), _("in English")), strict=True):
                self[f"{section}_{language}"].label.text = f"{said(words)} ({name})"

    @property
    def plan(self) -> Plan:
        """What was typed, as it is kept."""
        return Plan(
            words={section: {language: (self[f"{section}_{language}"].data or "").strip() for language in LANGUAGES}
                   for section in SECTIONS},
            kinds=tuple(kind for kind in KINDS if self[kind].data), people=self.people.data,
            reason=(self.reason.data or "").strip(), consulted=self.consulted.data, consulted_on=self.consulted_on.read,
            consultation=(self.consultation.data or "").strip(), posted_on=self.posted_on.read,
            retention_months=self.retention_months.data, starts_on=self.starts_on.read)

    def refuse(self, refusal: Refused) -> None:
        """Put the sentence of a refusal at its field."""
        field = self[refusal.field] if refusal.field in self else self.people
        field.errors = [*field.errors, _(refusal.sentence, **refusal.facts)]


def typed(draft: ProgrammeVersion) -> dict[str, Any]:
    """Return a draft as the form's fields hold it."""
    plan = plan_of(draft)
    texts = {f"{section}_{language}": plan.words[section].get(language, "") for section in SECTIONS for language in LANGUAGES}
    days = {name: iso(getattr(plan, name)) for name in ("starts_on", "consulted_on", "posted_on")}
    return {**texts, **days, **{kind: kind in plan.kinds for kind in KINDS}, "people": plan.people, "reason": plan.reason,
            "consulted": plan.consulted, "consultation": plan.consultation, "retention_months": plan.retention_months}


class EndForm(PageForm):
    """Which day is the last, and why."""

    last_day = text_field(_l("Last day"), values.read_day, InputRequired(_l("Choose a day")), type="date")
    reason = TextAreaField(_l("Reason"), validators=[Length(max=600)])

    def refuse(self, refusal: Refused) -> None:
        """Put the sentence of a refusal at its field."""
        field = self[refusal.field] if refusal.field in self else self.last_day
        field.errors = [*field.errors, _(refusal.sentence, **refusal.facts)]


class RemoveNamesForm(PageForm):
    """Which names are removed from visits, and why; removing them cannot be undone."""

    before = text_field(_l("Only from visits before"), values.read_day, type="date", hint=_l("Empty: from all visits"))
    reason = TextAreaField(_l("Reason"), validators=[InputRequired(_l("Say why the names are removed. The ledger keeps it.")),
                                                     Length(max=600)])  # fmt: skip
    sure = BooleanField(_l("I know that this cannot be undone"), validators=[InputRequired(_l("Confirm it, please"))])

    @property
    def day(self) -> dt.date | None:
        """The day before which names go; None for all."""
        found: dt.date | None = self.before.read
        return found


for _section in SECTIONS:
    for _language in LANGUAGES:
        setattr(ProgrammeForm, f"{_section}_{_language}",
                TextAreaField(validators=[Length(max=LONGEST)], render_kw={"lang": _language}))
for _kind in KINDS:
    setattr(ProgrammeForm, _kind, BooleanField())
