"""The shape of a report and of its answer."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from cxtrain.voices.obstacles.kinds import KINDS, MOST_WORDS, STATES
from cxtrain.web.forms import PageForm


class ObstacleForm(PageForm):
    """Where, what, and words if one likes; the button that is pressed says what."""

    touchpoint_id = SelectField(_l("Where"), coerce=int)
    words = StringField(_l("In a few words (may stay empty)"), validators=[Length(max=MOST_WORDS)],
                        render_kw={"maxlength": str(MOST_WORDS)})
    kind = RadioField(_l("What is in the way?"), validators=[InputRequired(_l("Say what is in the way"))])

    def __init__(self, *args: Any, touchpoints: list[tuple[int, str]], **kwargs: Any) -> None:
        """`touchpoints` are (id, title) pairs."""
        super().__init__(*args, **kwargs)
        self.touchpoint_id.choices = touchpoints
        self.kind.choices = [(kind, _(word)) for kind, word in KINDS.items()]

    def validate_kind(self, field: RadioField) -> None:
        """Ask for words where the kind says nothing."""
        if field.data == "other" and not (self.words.data or "").strip():
            raise ValidationError(_("Write in a few words what it is, then press again"))


class AnswerForm(PageForm):
    """What becomes of a report, in a sentence to whoever made it."""

    state = RadioField(_l("What becomes of it"), validators=[InputRequired(_l("Choose what becomes of it"))])
    words = StringField(_l("To whoever told it"), validators=[DataRequired(_l("Write a sentence: somebody waits for it")),
                                                              Length(max=300)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Its states are all but open."""
        super().__init__(*args, **kwargs)
        self.state.choices = [(state, _(word)) for state, word in STATES.items() if state != "open"]
