"""Shapes of input for indicators."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length

from cxtrain.web.forms import PageForm


class EnterForm(PageForm):
    """What goes with the numbers of a month, whose fields are read by `sheet`."""

    reason = StringField(_l("Why numbers entered before are changed"), validators=[Length(max=200)],
                         description=_l("Needed only for a correction; kept with it. No names."))
