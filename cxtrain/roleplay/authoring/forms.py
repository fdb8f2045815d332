"""The shape of what authors type: a scene with its choices, what is said about a scenario, a file, a note."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from cxtrain.roleplay.authoring.heads import KINDS
from cxtrain.roleplay.authoring.sheet import (
    NEW_ENDING,
    NEW_SCENE,
    NO,
    NOT_A_NUMBER,
    RELATIONS,
    YES,
    NoNumber,
    kind_of,
    number_of,
)
from cxtrain.roleplay.schema import NAME, OUTCOMES
from cxtrain.roleplay.words import OUTCOMES as OUTCOME_WORDS
from cxtrain.roleplay.words import STEPS
from cxtrain.web.bilingual import N_
from cxtrain.web.forms import PageForm

LONGEST = 2000  # characters of one text
KIND_WORDS = {"number": N_("a number"), "flag": N_("yes or no"), "word": N_("one of some words")}


def _text(label: Any, *, rows: int = 2) -> Any:
    return TextAreaField(label, validators=[Length(max=LONGEST)], render_kw={"rows": rows})


def is_number(_form: Form, field: Any) -> None:
    """Refuse a word that is no number."""
    try:
        number_of(field.data or "")
    except NoNumber as fault:
        raise ValidationError(_(NOT_A_NUMBER, given=str(fault)[:40])) from fault


def _number(label: Any = "") -> Any:
    return StringField(label, validators=[Length(max=20), is_number], render_kw={"inputmode": "decimal", "size": 4})


def is_name(_form: Form, field: Any) -> None:
    """Refuse what cannot name a scene or a part of the state."""
    if field.data and not NAME.fullmatch(field.data.strip()):
        raise ValidationError(_("Use 1 to 64 letters, digits or hyphens, without spaces."))


class RowForm(Form):
    """A row of a condition. The page offers the names and, for a yes-or-no or a word, the values."""

    name = StringField(validators=[Length(max=64)])
    relation = SelectField(choices=[*RELATIONS], default="=", validate_choice=False)
    value = StringField(validators=[Length(max=64)])


class EffectForm(Form):
    """What a choice does to one part of the state."""

    name = HiddenField(validators=[Length(max=64)])
    value = StringField(validators=[Length(max=64)])


class WayForm(Form):
    """A way on that is taken where its conditions hold."""

    whens = FieldList(FormField(RowForm), max_entries=10)
    to = StringField(validators=[Length(max=64)])


class AnswerForm(Form):
    """One thing the player may say or do."""

    id = HiddenField(validators=[Length(max=64)])
    say_zh, say_en = _text(_l("What the player says")), _text(_l("What the player says"))
    reaction_zh, reaction_en = _text(_l("What the customer does")), _text(_l("What the customer does"))
    coaching_zh, coaching_en = _text(_l("Coaching")), _text(_l("Coaching"))
    step = SelectField(_l("Step"), validate_choice=False)
    reason = BooleanField(_l("The player must say why"))
    after = _number(_l("Taken by itself after so many seconds of silence"))
    tangibles, reliability, responsiveness, assurance, empathy = (_number() for _dimension in range(5))
    effects = FieldList(FormField(EffectForm), max_entries=30)
    whens = FieldList(FormField(RowForm), max_entries=10)
    ways = FieldList(FormField(WayForm), max_entries=10)
    to = StringField(_l("Leads to"), validators=[Length(max=64)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field of the step its words."""
        super().__init__(*args, **kwargs)
        self.step.choices = [("", _("none of the four")), *((name, _(word)) for name, word in STEPS.items())]


class VoiceForm(Form):
    """What another customer says in the scene."""

    says_zh, says_en = _text(_l("What the customer says")), _text(_l("What the customer says"))


class SceneForm(PageForm):
    """A scene with its choices, or an ending. `seen` is the digest of the scene as the author saw it."""

    seen = HiddenField(validators=[Length(max=16)])
    name = StringField(_l("Name on the map"), validators=[InputRequired(_l("The scene needs a name.")), is_name])
    moment = BooleanField(_l("A moment of truth"))
    sees_zh, sees_en = _text(_l("What the player sees")), _text(_l("What the player sees"))
    says_zh, says_en = _text(_l("What the customer says")), _text(_l("What the customer says"))
    hint_zh, hint_en = _text(_l("Hint")), _text(_l("Hint"))
    outcome = SelectField(_l("Outcome"), validate_choice=False)
    title_zh, title_en = _text(_l("Title"), rows=1), _text(_l("Title"), rows=1)
    debrief_zh, debrief_en = _text(_l("What to take away")), _text(_l("What to take away"))
    voices = FieldList(FormField(VoiceForm), max_entries=20)
    whens = FieldList(FormField(RowForm), max_entries=10)
    otherwise = StringField(validators=[Length(max=64)])
    choices = FieldList(FormField(AnswerForm), max_entries=20)
    do = StringField(validators=[Length(max=40)])

    def __init__(self, *args: Any, state: Mapping[str, Any], **kwargs: Any) -> None:
        """`state` is that of the document: a value of it that is a number must be one."""
        super().__init__(*args, **kwargs)
        self.outcome.choices = [("", _("not said yet")), *((name, _(OUTCOME_WORDS[name])) for name in OUTCOMES)]
        self._numbers = {name for name, part in state.items() if kind_of(part) == "number"}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every field is right, the values of conditions and effects as well."""
        return super().validate(extra_validators) & all([self._is_right(row) for row in self._rows()])

    def _rows(self) -> Iterator[Any]:
        """Yield each row that names a part of the state and a value."""
        yield from self.whens
        for answer in self.choices:
            yield from (*answer["effects"], *answer["whens"], *(row for way in answer["ways"] for row in way["whens"]))

    def _is_right(self, row: Any) -> bool:
        if row["name"].data in self._numbers:
            try:
                is_number(self, row["value"])
            except ValidationError as fault:
                row["value"].errors = [str(fault)]
        return not row["value"].errors


class GaugeForm(Form):
    """A part of the state; a row without a name is let go."""

    was = HiddenField(validators=[Length(max=64)])
    name = StringField(_l("Name"), validators=[Optional(), is_name])
    kind = SelectField(_l("What it is"), validate_choice=False)
    start = StringField(_l("At the start"), validators=[Length(max=64)])
    min, max = _number(_l("Least")), _number(_l("Most"))
    words = StringField(_l("The words, with commas"), validators=[Length(max=600)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field of the kind its words."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(name, _(KIND_WORDS[name])) for name in KINDS]

    def validate_start(self, field: Any) -> None:
        """Refuse a number's start that is none."""
        if self.kind.data == "number":
            is_number(self, field)


class CustomerForm(Form):
    """Another customer; a row without a name is let go."""

    at = HiddenField(validators=[Length(max=3)])
    customer_zh = StringField(_l("Name, in Chinese"), validators=[Length(max=80)])
    customer_en = StringField(_l("Name, in English"), validators=[Length(max=80)])
    kind = StringField(_l("Kind"), validators=[Length(max=60)])


class HeadsForm(PageForm):
    """What is said about a whole scenario."""

    seen = HiddenField(validators=[Length(max=16)])
    title_zh, title_en = _text(_l("Title"), rows=1), _text(_l("Title"), rows=1)
    brief_zh = _text(_l("What the player knows beforehand"), rows=3)
    brief_en = _text(_l("What the player knows beforehand"), rows=3)
    touchpoint = SelectField(_l("Touchpoint"), validate_choice=False)
    start = SelectField(_l("First scene"), validate_choice=False)
    customer_zh = StringField(_l("Customer, in Chinese"), validators=[Length(max=80)])
    customer_en = StringField(_l("Customer, in English"), validators=[Length(max=80)])
    kind = StringField(_l("Kind"), validators=[Length(max=60)],
                       description=_l("In a word: shy, in a hurry, elderly, with a child … Players do not see it."))
    gauges = FieldList(FormField(GaugeForm), max_entries=20)
    variants = FieldList(FormField(CustomerForm), max_entries=20)
    do = StringField(validators=[Length(max=40)])

    def __init__(self, *args: Any, touchpoints: Mapping[str, str], scenes: list[str], **kwargs: Any) -> None:
        """`touchpoints` are titles by slug."""
        super().__init__(*args, **kwargs)
        self.touchpoint.choices = [("", _("none yet")), *touchpoints.items()]
        self.start.choices = [("", _("none yet")), *((name, name) for name in scenes)]


class NewForm(PageForm):
    """A scenario to begin."""

    title_zh = StringField(_l("Title, in Chinese"), validators=[Length(max=200)])
    title_en = StringField(_l("Title, in English"), validators=[Length(max=200)])
    customer_zh = StringField(_l("Customer, in Chinese"), validators=[Length(max=80)])
    customer_en = StringField(_l("Customer, in English"), validators=[Length(max=80)])
    touchpoint = SelectField(_l("Touchpoint"))

    def __init__(self, *args: Any, touchpoints: Mapping[str, str], **kwargs: Any) -> None:
        """`touchpoints` are titles by slug."""
        super().__init__(*args, **kwargs)
        self.touchpoint.choices = [*touchpoints.items()]

    def texts(self, name: str) -> dict[str, str]:
        """What was typed for `title` or `customer`, in the languages it was typed in."""
        typed = {language: (self[f"{name}_{language}"].data or "").strip() for language in ("zh", "en")}
        return {language: text for language, text in typed.items() if text}

    def validate_title_en(self, field: Any) -> None:
        """Ask for a title in one language at least."""
        if not (field.data or "").strip() and not (self.title_zh.data or "").strip():
            raise ValidationError(_("Give it a title, in one language at least."))


class FileForm(PageForm):
    """A file that may hold a story, and what is to become of it."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file"))])
    into = SelectField(_l("Into"))

    def __init__(self, *args: Any, slugs: Mapping[str, str], **kwargs: Any) -> None:
        """`slugs` are the titles of the scenarios that there are."""
        super().__init__(*args, **kwargs)
        fresh = [("", _("the scenario that the file names, a new one")), ("/new", _("a new scenario under a free short name"))]
        self.into.choices = [*fresh, *((slug, _("the draft of “%(title)s”", title=title)) for slug, title in slugs.items())]


class PublishForm(PageForm):
    """A draft to publish: what is new in it, the save and the version that its author saw."""

    note = TextAreaField(_l("What is new"), validators=[InputRequired(_l("Say in a few words what is new.")), Length(max=500)],
                         description=_l("Kept with the version, for the authors after you."))
    save = HiddenField(validators=[Length(max=12)])
    over = HiddenField(validators=[Length(max=12)])


class RemoveForm(PageForm):
    """A scene to remove, and where what led to it leads then."""

    seen = HiddenField(validators=[Length(max=16)])
    instead = StringField(validators=[Length(max=64)])


def shown_values(part: Mapping[str, Any]) -> list[tuple[str, str]] | None:
    """Return what a part of the state may be, as (value, word), None where it is a number."""
    if isinstance(part.get("start"), bool):
        return [(YES, _("yes")), (NO, _("no"))]
    return [(word, word) for word in part["words"]] if part.get("words") else None


def ways_on(names: list[str]) -> list[tuple[str, str]]:
    """Return where a choice may lead, as (value, word): each scene, or one that does not exist yet."""
    fresh = [(NEW_SCENE, _("a new scene …")), (NEW_ENDING, _("a new ending …"))]
    return [("", _("nowhere yet")), *((name, name) for name in names), *fresh]
