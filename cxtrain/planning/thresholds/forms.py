"""The shape of input: the reason; the numbers are read by numbers.read."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from cxtrain.web.forms import PageForm


class ThresholdsForm(PageForm):
    """Why the thresholds are changed."""

    reason = TextAreaField(
        _l("Why they are changed"), description=_l("Kept with the thresholds, for everybody to read."),
        validators=[DataRequired(_l("Say why")), Length(max=600)])
    after = IntegerField(widget=HiddenInput(), default=0)  # the row that held when the page was read

    def against(self, row_id: int) -> None:
        """Let the form, sent again, follow the row that somebody else has set meanwhile."""
        self.after.raw_data, self.after.data = None, row_id
        self.submission_key.data = self.submission_key.default()
