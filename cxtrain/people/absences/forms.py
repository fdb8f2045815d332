"""Shape of input for days away."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from cxtrain.people.roster import values
from cxtrain.people.staff.forms import text_field
from cxtrain.web.forms import PageForm


class AbsenceForm(PageForm):
    """From when to when. Kind and reason have no field: they may be about health."""

    start_on = text_field(_l("First day away"), values.read_day, InputRequired(_l("Choose a day")), type="date")
    end_on = text_field(_l("Last day away"), values.read_day, type="date", hint=_l("Empty while nobody knows it"))
