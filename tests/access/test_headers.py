"""What every answer of every page carries: no cache keeps what somebody signed in has seen, and no script of others runs."""

import pytest

from cxtrain.web.security import HEADERS
from tests.access.test_matrix import cells

KEPT = {"assets.asset", "certificate_drawings.house_art"}  # the same for everybody


@pytest.mark.parametrize("letter", "hwls")
def test_no_answer_lacks_its_headers_or_may_be_kept_by_a_cache(app, asker, everything, letter):
    wrong = []
    for rule, _, path, _ in cells(app, everything):
        if "GET" not in rule.methods:
            continue
        answer = asker.get(path)
        lacking = [name for name in HEADERS if name not in answer.headers]
        kept = answer.headers.get("Cache-Control", "")
        if lacking:
            wrong.append(f"{path}: lacks {lacking}")
        if rule.endpoint not in KEPT and not {"no-store", "no-cache"} & {each.strip() for each in kept.split(",")}:
            wrong.append(f"{path}: Cache-Control is {kept!r}")
        if "public" in kept and rule.endpoint not in KEPT:
            wrong.append(f"{path}: a cache that others share may keep it")
        wrong += [f"{path}: a cookie that scripts read or other sites send" for cookie in answer.headers.getlist("Set-Cookie")
                  if "HttpOnly" not in cookie or "SameSite" not in cookie]
    assert wrong == []
