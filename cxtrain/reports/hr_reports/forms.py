"""The name under which a filter is kept."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from cxtrain.web.forms import PageForm


class FilterForm(PageForm):
    """One name."""

    name = StringField(
        _l("Name of the filter"),
        description=_l("For example: Flagship stores, last month. A filter of yours with the same name is replaced."),
        filters=[lambda text: (text or "").strip()],
        validators=[DataRequired(_l("Give it a name.")), Length(max=60)], render_kw={"maxlength": 60})
