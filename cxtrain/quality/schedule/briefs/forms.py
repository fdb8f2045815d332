"""Shape of what HR writes for a touchpoint of a store."""

from dataclasses import fields

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from cxtrain.quality.forms import VersionForm
from cxtrain.quality.schedule.briefs.brief import LONGEST, StoreWords

SHORT = [Length(max=LONGEST)]


class BriefForm(VersionForm):
    """Facts of the store, and what its visits ask."""

    facts = TextAreaField(_l("Facts of this store"), validators=SHORT, description=_l(
        "What the answers are judged by: for example breakfast 6:30 to 10:00, Wi-Fi without a password."))
    ask = TextAreaField(_l("What to ask for"), validators=SHORT)
    promise = TextAreaField(_l("Which promise to obtain"), validators=SHORT, description=_l(
        "For example a call back by six; the visit sees whether it is kept."))
    difficulty = TextAreaField(_l("Which small difficulty to raise"), validators=SHORT, description=_l(
        "Something any guest may bring up and everybody can solve. No traps: nothing hidden, nothing impossible."))
    question1 = StringField(_l("First test question"), validators=SHORT)
    answer1 = StringField(_l("Its right answer here"), validators=SHORT)
    question2 = StringField(_l("Second test question"), validators=SHORT)
    answer2 = StringField(_l("Its right answer here"), validators=SHORT)

    def validate_answer1(self, field: StringField) -> None:
        """Ask for both or neither."""
        self._both(self.question1, field)

    def validate_answer2(self, field: StringField) -> None:
        """Ask for both or neither."""
        self._both(self.question2, field)

    @staticmethod
    def _both(question: StringField, answer: StringField) -> None:
        if bool((question.data or "").strip()) != bool((answer.data or "").strip()):
            raise ValidationError(_("Write the question and its answer, or neither."))

    @property
    def words(self) -> StoreWords:
        """What was written."""
        return StoreWords(**{each.name: (self[each.name].data or "").strip() for each in fields(StoreWords)})
