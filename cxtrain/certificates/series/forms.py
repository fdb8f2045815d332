"""Shape of what HR types about number series."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import ValidationError

from cxtrain.certificates.series.prefix import fault, tidied
from cxtrain.web.forms import PageForm


class PrefixForm(PageForm):
    """The prefix of a unit; empty for none of its own."""

    prefix = StringField(
        _l("First part of the number"),
        description=_l("Such as HM-SH: numbers are then HM-SH-2026-0001 and so on. Leave it empty to go by the unit above."),
        filters=[lambda text: tidied(text or "")],
    )

    def validate_prefix(self, field: StringField) -> None:
        """Refuse what cannot stand in a number."""
        wrong = fault(field.data) if field.data else None
        if wrong:
            raise ValidationError(_(wrong))
