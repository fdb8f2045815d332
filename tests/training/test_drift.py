"""Lessons whose languages drifted apart: paragraph by paragraph where that can be told."""

import pytest

from cxtrain.training.drift import drifted
from cxtrain.training.lesson import Texts

BEFORE = Texts("# 题\n\n先听。\n再说。\n\n写下来。\n", "# Title\n\nListen first.\nThen speak.\n\nWrite it down.\n")


@pytest.mark.parametrize(("zh", "en", "left_behind"), [
    (BEFORE.zh, BEFORE.en, []),
    (BEFORE.zh.replace("写下来", "记下来"), BEFORE.en, [("en", 6)]),
    (BEFORE.zh, BEFORE.en.replace("Listen", "Look"), [("zh", 3)]),
    (BEFORE.zh.replace("写下来", "记下来"), BEFORE.en.replace("Write", "Note"), []),
    (BEFORE.zh.replace("题", "目"), BEFORE.en.replace("Write", "Note"), [("en", 1), ("zh", 6)]),
    (BEFORE.zh.replace("先听。\n再说", "先听。 再说"), BEFORE.en, []),  # only folded otherwise
    (BEFORE.zh + "\n又一段。\n", BEFORE.en, [("en", 1)]),
    (BEFORE.zh + "\n又一段。\n", BEFORE.en + "\nOne more.\n", []),
])
def test_the_language_left_behind_is_named_at_its_paragraph(zh, en, left_behind):
    assert [(language, fault.line) for language, fault in drifted(Texts(zh, en), BEFORE)] == left_behind
    assert all(fault.level == "warning" for _, fault in drifted(Texts(zh, en), BEFORE))
