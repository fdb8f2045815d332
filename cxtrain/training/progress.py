"""How far somebody is in a course. Pure: a course and what was done in, states and the next step out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.training.course import Course, Step, StepKind


class State(StrEnum):
    """Where one step stands."""

    DONE = "done"
    NEXT = "next"
    OPEN = "open"  # may be done now, but another one comes first
    AHEAD = "ahead"  # the course has not been started


@dataclass(frozen=True)
class Tries:
    """What was tried at a step that is no lesson since the course was started."""

    tries: int  # finished attempts, at least 1
    best: float | None  # percent, 0..100; None where no attempt could be scored
    passed: bool


@dataclass(frozen=True)
class StepState:
    """One step with its state."""

    step: Step
    state: State
    tries: Tries | None = None


@dataclass(frozen=True)
class Progress:
    """A course as one person stands in it."""

    steps: tuple[StepState, ...]

    @property
    def done(self) -> int:
        """Steps done."""
        return sum(entry.state is State.DONE for entry in self.steps)

    @property
    def total(self) -> int:
        """Steps of the course, at least 1."""
        return len(self.steps)

    @property
    def percent(self) -> int:
        """Share of the steps done, 0..100, rounded down: 100 is reached only with the last step."""
        return 100 * self.done // self.total

    @property
    def next(self) -> Step | None:
        """The step to take now; None when all are done or the course has not been started."""
        return next((entry.step for entry in self.steps if entry.state is State.NEXT), None)

    @property
    def passed(self) -> bool:
        """Whether every step is done."""
        return self.done == self.total

    @property
    def minutes_left(self) -> int:
        """Minutes that the steps not yet done are expected to take."""
        return sum(entry.step.minutes for entry in self.steps if entry.state is not State.DONE)


def progress(course: Course, *, read: Collection[str], tried: Mapping[str, Tries]) -> Progress:
    """Return the progress of somebody who has started `course`.

    Args:
        course: the version of the course that was started.
        read: slugs of the lessons marked as read; others than the course's are ignored.
        tried: attempts by step key (`Step.key`); others than the course's are ignored.
    """
    done = {step.key for step in course.steps if _is_done(step, read, tried)}
    first = next((step.key for step in course.steps if step.key not in done), None)
    return Progress(tuple(_state(step, done, first, tried.get(step.key)) for step in course.steps))


def not_started(course: Course) -> Progress:
    """Return the progress of somebody who has not started `course`."""
    return Progress(tuple(StepState(step, State.AHEAD) for step in course.steps))


def is_try_at(step: Step, mode: str | None) -> bool:
    """Whether a finished attempt in this mode is a try at the step: practice is none where the exam is asked for."""
    return step.kind is not StepKind.SCENARIO or step.mode == "practice" or mode == step.mode


def is_passed_by(step: Step, *, mode: str | None, score: float | None, passed: bool) -> bool:
    """Whether one finished attempt settles a step that is no lesson.

    A quiz and a practical assessment are settled by their own pass marks, a class by having been there. A scenario
    that asks for the exam mode is settled only in it, one that asks for practice in either mode; where it has a pass
    mark, an attempt without a score settles nothing.

    Args:
        step: no lesson.
        mode: "practice" or "exam" for a scenario, None for a quiz.
        score: percent, 0..100, or None where the attempt has none.
        passed: whether it was passed; ignored for scenarios.
    """
    if step.kind is not StepKind.SCENARIO:
        return passed
    return is_try_at(step, mode) and (step.pass_mark is None or (score is not None and score >= step.pass_mark))


def _is_done(step: Step, read: Collection[str], tried: Mapping[str, Tries]) -> bool:
    if step.kind is StepKind.LESSON:
        return step.slug in read
    return step.key in tried and tried[step.key].passed


def _state(step: Step, done: set[str], first: str | None, tries: Tries | None) -> StepState:
    if step.key in done:
        return StepState(step, State.DONE, tries)
    return StepState(step, State.NEXT if step.key == first else State.OPEN, tries)
