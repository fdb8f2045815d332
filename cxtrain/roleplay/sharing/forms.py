"""The shape of input for sharing."""

from wtforms import StringField
from wtforms.validators import AnyOf

from cxtrain.web.forms import PageForm


class ShareForm(PageForm):
    """Whether a practice is shared, or kept to oneself again."""

    value = StringField(validators=[AnyOf(("share", "take back"))])
