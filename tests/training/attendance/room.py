"""A class in a room for tests: its sessions around the present moment, and people on its roster."""

import datetime as dt
from dataclasses import dataclass

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.training.classes.attendance.codes import code_of, step_at
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass
from cxtrain.training.models import Course


@dataclass(frozen=True)
class Room:
    """A class as tests name it: its id, its secret and its sessions' ids."""

    id: int
    secret: str
    sessions: tuple[int, ...]

    @property
    def row(self):
        """Its row."""
        return database.session.get_one(TrainingClass, self.id)


def minutes(number):
    """Return a span of minutes."""
    return dt.timedelta(minutes=number)


def make_class(cast, *, people=("wang", "zhao"), starts=(-5,), trainer="lin", unit="jingan", lasts=90):
    """Write a class with a session for each start, minutes from now; return it."""
    course = database.session.query(Course).first()
    at = now()
    terms = database.session.query(TrainingClass).filter_by(course_id=course.id, year=at.year).count()
    made = TrainingClass(
        course_id=course.id, course_version_id=course.current_id, unit_id=getattr(cast, unit), year=at.year, term=terms + 1,
        trainer_id=getattr(cast, trainer), trainer_name="", place="三楼培训室", hour_minutes=45, notice="", summary="",
        secret="0123456789abcdef0123456789abcdef", made_by=cast.lin, made_at=at, cancelled_why="", steps=[], told=1)
    database.session.add(made)
    database.session.flush()
    for number, start in enumerate(starts, 1):
        begins = at + minutes(start)
        database.session.add(ClassSession(class_id=made.id, number=number, starts_at=begins, ends_at=begins + minutes(lasts),
                                          minutes=80, topic="问好与倾听", method="lecture"))
    for who in people:
        person = database.session.get_one(Employee, getattr(cast, who))
        database.session.add(ClassMember(class_id=made.id, employee_id=person.id, unit_id=person.unit_id, added_by=cast.lin,
                                         added_at=at))
    database.session.commit()
    return Room(made.id, made.secret, tuple(each.id for each in made.sessions))


def session_of(made, number=1):
    """Return the id of a session."""
    return made.sessions[number - 1]


def address(made, number=1, skew=0):
    """Return what stands in the code on the screen now, or some half minutes before or after."""
    session_id = session_of(made, number)
    return f"/here/{session_id}/{code_of(made.secret, session_id, step_at(now()) + skew)}"


def scan(browser, made, **which):
    """Scan the code on the screen; return where that leads."""
    answer = browser.get(address(made, **which))
    assert answer.status_code == 303, answer.text
    return answer.location


def here(browser, made, **which):
    """Scan the code and press the button."""
    return browser.post(scan(browser, made, **which))
