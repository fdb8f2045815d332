import datetime as dt

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.reports.training_files.making.queries import file_of
from cxtrain.training.hours.queries import hours_of
from cxtrain.training.models import Enrolment
from tests.training.classes.papers.conftest import close, held  # noqa: F401


def wang(cast):
    """Return 王喆."""
    return database.session.get_one(Employee, cast.wang)


def test_a_closed_class_stands_in_it_with_hours_trainer_and_attendance(cast, held):  # noqa: F811
    assert file_of(wang(cast), dt.date.today()).years == ()  # an open class is worth nothing yet
    close(cast, held)
    file = file_of(wang(cast), dt.date.today())
    [line] = file.years[0].lines
    assert (line.form, line.hours, line.term[1], line.trainer["zh"]) == ("class", 3.0, 1, "林老师")
    assert [(result.way, result.score) for result in line.results] == [("classroom", 87.0)]
    assert file.total == hours_of(cast.wang).hours.total
    assert file_of(database.session.get_one(Employee, cast.zhao), dt.date.today()).years == ()  # was on leave


def test_a_course_that_was_passed_stands_in_its_year_with_its_results(cast, held):  # noqa: F811
    close(cast, held)
    way = database.session.query(Enrolment).one()
    way.passed_at = now()
    database.session.commit()
    file = file_of(wang(cast), dt.date.today())
    lines = {line.form: line for line in file.years[0].lines}
    assert lines["exam"].passed and [result.score for result in lines["exam"].results] == [86.0]
    assert file.total == hours_of(cast.wang).hours.total
    assert file_of(wang(cast), dt.date.today(), 2020).years == ()
