"""News from quizzes to higher packages, sent inside the transaction of the change."""

from dataclasses import dataclass

from blinker import Namespace

_news = Namespace()

quiz_finished = _news.signal("quiz-finished")
"""Sent with the QuizAttempt that has just been handed in and marked."""

quiz_corrected = _news.signal("quiz-corrected")
"""Sent with a QuizAttempt that had a score, and has another one now."""

asked_where_next = _news.signal("asked-where-next")
"""Sent with a QuizAttempt whose result is on screen; a receiver may answer with an Onward, or None."""

asked_uses = _news.signal("quiz-asked-uses")
"""Sent with a tuple of slugs; a receiver answers with the titles of what needs a quiz, {"zh": …, "en": …}, by its slug."""


@dataclass(frozen=True)
class Onward:
    """Where a higher package would have the player go from a result."""

    url: str
    label: str
