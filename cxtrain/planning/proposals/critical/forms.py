"""The shape of input: what was done about a critical item."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from cxtrain.planning.proposals.critical.call import ACCOUNT, HR, SECOND, TALKED, Call, Way
from cxtrain.web.forms import PageForm

STEPS = {
    TALKED: _l("We have talked about it, and it is put right"),
    ACCOUNT: _l("The colleague has told how it was, in the words below"),
    HR: _l("It is about safety, theft or discrimination: handed to HR, and not dealt with here"),
    SECOND: _l("Ask for a second visit by another shopper"),
}


class StepForm(PageForm):
    """One step for one item."""

    item = StringField(widget=HiddenInput(), validators=[InputRequired(), Length(max=8)])
    step = RadioField(_l("What was done"), validators=[InputRequired(_l("Choose one"))])
    words = TextAreaField(_l("What was said and done"), validators=[Length(max=1000)],
                          description=_l("The colleague can read this. Nothing is written here of what goes to HR."))

    def offer(self, call: Call) -> None:
        """Choose from the steps that the item allows."""
        person = call.failure.employee_id is not None
        if call.failure.way is Way.LOOK_AGAIN:
            wanted: tuple[str, ...] = (SECOND, HR) if person else (SECOND, TALKED, HR)
        else:
            wanted = (TALKED, ACCOUNT, HR) if person else (TALKED, HR)
        self.step.choices = [(step, STEPS[step]) for step in wanted if step not in call.steps]
