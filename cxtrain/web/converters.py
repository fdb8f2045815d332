"""Ids in addresses: only those that a database can hold, for a larger one is an error to it instead of no row."""

from typing import Any

from flask import request
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1  # PostgreSQL's integer


class IdConverter(IntegerConverter):
    """A whole number that an id could be; a path with a larger one leads nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what werkzeug's converter takes."""
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


def asked_id(name: str) -> int | None:
    """Return the id that the query names, or None where it names none that could be one."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None
