"""The shape of marking a lesson as read."""

import datetime as dt

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from wtforms import HiddenField

from cxtrain.web.forms import PageForm


class LessonForm(PageForm):
    """A lesson marked as read, with the moment at which its page was opened, sealed for one reader and lesson.

    Whatever is wrong with the seal, the lesson is marked all the same; only nobody knows how long it was open.
    """

    opened = HiddenField()

    def seal(self, reader: int, lesson: str, moment: dt.datetime) -> None:
        """Put the moment of opening on the page, unless the page comes back with an earlier one."""
        if self.opened_by(reader, lesson) is None:
            self.opened.data = _sealer().dumps([reader, lesson, int(moment.timestamp())])

    def opened_by(self, reader: int, lesson: str) -> dt.datetime | None:
        """Return when this reader opened this lesson; None where nobody knows."""
        try:
            who, what, seconds = _sealer().loads(self.opened.data or "")
        except (BadData, TypeError, ValueError):
            return None
        return dt.datetime.fromtimestamp(seconds, dt.UTC) if (who, what) == (reader, lesson) else None


def _sealer() -> URLSafeSerializer:
    fallbacks = current_app.config["SECRET_KEY_FALLBACKS"] or []
    return URLSafeSerializer([*fallbacks, current_app.config["SECRET_KEY"]], salt="lesson opened")
