"""Shapes of input for campaigns, their places and their links."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from cxtrain.people.careers.forms import iso
from cxtrain.people.roster import values
from cxtrain.people.staff.forms import Choices, chosen_id, text_field
from cxtrain.voices.models import Campaign
from cxtrain.voices.surveys.operations import LATER, Plan, Refused
from cxtrain.voices.surveys.standing import AUDIENCES
from cxtrain.web.forms import PageForm

NEEDED = _l("Fill this in, please")
MOST_LABELS, MOST_LINKS = 60, 2000
TEXTS = ("purpose_zh", "purpose_en")


def optional_id(text: str | None) -> int | None:
    """Return the id that was chosen, None for the empty choice."""
    return chosen_id(text) if text else None


class CampaignForm(PageForm):
    """What is asked, where, why and for how long."""

    title = StringField(_l("Name of the survey"), validators=[InputRequired(NEEDED), Length(max=80)],
                        description=_l("For those who run it; customers do not see it"))
    unit = SelectField(_l("Unit"), coerce=chosen_id, validators=[InputRequired(_l("Choose a unit"))],
                       description=_l("Its places lie here or below"))
    touchpoint = SelectField(_l("Touchpoint"), coerce=chosen_id, validators=[InputRequired(_l("Choose a touchpoint"))])
    questionnaire = SelectField(_l("Questionnaire"), coerce=chosen_id, validators=[InputRequired(_l("Choose a questionnaire"))])
    department = SelectField(_l("Department that is asked about"), coerce=optional_id,
                             description=_l("With an internal questionnaire only"))
    purpose_zh = StringField(_l("What the answers are used for, in Chinese"), default="改进我们的服务",
                             validators=[InputRequired(NEEDED), Length(max=120)],
                             description=_l("One sentence; it stands on the page that customers see"))
    purpose_en = StringField(_l("What the answers are used for, in English"), default="To improve our service",
                             validators=[InputRequired(NEEDED), Length(max=120)])
    keep_months = IntegerField(_l("Months for which single answers are kept"), default=24, validators=[
        NumberRange(1, 60, _l("1 to 60 months"))], description=_l("Afterwards only counts remain. The page says so."))
    opens_on = text_field(_l("First day on which it is asked"), values.read_day, InputRequired(NEEDED), type="date")
    closes_on = text_field(_l("Last day on which it is asked"), values.read_day, type="date",
                           hint=_l("Empty: until somebody closes it"))
    target = IntegerField(_l("Answers needed"), validators=[Optional(), NumberRange(1, 1_000_000)], description=_l(
        "100 answers know the NPS to ±15 points, 400 to ±8; a satisfaction of 80 % to ±8 and ±4 points"))
    quota = IntegerField(_l("Close at this many answers"), validators=[Optional(), NumberRange(1, 1_000_000)],
                         description=_l("Empty: no limit"))
    comments_for = SelectField(_l("Who reads customers' words before anybody has released them"), default="hr")
    version = IntegerField(widget=HiddenInput(), default=0)

    def __init__(self, *args: Any, campaign: Campaign | None = None, choices: dict[str, Choices], **kwargs: Any) -> None:
        """Ask all of a new one and of a draft; of one that was opened what may still change."""
        super().__init__(*args, **kwargs)
        self.opened = campaign is not None and campaign.state != "draft"
        for name, found in choices.items():
            self[name].choices = [("", "–"), *found]
        self.comments_for.choices = [(name, _(words)) for name, words in AUDIENCES.items()]
        for name in [field.name for field in self] if self.opened else ():
            if name not in (*LATER, "version", "submission_key", "csrf_token"):
                del self[name]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the last day does not come before the first."""
        good = super().validate(extra_validators)
        last = self.closes_on.read if good else None
        if good and not self.opened and last is not None and last < self.opens_on.read:
            self.closes_on.errors = [*self.closes_on.errors, _("The last day comes before the first.")]
            return False
        return good

    def plan(self, campaign: Campaign | None = None) -> Plan:
        """Return what was typed; what an opened campaign does not ask comes from it."""
        later = {"title": self.title.data.strip(), "closes_on": self.closes_on.read, "target": self.target.data,
                 "quota": self.quota.data, "comments_for": self.comments_for.data}
        if self.opened and campaign is not None:
            kept = {name: getattr(campaign, name) for name in Plan.__dataclass_fields__}
            return Plan(**{**kept, **later})
        return Plan(
            **later, unit_id=self.unit.data, touchpoint_id=self.touchpoint.data, questionnaire_id=self.questionnaire.data,
            department_id=self.department.data, keep_months=self.keep_months.data, opens_on=self.opens_on.read,
            purpose={"zh": self.purpose_zh.data.strip(), "en": self.purpose_en.data.strip()})

    def refuse(self, refusal: Refused) -> None:
        """Put the sentence of a refusal at its field."""
        field = self[refusal.field] if refusal.field in self else self.title
        field.errors = [*field.errors, _(refusal.sentence, **refusal.facts)]


def typed(campaign: Campaign) -> dict[str, Any]:
    """Return a campaign as the form's fields hold it."""
    return {"title": campaign.title, "unit": campaign.unit_id, "touchpoint": campaign.touchpoint_id,
            "questionnaire": campaign.questionnaire_id, "department": campaign.department_id or "",
            "purpose_zh": campaign.purpose["zh"], "purpose_en": campaign.purpose["en"], "keep_months": campaign.keep_months,
            "opens_on": iso(campaign.opens_on), "closes_on": iso(campaign.closes_on), "target": campaign.target,
            "quota": campaign.quota, "comments_for": campaign.comments_for, "version": campaign.version}


class Boxes(SelectMultipleField):
    """Several of a list, ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PlacesForm(PageForm):
    """Where posters hang: in which units, and where in each of them."""

    where = Boxes(_l("Units"), coerce=int)
    labels = TextAreaField(_l("Places in each of them"), validators=[Length(max=3000)], description=_l(
        "One a line, such as Table 12; each gets its own poster. Empty: one poster for each unit."))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        """`choices` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.where.choices = list(choices)

    def validate_where(self, field: Any) -> None:
        """Refuse no unit at all."""
        if not field.data:
            raise ValidationError(_("Tick at least one."))

    def validate_labels(self, field: Any) -> None:
        """Refuse more or longer labels than a poster and a page bear."""
        found = lines(field.data)
        if len(found) > MOST_LABELS or any(len(label) > 40 for label in found):
            raise ValidationError(_("At most %(n)s lines of 40 characters.", n=MOST_LABELS))


class LinksForm(PageForm):
    """How many links that can be answered once, for which place, and until when."""

    place = SelectField(_l("Place"), coerce=chosen_id, validators=[InputRequired(_l("Choose a place"))])
    labels = TextAreaField(_l("Receipt numbers"), validators=[Length(max=130_000)], description=_l(
        "One a line, no names. Empty: as many links as the number below says."))
    count = IntegerField(_l("Number of links"), validators=[Optional(), NumberRange(1, MOST_LINKS)])
    expires_on = text_field(_l("Can be answered until"), values.read_day, InputRequired(NEEDED), type="date")

    def __init__(self, *args: Any, places: Choices, day: dt.date, **kwargs: Any) -> None:
        """`places` are (id, name) pairs; `day` is today there."""
        super().__init__(*args, **kwargs)
        self.place.choices, self.day = list(places), day

    def validate_labels(self, field: Any) -> None:
        """Refuse none at all, and more or longer ones than are kept."""
        found = lines(field.data)
        if not found and not self.count.data:
            raise ValidationError(_("Type receipt numbers, or how many links there shall be."))
        if len(found) > MOST_LINKS or any(len(label) > 60 for label in found):
            raise ValidationError(_("At most %(n)s lines of 60 characters.", n=MOST_LINKS))

    def validate_expires_on(self, field: Any) -> None:
        """Refuse a day that is over."""
        if getattr(field, "read", None) and field.read < self.day:
            raise ValidationError(_("This day is over."))

    @property
    def wanted(self) -> Sequence[str]:
        """A label for each link that shall be made."""
        return lines(self.labels.data) or [""] * (self.count.data or 0)


def lines(text: str | None) -> list[str]:
    """Return the lines that say something, each once, in order."""
    return list(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))
