"""The shape of a search in the bank."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from werkzeug.datastructures import MultiDict

from cxtrain.quizzes.bank.queries import Search

LONGEST = 200


def search_of(args: MultiDict[str, str]) -> Search:
    """Return the search that an address names; anything unknown in it asks for nothing."""
    given: Mapping[str, Any] = {
        each.name: args.get(each.name, "").strip()[:LONGEST] for each in fields(Search) if each.name != "retired"}
    return Search(**given, retired=args.get("retired") == "1")


def args_of(search: Search) -> dict[str, str]:
    """Return the search as an address names it: the reverse of `search_of`."""
    named = {each.name: getattr(search, each.name) for each in fields(Search)}
    return {name: "1" if value is True else str(value) for name, value in named.items() if value}
