"""What pairs hear: a visit that is made void leaves its pair, in the same transaction."""

from typing import Any

from cxtrain.quality.calibration.pairs.operations import part_with
from cxtrain.quality.models import Visit
from cxtrain.quality.signals import visit_voided


def connect() -> None:
    """Listen to decisions. Connecting again changes nothing."""
    visit_voided.connect(_on_voided)


def _on_voided(visit: Visit, **_more: Any) -> None:
    part_with(visit)
