"""The sums of active time by person and day: a cache that equals what the marks give."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.roleplay.models import Attempt
from cxtrain.training.models import Enrolment, LessonRead

IN_COURSE, FREE = text("enrolment_id is not null"), text("enrolment_id is null")


class LearningDay(db.Model):
    """How long somebody learnt on one day of their unit's calendar, for one way through a course or outside any."""

    __table_args__ = (
        Index("uq_learning_day_course", "employee_id", "day", "enrolment_id", unique=True, sqlite_where=IN_COURSE,
              postgresql_where=IN_COURSE),
        Index("uq_learning_day_free", "employee_id", "day", unique=True, sqlite_where=FREE, postgresql_where=FREE),
        Index("ix_learning_day_employee", "employee_id", "day"),
        Index("ix_learning_day_day", "day", "unit_id"),
        CheckConstraint("seconds > 0 and outside between 0 and seconds and assigned between 0 and seconds "
                        "and assigned_outside between 0 and outside and assigned_outside <= assigned", name="parts"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    day: Mapped[dt.date]
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # where they belonged on that day
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey(Enrolment.id), index=True)
    seconds: Mapped[int]  # of active time
    outside: Mapped[int]  # of these, outside working time
    assigned: Mapped[int]  # of all, for a course given as working time
    assigned_outside: Mapped[int]  # of these, outside working time


# The nightly sum looks for what happened lately; without these it would read every attempt ever made.
Index("ix_scenario_attempt_finished_at", Attempt.finished_at)
Index("ix_quiz_attempt_submitted_at", QuizAttempt.submitted_at)
Index("ix_lesson_read_read_at", LessonRead.read_at)
