"""The page of what players did with a scenario."""

from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now, today
from cxtrain.measures.item_analysis import is_turned
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.roleplay import records
from cxtrain.roleplay.coverage import queries
from cxtrain.roleplay.coverage.figures import FEWEST, Attempt, Walk, coverage_of
from cxtrain.roleplay.coverage.items import FEW, Notice, SceneItem, scene_items, to_look_at
from cxtrain.roleplay.coverage.tables import choice_rows, scene_rows
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from cxtrain.roleplay.queries import get_scenario, scenario_of
from cxtrain.roleplay.reading_time import RATES, reading_times
from cxtrain.roleplay.words import OUTCOMES
from cxtrain.web.pages import said, shown_number
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from cxtrain.web.verdicts import facility_said, separation_said

bp = Blueprint("coverage", __name__, url_prefix="/roleplay")
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Asked:
    """What a page is to show: a version of a scenario, and the plays at it that are in reach."""

    scenario: Scenario
    version: ScenarioVersion
    versions: list[ScenarioVersion]
    story: records.Scenario
    unit: Unit | None
    attempts: list[Attempt]
    walks: list[Walk]
    only_first: bool

    @property
    def items(self) -> tuple[SceneItem, ...]:
        """The item analysis, for those who write: it tells which answers are good."""
        return scene_items(self.story, self.walks, only_first=self.only_first) if current_user.may(Can.EDIT_CONTENT) else ()


def _asked(slug: str) -> Asked:
    scenario, plays = get_scenario(slug), request.args.get("plays", "first")
    versions = queries.versions_of(slug)
    version = _picked(versions) if request.args.get("version") else scenario.current
    unit = get_unit_for(current_user, Can.SEE_COVERAGE, _number("unit")) if request.args.get("unit") else None
    story = scenario_of(version)
    attempts = queries.latest_attempts(version.id, current_user.reach(Can.SEE_COVERAGE))
    if unit:
        attempts = _only(attempts, queries.latest_attempts(version.id, (unit.path,)))
    if plays not in ("first", "all"):
        abort(404)
    walks = queries.walks_of(story, attempts, now())
    return Asked(scenario, version, versions, story, unit, attempts, walks, only_first=plays == "first")


@bp.route("/<slug>/coverage")
@requires(Can.SEE_COVERAGE)
def show_coverage(slug: str) -> ResponseReturnValue:
    """Show which choices players took scene by scene, where they left, and how long they took: shares, no persons."""
    asked = _asked(slug)
    items = asked.items
    return render_template(
        "roleplay/show_coverage.html", asked=asked, scenario=asked.scenario, story=asked.story, version=asked.version,
        versions=asked.versions, unit=asked.unit, units=list_units(current_user, Can.SEE_COVERAGE), fewest=FEWEST, few=FEW,
        coverage=coverage_of(asked.story, asked.walks), reading=reading_times(asked.story), rates=RATES, outcomes=OUTCOMES,
        full=len(asked.attempts) == queries.MOST, most=queries.MOST, in_full=current_user.may(Can.EDIT_CONTENT),
        items={each.scene.id: each for each in items}, to_look_at=to_look_at(items), is_turned=is_turned,
        facility_said=facility_said, separation_said=separation_said)


@bp.app_template_filter("scene_notice")
def scene_notice(told: Notice) -> str:
    """Return the reason to look at a scene as a sentence."""
    return _(told.reason, **{name: shown_number(value, 0) if isinstance(value, float) else said(value)
                             for name, value in told.values.items()})


@bp.route("/<slug>/coverage/file")
@requires(Can.SEE_COVERAGE)
def export_coverage(slug: str) -> ResponseReturnValue:
    """Send the item analysis: of the scenes as CSV; of the scenes and their choices as XLSX."""
    kind = request.args.get("as", "xlsx")
    if not current_user.may(Can.EDIT_CONTENT):
        abort(403)
    if kind not in FILES:
        abort(404)
    items = _asked(slug).items
    scenes = scene_rows(items, said, _)
    body = csv_bytes([str(cell) for cell in scenes[0]], scenes[1:]) if kind == "csv" else xlsx_bytes({
        _("Scenes"): scenes, _("Choices"): choice_rows(items, said, _)})
    name = f"{_('scene-analysis')}-{slug}-{today(current_user.zone)}.{kind}"
    return send_file(BytesIO(body), FILES[kind], as_attachment=True, download_name=name)


def _only(whole: list[Attempt], part: list[Attempt]) -> list[Attempt]:
    """Return the attempts of a unit; none where so few people played outside it that they could be told by subtraction."""
    outside = {attempt.person for attempt in whole} - {attempt.person for attempt in part}
    return [] if 0 < len(outside) < FEWEST else part


def _picked(versions: list[ScenarioVersion]) -> ScenarioVersion:
    return next((version for version in versions if version.id == _number("version")), None) or abort(404)


def _number(name: str) -> int:
    word = request.args[name]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else abort(404)
