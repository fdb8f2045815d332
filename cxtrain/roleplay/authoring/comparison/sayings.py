"""What is said about a story in words that a page translates, some of them made of others. Pure."""

from collections.abc import Iterable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from cxtrain.web.bilingual import N_

BOTH = N_("%(first)s and %(second)s")
THEN = N_("%(first)s; %(second)s")


class Saying(NamedTuple):
    """An English template marked with N_, and its values, which may be sayings too.

    The macros of templates/roleplay/sayings.html put it into the reader's words.
    """

    message: str
    values: Mapping[str, object] = MappingProxyType({})


def saying(message: str, **values: object) -> Saying:
    """Return a template with its values."""
    return Saying(message, values)


def linked(sayings: Iterable[Saying], link: str) -> Saying:
    """Return sayings as one; `link` is BOTH where all of them hold, THEN where one follows another.

    Raises:
        TypeError: there are none.
    """
    return reduce(lambda one, other: saying(link, first=one, second=other), sayings)
