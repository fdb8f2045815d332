"""Publishing the hotel pack by the operations that every pack goes through. The caller commits."""

import datetime as dt
from pathlib import Path

from sqlalchemy import update

from cxtrain.extensions import db
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.paths import resource_dir
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.operations import publish_instrument
from cxtrain.quizzes.models import QuizVersion
from cxtrain.quizzes.operations import publish_quiz
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.roleplay.operations import publish_scenario
from cxtrain.training.models import CourseVersion, LessonVersion
from cxtrain.training.operations import publish_course, publish_lesson
from cxtrain.web.documents import Fault

PACK = "hotel"
SURVEY = "servqual-22.yaml"
VERSIONS = (InstrumentVersion, ScenarioVersion, LessonVersion, QuizVersion, CourseVersion)


class BrokenPack(Exception):
    """A file of the pack has faults; the text names file, line and sentence."""


def publish_pack(at: dt.datetime) -> None:
    """Publish instruments, touchpoints, scenarios, lessons, quizzes and courses, as of `at`.

    Raises:
        BrokenPack: a file has an error.
    """
    folder, instruments = resource_dir("scenarios") / PACK, resource_dir("scenarios") / "instruments"
    publish_touchpoints((folder / "touchpoints.yaml").read_bytes(), pack=PACK)
    for path in (instruments / SURVEY, *sorted(instruments.glob(f"{PACK}-*.yaml"))):
        publish_instrument(path.read_bytes())
    for path in sorted(folder.glob("scenarios/*.yaml")):
        _whole(path, publish_scenario(path.read_bytes()).faults)
    for path in sorted(folder.glob("lessons/*.zh.md")):
        slug = path.name.removesuffix(".zh.md")
        english = path.with_name(f"{slug}.en.md").read_text()
        _whole(path, publish_lesson(slug, path.read_text(), english).faults)
    for path in sorted(folder.glob("quizzes/*.yaml")):
        _whole(path, publish_quiz(path.read_bytes()).faults)
    for path in sorted(folder.glob("courses/*.yaml")):
        _whole(path, publish_course(path.read_bytes()).faults)
    for model in VERSIONS:
        db.session.execute(update(model).values(published_at=at))


def _whole(path: Path, faults: tuple[Fault, ...]) -> None:
    wrong = [fault for fault in faults if fault.level == "error"]
    if wrong:
        raise BrokenPack("; ".join(f"{path}:{fault.line}: {fault.sentence}" for fault in wrong))
