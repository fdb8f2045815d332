"""Lessons and courses with their versions, enrolments and what was done in them, assignments."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db


class LessonVersion(db.Model):
    """A lesson's two texts as they stood when they were published. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of slug and both texts, hex
    zh: Mapped[str] = mapped_column(Text, deferred=True)  # Markdown
    en: Mapped[str] = mapped_column(Text, deferred=True)
    title: Mapped[Words]
    published_at: Mapped[Moment]


class Lesson(db.Model):
    """A lesson by its slug. Readers see the current version: a corrected sentence is for everybody."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    current_id: Mapped[int] = mapped_column(ForeignKey(LessonVersion.id))
    current: Mapped[LessonVersion] = relationship(lazy="joined", innerjoin=True)


class CourseVersion(db.Model):
    """A course file as it stood when it was published. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)
    title: Mapped[Words]
    published_at: Mapped[Moment]


class Course(db.Model):
    """A course by its slug; it points to the version that new enrolments are made with."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    current_id: Mapped[int] = mapped_column(ForeignKey(CourseVersion.id))
    current: Mapped[CourseVersion] = relationship(lazy="joined", innerjoin=True)


RUNNING = text("passed_at is null")


class Enrolment(db.Model):
    """Somebody's way through one version of a course. At most one runs at a time; a renewal makes another."""

    __table_args__ = (
        Index("uq_enrolment_running", "employee_id", "course_id", unique=True, sqlite_where=RUNNING,
              postgresql_where=RUNNING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id), index=True)
    course_version_id: Mapped[int] = mapped_column(ForeignKey(CourseVersion.id), index=True)
    started_on: Mapped[dt.date]  # in the zone of the employee's unit
    passed_at: Mapped[Moment | None]
    version: Mapped[CourseVersion] = relationship(lazy="joined", innerjoin=True)


class LessonRead(db.Model):
    """A lesson that was marked as read."""

    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds"),)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), primary_key=True)
    lesson: Mapped[str] = mapped_column(String(60), primary_key=True)  # slug
    read_at: Mapped[Moment]
    seconds: Mapped[int | None]  # since its page was opened, capped by activity.spans; None: nobody knows when that was


class StepTry(db.Model):
    """What was tried at a step that is no lesson since the course was started; changed with each finished attempt."""

    __table_args__ = (
        CheckConstraint("tries >= 1", name="tries"),
        CheckConstraint("best between 0 and 100", name="best"),
    )
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), primary_key=True)
    step: Mapped[str] = mapped_column(String(80), primary_key=True)  # key, such as "quiz:front-desk"
    tries: Mapped[int]
    best: Mapped[float | None]  # percent; None where no attempt could be scored
    attempt_id: Mapped[int]  # the latest: of roleplay or quizzes, a practical sitting, or the class
    passed_at: Mapped[Moment | None]


class AssignmentBatch(db.Model):
    """One act of assigning a course: to whom, until when, and whether it is working time."""

    __table_args__ = (CheckConstraint("people >= 1", name="people"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    due_on: Mapped[dt.date]
    working_time: Mapped[bool]  # 计入工时; else 自愿
    people: Mapped[int]  # how many it was given to
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: given again, as a certificate ends
    at: Mapped[Moment]


WAITING = text("done_at is null and withdrawn_at is null")


class Assignment(db.Model):
    """A course that somebody is to pass by a day. Nobody has the same course to do twice at a time."""

    __table_args__ = (
        CheckConstraint("(batch_id is null) <> (rule_id is null)", name="cause"),
        CheckConstraint("reminded between 0 and 4", name="reminded"),
        Index("uq_assignment_waiting", "employee_id", "course_id", unique=True, sqlite_where=WAITING,
              postgresql_where=WAITING),
        Index("ix_assignment_waiting_due", "due_on", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey(AssignmentBatch.id), index=True)  # given by hand
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("training_rule.id"), index=True)  # given by a standing rule
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id), index=True)
    due_on: Mapped[dt.date]
    working_time: Mapped[bool]
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
    done_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")  # the last step of training.reminders.steps
