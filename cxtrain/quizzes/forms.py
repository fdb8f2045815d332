"""The shape of what a player sends: answers by the position of their question."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from cxtrain.quizzes.paper import Sheet, UnknownOption
from cxtrain.web.forms import PageForm


class AnswersForm(PageForm):
    """Answers to some of the questions of an attempt.

    The fields are named by position, q1, q2 …, and hold option tokens. A question counts as sent when its position
    stands in `sent` (once per question, so that a choice can be taken back) or when it has an answer.
    """

    def __init__(self, data: MultiDict[str, str], *, sheets: Sequence[Sheet]):
        """`sheets` are the attempt's, in their order."""
        super().__init__(data)
        self._data, self._sheets = data, sheets
        self.given: Mapping[str, list[str]] = {}
        self.fault = ""

    def is_submitted_and_valid(self) -> bool:
        """Whether answers were sent and each is one that the paper offers; `given` then holds ids by question id."""
        if not super().is_submitted_and_valid():
            if self.is_submitted():
                self.fault = _("This page was sent in an unknown form. Load it again and answer once more.")
            return False
        try:
            self.given = {sheet.question.id: sheet.ids_of(self._data.getlist(f"q{sheet.position}"))
                          for sheet in self._sent()}
        except UnknownOption:
            self.fault = _("One of these answers is not offered here. Load the page again and choose once more.")
            return False
        return True

    def _sent(self) -> Iterable[Sheet]:
        named = set(self._data.getlist("sent"))
        return (sheet for sheet in self._sheets if str(sheet.position) in named or f"q{sheet.position}" in self._data)
