"""Shapes of input for roles and for links to set a password."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from cxtrain.people.staff.forms import Choices, chosen_id
from cxtrain.web.forms import PageForm


class RoleForm(PageForm):
    """A role, and the unit for which and below which it holds."""

    role = RadioField(_l("Role"), validators=[InputRequired(_l("Choose a role"))])
    unit = SelectField(_l("For this unit and everything below it"), coerce=int,
                       validators=[InputRequired(_l("Choose a unit"))])  # fmt: skip

    def __init__(self, *args: Any, roles: Choices, units: Choices, **kwargs: Any) -> None:
        """`roles` and `units` are (value, words) pairs."""
        super().__init__(*args, **kwargs)
        self.role.choices, self.unit.choices = roles, units


class LinkForm(PageForm):
    """How long a link to set a password is good for."""

    minutes = RadioField(_l("Good for"), default="30", validators=[InputRequired(_l("Choose how long"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer half an hour, and a week for new starters."""
        super().__init__(*args, **kwargs)
        self.minutes.choices = [
            ("30", _("30 minutes: the person is here now")),
            ("10080", _("7 days: somebody new who starts this week")),
        ]


class SlipsForm(PageForm):
    """Whose slips to print."""

    unit = SelectField(_l("Unit"), coerce=chosen_id, validators=[InputRequired(_l("Choose a unit"))])

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """`units` are (id, name) pairs."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [("", "–"), *units]
