"""When a question comes again, and how likely it is that somebody still knows it. Pure.

FSRS by its library, in whole days of the person's own calendar: a question is asked at most once a day, and always at
the earliest on the next one. An answer is right or it is not; what was partly right was partly missed. Nothing is
drawn by lot, so the answers alone, in their order, give the state again.

Source: Ye, Su and Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling", KDD 2022;
FSRS-6 with its published weights. Why it and not a ladder of days: decision 0010.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fsrs import Card, Rating, Scheduler, State

WANTED = 0.9  # how likely somebody is still to know it on the day on which it comes again
LONGEST = 180  # days; the shop changes, and so do the questions
_scheduler = Scheduler(desired_retention=WANTED, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST,
                       enable_fuzzing=False)


@dataclass(frozen=True)
class Memory:
    """How well somebody holds the answer to one question."""

    stability: float  # days until it is known with probability .9, above 0
    difficulty: float  # 1..10
    last_on: dt.date  # of the last answer
    due_on: dt.date  # after `last_on`

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, without the day on which it is due."""
        return {"stability": self.stability, "difficulty": self.difficulty, "last_on": self.last_on.isoformat()}


def remembered(data: dict[str, Any], due_on: dt.date) -> Memory:
    """Return what `Memory.as_data` was made from."""
    return Memory(data["stability"], data["difficulty"], dt.date.fromisoformat(data["last_on"]), due_on)


def after(memory: Memory | None, *, right: bool, day: dt.date) -> Memory:
    """Return the memory after an answer on `day`; None before is a question that was never answered.

    An answer that is told later than a younger one counts on the younger one's day.
    """
    day = max(day, memory.last_on) if memory else day
    card, _log = _scheduler.review_card(_card(memory, day), Rating.Good if right else Rating.Again, _noon(day))
    assert card.stability is not None and card.difficulty is not None
    return Memory(card.stability, card.difficulty, day, card.due.date())


def replay(answers: Iterable[tuple[dt.date, bool]]) -> Memory | None:
    """Return the memory that answers, each with its day and whether it was right, leave behind."""
    memory = None
    for day, right in answers:
        memory = after(memory, right=right, day=day)
    return memory


def chance(stability: float, days: int) -> float:
    """Return how likely somebody is to know the answer `days` after the last one, 0..1; 1 on the same day."""
    last = dt.date(2000, 1, 1)
    return _scheduler.get_card_retrievability(_card(Memory(stability, 5, last, last), last), _noon(last + dt.timedelta(days)))


def _card(memory: Memory | None, day: dt.date) -> Card:
    if memory is None:
        return Card(card_id=1, due=_noon(day))
    return Card(card_id=1, state=State.Review, stability=memory.stability, difficulty=memory.difficulty,
                due=_noon(memory.due_on), last_review=_noon(memory.last_on))


def _noon(day: dt.date) -> dt.datetime:
    """Return a moment that stands for the whole day; the library counts in moments of UTC."""
    return dt.datetime.combine(day, dt.time(12), dt.UTC)
