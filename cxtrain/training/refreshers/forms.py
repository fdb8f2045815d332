"""The shape of what is sent from refreshers."""

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import AnyOf

from cxtrain.quizzes.forms import AnswersForm
from cxtrain.quizzes.paper import Sheet
from cxtrain.web.forms import PageForm


class RefresherForm(AnswersForm):
    """The answer to one question, or that one does not know it."""

    def __init__(self, data: MultiDict[str, str], *, sheet: Sheet):
        """`sheet` is the one on which it was asked."""
        super().__init__(data, sheets=[sheet])
        self._sheet = sheet

    def is_submitted_and_valid(self) -> bool:
        """Whether an answer was sent that the question takes."""
        if not super().is_submitted_and_valid():
            return False
        if not self.texts and self._data.get("go") != "unknown":
            self.fault = _("Choose or write an answer first, or say that you don't know it.")
        return not self.fault

    @property
    def texts(self) -> list[str]:
        """What was answered, as the question keeps it; nothing where one does not know."""
        draft = self.given.get(self._sheet.question.id)
        return draft.texts if draft and self._data.get("go") != "unknown" else []


class ShownForm(PageForm):
    """Whether refreshers are shown."""

    value = StringField(validators=[AnyOf(("yes", "no"))])
