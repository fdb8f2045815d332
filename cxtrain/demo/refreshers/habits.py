"""How somebody answers refreshers over the months: on some days, and right as often as the model of memory says. Pure."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from cxtrain.training.refreshers.cards import A_DAY
from cxtrain.training.refreshers.schedule import Memory, after, chance

OPENS = 0.45  # of the days on which something is due
EAGER = 120  # days back from which on answers are drawn; before, nobody knew of refreshers


@dataclass(frozen=True)
class Told:
    """One answer to a card's question."""

    day: dt.date
    right: bool
    again: bool
    stability: float
    attempt_id: int | None = None  # None: as a refresher


@dataclass
class Keeper:
    """One person's cards by the id of their question, made while days pass."""

    random: Random
    answers: dict[int, list[Told]] = field(default_factory=dict)
    memories: dict[int, Memory] = field(default_factory=dict)

    def sit(self, question_id: int, attempt_id: int, *, right: bool, day: dt.date) -> None:
        """Note an answer in a quiz: the first that is missed makes a card."""
        if question_id in self.answers or not right:
            self._note(question_id, right=right, day=day, attempt_id=attempt_id)

    def keep_on(self, first: dt.date, last: dt.date) -> None:
        """Answer what is due on some of the days from `first` to `last`, three at most on a day."""
        for day in (first + dt.timedelta(at) for at in range((last - first).days + 1)):
            due = sorted((memory.due_on, question_id) for question_id, memory in self.memories.items() if memory.due_on <= day)
            if due and self.random.random() < OPENS:
                for _due_on, question_id in due[:A_DAY]:
                    memory = self.memories[question_id]
                    known = chance(memory.stability, (day - memory.last_on).days)
                    self._note(question_id, right=self.random.random() < known, day=day)

    def _note(self, question_id: int, *, right: bool, day: dt.date, attempt_id: int | None = None) -> None:
        memory = after(self.memories.get(question_id), right=right, day=day)
        self.memories[question_id] = memory
        told = Told(memory.last_on, right, attempt_id is None, memory.stability, attempt_id)
        self.answers.setdefault(question_id, []).append(told)
