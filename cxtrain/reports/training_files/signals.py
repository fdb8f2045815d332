"""What training files of many do when a worker comes to them."""

from typing import Any

from cxtrain.jobs.operations import Report, handles
from cxtrain.reports.training_files.operations import KIND, make


@handles(KIND)
def make_files(args: dict[str, Any], report: Report) -> None:
    """Make the file, which is sent by its own page only: it asks each time whether the reader may have it."""
    make(args["bundle"], report)
