"""What two sheets say differently, field by field. Pure."""

from dataclasses import dataclass
from typing import Any

from cxtrain.certificates.form.fields import data_of
from cxtrain.certificates.form.sheet import FormSheet


@dataclass(frozen=True)
class Difference:
    """One field (its name on the page) that two sheets fill differently."""

    field: str
    before: Any
    after: Any


def differences(before: FormSheet, after: FormSheet) -> tuple[Difference, ...]:
    """Return the fields in which `after` is not what `before` was, in the order of the page."""
    one, other = _flat(data_of(before)), _flat(data_of(after))
    names = dict.fromkeys((*one, *other))
    return tuple(Difference(name, one.get(name, ""), other.get(name, "")) for name in names
                 if (one.get(name) or "") != (other.get(name) or ""))


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in data.items():
        flat |= {f"{name}-{inner}": each for inner, each in value.items()} if isinstance(value, dict) else {name: value}
    return flat
