"""What the file of a class does when a worker comes to it, and when a picture is taken out of the class."""

from typing import Any

from sqlalchemy import delete

from cxtrain.extensions import db
from cxtrain.jobs.operations import Report, handles
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.class_archives.operations import KIND, make
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.photos.signals import photo_taken_out


def connect() -> None:
    """Listen to the package below. Connecting again changes nothing."""
    photo_taken_out.connect(_forget)


@handles(KIND)
def make_archive(args: dict[str, Any], report: Report) -> None:
    """Make the file, which is sent by the class's own page only: it asks each time whether the reader may have it."""
    make(args["archive"], report)


def _forget(class_: TrainingClass, **_more: Any) -> None:
    """Forget the files that were made of the class; one that is being made finds its facts changed and fails."""
    db.session.execute(delete(ClassArchive).where(ClassArchive.class_id == class_.id, ClassArchive.digest.is_not(None)))
