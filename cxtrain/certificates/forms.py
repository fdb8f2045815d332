"""Shapes of what people type."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm


class RevokeForm(PageForm):
    """Why a certificate is no longer good."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("It stays in the register and is seen by HR only. At least 5 characters."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            InputRequired(_l("Say why, in at least 5 characters.")),
            Length(min=5, max=500, message=_l("Say why, in 5 to 500 characters.")),
        ],
    )
