"""Shapes of input: letting a visit count again, and all visits of a shopper who passed."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm

_WORDS = [InputRequired(_l("Say what you looked at and what you found.")), Length(max=600)]


class LiftForm(PageForm):
    """What was done, and the reason."""

    how = RadioField(_l("What did you do?"), default="read", choices=[
        ("read", _l("I read the notes and photos again: the visit may count as it is")),
        ("double", _l("A second shopper scored the same; the first may count")),
        ("retrained", _l("The shopper has passed a round since, and I have looked")),
        ("void", _l("It cannot be relied on: make the visit void"))])
    reason = TextAreaField(_l("What did you find?"), validators=_WORDS,
                           description=_l("Kept with the visit. If you make it void, the store reads it."))


class LiftAllForm(PageForm):
    """The reason for all of a shopper's visits."""

    reason = TextAreaField(_l("What did you find?"), validators=_WORDS)
