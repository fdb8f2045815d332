"""Words and numbers in addresses and forms, within what every database can hold."""

from typing import Any

from flask import Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, UnicodeConverter

from cxtrain.web.whole import LARGEST_ID, whole


class IdConverter(IntegerConverter):
    """A whole number that an id could be; a path with a larger one leads nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what werkzeug's converter takes."""
        super().__init__(*args, **{"max": LARGEST_ID, **kwargs})


class WordConverter(UnicodeConverter):
    """A word, less the character that PostgreSQL keeps in no text."""

    def to_python(self, value: str) -> str:
        """Return the word."""
        return value.replace("\0", "")


def asked_id(name: str) -> int | None:
    """Return the id that the query names, or None where it names none that could be one."""
    return whole(request.args.get(name)) or None


def _whole(text: str) -> int:
    return max(-LARGEST_ID, min(int(text), LARGEST_ID))


class Fields(ImmutableMultiDict[str, Any]):
    """What an address or a form says: numbers out of all bounds are the last within them, and no text holds a NUL character."""

    def __init__(self, mapping: Any = None) -> None:
        """Take what werkzeug's class takes."""
        read = ImmutableMultiDict(mapping).items(multi=True)
        super().__init__([(name, value.replace("\0", "") if isinstance(value, str) else value) for name, value in read])

    def get(self, key: Any, default: Any = None, type: Any = None) -> Any:  # the names are werkzeug's
        """Return a value as `type`, `default` where there is none or it is not of that type."""
        return super().get(key, default, _whole if type is int else type)


class BoundedRequest(Request):
    """A request that says nothing a database cannot hold."""

    parameter_storage_class = Fields
