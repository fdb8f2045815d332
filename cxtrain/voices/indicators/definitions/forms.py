"""Shape of input for an indicator of the firm's own."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from cxtrain.voices.indicators.definition import Definition
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.forms import PageForm

FORM_WORDS = {
    "amount": N_("A sum of the month, such as revenue: adds up over stores and months"),
    "level": N_("A count at the start of the month, such as members: adds up over stores"),
    "share": N_("A share, such as conversion: so many out of so many"),
    "mean": N_("A mean, such as dwell time: so much each, and how many it rests on"),
}
DIRECTION_WORDS = {"up": N_("More is better"), "down": N_("Less is better"), "": N_("Neither")}


def _words(label: Any, most: int, *needed: Any, hint: Any = "") -> StringField:
    return StringField(label, validators=[*needed, Length(max=most)], description=hint)


class DefinitionForm(PageForm):
    """An indicator in words."""

    title_zh = _words(_l("Name, in Chinese"), 40, InputRequired(_l("Type a name")))
    title_en = _words(_l("Name, in English"), 60, InputRequired(_l("Type a name")))
    form = RadioField(_l("Kind"), default="share")
    direction = RadioField(_l("Which way is better"), default="up")
    unit_zh = _words(_l("Unit of the number, in Chinese"), 12, hint=_l("Such as 元 or 分钟; a share is always in percent"))
    unit_en = _words(_l("Unit of the number, in English"), 20)
    part_zh = _words(_l("What is counted, in Chinese"), 80, InputRequired(_l("Say what is counted")),
                     hint=_l("So exactly that two stores count the same"))
    part_en = _words(_l("What is counted, in English"), 120, InputRequired(_l("Say what is counted")))
    whole_zh = _words(_l("Out of what, in Chinese"), 80, hint=_l("Of a share its whole; of a mean what it rests on"))
    whole_en = _words(_l("Out of what, in English"), 120)
    digits = SelectField(_l("Decimals"), coerce=int, choices=[(0, "0"), (1, "1"), (2, "2")], default=1)

    def __init__(self, *args: Any, fixed: str = "", **kwargs: Any) -> None:
        """`fixed` is the form of an indicator that has one already."""
        super().__init__(*args, **kwargs)
        self.direction.choices = [(value, _(words)) for value, words in DIRECTION_WORDS.items()]
        if fixed:
            del self.form
            self.fixed = fixed
        else:
            self.form.choices = [(value, _(words)) for value, words in FORM_WORDS.items()]
            self.fixed = ""

    def validate_whole_zh(self, field: StringField) -> None:
        """Ask for what a share is out of."""
        if (self.fixed or self.form.data) in ("share", "mean") and not (field.data and self.whole_en.data):
            raise ValidationError(_("Say out of what, in both languages"))

    def definition(self, slug: str) -> Definition:
        """Return what was typed."""
        def text(name: str) -> Bilingual:
            return Bilingual((self[f"{name}_zh"].data or "").strip(), (self[f"{name}_en"].data or "").strip())
        return Definition(slug, text("title"), self.fixed or self.form.data, text("unit"), self.direction.data, text("part"),
                          text("whole"), self.digits.data)


def typed(definition: Definition) -> dict[str, Any]:
    """Return a definition as the form's fields hold it."""
    words = {f"{name}_{language}": getattr(definition, name).as_dict()[language] for name in ("title", "unit", "part", "whole")
             for language in ("zh", "en")}
    return {**words, "form": definition.form, "direction": definition.direction, "digits": definition.digits}
