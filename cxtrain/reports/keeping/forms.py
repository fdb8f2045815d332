"""What a legal hold is about, why, and from when to when."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields import DateField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from cxtrain.web.forms import PageForm

MOST = 500


class HoldForm(PageForm):
    """A legal hold."""

    number = StringField(_l("Staff number"), description=_l("Empty: nobody at all is erased."), validators=[Length(max=40)])
    reason = StringField(_l("Reason"), description=_l("For example: labour dispute, file 2026-17."), validators=[
        InputRequired(_l("Say why nothing may be erased.")), Length(max=MOST)], render_kw={"maxlength": MOST})
    since = DateField(_l("From"), validators=[InputRequired(_l("Choose a day"))])
    until = DateField(_l("Until"), description=_l("Empty: until somebody ends it."), validators=[Optional()])

    def validate_until(self, field: DateField) -> None:
        """Refuse a hold that ends before it begins."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_l("The last day lies before the first. Correct one of them."))
