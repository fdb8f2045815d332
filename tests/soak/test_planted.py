"""The five known bugs can still be planted: what they replace stands where they look for it. `make soak` plants them."""

import pytest

from tests.soak.planted import BUGS, ROOT


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_bug_has_its_place(bug):
    assert [(name, (ROOT / name).read_text().count(old)) for name, old, _ in bug.changes] == [(name, 1) for name, *_ in bug.changes]
    assert all((ROOT / each).is_file() for each in bug.test if each.endswith(".py"))
