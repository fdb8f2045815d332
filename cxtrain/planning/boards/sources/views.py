"""The page of all sources side by side."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.intervals import mean_interval
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.boards import queries
from cxtrain.planning.boards.agreement import KANO, QUADRANTS, SOURCES, VERDICTS
from cxtrain.planning.boards.analysis.queries import chart_of, course_of, told
from cxtrain.planning.boards.measure import MEASURES
from cxtrain.planning.boards.sources.queries import Picture, picture_of
from cxtrain.voices.obstacles.kinds import KINDS
from cxtrain.web.charts import BarChart, Reading, bar_chart

bp = Blueprint("board_sources", __name__, url_prefix="/planning/boards")


@bp.route("/<int:board_id>/analysis")
@requires(Can.JOIN_BOARDS)
def show_analysis(board_id: int) -> ResponseReturnValue:
    """Set all sources on a board's touchpoint side by side, and say what they agree on."""
    board = queries.get_board_for(current_user, board_id)
    day = today(board.unit.zone)
    picture, found = picture_of(board, day), course_of(board, day)
    return render_template(
        "planning/boards/show_analysis.html", board=board, picture=picture, bars=_bars(picture, board.touchpoint.expectation),
        tells=told(found), chart=chart_of(found, board), names=DIMENSION_NAMES, verdicts=VERDICTS, source_names=SOURCES,
        measures=MEASURES, measure=MEASURES[board.measure], kinds=KINDS, quadrants=QUADRANTS, letters=KANO)


def _bars(picture: Picture, standards: Mapping[str, float]) -> BarChart:
    """Return the dimensions of the visits against their standards; fewer than three visits give no number."""
    bars = []
    for name in DIMENSIONS:
        sums = picture.dimensions.get(name)
        found = mean_interval(sums.n, sums.total, sums.squares) if sums and sums.n >= MEASURES["shopper"].shown_from else None
        interval = found.interval.clipped(1, 7) if found and found.interval else None
        bars.append(Reading(_(DIMENSION_NAMES[name]), found.value if found else None, interval.low if interval else None,
                            interval.high if interval else None, n=sums.n if sums else 0, standard=standards[name], tone=name))
    return bar_chart(bars, low=1, high=7)
