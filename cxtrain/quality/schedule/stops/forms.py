"""Shapes of input for one planned visit: a shopper, a reason, and a paper form that is keyed in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from cxtrain.web.forms import PageForm


class SendForm(PageForm):
    """Who goes."""

    account_id = SelectField(_l("Shopper"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`people` are (account id, name) pairs; "" is nobody."""
        super().__init__(*args, **kwargs)
        self.account_id.choices = [("", _("Nobody yet")), *people]

    @property
    def chosen(self) -> int | None:
        """The account chosen, or None."""
        return int(self.account_id.data) if self.account_id.data else None


class ReasonForm(PageForm):
    """Why a visit is called off or drawn again."""

    reason = StringField(_l("Why?"), validators=[InputRequired(_l("Say why.")), Length(max=300)])


class PaperForm(PageForm):
    """A paper form of a planned visit."""

    code = StringField(_l("Code on the form"), render_kw={"autocapitalize": "characters", "autocomplete": "off"},
                       description=_l("Eight letters and digits, printed on the brief."),
                       validators=[InputRequired(_l("Write the code from the paper form.")), Length(max=20)])
    shopper = StringField(_l("Shopper's name or number"), validators=[Length(max=80)],
                          description=_l("Only where nobody with an account was sent. Only reviewers will see it."))
    paper = FileField(_l("Photo of the paper form"),
                      description=_l("JPEG or PNG. Place and device are removed from it."),
                      render_kw={"accept": "image/jpeg,image/png", "capture": "environment"})

    def validate_paper(self, field: FileField) -> None:
        """Ask for the photo."""
        if not field.data:
            raise ValidationError(_("Add a photo of the paper form."))
