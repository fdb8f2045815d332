"""Whether a server or worker runs on an instance folder: each holds a lock while it lives, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxtrain.upkeep.faults import UpkeepFault

LOCK = "running.lock"
RUNS = "a server or worker of cxtrain runs here: stop it first, and start it again afterwards"
RESTORES = "a backup is being restored here: wait until that is done"


@contextmanager
def running(instance: Path) -> Iterator[None]:
    """Say that a server or worker runs on `instance`, as long as the block lasts.

    Raises:
        UpkeepFault: a restore is under way.
    """
    with _locked(instance, fcntl.LOCK_SH, RESTORES):
        yield


@contextmanager
def stopped(instance: Path) -> Iterator[None]:
    """Keep servers and workers from starting on `instance`, as long as the block lasts.

    Raises:
        UpkeepFault: one runs.
    """
    with _locked(instance, fcntl.LOCK_EX, RUNS):
        yield


@contextmanager
def _locked(instance: Path, kind: int, why_not: str) -> Iterator[None]:
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(instance / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UpkeepFault(why_not) from error
        yield
    finally:
        os.close(handle)
