"""The shapes of a study and of one feature."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from cxtrain.voices.kano.making.operations import Heads
from cxtrain.voices.kano.study import MOST_GROUPS, TABLE_NAMES, Grouping, groups_typed
from cxtrain.voices.questionnaire import MOST_ASKED
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.forms import PageForm

NEEDED = InputRequired(_l("Write this in both languages."))
SHORT, LONG = (NEEDED, Length(max=80)), (NEEDED, Length(max=300))


class StudyForm(PageForm):
    """A study without its features."""

    title_zh = StringField(_l("Title in Chinese"), validators=SHORT)
    title_en = StringField(_l("Title in English"), validators=SHORT)
    touchpoint_id = SelectField(_l("Touchpoint"), coerce=int)
    unit_id = SelectField(_l("Asked in"), coerce=int, description=_l("A unit and all below it."))
    purpose_zh = StringField(_l("Why it is asked, in Chinese"), validators=LONG,
                             description=_l("One sentence, on the page that asks."))
    purpose_en = StringField(_l("Why it is asked, in English"), validators=LONG)
    draws = SelectField(_l("Features one customer is asked about"), coerce=int, default=3,
                        description=_l("Drawn by lot where there are more. Each is two questions; three take half a minute."))
    reading = RadioField(_l("Table by which answers are read"), default="classic")
    question_zh = StringField(_l("Who are you? In Chinese"), validators=[Length(max=200)],
                              description=_l("Empty: nobody is asked."))
    question_en = StringField(_l("Who are you? In English"), validators=[Length(max=200)])
    groups = TextAreaField(_l("Groups"), validators=[Length(max=600)],
                           description=_l("One a line, Chinese | English, at most six: 商务 | On business"))
    version = IntegerField(widget=HiddenInput(), default=0)

    def __init__(self, *args: Any, touchpoints: list[tuple[int, str]], units: list[tuple[int, str]], **kwargs: Any) -> None:
        """`touchpoints` and `units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.touchpoint_id.choices, self.unit_id.choices = touchpoints, units
        self.draws.choices = [(n, str(n)) for n in range(1, MOST_ASKED + 1)]
        self.reading.choices = [(key, _(word)) for key, word in TABLE_NAMES.items()]

    def validate_groups(self, field: TextAreaField) -> None:
        """Refuse lines without both languages, more than six, and groups without a question."""
        groups = groups_typed(field.data or "")
        if groups is None:
            raise ValidationError(_l("Write each group as Chinese | English, one a line."))
        if len(groups) > MOST_GROUPS:
            raise ValidationError(_l("At most six groups: each needs 30 answers of its own."))
        if groups and not (self.question_zh.data and self.question_en.data):
            raise ValidationError(_l("Write the question to which these are the answers, in both languages."))

    @property
    def heads(self) -> Heads:
        """What was typed."""
        groups = groups_typed(self.groups.data or "") or ()
        question = Bilingual((self.question_zh.data or "").strip(), (self.question_en.data or "").strip())
        title, purpose = (Bilingual(self[f"{key}_zh"].data.strip(), self[f"{key}_en"].data.strip())
                          for key in ("title", "purpose"))
        return Heads(
            title=title, unit_id=self.unit_id.data, touchpoint_id=self.touchpoint_id.data, purpose=purpose,
            reading=self.reading.data, draws=self.draws.data, grouping=Grouping(question, groups) if groups else Grouping())


class FeatureForm(PageForm):
    """One feature with both questions."""

    name_zh = StringField(_l("Short name in Chinese"), validators=SHORT)
    name_en = StringField(_l("Short name in English"), validators=SHORT)
    there_zh = TextAreaField(_l("If it is there, in Chinese"), validators=LONG, render_kw={"rows": 2},
                             description=_l("For example: 如果办理入住不超过三分钟,您觉得怎么样?"))
    there_en = TextAreaField(_l("If it is there, in English"), validators=LONG, render_kw={"rows": 2})
    missing_zh = TextAreaField(_l("If it is not there, in Chinese"), validators=LONG, render_kw={"rows": 2})
    missing_en = TextAreaField(_l("If it is not there, in English"), validators=LONG, render_kw={"rows": 2})

    @property
    def texts(self) -> dict[str, Bilingual]:
        """What was typed, as put_feature takes it."""
        return {key: Bilingual(self[f"{key}_zh"].data.strip(), self[f"{key}_en"].data.strip())
                for key in ("name", "there", "missing")}
