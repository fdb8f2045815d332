"""Numbers in addresses and forms: only those that a database can hold, for a larger one is an error to it instead of no row."""

from typing import Any

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1  # PostgreSQL's integer
LARGEST = 2**53  # exact in JavaScript, and a page of that number times its length still fits the databases' 64 bits


class IdConverter(IntegerConverter):
    """A whole number that an id could be; a path with a larger one leads nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what werkzeug's converter takes."""
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


def asked_id(name: str) -> int | None:
    """Return the id that the query names, or None where it names none that could be one."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_ID else None


def _whole(text: str) -> int:
    """Return a number that every part of the system can hold; a larger one counts as none."""
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(text)
    return number


class Fields(ImmutableMultiDict[str, str]):
    """What an address or a form says; a number out of all bounds is one that was not said."""

    def get(self, key: Any, default: Any = None, type: Any = None) -> Any:  # the names are werkzeug's
        """Return a value as `type`, `default` where there is none or it is not of that type."""
        return super().get(key, default, _whole if type is int else type)


class BoundedRequest(Request):
    """A request whose numbers have bounds."""

    parameter_storage_class = Fields
