"""What a learner did, event by event: lessons read, scenes played, quizzes sat; and how far that takes them. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from cxtrain.demo.calendar import moment
from cxtrain.demo.learning.cohorts import STARTER, Learner
from cxtrain.demo.learning.skills import answer, play
from cxtrain.quizzes.marking import Result, mark_quiz
from cxtrain.quizzes.quiz import Quiz
from cxtrain.roleplay.play import Position, replay
from cxtrain.roleplay.records import Scenario
from cxtrain.roleplay.score import Score, score
from cxtrain.training.course import Course, Step, StepKind
from cxtrain.training.progress import Tries, is_passed_by, is_try_at, progress

SURE_AFTER = 2  # tries; then somebody who is to finish has learnt it
LATE_EVERY, LATE_HOUR = 7, 21  # one step or play in seven is taken in the evening, at home
GIVES_UP = 0.5  # share of those who stop who have tried the next step in vain


@dataclass(frozen=True)
class Read:
    """A lesson marked as read."""

    lesson: str
    at: dt.datetime


@dataclass(frozen=True)
class Played:
    """A play of a scenario, whole or begun."""

    scenario: Scenario
    mode: str
    choices: tuple[str, ...]
    at: dt.datetime  # of the start
    seconds: int  # for each choice

    @property
    def position(self) -> Position:
        """Where the choices lead."""
        return replay(self.scenario, self.choices)

    @property
    def score(self) -> Score | None:
        """What it earned; None while it goes on."""
        position = self.position
        return score(self.scenario, position) if position.outcome else None

    @property
    def percent(self) -> float | None:
        """The overall score, 0..100."""
        earned = self.score
        return earned.overall.percent if earned else None

    def at_choice(self, number: int) -> dt.datetime:
        """Return when the `number`-th choice was made, from 0."""
        return self.at + dt.timedelta(seconds=self.seconds * (number + 1))

    @property
    def ended(self) -> dt.datetime:
        """When the last choice was made."""
        return self.at_choice(len(self.choices) - 1)


@dataclass(frozen=True)
class Sat:
    """A quiz handed in."""

    quiz: Quiz
    number: int  # 1, 2, 3 … of this person
    answers: Mapping[str, list[str]]
    at: dt.datetime
    seconds: int  # for each question

    @property
    def result(self) -> Result:
        """Its marks."""
        return mark_quiz(self.quiz, self.answers)

    @property
    def ended(self) -> dt.datetime:
        """When it was handed in."""
        return self.at + dt.timedelta(seconds=self.seconds * (len(self.quiz.questions) + 1))


Event = Read | Played | Sat


@dataclass(frozen=True)
class Content:
    """The published course and what its steps name, by slug."""

    course: Course
    scenarios: Mapping[str, Scenario]
    quizzes: Mapping[str, Quiz]


@dataclass
class Walk:
    """One learner's way, made while it is walked."""

    learner: Learner
    content: Content
    random: Random
    events: list[Event] = field(default_factory=list)

    def walk(self) -> list[Event]:
        """Return the events, oldest first."""
        steps = self.content.course.steps
        wanted = len(steps) if self.learner.steps is None else self.learner.steps
        for step, day in zip(steps, self._days(len(steps)), strict=True):
            if wanted == 0:
                self._look_ahead(step, moment(day, 20))
                break
            wanted -= 1
            self._take(step, moment(day, self._hour(), self.random.randint(0, 50)))
        return self.events

    def _hour(self) -> int:
        """Return the hour at which a step is taken: by day, now and then after closing."""
        hour = self.random.randint(10, 18)
        return LATE_HOUR if (int(self.learner.number) + len(self.events)) % LATE_EVERY == 0 else hour

    def _days(self, count: int) -> list[dt.date]:
        first = self.learner.first_day or self.learner.last_day
        span = max(0, (self.learner.last_day - first).days)
        return sorted(first + dt.timedelta(self.random.randint(0, span)) for _ in range(count))

    def _look_ahead(self, step: Step, at: dt.datetime) -> None:
        """Those who stop have sometimes tried what comes next."""
        if step.kind is StepKind.SCENARIO and self.learner.number == STARTER:
            self._play(step.slug, "practice", at, self.learner.skill)
        elif step.kind is StepKind.QUIZ and self.random.random() < GIVES_UP:
            self._sit(step.slug, 1, at, 0.4)

    def _take(self, step: Step, at: dt.datetime) -> None:
        at = max(at, self._free_from())
        if step.kind is StepKind.LESSON:
            self.events.append(Read(step.slug, at))
            return
        for number in range(1, 20):
            skill = 1.0 if number > SURE_AFTER else self.learner.skill
            if step.kind is StepKind.QUIZ:
                sat = self._sit(step.slug, number, at, skill)
                passed = is_passed_by(step, mode=None, score=sat.result.score, passed=sat.result.passed)
            else:
                played = self._play(step.slug, step.mode or "practice", at, skill)
                passed = is_passed_by(step, mode=played.mode, score=played.percent, passed=False)
            if passed:
                return
            at = self._free_from()

    def _free_from(self) -> dt.datetime:
        if not self.events:
            return moment(self.learner.first_day or self.learner.last_day, 9)
        last = self.events[-1]
        return (last.at if isinstance(last, Read) else last.ended) + dt.timedelta(minutes=self.random.randint(4, 15))

    def _play(self, slug: str, mode: str, at: dt.datetime, skill: float) -> Played:
        scenario = self.content.scenarios[slug]
        played = Played(scenario, mode, tuple(play(scenario, skill, self.random)), at, self.random.randint(12, 40))
        self.events.append(played)
        return played

    def _sit(self, slug: str, number: int, at: dt.datetime, knowledge: float) -> Sat:
        quiz = self.content.quizzes[slug]
        sat = Sat(quiz, number, answer(quiz, knowledge, self.random), at, self.random.randint(10, 35))
        self.events.append(sat)
        return sat


def reading_time(course: Course, lesson: str, reader: int) -> int:
    """Return how many seconds a lesson was open: between 50 and 130 percent of its stated minutes, by reader and lesson."""
    step = course.step(StepKind.LESSON, lesson)
    return (step.minutes if step else 1) * 60 * (50 + (37 * reader + 11 * len(lesson)) % 80) // 100


@dataclass(frozen=True)
class Tally:
    """What the tries at one step came to."""

    tries: int
    best: float | None
    latest: Played | Sat
    passed_at: dt.datetime | None


def tallies(course: Course, events: Iterable[Event]) -> dict[str, Tally]:
    """Return the tries by step key, as training counts them."""
    found: dict[str, Tally] = {}
    for event in events:
        step = _step_of(course, event)
        if step is None or isinstance(event, Read) or isinstance(event, Played) and event.score is None:
            continue
        mode = event.mode if isinstance(event, Played) else None
        if not is_try_at(step, mode):
            continue
        score, passed = (event.result.score, event.result.passed) if isinstance(event, Sat) else (event.percent, False)
        before = found.get(step.key, Tally(0, None, event, None))
        best = max((each for each in (before.best, score) if each is not None), default=None)
        settled = is_passed_by(step, mode=mode, score=score, passed=passed)
        found[step.key] = Tally(before.tries + 1, best, event, before.passed_at or (event.ended if settled else None))
    return found


def _step_of(course: Course, event: Event) -> Step | None:
    if isinstance(event, Read):
        return course.step(StepKind.LESSON, event.lesson)
    if isinstance(event, Sat):
        return course.step(StepKind.QUIZ, event.quiz.slug)
    return course.step(StepKind.SCENARIO, event.scenario.slug)


def passed_at(course: Course, events: Iterable[Event]) -> dt.datetime | None:
    """Return when the last step was done, None where some are not; by the same rules as training's own pages."""
    every = list(events)
    read = {event.lesson: event.at for event in every if isinstance(event, Read)}
    counted = tallies(course, every)
    tried = {key: Tries(tally.tries, tally.best, tally.passed_at is not None) for key, tally in counted.items()}
    if not progress(course, read=read.keys(), tried=tried).passed:
        return None
    return max([*read.values(), *(tally.passed_at for tally in counted.values() if tally.passed_at)])


def free_plays(numbers: Iterable[str], days: list[dt.date], scenarios: list[Scenario], random: Random
               ) -> Iterator[tuple[str, Played]]:
    """Yield a play in practice for each staff number, on a day of `days`, by somebody of some skill."""
    for number in numbers:
        scenario = random.choice(scenarios)
        choices = play(scenario, random.uniform(0.4, 0.95), random)
        day, hour, minute = random.choice(days), random.randint(9, 19), random.randint(0, 59)
        at = moment(day, LATE_HOUR if minute % LATE_EVERY == 0 else hour, minute)
        yield number, Played(scenario, "practice", tuple(choices), at, random.randint(10, 45))
