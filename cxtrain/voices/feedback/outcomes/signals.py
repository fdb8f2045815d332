"""What a matter hears: that a survey was answered."""

from cxtrain.voices.feedback.outcomes.operations import hear
from cxtrain.voices.models import Response
from cxtrain.voices.signals import response_received


def connect() -> None:
    """Listen. Connecting again changes nothing."""
    response_received.connect(_hear)


def _hear(response: Response) -> None:
    hear(response)
