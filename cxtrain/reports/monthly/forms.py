"""What is sent to have a month's report made."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from cxtrain.web.forms import PageForm


class MakeForm(PageForm):
    """Which month; the months to choose from come by keyword."""

    month = SelectField(_l("Month"))

    def __init__(self, *args: object, months: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.month.choices = [(month, month) for month in months]
