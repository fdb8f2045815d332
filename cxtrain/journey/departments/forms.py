"""The shape of a department as it is typed."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from cxtrain.journey.forms import NEEDED
from cxtrain.journey.models import Department
from cxtrain.web.forms import PageForm


class DepartmentForm(PageForm):
    """A department's name in both languages, and who answers for it."""

    title_zh = StringField(_l("Name, in Chinese"), validators=[InputRequired(NEEDED), Length(max=40)])
    title_en = StringField(_l("Name, in English"), validators=[InputRequired(NEEDED), Length(max=60)])
    lead = StringField(_l("Staff number of whoever answers for it"), validators=[Length(max=40)],
                       description=_l("May stay empty; improvements of its touchpoints are then shown to nobody by themselves"))
    version = IntegerField(widget=HiddenInput(), default=0)

    @property
    def title(self) -> dict[str, str]:
        """The name in both languages."""
        return {"zh": self.title_zh.data.strip(), "en": self.title_en.data.strip()}


def typed(department: Department) -> dict[str, Any]:
    """Return the department as the form's fields hold it."""
    return {"title_zh": department.title["zh"], "title_en": department.title["en"], "version": department.version,
            "lead": department.lead.number if department.lead else ""}
