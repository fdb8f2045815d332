"""Shapes of input for signing in and setting a password."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from cxtrain.web.forms import PageForm


class SignInForm(PageForm):
    """Staff number or mobile, and password."""

    login = StringField(_l("Staff number or mobile"), validators=[
        InputRequired(_l("Type your staff number or mobile number")), Length(max=60)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Type your password")), Length(max=200)],
                             render_kw={"autocomplete": "current-password"})
    shared = BooleanField(_l("This is a phone that the store shares (signs out after 5 minutes)"))


class PasswordForm(PageForm):
    """A new password, twice."""

    password = PasswordField(_l("New password"), description=_l("At least 8 characters; a short sentence is best"),
                             validators=[InputRequired(_l("Choose a password")), Length(max=200)],
                             render_kw={"autocomplete": "new-password"})
    again = PasswordField(_l("The same once more"), validators=[
        InputRequired(_l("Type the password once more")), EqualTo("password", _l("The two are not the same"))],
        render_kw={"autocomplete": "new-password"})


class BackForm(PageForm):
    """A small change made from any page, and the page to go back to."""

    back = HiddenField(validators=[Length(max=400)])
    value = HiddenField(validators=[Length(max=20)])
