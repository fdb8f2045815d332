"""What people did at given moments, written down as the pages write it."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.roleplay.models import Attempt, Scenario, Step
from cxtrain.training.models import Assignment, AssignmentBatch, Course, Enrolment, LessonRead

SHANGHAI = ZoneInfo("Asia/Shanghai")


def clock(text, zone=SHANGHAI):
    """Return the moment when the clock shows such as "2026-05-06 20:58"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


class Did:
    """Writes what one person did."""

    def __init__(self, employee_id):
        self.employee_id = employee_id

    def begin(self, day="2026-05-01", passed=None):
        """Begin the course; return the enrolment's id."""
        course = database.session.scalars(select(Course)).one()
        row = Enrolment(employee_id=self.employee_id, course_id=course.id, course_version_id=course.current_id,
                        started_on=dt.date.fromisoformat(day), passed_at=passed and clock(passed))
        return self._kept(row)

    def read(self, enrolment_id, text, seconds=None, lesson="welcome"):
        """Mark a lesson as read."""
        database.session.add(LessonRead(enrolment_id=enrolment_id, lesson=lesson, read_at=clock(text), seconds=seconds))
        database.session.commit()

    def play(self, *texts, over=True, zone=SHANGHAI):
        """Play a scenario: begun at the first moment, a choice at each other, given up with the last one if it is over."""
        scenario, times = database.session.scalars(select(Scenario)).one(), [clock(text, zone) for text in texts]
        number = self._kept(Attempt(
            employee_id=self.employee_id, scenario_id=scenario.id, version_id=scenario.current_id, mode="practice",
            seed="0" * 32, started_at=times[0], finished_at=times[-1] if over else None))
        database.session.add_all(Step(attempt_id=number, position=at, choice_id="kind", at=time)
                                 for at, time in enumerate(times[1:]))
        database.session.commit()
        return number

    def given(self, text, *, working_time=True, done=None, by=None):
        """Give them the course."""
        course, me = database.session.scalars(select(Course)).one(), database.session.get_one(Employee, self.employee_id)
        batch = AssignmentBatch(course_id=course.id, unit_id=me.unit_id, due_on=dt.date(2031, 1, 1),
                                working_time=working_time, people=1, assigned_by=by or me.id, at=clock(text))
        self._kept(batch)
        return self._kept(Assignment(
            batch_id=batch.id, employee_id=me.id, course_id=course.id, due_on=batch.due_on, working_time=working_time,
            assigned_by=batch.assigned_by, at=batch.at, done_at=done and clock(done)))

    def _kept(self, row):
        database.session.add(row)
        database.session.commit()
        return row.id
