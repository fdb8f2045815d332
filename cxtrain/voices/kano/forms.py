"""The shapes of taking a category over, and of choosing the table."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length

from cxtrain.web.forms import PageForm


class TakeForm(PageForm):
    """For which touchpoint a category is to count, and why."""

    touchpoint_id = SelectField(_l("It counts for the touchpoint"), coerce=int)
    reason = TextAreaField(_l("Why"), validators=[Length(max=300)], render_kw={"rows": 2},
                           description=_l("Needed where the two most frequent categories are too close to tell apart."))

    def __init__(self, *args: object, touchpoints: list[tuple[int, str]], **kwargs: object) -> None:
        """`touchpoints` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.touchpoint_id.choices = touchpoints
