"""A mail that was overtaken by a change of its class is not sent any more."""

from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.training.classes.telling import operations


def connect() -> None:
    """Say which mails are still wanted. Connecting again changes nothing."""
    STILL_WANTED[operations.KIND] = operations.still_wanted
