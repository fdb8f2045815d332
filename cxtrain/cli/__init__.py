"""Every command, thin. Each ends with exit code 1 and a sentence on bad input."""

from cxtrain.cli import certificates, content, people, printing, questions, scenarios, site, upkeep
from cxtrain.cli.base import main
from cxtrain.cli.measure import base as measure

__all__ = ["certificates", "content", "main", "measure", "people", "printing", "questions", "scenarios", "site", "upkeep"]
