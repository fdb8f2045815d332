"""A mail that was overtaken by a change of its sitting is not sent any more."""

from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.training.practicals.telling import operations


def connect() -> None:
    """Say which mails are still wanted. Connecting again changes nothing."""
    STILL_WANTED[operations.KIND] = operations.still_wanted
