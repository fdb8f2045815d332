"""What the tests of formats read off a result."""

from cxtrain.roleplay.scenario import parse


def document(result):
    """Return the draft as data."""
    return parse(result.text).tree.data


def refused(result, kind):
    """Return what of one kind was refused, as (place, sentence)."""
    return [(each.place, each.sentence) for each in result.refused if each.kind == kind]
