"""Conditions on a scenario's state: `{mood: ">= -3", promised: true}`. A small grammar; nothing is evaluated."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction
Value: TypeAlias = bool | Number | str
State: TypeAlias = Mapping[str, Value]

OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
ONE = r"(>=|<=|==|!=|>|<|=) *([-+]?[0-9]{1,7}(?:\.[0-9]{1,6})?)"
WORD = r"[^\W\d_][\w-]{0,63}"
ONE_WORD = rf"(==|!=|=) *({WORD})"
NUMBERS = rf"^ *{ONE}( *(,|and) *{ONE})* *$"
WORDS = rf"^ *{ONE_WORD}(( *, *| +and +){ONE_WORD})* *$"
PATTERN = rf"{NUMBERS}|{WORDS}"


@dataclass(frozen=True)
class Comparison:
    """`state[name] <operator> bound`."""

    name: str
    operator: str
    bound: Value

    def holds(self, state: State) -> bool:
        """Return whether the state is so."""
        return OPERATORS[self.operator](state[self.name], self.bound)


Condition: TypeAlias = tuple[Comparison, ...]  # all must hold; none is always true


def holds(condition: Condition, state: State) -> bool:
    """Return whether every comparison of `condition` holds in `state`."""
    for comparison in condition:  # A loop, for a search of the graph asks this ten thousand times and mostly of no condition.
        if not comparison.holds(state):
            return False
    return True


def comparisons_in(words: str) -> tuple[tuple[str, Number | str], ...] | None:
    """Return the comparisons of ">= 0 and < 3" or "!= calm" as (operator, bound), or None where it is not one."""
    if len(words) > 200:
        return None
    if re.fullmatch(NUMBERS, words):
        return tuple((sign, exact(bound)) for sign, bound in re.findall(ONE, words))
    return tuple(re.findall(ONE_WORD, words)) if re.fullmatch(WORDS, words) else None


def condition_of(when: Mapping[str, bool | int | float | str]) -> Condition:
    """Return the condition that a file's `when` states; a bare value means "is equal to"."""
    return tuple(_comparisons(when))


def _comparisons(when: Mapping[str, bool | int | float | str]) -> Iterator[Comparison]:
    for name, wanted in when.items():
        if isinstance(wanted, str):
            for sign, bound in comparisons_in(wanted) or ():
                yield Comparison(name, sign, bound)
        else:
            yield Comparison(name, "==", exact(wanted))


def value_of(given: bool | int | float | str) -> Value:
    """Return a value of the state as a file gives it: a word as it is, a number exactly."""
    return given if isinstance(given, str) else exact(given)


def exact(value: int | float | str) -> Number:
    """Return a number (a bool, as it is) as it was written: 0.1 + 0.2 is 0.3, so a state counts as reached again."""
    if isinstance(value, int):
        return value
    number = Fraction(str(value))
    return int(number) if number.denominator == 1 else number
