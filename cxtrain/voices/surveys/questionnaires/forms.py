"""The shape of a questionnaire as it is typed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from pydantic import ValidationError
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.voices.questionnaire import MOST_ASKED, PAIRS, Questionnaire
from cxtrain.voices.questionnaire_rules import LONGEST, Finding, findings
from cxtrain.voices.surveys.questionnaires.manuscript import KINDS, assembled, in_order
from cxtrain.web.forms import PageForm

NEEDED = _l("Fill this in, please")


class QuestionForm(Form):
    """One block: a question, or nothing."""

    id = HiddenField(validators=[Length(max=40)])
    position = SelectField(_l("Place in the row"), coerce=int, choices=[(n, str(n)) for n in range(1, MOST_ASKED + 1)])
    kind = SelectField(_l("Kind"))
    text_zh = TextAreaField(_l("Question, in Chinese"), validators=[Length(max=LONGEST)], render_kw={"lang": "zh", "rows": 2})
    text_en = TextAreaField(_l("Question, in English"), validators=[Length(max=LONGEST)], render_kw={"lang": "en", "rows": 2})
    other_zh = TextAreaField(_l("Second of the pair, in Chinese"), validators=[Length(max=LONGEST)],
                             render_kw={"lang": "zh", "rows": 2})
    other_en = TextAreaField(_l("Second of the pair, in English"), validators=[Length(max=LONGEST)],
                             render_kw={"lang": "en", "rows": 2})
    dimension = SelectField(_l("Dimension"))
    choices = TextAreaField(_l("Choices"), validators=[Length(max=1000)], render_kw={"rows": 3},
                            description=_l("One a line: 新客 | New customer"))
    why = BooleanField(_l("Ask why, in words"))
    required = BooleanField(_l("Must be answered"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say the choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("No question")), *((kind, _(words)) for kind, words in KINDS.items())]
        self.dimension.choices = [("", "–"), *((name, _(words)) for name, words in DIMENSION_NAMES.items())]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that what the kind needs is written in both languages."""
        good = super().validate(extra_validators)
        for name in ("text_zh", "text_en", *(("other_zh", "other_en") if self.kind.data in PAIRS else ())):
            if self.kind.data and not (self[name].data or "").strip():
                self[name].errors = [*self[name].errors, str(NEEDED)]
                good = False
        return good


class QuestionnaireForm(PageForm):
    """A questionnaire: its name, whom it asks, and up to five questions."""

    title_zh = StringField(_l("Name, in Chinese"), validators=[InputRequired(NEEDED), Length(max=60)])
    title_en = StringField(_l("Name, in English"), validators=[InputRequired(NEEDED), Length(max=80)])
    kind = RadioField(_l("Who is asked"), default="customer")
    questions = FieldList(FormField(QuestionForm), min_entries=MOST_ASKED, max_entries=MOST_ASKED)
    digest = HiddenField()  # of the version that was shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say the choices in the reader's language."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [("customer", _("Customers of the firm")), ("internal", _("Other departments"))]
        self.advice: list[str] = []

    def read(self, slug: str, used: Mapping[str, str]) -> Questionnaire | None:
        """Return the questionnaire that was typed; None where something is wrong, which then stands at its field."""
        head = {"slug": slug, "kind": self.kind.data, "title": {"zh": self.title_zh.data, "en": self.title_en.data}}
        blocks = [entry.form.data for entry in self.questions]
        if not in_order(blocks):
            return self._refuse(self.questions.entries[0].form.kind, _("Ask at least one question."))
        try:
            asked = Questionnaire.model_validate(assembled(head, blocks, used))
        except ValidationError:
            return self._refuse(self.title_en, _("This could not be read. Please look at every field."))
        found = list(findings(asked))
        self.advice = [_(each.message, **each.values) for each in found if not each.is_error]
        for each in found:
            if each.is_error:
                self._put(each)
        return None if any(each.is_error for each in found) else asked

    def _refuse(self, field: Any, sentence: str) -> None:
        field.errors = [*field.errors, sentence]

    def _put(self, found: Finding) -> None:
        """Put the sentence of a finding at the block that it is about."""
        entries = sorted((entry.form for entry in self.questions if entry.form.kind.data), key=lambda form: form.position.data)
        form = entries[int(found.path[1])] if len(found.path) > 1 else entries[0]
        name = str(found.path[2]) if len(found.path) > 2 else "kind"
        name = {"text": "text_zh", "other": "other_zh"}.get(name, name)
        self._refuse(form[name] if name in form and name != "id" else form.kind, _(found.message, **found.values))
