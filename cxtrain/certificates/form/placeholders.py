"""Named placeholders in the text of a form, such as {name}: what may be written, what is put there. Pure.

Nothing is ever evaluated: a placeholder is a word between braces out of a fixed list, in English or in Chinese.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class Placeholder:
    """One name that may stand between braces: in Chinese texts as well, and what it means."""

    zh: str
    meaning: str  # in English for the catalogue


PLACEHOLDERS = {
    "name": Placeholder("姓名", N_("name")),
    "staff_number": Placeholder("工号", N_("staff number")),
    "unit": Placeholder("门店", N_("unit on the day of issue")),
    "post": Placeholder("岗位", N_("post on that day")),
    "course": Placeholder("课程", N_("course")),
    "period": Placeholder("期间", N_("from the first to the last day")),
    "hours": Placeholder("学时", N_("class hours")),
    "assessed": Placeholder("考核", N_("what was examined and passed, as recorded")),
    "level": Placeholder("等级", N_("level, where the form has one")),
    "number": Placeholder("编号", N_("certificate number")),
    "day": Placeholder("日期", N_("day of issue")),
    "valid_until": Placeholder("有效期", N_("last day it is good")),
    "firm": Placeholder("单位", N_("the firm's full name")),
}
NAMES = {alias: name for name, each in PLACEHOLDERS.items() for alias in (name, each.zh)}
WRITTEN = re.compile(rf"[{{｛][ \t\xa0\u3000]*({'|'.join(NAMES)})[ \t\xa0\u3000]*[}}｝]")  # on one line; linear in any text
KEPT_TOGETHER = frozenset({"period", "day", "valid_until", "hours"})


@dataclass(frozen=True)
class Run:
    """A piece of a line; `together`: it is not broken over two lines."""

    text: str
    together: bool = False


def lines_of(text: str, values: Mapping[str, str]) -> tuple[tuple[Run, ...], ...]:
    """Return the lines of `text`, each as runs, with `values` (by English name) in place; what is no placeholder stays.

    A line on which nothing is left is dropped.
    """
    lines = (tuple(_runs(line, values)) for line in text.strip().splitlines())
    return tuple(line for line in lines if "".join(run.text for run in line).strip())


def _runs(line: str, values: Mapping[str, str]) -> Iterator[Run]:
    text, end = "", 0
    for found in WRITTEN.finditer(line):
        name = NAMES[found[1]]
        text += line[end:found.start()]
        end = found.end()
        if name in KEPT_TOGETHER:
            yield from (Run(text), Run(values[name], together=True)) if text else (Run(values[name], together=True),)
            text = ""
        else:
            text += values[name]
    if text + line[end:]:
        yield Run(text + line[end:])


def used(text: str) -> frozenset[str]:
    """Return the English names of the placeholders in `text`."""
    return frozenset(NAMES[found] for found in WRITTEN.findall(text))


def known_places(text: str) -> frozenset[int]:
    """Return the positions in `text` that belong to placeholders."""
    return frozenset(place for found in WRITTEN.finditer(text) for place in range(*found.span()))


def strays(text: str) -> Iterator[tuple[int, str]]:
    """Yield (position, what stands there) of braces that hold no known name or have no partner."""
    covered = known_places(text)
    for found in re.finditer(r"[{｛][^{}｛｝\n]{0,20}[}｝]|[{}｛｝]", text):
        if found.start() not in covered:
            yield found.start(), found[0]
