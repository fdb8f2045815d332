"""What is done once a day, by whichever worker comes first: sealing the ledger, and forgetting what has served."""

import datetime as dt
import json
import shlex
import subprocess
from typing import Any

from flask import current_app
from sqlalchemy import delete

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import forget_unnamed
from cxtrain.jobs.operations import SEND, Report, daily, enqueue, handles
from cxtrain.ledger.operations import seal_day
from cxtrain.web.limits import forget_before
from cxtrain.web.models import Submission

ANSWERS_KEPT = dt.timedelta(days=7)  # a page left open over a long weekend is still answered once only
TRIES_KEPT = dt.timedelta(days=2)  # no rate limit looks further back
HOOK_SECONDS = 50  # within the lease of a job


class SealNotSent(Exception):
    """A seal did not leave the house; the text says why."""


@daily("seal ledger")
def seal_ledger(day: dt.date) -> None:
    """Seal the ledger as it stands now that the day before `day` has ended."""
    made = seal_day(day - dt.timedelta(days=1))
    if made is not None and current_app.config["CX"].seal_hook:
        seal = {"day": made.day.isoformat(), "hash": made.hash, "heads": made.heads}
        enqueue(SEND, f"{SEND} {seal['day']}", {"seal": seal})


@handles(SEND)
def send_seal(args: dict[str, Any], report: Report) -> None:
    """Give the seal of a day as JSON to the firm's own command, which keeps it off this machine.

    Raises:
        SealNotSent: the command cannot be run, says that it failed, or takes too long; the job shows why.
    """
    command = shlex.split(current_app.config["CX"].seal_hook)
    try:
        subprocess.run(command, input=json.dumps(args["seal"]).encode(), capture_output=True, check=True, timeout=HOOK_SECONDS)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace")[:500]
        raise SealNotSent(f"{command[0]} ended with {error.returncode}: {said}") from error
    except (OSError, IndexError, subprocess.TimeoutExpired) as error:
        raise SealNotSent(f"CXTRAIN_SEAL_HOOK could not be run: {error}") from error


@daily("forget submits and tries")
def forget_submits_and_tries(day: dt.date) -> None:
    """Delete the answers to settled submits and the counted tries that nobody asks for again."""
    db.session.execute(delete(Submission).where(Submission.at < now() - ANSWERS_KEPT))
    forget_before(now() - TRIES_KEPT)


@daily("forget files")
def forget_files(_day: dt.date) -> None:
    """Forget the files that no row names any more, such as photos that were taken out."""
    forget_unnamed(now())
