"""What print runs do when a worker comes to them."""

import datetime as dt
import shutil
from typing import Any

from cxtrain.certificates.print_runs.lists.operations import write_list
from cxtrain.certificates.print_runs.making.operations import LIST, carry_out, folder_of_runs
from cxtrain.certificates.print_runs.operations import KIND
from cxtrain.certificates.print_runs.queries import unfinished
from cxtrain.jobs.operations import Report, daily, handles


@handles(KIND)
def print_run(args: dict[str, Any], report: Report) -> None:
    """Carry out a run; what an earlier worker made of it is not made again.

    Its file is sent by the run's own page only, which asks each time whether the reader may still print.
    """
    carry_out(args["run"], report)


@handles(LIST)
def print_list(args: dict[str, Any], report: Report) -> None:
    """Write the list of a finished run, which is sent by the run's own page only."""
    write_list(args["run"], report)


@daily("forget parts of print runs")
def forget_parts(day: dt.date) -> None:
    """Remove the parts of runs that will not be finished any more."""
    kept = unfinished()
    for folder in folder_of_runs().glob("run-*"):
        if int(folder.name.removeprefix("run-")) not in kept:
            shutil.rmtree(folder, ignore_errors=True)
