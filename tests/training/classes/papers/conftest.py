"""A class that was held: its people, who was there, what they reached, thought, and a photo."""

import datetime as dt
import io

import pytest
from PIL import Image

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.files.operations import keep
from cxtrain.training.classes.models import Attendance, ClassEvaluation, ClassPhoto
from cxtrain.training.models import Course, Enrolment, StepTry
from tests.training.attendance.room import make_class
from tests.training.conftest import publish_all


def photo():
    """Return the bytes of a small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def close(cast, room):
    """Close the class with a summary."""
    row = room.row
    row.closed_at, row.closed_by, row.summary = now(), cast.he, "分组演练更受欢迎。"
    database.session.commit()


def evaluate(room, *answers):
    """Add what people thought: five marks and words each."""
    for at, (marks, words) in enumerate(answers):
        database.session.add(ClassEvaluation(id=f"{room.id:08d}{at:024d}", class_id=room.id, marks=marks, words=words,
                                             shown=len(answers) >= 5))
    database.session.commit()


@pytest.fixture
def held(db, cast):
    """A class in 静安店 led by 林老师: 王喆 was there and passed the quiz, 赵䶮 was on leave."""
    publish_all()
    room = make_class(cast, starts=(-240, -120))
    for session, state, minutes in ((0, "present", 80), (1, "late", 60)):
        database.session.add(Attendance(session_id=room.sessions[session], employee_id=cast.wang, state=state, minutes=minutes,
                                        source="keyed", at=now(), by=cast.lin, why=""))
        database.session.add(Attendance(session_id=room.sessions[session], employee_id=cast.zhao, state="leave", minutes=0,
                                        source="keyed", at=now(), by=cast.lin, why="家里有事"))
    course = database.session.query(Course).first()
    way = Enrolment(employee_id=cast.wang, course_id=course.id, version=course.current, started_on=dt.date(2026, 5, 1))
    database.session.add(way)
    database.session.flush()
    database.session.add(StepTry(enrolment_id=way.id, step="quiz:desk", tries=1, best=86.0, attempt_id=1, passed_at=now()))
    database.session.add(ClassPhoto(class_id=room.id, digest=keep(photo(), "image/jpeg"), caption="分组/演练", by=cast.lin, at=now()))
    database.session.commit()
    return room
