"""Released scorecards with appeals against them."""

from dataclasses import dataclass

import pytest

from cxtrain.people.permissions import Role
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations
from cxtrain.quality.appeals.models import Appeal
from tests.quality.conftest import actor

LINE = "s20"  # about the person
STORES = "s2"  # about the place


@dataclass
class Disputes:
    """Makes appeals of 王喆 against a scorecard that 陈晨 wrote and 何姐 released."""

    desk: object
    cast: object

    def visit(self, **facts):
        """A scorecard of 王喆 that rates LINE as 3."""
        return self.desk.released({LINE: Answer(3, note="did not ask")}, person=self.cast.wang, **facts)

    def opened(self, item: str = LINE, visit=None) -> Appeal:
        """An open appeal."""
        wang = actor(self.desk.db, self.cast.wang)
        appeal = operations.appeal_line(wang, visit or self.visit(), item, reason="I asked twice, at 10:05")
        self.desk.db.session.commit()
        return appeal

    def decided(self, correction: Answer | None = None, **facts) -> Appeal:
        """An appeal decided by 何姐: upheld with a correction, or not upheld."""
        appeal = self.opened(**facts)
        operations.decide(self.desk.he, appeal, operations.Verdict("The till roll says so", correction))
        self.desk.db.session.commit()
        return appeal

    def other_hr(self):
        """李想 as HR of the own store."""
        return actor(self.desk.db, self.cast.li, Role.HR)


@pytest.fixture
def disputes(desk, cast):
    """Appeals in any state."""
    return Disputes(desk, cast)
