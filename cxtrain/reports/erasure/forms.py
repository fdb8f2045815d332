"""Why somebody is erased."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm

MOST = 500


class EraseForm(PageForm):
    """A reason, and that what cannot be taken back is meant."""

    reason = StringField(
        _l("Reason"), description=_l("For example: their request of 3 May. Do not write the name: the reason stays."),
        filters=[lambda text: (text or "").strip()], render_kw={"maxlength": MOST},
        validators=[InputRequired(_l("Say why they are erased.")), Length(max=MOST)])
    sure = BooleanField(_l("I have read what goes. It cannot be brought back."), validators=[
        InputRequired(_l("Confirm that you have read it."))])
