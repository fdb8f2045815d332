"""The shape of a mark: points for each criterion, a word to the player, and the reason where it is a correction."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField, ValidationError
from wtforms.validators import Length

from cxtrain.people.corrections.forms import enough_words, reason_field
from cxtrain.quizzes.handmarking.operations import Verdict, points_from
from cxtrain.quizzes.kinds.open import Criterion
from cxtrain.web.forms import PageForm


class MarkForm(PageForm):
    """Marks for one answer. `seen` tells which marks the page showed; the points are radio buttons, points-0 and on."""

    seen = HiddenField(validators=[Length(max=60)])
    comment = TextAreaField(_l("A word to the player"), validators=[Length(max=1000)], render_kw={"rows": 3},
                            description=_l("They see it with their result."))
    reason = reason_field()

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], given: list[int] | None = None, **kwargs: Any) -> None:
        """`given` are the points that were given before."""
        super().__init__(*args, **kwargs)
        self.criteria, self.lacking = criteria, ""
        sent = [request.form.get(f"points-{number}", "") for number in range(len(criteria))]
        self.points = sent if self.is_submitted() else [str(each) for each in given or []]

    def verdict(self) -> Verdict | None:
        """Return what was given, None where points are missing or wrong; the page then says so."""
        found = points_from(self.points, [criterion.points for criterion in self.criteria])
        if found is None:
            self.lacking = _("Give points for each of these.")
            return None
        return Verdict(found, (self.comment.data or "").strip())

    def has_reason(self) -> bool:
        """Whether a reason was typed; the field says so where it was not."""
        try:
            enough_words(self, self.reason)
        except ValidationError as fault:
            self.reason.errors = [str(fault)]
        return not self.reason.errors
