"""Every command, thin. Each ends with exit code 1 and a sentence on bad input."""

from cxtrain.cli import content, people, questions, scenarios, site
from cxtrain.cli.base import main
from cxtrain.cli.measure import base as measure

__all__ = ["content", "main", "measure", "people", "questions", "scenarios", "site"]
