"""Shapes of input for the second step."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm

TYPED = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(PageForm):
    """The code that the phone shows now."""

    code = StringField(_l("Code of the phone"), description=_l("Six digits from your phone"),
                       validators=[InputRequired(_l("Type the code of the phone")), Length(max=40)],
                       render_kw={**TYPED, "inputmode": "numeric"})


class EitherCodeForm(PageForm):
    """The code that the phone shows now, or a recovery code."""

    code = StringField(_l("Code of the phone"), description=_l("Six digits from your phone, or a recovery code"),
                       validators=[InputRequired(_l("Type the code of the phone")), Length(max=40)], render_kw=TYPED)


class BeginForm(PageForm):
    """Nothing but the wish to begin."""
