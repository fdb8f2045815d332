"""What a correction may change is written nowhere else once it counts: read from the code itself."""

import ast
from pathlib import Path

from cxtrain.people.corrections.matter import MATTERS, Matter

ROOT = Path(__file__).resolve().parents[3]
# Who may write a column of a record: those who record it, before it counts, and the `put` of its matter.
WRITERS = {
    "points": {"quizzes/handmarking/operations.py: put"},
    "comment": {"quizzes/handmarking/operations.py: put"},
    "earned": {"quizzes/papers/exams/operations.py: put"},
    "agreed": {"training/practicals/operations.py: talk_over", "training/practicals/operations.py: put"},
    "marks": {"training/practicals/operations.py: save_marks", "training/practicals/operations.py: put",
              "training/practicals/keying/operations.py: key_in",  # of a sheet on paper, which it hands in at once
              "training/practicals/plans/operations.py: plan_sittings",  # the blank sheets of a new sitting
              "quizzes/papers/exams/operations.py: put"},
}
ATTENDANCE = {
    "training/classes/results/operations.py: put",
    # Before the class is closed; their loaders and operations refuse a closed one (tests/training/classes).
    "training/classes/attendance/operations.py: sign_in", "training/classes/attendance/operations.py: mark",
    "training/classes/attendance/operations.py: settle_doubt", "training/classes/attendance/operations.py: add_on_the_spot",
    "training/classes/members/operations.py: answer_leave",
}


def written():
    """Yield (column, file: function, the function) of every assignment to an attribute in the application."""
    for path in sorted((ROOT / "cxtrain").rglob("*.py")):
        for function in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(
                    node, ast.AugAssign | ast.AnnAssign) else []
                for target in (each for one in targets for each in ast.walk(one) if isinstance(each, ast.Attribute)):
                    if isinstance(target.ctx, ast.Store):
                        yield target.attr, f"{path.relative_to(ROOT / 'cxtrain')}: {function.name}", target


def test_the_columns_of_what_was_marked_are_written_by_corrections_alone_once_they_count():
    found = {}
    for column, place, target in written():
        if column in WRITERS and "/operations.py" in place and place.startswith(("quizzes/", "training/")):
            found.setdefault(column, set()).add(place)
    assert found == WRITERS


def test_attendance_is_written_before_the_class_is_closed_or_by_corrections():
    places = {}
    for column, place, _target in written():
        if column in ("state", "minutes") and place.startswith("training/classes/"):
            places.setdefault(place, set()).add(column)
    assert {place for place, columns in places.items() if columns == {"state", "minutes"}} == ATTENDANCE


def test_no_statement_updates_them_in_bulk():
    for path in sorted((ROOT / "cxtrain").rglob("*.py")):
        text = path.read_text()
        for model in ("HandMark", "PaperSitting", "PracticalMarks"):
            assert f"update({model})" not in text, path


def test_put_is_called_by_confirming_and_by_the_own_draft_alone():
    places = set()
    for path in sorted((ROOT / "cxtrain").rglob("*.py")):
        tree = ast.parse(path.read_text())
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            places |= {f"{path.relative_to(ROOT / 'cxtrain')}: {function.name}" for node in ast.walk(function)
                       if isinstance(node, ast.Attribute) and node.attr == "put"
                       and isinstance(node.value, ast.Name) and node.value.id in ("matter", "MARKS")}
    assert places == {"people/corrections/operations.py: confirm", "quizzes/handmarking/operations.py: change_draft"}


def test_each_matter_says_everything_that_pages_ask(app):
    assert set(MATTERS) == {"answer", "exam", "practical", "attendance", "certificate"}
    for kind, matter in MATTERS.items():
        assert isinstance(matter, Matter) and matter.kind == kind and matter.title and matter.can
