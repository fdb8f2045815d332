"""Classes, their sessions, roster, attendance, pictures and what was thought of them."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.people.models import Employee, Unit
from cxtrain.training.models import Course, CourseVersion

METHODS = ("lecture", "role_play", "discussion", "practice", "exam", "visit")
STATES = ("present", "late", "left_early", "leave", "absent")


class TrainingClass(db.Model):
    """One holding (期) of a course in a room. Its terms are numbered within the course and year, without repeats."""

    __table_args__ = (
        UniqueConstraint("course_id", "year", "term"),
        CheckConstraint("term >= 1", name="term"),
        CheckConstraint("hour_minutes between 20 and 120", name="hour_minutes"),
        CheckConstraint("seats >= 1", name="seats"),
        CheckConstraint("trainer_id is not null or trainer_name <> ''", name="trainer"),
        CheckConstraint("(closed_at is null) = (closed_by is null)", name="closed"),
        CheckConstraint("cancelled_at is null or closed_at is null", name="ended_once"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id))
    course_version_id: Mapped[int] = mapped_column(ForeignKey(CourseVersion.id))  # as it was when the class was planned
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # whose class it is; its people lie below
    year: Mapped[int]
    term: Mapped[int]  # 期次 within the course and year
    trainer_id: Mapped[int | None] = mapped_column(ForeignKey(Employee.id), index=True)
    trainer_name: Mapped[str] = mapped_column(String(80))  # of somebody from outside; else empty
    place: Mapped[str] = mapped_column(String(120))
    hour_minutes: Mapped[int]  # of one class hour (学时); 45 by default
    steps: Mapped[Json] = mapped_column(server_default="[]")  # names of the course's classroom steps that it settles
    seats: Mapped[int | None]  # None: no limit
    joinable: Mapped[bool] = mapped_column(default=False, server_default=false())  # people may put themselves on the roster
    told: Mapped[int] = mapped_column(default=0, server_default="0")  # how often its people were told; 0: it is still a draft
    notice: Mapped[str] = mapped_column(Text)  # what those on the roster are told, in the words of who planned it
    summary: Mapped[str] = mapped_column(Text)  # 总结; may be empty until the class is closed
    secret: Mapped[str] = mapped_column(String(32))  # what the changing codes of attendance are made from
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    made_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]  # since then it counts
    closed_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    cancelled_at: Mapped[Moment | None]
    cancelled_why: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1)
    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)
    course_version: Mapped[CourseVersion] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    trainer: Mapped[Employee | None] = relationship(foreign_keys=[trainer_id])
    sessions: Mapped[list["ClassSession"]] = relationship(order_by="ClassSession.number", cascade="all, delete-orphan")
    __mapper_args__ = {"version_id_col": version}


class ClassSession(db.Model):
    """One sitting of a class: a morning, an afternoon."""

    __table_args__ = (
        UniqueConstraint("class_id", "number"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("minutes >= 1", name="minutes"),
        CheckConstraint("method in ('lecture', 'role_play', 'discussion', 'practice', 'exam', 'visit')", name="method"),
        Index("ix_class_session_starts_at", "starts_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey(TrainingClass.id))
    number: Mapped[int]  # 1, 2, 3 … in the order of time
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    minutes: Mapped[int]  # of teaching: without breaks
    topic: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(12))


class ClassMember(db.Model):
    """Somebody on the roster (名册) of a class. Who is taken off stays, with the day."""

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey(TrainingClass.id))
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # where they belonged when they were put on it
    added_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    added_at: Mapped[Moment]
    removed_at: Mapped[Moment | None]
    seen: Mapped[int] = mapped_column(default=0, server_default="0")  # the latest telling that they said they have read
    evaluated: Mapped[bool] = mapped_column(default=False)  # whether they said what they thought; never what, nor when
    employee: Mapped[Employee] = relationship(foreign_keys=[employee_id])
    __table_args__ = (UniqueConstraint("class_id", "employee_id"),)


class Attendance(db.Model):
    """Whether somebody was at a session. No row: nobody has said yet."""

    __table_args__ = (
        CheckConstraint("state in ('present', 'late', 'left_early', 'leave', 'absent')", name="state"),
        CheckConstraint("source in ('code', 'keyed')", name="source"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("state not in ('leave', 'absent') or minutes = 0", name="away"),
        Index("uq_attendance_ticket", "ticket", unique=True),
    )
    session_id: Mapped[int] = mapped_column(ForeignKey(ClassSession.id), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True, index=True)
    state: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int]  # that count, at most those of the session
    source: Mapped[str] = mapped_column(String(5))  # code: on the own phone; keyed: by a trainer, or from paper
    at: Mapped[Moment]
    by: Mapped[int] = mapped_column(ForeignKey(Employee.id))  # oneself where the source is a code
    device: Mapped[str | None] = mapped_column(String(64))  # digest of the phone's own mark; forgotten with the class's photos
    doubted: Mapped[bool] = mapped_column(default=False)  # the same phone signed in somebody else at this session
    ticket: Mapped[str | None] = mapped_column(String(32))  # what the scanned code was exchanged for; one person's only
    why: Mapped[str] = mapped_column(String(200))  # of a leave, or of a correction


class ClassLeave(db.Model):
    """Somebody asks not to be at a session (请假), before it begins, and what the trainer answered."""

    __table_args__ = (CheckConstraint(
        "(decided_at is null) = (granted is null) and (decided_at is null) = (decided_by is null)", name="decided"),)
    session_id: Mapped[int] = mapped_column(ForeignKey(ClassSession.id), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True, index=True)
    why: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[Moment]
    granted: Mapped[bool | None]
    decided_at: Mapped[Moment | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    answer: Mapped[str] = mapped_column(String(200), default="")
    employee: Mapped[Employee] = relationship(foreign_keys=[employee_id])


class ClassPhoto(db.Model):
    """A picture taken at a class; its file lies by digest."""

    __table_args__ = (UniqueConstraint("class_id", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey(TrainingClass.id))
    digest: Mapped[str] = mapped_column(FileDigest(64))
    caption: Mapped[str] = mapped_column(String(120))
    by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    at: Mapped[Moment]


class ClassEvaluation(db.Model):
    """What one person thought of a class (培训评估). It bears neither a name nor a moment."""

    __table_args__ = (CheckConstraint("source in ('screen', 'paper')", name="source"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # random
    class_id: Mapped[int] = mapped_column(ForeignKey(TrainingClass.id), index=True)
    marks: Mapped[Json]  # five numbers 1..5, or null where a question was left out
    words: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(6), default="screen", server_default="screen")  # paper: of a tally keyed in
    shown: Mapped[bool] = mapped_column(default=False, server_default=false())  # since there were five that nobody had seen
