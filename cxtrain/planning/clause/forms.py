"""Shape of input for the clause."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from cxtrain.planning.wording import plain
from cxtrain.web.forms import PageForm

SIZE = Length(10, 400, _l("From 10 to 400 characters, please"))


class ClauseForm(PageForm):
    """Other words for the clause, in both languages, and why."""

    zh = TextAreaField(_l("In Chinese"), validators=[DataRequired(_l("Both languages are printed")), SIZE])
    en = TextAreaField(_l("In English"), validators=[DataRequired(_l("Both languages are printed")), SIZE])
    reason = TextAreaField(_l("Reason"), description=_l("Kept with the change, for whoever asks later"), validators=[
        DataRequired(_l("Say in a sentence why")), Length(max=600)])

    @property
    def words(self) -> dict[str, str]:
        """What was typed, in both languages."""
        return {"zh": plain(self.zh.data), "en": plain(self.en.data)}
