"""Writing a year of learning at once: what the operations of training do one at a time. The caller commits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.learning.cohorts import STARTER, Batch, batches, learners
from cxtrain.demo.learning.path import (
    Content,
    Event,
    Played,
    Read,
    Sat,
    Walk,
    free_plays,
    passed_at,
    reading_time,
    tallies,
)
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.phrases import WHYS
from cxtrain.extensions import db
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.bank.queries import current_versions
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt
from cxtrain.quizzes.queries import quiz_of
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.roleplay.models import Attempt, Scenario, Step
from cxtrain.roleplay.operations import result_of
from cxtrain.roleplay.queries import scenario_of
from cxtrain.training.models import (
    Assignment,
    AssignmentBatch,
    Course,
    Enrolment,
    LessonRead,
    StepTry,
)
from cxtrain.training.queries import course_of

COURSE = "moments-of-truth"
FREE_PLAYS = 150  # by people who practise of their own accord
INTERRUPTED = 5  # who will go on another day, perhaps on another device
MINUTE = dt.timedelta(minutes=1)
ORDER = (AssignmentBatch, Enrolment, Assignment, LessonRead, Attempt, Step, QuizAttempt, QuizSitting,
         Answer, StepTry)


@dataclass(frozen=True)
class Published:
    """The course with its content, and the rows of all three."""

    content: Content
    course: Course
    quizzes: Mapping[str, Quiz]
    papers: Mapping[str, list[int]]  # ids of the question versions of each quiz
    scenarios: Mapping[str, Scenario]


def published_course() -> Published:
    """Return what was published."""
    course = db.session.scalars(select(Course).where(Course.slug == COURSE)).one()
    quizzes = {quiz.slug: quiz for quiz in db.session.scalars(select(Quiz))}
    scenarios = {scenario.slug: scenario for scenario in db.session.scalars(select(Scenario))}
    content = Content(
        course_of(course.current),
        {slug: scenario_of(row.current) for slug, row in scenarios.items()},
        {slug: quiz_of(row.current) for slug, row in quizzes.items()})
    papers = {slug: _paper(quiz) for slug, quiz in content.quizzes.items()}
    return Published(content, course, quizzes, papers, scenarios)


def _paper(quiz: files.Quiz) -> list[int]:
    keys = [slot.key for slot in quiz.slots if isinstance(slot, files.Fixed)]
    versions = current_versions(keys)
    return [versions[key] for key in keys]


@dataclass
class Desk:
    """What is being written: rows by table, and the ids that they will have."""

    staff: Staff
    published: Published
    chronicle: Chronicle
    random: Random
    rows: dict[Any, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ids: dict[Any, Any] = field(default_factory=lambda: defaultdict(lambda: count(1)))

    def add(self, model: Any, **values: Any) -> int:
        """Add a row and return the id that it will have."""
        row_id: int = next(self.ids[model])
        self.rows[model].append({"id": row_id, **values})
        return row_id

    def tell(self, at: dt.datetime, who: str, action: str, subject: tuple[str, int], **facts: Any) -> None:
        """Tell the ledger what somebody did, in the unit of that day."""
        person = self.staff.company.by_number[who]
        unit = person.unit_on(at.date()) or person.unit
        self.chronicle.note(at, action, subject, unit_id=self.staff.units[unit],
                            actor_id=self.staff.employees[who], **facts)

    def write(self) -> None:
        """Write everything, what others refer to first."""
        for model in ORDER:
            if self.rows[model]:
                db.session.execute(insert(model.__table__), self.rows[model])


def write_learning(staff: Staff, published: Published, chronicle: Chronicle, random: Random) -> None:
    """Write assignments, enrolments, attempts with their choices and answers, and what the ledger says of them."""
    desk, company = Desk(staff, published, chronicle, random), staff.company
    assigned = [(batch, _assign(desk, batch)) for batch in batches(company)]
    due = {number: given for given in assigned for number in given[0].people}
    walked = {learner.number: Walk(learner, published.content, random).walk()
              for learner in learners(company, random) if learner.first_day}
    free = _free_plays(desk)
    for number in dict.fromkeys([*due, *walked, *free]):
        _write_person(desk, number, walked.get(number, []), free.get(number, []), due.get(number))
    desk.write()


def _free_plays(desk: Desk) -> dict[str, list[Played]]:
    company = desk.staff.company
    found: dict[str, list[Played]] = defaultdict(list)
    days = [day for month in range(3, 12) for day in company.year.days(month)]
    numbers = [person.number for person in company.frontline if all(person.unit_on(day) for day in (days[0], days[-1]))]
    scenarios = list(desk.published.content.scenarios.values())
    for number, played in free_plays(desk.random.choices(numbers, k=FREE_PLAYS), days, scenarios, desk.random):
        if all(abs(played.at - other.at) > dt.timedelta(hours=1) for other in found[number]):
            found[number].append(played)
    for number in desk.random.sample([number for number in numbers if number != STARTER], INTERRUPTED):
        (_, played), = free_plays([number], [company.year.before(1)], scenarios, desk.random)
        found[number].append(replace(played, choices=played.choices[: desk.random.randint(1, 3)]))
    return found


def _assign(desk: Desk, batch: Batch) -> int:
    staff, course, at = desk.staff, desk.published.course, moment(batch.assigned_on, 9, 30)
    batch_id = desk.add(AssignmentBatch, course_id=course.id, unit_id=staff.units[batch.unit], due_on=batch.due_on,
                        working_time=True, people=len(batch.people), assigned_by=staff.employees[batch.assigned_by], at=at)
    desk.tell(at, batch.assigned_by, "course assigned", ("assignment_batch", batch_id), course=course.slug,
              people=len(batch.people), due_on=batch.due_on.isoformat(), working_time=True)
    return batch_id


def _write_person(desk: Desk, number: str, walked: Sequence[Event], free: Sequence[Played],
                  given: tuple[Batch, int] | None) -> None:
    """Write one person's events with their attempts, then what they come to in the course and the assignment."""
    events = sorted([*walked, *free], key=lambda event: event.at)
    attempts = {id(event): _write_event(desk, number, event) for event in events if not isinstance(event, Read)}
    passed = None
    if walked:
        begun = [event for event in events if event.at >= walked[0].at]
        passed = passed_at(desk.published.content.course, begun)
        _write_enrolment(desk, number, [event for event in begun if not passed or event.at <= passed], attempts, passed)
    if given:
        _write_assignment(desk, number, *given, passed)


def _write_assignment(desk: Desk, number: str, batch: Batch, batch_id: int, passed: dt.datetime | None) -> None:
    row = desk.rows[AssignmentBatch][batch_id - 1]
    desk.add(Assignment, batch_id=batch_id, employee_id=desk.staff.employees[number], course_id=desk.published.course.id,
             due_on=batch.due_on, working_time=True, assigned_by=row["assigned_by"], at=row["at"], done_at=passed,
             withdrawn_at=None)


def _write_enrolment(desk: Desk, number: str, events: Sequence[Event], attempts: Mapping[int, int],
                     passed: dt.datetime | None) -> None:
    course, content = desk.published.course, desk.published.content
    started = events[0].at - MINUTE
    enrolment_id = desk.add(Enrolment, employee_id=desk.staff.employees[number], course_id=course.id,
                            course_version_id=course.current_id, started_on=started.date(), passed_at=passed)
    subject = ("enrolment", enrolment_id)
    desk.tell(started, number, "course started", subject, course=course.slug)
    for event in events:
        if isinstance(event, Read):
            desk.rows[LessonRead].append({"enrolment_id": enrolment_id, "lesson": event.lesson, "read_at": event.at,
                                          "seconds": reading_time(content.course, event.lesson, enrolment_id)})
            desk.tell(event.at, number, "lesson read", subject, lesson=event.lesson)
    for key, tally in tallies(content.course, events).items():
        desk.rows[StepTry].append({"enrolment_id": enrolment_id, "step": key, "tries": tally.tries, "best": tally.best,
                                   "attempt_id": attempts[id(tally.latest)], "passed_at": tally.passed_at})
    if passed:
        desk.tell(passed, number, "course passed", subject, course=course.slug)


def _write_event(desk: Desk, number: str, event: Played | Sat) -> int:
    return _write_play(desk, number, event) if isinstance(event, Played) else _write_quiz(desk, number, event)


def _write_play(desk: Desk, number: str, played: Played) -> int:
    row, earned, outcome = desk.published.scenarios[played.scenario.slug], played.score, played.position.outcome
    percent = earned.overall.percent if earned else None
    attempt_id = desk.add(
        Attempt, employee_id=desk.staff.employees[number], scenario_id=row.id, version_id=row.current_id,
        mode=played.mode, seed=f"{desk.random.getrandbits(128):032x}", started_at=played.at,
        finished_at=played.ended if outcome else None, outcome=outcome, score=percent,
        result=result_of(earned) if earned else None)
    desk.rows[Step] += [
        {"attempt_id": attempt_id, "position": at, "choice_id": beat.choice.id, "at": played.at_choice(at),
         "reason": WHYS[attempt_id % len(WHYS)] if beat.choice.needs_reason else None}
        for at, beat in enumerate(played.position.trail)]
    subject, about = (Attempt.__tablename__, attempt_id), {"scenario": row.slug, "mode": played.mode}
    desk.tell(played.at, number, "scenario started", subject, **about)
    if outcome:
        desk.tell(played.ended, number, "scenario finished", subject, **about, outcome=outcome, score=percent)
    return attempt_id


def _write_quiz(desk: Desk, number: str, sat: Sat) -> int:
    row, result = desk.published.quizzes[sat.quiz.slug], sat.result
    attempt_id = desk.add(
        QuizAttempt, employee_id=desk.staff.employees[number], quiz_id=row.id, version_id=row.current_id,
        number=sat.number, seed=desk.random.getrandbits(63), paper=desk.published.papers[sat.quiz.slug], started_at=sat.at, submitted_at=sat.ended,
        score=result.score, passed=result.passed)
    desk.rows[Answer] += [
        {"attempt_id": attempt_id, "question_id": question, "given": given,
         "saved_at": sat.at + dt.timedelta(seconds=sat.seconds * place)}
        for place, (question, given) in enumerate(sat.answers.items(), 1)]
    person = desk.staff.company.by_number[number]
    desk.rows[QuizSitting].append({
        "attempt_id": attempt_id, "quiz_id": row.id, "employee_id": desk.staff.employees[number], "deferred": False,
        "unit_id": desk.staff.units[person.unit_on(sat.ended.date()) or person.unit], "sat_on": sat.ended.date(),
        "kind": "first" if sat.number == 1 else "resit", "form": "screen", "passed": result.passed})
    subject = (QuizAttempt.__tablename__, attempt_id)
    desk.tell(sat.at, number, "quiz started", subject, quiz=row.slug, number=sat.number)
    desk.tell(sat.ended, number, "quiz submitted", subject, quiz=row.slug, score=result.score, passed=result.passed)
    return attempt_id
