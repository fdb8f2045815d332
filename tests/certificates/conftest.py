"""Courses that were passed, and the certificates for them."""

import datetime as dt

import pytest

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.register import operations
from cxtrain.extensions import db as database
from cxtrain.training.models import Course, Enrolment
from tests.training.conftest import publish_all

PASSED_AT = dt.datetime(2026, 5, 19, 8, 30, tzinfo=dt.UTC)  # 16:30 in Shanghai
ABSENT = "0" * 26  # a code that nothing bears


class Office:
    """Awards certificates as passing a course does."""

    def __init__(self, course_id):
        self.course_id = course_id

    def enrol(self, employee_id, passed_at=PASSED_AT):
        """Return a flushed enrolment that was passed, a week after it began."""
        course = database.session.get_one(Course, self.course_id)
        enrolment = Enrolment(
            employee_id=employee_id,
            course_id=course.id,
            version=course.current,
            started_on=passed_at.date() - dt.timedelta(days=7),
            passed_at=passed_at,
        )
        database.session.add(enrolment)
        database.session.flush()
        return enrolment

    def award(self, employee_id, passed_at=PASSED_AT):
        """Return the id of a certificate."""
        certificate = operations.issue(self.enrol(employee_id, passed_at))
        database.session.commit()
        return certificate.id


def certificate(certificate_id):
    """Return the row as it stands in the database."""
    database.session.rollback()
    return database.session.get_one(Certificate, certificate_id, populate_existing=True)


@pytest.fixture
def office(db):
    """An office with the published course."""
    return Office(publish_all())
