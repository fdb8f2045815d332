import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("name", ["paper.md", "paper.zh-CN.md"])
def test_every_place_where_a_form_is_printed_or_keyed_in_is_a_page_that_exists(app, name):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    named = re.findall(r"`(/[^`]+)`", (DOCS / name).read_text())
    assert len(named) > 20 and [each for each in named if each not in rules] == []
