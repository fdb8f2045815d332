"""Shapes of input for the review of a plan."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from cxtrain.planning.forms import OUTCOMES, options
from cxtrain.web.forms import PageForm


class CloseForm(PageForm):
    """The reviewer's judgement."""

    outcome = RadioField(_l("How far was the goal reached?"), choices=options(list(OUTCOMES.items())),
                         validators=[DataRequired(_l("Choose one"))])
    review = TextAreaField(
        _l("What you saw"), description=_l("What changed, what helped, what comes next"),
        validators=[DataRequired(_l("Say in a sentence what you saw")), Length(max=2000)])
