"""A scenario from the text of its file: records to play, or every fault with line and column."""

from dataclasses import dataclass

from cxtrain.roleplay.casting import variant_faults
from cxtrain.roleplay.checks import graph_findings
from cxtrain.roleplay.lint import advice
from cxtrain.roleplay.outline import outline_of
from cxtrain.roleplay.records import Scenario, scenario_of
from cxtrain.roleplay.references import name_faults, road_faults
from cxtrain.roleplay.schema import ScenarioFile
from cxtrain.web.documents import Fault, Tree, in_order, read


@dataclass(frozen=True)
class Parsed:
    """What a file held. `scenario` is there exactly when no finding is an error."""

    scenario: Scenario | None
    findings: tuple[Fault, ...]  # errors and warnings, from top to bottom
    tree: Tree | None

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The findings that forbid publication."""
        return tuple(finding for finding in self.findings if finding.level == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The findings that only advise."""
        return tuple(finding for finding in self.findings if finding.level == "warning")


def load(text: str) -> Scenario | None:
    """Return the scenario in a text that `parse` found right before, without searching its graph again."""
    document = read(text, ScenarioFile)
    return scenario_of(document.value) if document.value else None


def parse(text: str | bytes) -> Parsed:
    """Return the scenario in `text` and all findings. Never raises, whatever the text."""
    document = read(text, ScenarioFile)
    if document.tree is None:
        return Parsed(None, document.faults, None)
    outline = outline_of(document.tree)
    faults = [*document.faults, *name_faults(outline), *variant_faults(outline)]
    if outline.has_every_road:
        faults += road_faults(outline)
    if faults or document.value is None:
        return Parsed(None, in_order(faults), document.tree)
    scenario = scenario_of(document.value)
    findings = in_order([*graph_findings(scenario, document.tree), *advice(scenario, document.tree)])
    playable = all(finding.level == "warning" for finding in findings)
    return Parsed(scenario if playable else None, findings, document.tree)
