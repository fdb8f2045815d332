"""The shape of what a player sends: answers by the position of their question."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from cxtrain.quizzes.marking import SURE
from cxtrain.quizzes.operations import Draft
from cxtrain.quizzes.paper import Sheet, UnknownOption
from cxtrain.quizzes.question import LONGEST_ANSWER, BadAnswer, Shape
from cxtrain.web.forms import PageForm

CHANGES = 1_000_000


class AnswersForm(PageForm):
    """Answers to some of the questions of an attempt.

    The fields are named by position, q1, q2 …, with what `Sheet.field_names` adds; c1, c2 … say how sure one is. A question
    counts as sent when its position stands in `sent` (once per question, so that an answer can be taken back) or when one of
    its fields is there. `page` and `change` are the page's own id and the number of its change.
    """

    def __init__(self, data: MultiDict[str, str], *, sheets: Sequence[Sheet]):
        """`sheets` are the attempt's, in their order."""
        super().__init__(data)
        self._data, self._sheets = data, sheets
        self.given: Mapping[str, Draft] = {}
        self.fault = ""

    def is_submitted_and_valid(self) -> bool:
        """Whether answers were sent and each is one that the paper offers; `given` then holds them by question id."""
        if not super().is_submitted_and_valid():
            if self.is_submitted():
                self.fault = _("This page was sent in an unknown form. Load it again and answer once more.")
            return False
        given: dict[str, Draft] = {}
        try:
            for sheet in self._sent():
                given[sheet.question.id] = self._draft(sheet)
        except UnknownOption:
            self.fault = _("One of these answers is not offered here. Load the page again and choose once more.")
        except BadAnswer:
            self.fault = _fault(sheet)
        self.given = {} if self.fault else given
        return not self.fault

    def _draft(self, sheet: Sheet) -> Draft:
        sure = self._data.get(f"c{sheet.position}", type=int)
        page, change = self._data.get("page", "")[:36], self._data.get("change", type=int)
        known = bool(page) and change is not None and 0 <= change <= CHANGES
        return Draft(sheet.read(self._data), sure if sure in SURE else None, page if known else None, change if known else None)

    def _sent(self) -> Iterable[Sheet]:
        named = set(self._data.getlist("sent"))
        return (sheet for sheet in self._sheets
                if str(sheet.position) in named or any(name in self._data for name in sheet.field_names()))

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """What was typed and chosen, by field."""
        return {name: tuple(self._data.getlist(name)) for sheet in self._sent()
                for name in (*sheet.field_names(), f"c{sheet.position}")}


def _fault(sheet: Sheet) -> str:
    """Return what is wrong with an answer that can be mended where it stands."""
    if sheet.question.shape is Shape.ORDER:
        return _("Question %(position)s: give each place once.", position=sheet.position)
    most = getattr(sheet.question, "most", LONGEST_ANSWER)
    return _("Question %(position)s: this answer is too long; %(most)s characters fit.", position=sheet.position, most=most)
