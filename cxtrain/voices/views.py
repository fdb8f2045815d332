"""What all pages about customers share."""

from typing import Any

from flask import Blueprint

from cxtrain.people.views import opened
from cxtrain.voices.tabs import TABS

bp = Blueprint("voices", __name__)


@bp.app_context_processor
def tabs() -> dict[str, Any]:
    """Give every template voices_tabs(): the pages about customers that the reader may open."""
    return {"voices_tabs": lambda: opened(TABS)}
