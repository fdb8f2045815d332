"""The form that every page uses: CSRF by its base class, and a key by which a submit is done once."""

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length


class PageForm(FlaskForm):
    """A form with a submission key. Subclasses make no queries; what they choose from comes by keyword."""

    submission_key = HiddenField(default=lambda: str(uuid.uuid4()), validators=[Length(max=36)])

    def is_submitted_and_valid(self) -> bool:
        """Whether this request sends the form and every field is right."""
        return bool(self.validate_on_submit())
