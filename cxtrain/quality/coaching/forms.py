"""Shape of input: what an employee says about a coaching observation."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from cxtrain.web.forms import PageForm


class CommentForm(PageForm):
    """The employee's own words."""

    words = TextAreaField(_l("What do you say to it?"),
                          validators=[DataRequired(_l("Write a sentence first.")), Length(max=1000)],
                          description=_l("For you and the one who coached you, nobody else."))
