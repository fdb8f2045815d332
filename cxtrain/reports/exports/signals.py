"""What a worker does when a file about many people is asked for."""

from typing import Any

from cxtrain.jobs.operations import Report, handles
from cxtrain.reports.exports.operations import KIND, make


@handles(KIND)
def make_export(args: dict[str, Any], report: Report) -> None:
    """Make the file, which is sent by its own page only: it asks each time whether the reader may have it."""
    make(args["export"])
    report(1, 1)
