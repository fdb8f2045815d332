"""The shape of a touchpoint as an author types it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FloatField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from cxtrain.journey.models import Touchpoint
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.web.forms import PageForm

NEEDED = _l("Write this in both languages")
ON_SCALE = _l("A number from 1 to 7, please")


def _words(label: Any, field: type = TextAreaField, longest: int = 600) -> Any:
    return field(label, validators=[InputRequired(NEEDED), Length(max=longest)])


def _points(label: Any) -> Any:
    return FloatField(label, validators=[InputRequired(ON_SCALE), NumberRange(1, 7, ON_SCALE)],
                      render_kw={"inputmode": "decimal", "step": "0.1", "min": "1", "max": "7"})


class TouchpointForm(PageForm):
    """A touchpoint's texts in both languages, its place in the journey and its standard per dimension."""

    title_zh = _words(_l("Name, in Chinese"), StringField, 80)
    title_en = _words(_l("Name, in English"), StringField, 80)
    stage = SelectField(_l("Stage"))
    kind = SelectField(_l("Kind"))
    channel = SelectField(_l("Channel"))
    owner_id = SelectField(_l("Department that owns it"), coerce=int)
    after = SelectField(_l("Stands after"), coerce=int)
    watched = BooleanField(_l("Nothing is being improved here now, and we keep an eye on it"))
    moment_zh = _words(_l("Moment of truth, in Chinese"))
    moment_en = _words(_l("Moment of truth, in English"))
    standard_zh = _words(_l("What is expected there, in Chinese"))
    standard_en = _words(_l("What is expected there, in English"))
    tangibles = _points(_l("Tangibles"))
    reliability = _points(_l("Reliability"))
    responsiveness = _points(_l("Responsiveness"))
    assurance = _points(_l("Assurance"))
    empathy = _points(_l("Empathy"))
    weight = FloatField(_l("Weight"), description=_l("1 is the average touchpoint; 2 counts twice as much in plans"),
                        validators=[InputRequired(_l("A number, please")),
                                    NumberRange(0.1, 10, _l("A number from 0.1 to 10, please"))],
                        render_kw={"inputmode": "decimal", "step": "0.1", "min": "0.1", "max": "10"})
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def __init__(self, *args: Any, choices: Mapping[str, list[tuple[Any, str]]], **kwargs: Any) -> None:
        """`choices` are (value, word) pairs for stage, kind, channel, owner_id and after."""
        super().__init__(*args, **kwargs)
        for name, pairs in choices.items():
            self[name].choices = pairs

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the model keeps it."""
        words = {name: {"zh": self[f"{name}_zh"].data.strip(), "en": self[f"{name}_en"].data.strip()}
                 for name in ("title", "moment", "standard")}
        return {**words, "stage": self.stage.data, "kind": self.kind.data, "weight": self.weight.data,
                "channel": self.channel.data, "owner_id": self.owner_id.data or None, "watched": self.watched.data,
                "expectation": {dimension: self[dimension].data for dimension in DIMENSIONS}}


def typed(touchpoint: Touchpoint, *, after: int = 0) -> dict[str, Any]:
    """Return the touchpoint as the form's fields hold it; `after` is the id of the one before it."""
    words = {f"{name}_{language}": getattr(touchpoint, name).get(language, "")
             for name in ("title", "moment", "standard") for language in ("zh", "en")}
    return {**words, **touchpoint.expectation, "stage": touchpoint.stage, "kind": touchpoint.kind,
            "channel": touchpoint.channel, "owner_id": touchpoint.owner_id or 0, "watched": touchpoint.watched, "after": after,
            "weight": touchpoint.weight, "version": touchpoint.version}


# What a new touchpoint is asked to reach until somebody says otherwise: the middle of "good" on the 1..7 scale.
BEGINNING: dict[str, Any] = {**dict.fromkeys(DIMENSIONS, 5.5), "weight": 1.0, "version": 0}


class TemplateForm(PageForm):
    """Which touchpoints of the shipped journeys to take over, as "pack/slug"."""

    parts = SelectMultipleField(_l("Touchpoints"), validators=[InputRequired(_l("Tick at least one touchpoint"))])

    def __init__(self, *args: Any, parts: Iterable[str], **kwargs: Any) -> None:
        """`parts` may be ticked."""
        super().__init__(*args, **kwargs)
        self.parts.choices = [(part, part) for part in parts]
