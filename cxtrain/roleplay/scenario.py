"""A scenario as the program plays it: frozen records, made from a file in which every fault is named by line and column."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.roleplay import checks, references
from cxtrain.roleplay.records import Scenario, scenario_of
from cxtrain.roleplay.schema import ScenarioFile
from cxtrain.web.documents import Fault, in_order, read
