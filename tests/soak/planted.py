"""Whether five known bugs are caught: each is planted alone into a copy of the project, where its test must fail.

    python -m tests.soak.planted

First the same tests run in the copy without a bug, where all must pass. Exit 1 where a bug is not caught.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.soak.table import tell

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Bug:
    """What is replaced by what in which file, and the test that must see it."""

    name: str
    changes: tuple[tuple[str, str, str], ...]  # (file, what stands there once, what stands there then)
    test: tuple[str, ...]


BUGS = (
    Bug("an extra commit between a change of state and its entry in the ledger", ((
        "cxtrain/quality/decisions/operations.py",
        '    record("scorecard released", visit,',
        '    db.session.commit()\n    record("scorecard released", visit,'),),
        ("tests/faults/test_sweep.py", "-k", "released", "--every", "1")),
    Bug("a query that forgets whose matters the asker may see", ((
        "cxtrain/voices/feedback/queries.py",
        "_matters(Feedback.id == feedback_id, _seen(actor))",
        "_matters(Feedback.id == feedback_id)"),),
        ("tests/access/test_matrix.py", "-k", "not_granted and (l or u)")),
    Bug("the reaction to each answer in an attribute of the question's page", (
        ("cxtrain/quizzes/paper.py", "    text: Wording | Bilingual\n\n\n@dataclass",
         "    text: Wording | Bilingual\n    feedback: Wording | None = None\n\n\n@dataclass"),
        ("cxtrain/quizzes/paper.py", "ShownOption(token, texts[name]) for",
         "ShownOption(token, texts[name], {each.id: each.feedback for each in getattr(question, 'options', ())}.get(name)) for"),
        ("templates/quizzes/_asked.html", '<label class="option"><input type=',
         '<label class="option" data-feedback="{{ option.feedback | plainly(question.markup) if option.feedback }}"><input type=')),
        ("tests/quizzes/test_paper.py", "tests/quizzes/test_take_quiz.py")),
    Bug("a submit that does not note its key", (
        ("cxtrain/voices/feedback/views.py", "import Blueprint, current_app, render_template,", "import Blueprint, current_app, redirect, render_template,"),
        ("cxtrain/voices/feedback/views.py", '            answer = done(url_for(".my_feedback"), _thanks(feedback))',
         '            answer = redirect(url_for(".my_feedback"), 303)')),
        ("tests/faults/test_sweep.py", "-k", "complaint")),
    Bug("a statement put together from what somebody typed", ((
        "cxtrain/voices/feedback/queries.py", "        wanted.append(Feedback.kind == asked.kind)",
        "        wanted.append(db.text(f\"feedback.kind = '{asked.kind}'\"))"),),
        ("tests/test_banned.py",)),
)


def fails(folder: Path, test: tuple[str, ...]) -> bool:
    """Run a test in a copy; return whether it found something. Anything else than passing or failing is an error of ours."""
    code = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *test], cwd=folder,
                          env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
                          capture_output=True, text=True, check=False)
    if code.returncode not in (0, 1):
        raise RuntimeError(code.stdout + code.stderr)
    return code.returncode == 1


def plant(bug: Bug, folder: Path) -> dict[Path, str]:
    """Put a bug into a copy of the project; return what stood in the files before."""
    before: dict[Path, str] = {}
    for name, old, new in bug.changes:
        path = folder / name
        text = path.read_text()
        if text.count(old) != 1:
            raise ValueError(f"{name}: {old!r} stands there {text.count(old)} times")
        before.setdefault(path, text)
        path.write_text(text.replace(old, new))
    return before


def main() -> int:
    """Print a line for each bug."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "copy"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        missed = []
        for bug in BUGS:
            if fails(folder, bug.test):
                raise RuntimeError(f"{bug.test[0]} fails without any bug")
            before = plant(bug, folder)
            if not fails(folder, bug.test):
                missed.append(bug.name)
            for path, text in before.items():
                path.write_text(text)
            print(f"{'MISSED' if bug.name in missed else 'caught'} by {bug.test[0]}: {bug.name}", flush=True)
    tell("planted bugs", len(BUGS), len(missed))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
