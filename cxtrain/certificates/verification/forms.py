"""Shape of what a stranger types who has the number and the name, and no code."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from cxtrain.web.forms import PageForm


class NumberForm(PageForm):
    """The number and the name, as they stand on the paper."""

    number = StringField(
        _l("Certificate number"),
        description=_l("The whole number, such as HM-MOT-2026-0001."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Type the number that stands on the certificate.")), Length(max=60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": 60},
    )
    name = StringField(
        _l("Name on the certificate"),
        description=_l("The full name, in Chinese or in English."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Type the name that stands on the certificate.")), Length(max=200)],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 200},
    )
