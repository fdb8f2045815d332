"""Shapes of an appeal and of its decision."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from cxtrain.quality.answers import Answer
from cxtrain.quality.forms import VersionForm
from cxtrain.web.forms import PageForm


class AppealForm(PageForm):
    """Which line, how it was, and a photo where there is one."""

    item = RadioField(_l("Which line do you mean?"), validators=[InputRequired(_l("Choose a line."))])
    reason = TextAreaField(_l("How was it?"), validators=[InputRequired(_l("Say how it was, in a few words.")),
                                                          Length(max=1000)],
                           description=_l("What you remember, and what shows it: a receipt, the rota, a message."))
    photo = FileField(_l("A photo, if you have one"),
                      description=_l("JPEG or PNG, without faces. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png"})

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`lines` are (item id, words) pairs that may be appealed."""
        super().__init__(*args, **kwargs)
        self.item.choices = list(lines)


class DecideAppealForm(VersionForm):
    """Upheld, with what is right instead, or not; and why."""

    verdict = RadioField(_l("Your decision"), validators=[InputRequired(_l("Choose one of the two."))], choices=[
        ("upheld", _l("Upheld: the line is corrected")), ("declined", _l("Not upheld: the line stands as written"))])
    correction = SelectField(_l("What is right instead?"), validators=[Optional()],
                             description=_l("Only where the appeal is upheld."))
    number = IntegerField(_l("The right number"), validators=[Optional(), NumberRange(0, 999_999)],
                          description=_l("Only where the appeal is upheld."))
    answer = TextAreaField(_l("Why?"), validators=[InputRequired(_l("Say why, in words that the person will read.")),
                                                   Length(max=1000)],
                           description=_l("The person reads these words. Say what you looked at; name no shopper."))

    def __init__(self, *args: Any, values: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`values` are the (posted form, words) pairs of what the line can be instead."""
        super().__init__(*args, **kwargs)
        self.correction.choices = [("", "–"), *values]

    @property
    def right(self) -> Answer | None:
        """What is right instead; an empty answer where none was chosen, None where the appeal is not upheld."""
        if self.verdict.data != "upheld":
            return None
        text = self.correction.data or str("" if self.number.data is None else self.number.data)
        return Answer(missing="na") if text == "na" else Answer(int(text) if text else None)
