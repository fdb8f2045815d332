"""Boards at each step, and numbers behind them."""

import datetime as dt

import pytest

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.journey.models import Department
from cxtrain.measures.intervals import Sums
from cxtrain.people.permissions import Role
from cxtrain.planning.boards import operations
from cxtrain.planning.boards.contents import Beginning, Decision, Target, Task
from cxtrain.planning.boards.models import Board
from cxtrain.planning.boards.steps import STEPS, Step
from cxtrain.planning.boards.team import operations as team
from cxtrain.planning.boards.windows import shifted
from cxtrain.planning.months import month_of
from cxtrain.quality.models import UnitRollup
from cxtrain.quality.rollup import OVERALL
from tests.planning.conftest import Records
from tests.quality.conftest import actor

DAY = dt.timedelta(days=1)
LESSON = Decision("keep", "排队短了。", "先分流,再加人手。")


class Boards:
    """Makes boards of 静安店 led by 李想 with 王喆 on them, as people would make them."""

    def __init__(self, cast, place):
        self.cast, self.place = cast, place

    def lead(self, who="li"):
        """Return the supervisor as an actor."""
        return actor(database, getattr(self.cast, who), Role.SUPERVISOR)

    def make(self, step="identify", *, compared="nothing", others=(), changed_days_ago=0, measure="shopper", target=0.5,
             lead="li", member="wang", place=None):
        """Return the id of a board that has come as far as `step`; the change began so many days ago."""
        boss = self.lead(lead)
        board = operations.begin_board(boss, Beginning(boss.unit_id, place or self.place, "入住不再排两次队", "客人排两次队。"))
        team.add_member(board, getattr(self.cast, member), None, actor=boss)
        operations.write_words(board, Step.COLLECT, "两次排队各多久?", actor=boss)
        operations.write_words(board, Step.ANALYSE, "证件要抄两遍。", actor=boss)
        day = today("Asia/Shanghai")
        operations.set_target(board, Target("只排一次队。", measure, target, day + 120 * DAY, compared, frozenset(others)), actor=boss)
        team.plan_action(board, Task("证件只扫一次", getattr(self.cast, member), day + 14 * DAY, cost=3000), actor=boss)
        while STEPS.index(Step(board.step)) < STEPS.index(Step(step)):
            if board.step == Step.PLAN:
                operations.begin_change(board, day, actor=boss, today=day)
                board.changed_on, board.fixed_at = day - changed_days_ago * DAY, now() - (changed_days_ago + 1) * DAY
            else:
                operations.go_on(board, actor=boss)
        database.session.commit()
        return board.id

    def decided(self, **changes):
        """Return the id of a board that was kept, with its lesson."""
        board = database.session.get(Board, self.make("improve", **changes))
        operations.decide(board, LESSON, None, actor=self.lead(changes.get("lead", "li")))
        database.session.commit()
        return board.id

    def visits(self, unit_id, months_ago, scores, *, place=None, dimension=OVERALL):
        """Add the sums of a month's visits."""
        sums = Sums.of(scores)
        month = shifted(month_of(today("Asia/Shanghai")), -months_ago)
        database.session.add(UnitRollup(unit_id=unit_id, touchpoint_id=place or self.place, dimension=dimension, month=month,
                                        kind="mystery_shop", n=sums.n, total=sums.total, squares=sums.squares))


@pytest.fixture
def boards(app, cast):
    """What makes boards."""
    return Boards(cast, Records(cast).place)


@pytest.fixture
def front_office(app, cast):
    """The id of a department that 孙淼 of the other store leads."""
    department = Department(slug="front-office", title={"zh": "前厅部", "en": "Front office"}, lead_id=cast.sun)
    database.session.add(department)
    database.session.commit()
    return department.id


def load(board_id):
    """Return the board as it is in the database."""
    database.session.expire_all()
    return database.session.get(Board, board_id)
