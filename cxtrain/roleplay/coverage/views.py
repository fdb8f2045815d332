"""The page of what players did with a scenario."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.roleplay.coverage import queries
from cxtrain.roleplay.coverage.figures import FEWEST, Attempt, coverage_of
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.roleplay.queries import get_scenario, scenario_of
from cxtrain.roleplay.reading_time import RATES, reading_times
from cxtrain.roleplay.words import OUTCOMES

bp = Blueprint("coverage", __name__, url_prefix="/roleplay")


@bp.route("/<slug>/coverage")
@requires(Can.SEE_COVERAGE)
def show_coverage(slug: str) -> ResponseReturnValue:
    """Show which choices players took scene by scene, where they left, and how long they took: shares, no persons."""
    scenario = get_scenario(slug)
    versions = queries.versions_of(slug)
    version = _picked(versions) if request.args.get("version") else scenario.current
    unit = get_unit_for(current_user, Can.SEE_COVERAGE, _number("unit")) if request.args.get("unit") else None
    story = scenario_of(version)
    attempts = queries.latest_attempts(version.id, current_user.reach(Can.SEE_COVERAGE))
    if unit:
        attempts = _only(attempts, queries.latest_attempts(version.id, (unit.path,)))
    walks = queries.walks_of(story, attempts, now())
    return render_template(
        "roleplay/show_coverage.html", scenario=scenario, story=story, version=version, versions=versions, unit=unit,
        units=list_units(current_user, Can.SEE_COVERAGE), coverage=coverage_of(story, walks), fewest=FEWEST,
        reading=reading_times(story), rates=RATES, outcomes=OUTCOMES, full=len(attempts) == queries.MOST, most=queries.MOST,
        in_full=current_user.may(Can.EDIT_CONTENT))


def _only(whole: list[Attempt], part: list[Attempt]) -> list[Attempt]:
    """Return the attempts of a unit; none where so few people played outside it that they could be told by subtraction."""
    outside = {attempt.person for attempt in whole} - {attempt.person for attempt in part}
    return [] if 0 < len(outside) < FEWEST else part


def _picked(versions: list[ScenarioVersion]) -> ScenarioVersion:
    return next((version for version in versions if version.id == _number("version")), None) or abort(404)


def _number(name: str) -> int:
    word = request.args[name]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else abort(404)
