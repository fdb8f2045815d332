"""A bank of questions with versions, papers and deadlines of attempts, marks given by people."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime
from cxtrain.web.yaml_tree import plant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BEFORE = "(submitted_at is null) = (score is null) and (score is null) = (passed is null)"
AFTER = "(score is null) = (passed is null) and (score is null or submitted_at is not null)"
MARKED, OPEN = "ck_quiz_attempt_marked", "uq_quiz_attempt_open"

version = sa.table("question_version", *map(sa.column, ("id", "key", "number", "digest")),
                   sa.column("content", sa.JSON()), sa.column("made_at", UtcDateTime()))
bank = sa.table("bank_question", *map(sa.column, (
    "key", "current_id", "kind", "touchpoint", "dimension", "words", "fingerprint", "lacks")),
    sa.column("title", sa.JSON()), sa.column("changed_at", UtcDateTime()))
attempt = sa.table("quiz_attempt", sa.column("version_id"), sa.column("paper", sa.JSON()))
quiz_version = sa.table("quiz_version", *map(sa.column, ("id", "slug", "source")), sa.column("published_at", UtcDateTime()))


def upgrade() -> None:
    """A bank of questions with versions, papers and deadlines of attempts, marks given by people."""
    _create_bank()
    _create_hand_marks()
    _change_attempts(AFTER, add=True)
    with op.batch_alter_table("quiz_answer") as batch:
        batch.alter_column("question_id", type_=sa.String(length=121), existing_type=sa.String(length=60))
        batch.add_column(sa.Column("certainty", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("page", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("change", sa.Integer(), nullable=True))
    _fill()


def downgrade() -> None:
    """Undo it. An attempt that waits for a person's mark is opened again, unless another one is open."""
    op.execute("update quiz_attempt set submitted_at = null where submitted_at is not null and score is null and not exists "
               "(select 1 from quiz_attempt as other where other.employee_id = quiz_attempt.employee_id and "
               "other.quiz_id = quiz_attempt.quiz_id and other.submitted_at is null)")
    op.execute("update quiz_attempt set score = 0, passed = (1 = 0) where submitted_at is not null and score is null")
    op.drop_table("hand_mark")
    with op.batch_alter_table("quiz_answer") as batch:
        for name in ("change", "page", "certainty"):
            batch.drop_column(name)
        batch.alter_column("question_id", type_=sa.String(length=60), existing_type=sa.String(length=121))
    _change_attempts(BEFORE, add=False)
    for name in ("question_tag", "bank_question", "question_version"):
        op.drop_table(name)


def _create_bank() -> None:
    op.create_table(
        "question_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=121), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_question_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_version")),
        sa.UniqueConstraint("key", "digest", name=op.f("uq_question_version_key_digest")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_question_version_key_number")),
    )
    op.create_table(
        "bank_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=121), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("category", sa.String(length=200), nullable=True),
        sa.Column("difficulty", sa.String(length=10), nullable=True),
        sa.Column("touchpoint", sa.String(length=60), nullable=True),
        sa.Column("dimension", sa.String(length=20), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("lacks", sa.String(length=2), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["current_id"], ["question_version.id"], name=op.f("fk_bank_question_current_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_question")),
        sa.UniqueConstraint("key", name=op.f("uq_bank_question_key")),
    )
    op.create_index(op.f("ix_bank_question_category"), "bank_question", ["category"])
    op.create_index(op.f("ix_bank_question_fingerprint"), "bank_question", ["fingerprint"])
    op.create_table(
        "question_tag",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["bank_question.id"], name=op.f("fk_question_tag_question_id")),
        sa.PrimaryKeyConstraint("question_id", "tag", name=op.f("pk_question_tag")),
    )
    op.create_index(op.f("ix_question_tag_tag"), "question_tag", ["tag"])


def _create_hand_marks() -> None:
    op.create_table(
        "hand_mark",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=121), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=True),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_hand_mark_attempt_id")),
        sa.ForeignKeyConstraint(["marked_by"], ["employee.id"], name=op.f("fk_hand_mark_marked_by")),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_hand_mark")),
    )


def _change_attempts(check: str, *, add: bool) -> None:
    """Add or drop the paper and the deadline, and put `check` in the place of the other one."""
    op.drop_index(OPEN, table_name="quiz_attempt")
    with op.batch_alter_table("quiz_attempt") as batch:
        batch.drop_constraint(op.f(MARKED), type_="check")
        batch.create_check_constraint(op.f(MARKED), check)
        if add:
            batch.add_column(sa.Column("paper", sa.JSON(), nullable=False, server_default="[]"))
            batch.add_column(sa.Column("deadline", UtcDateTime(), nullable=True))
        else:
            batch.drop_column("deadline")
            batch.drop_column("paper")
    op.create_index(OPEN, "quiz_attempt", ["employee_id", "quiz_id"], unique=True,
                    sqlite_where=sa.text("submitted_at is null"), postgresql_where=sa.text("submitted_at is null"))


def _fill() -> None:
    """Put the questions of all published quizzes into the bank, and their versions onto the papers of old attempts."""
    known: dict[str, list[str]] = {}  # digests by key
    bind = op.get_bind()
    for quiz_id, slug, source, at in bind.execute(sa.select(*quiz_version.c).order_by(quiz_version.c.id)).all():
        paper = [_keep(f"{slug}/{part['id']}", _plain(part), at, known) for part in _questions(source)]
        bind.execute(attempt.update().where(attempt.c.version_id == quiz_id).values(paper=paper))


def _questions(source: str) -> list[Any]:
    """Return the questions of a published file, read as it was when it was published."""
    tree, _faults = plant(source)
    assert tree is not None, "what was published can be read"
    found = tree.at(("questions",))
    assert isinstance(found, list)
    return found


def _keep(key: str, content: dict[str, Any], at: Any, known: dict[str, list[str]]) -> int:
    bind, digests = op.get_bind(), known.setdefault(key, [])
    text = {name: value for name, value in content.items() if name != "id"}
    digest = hashlib.sha256(json.dumps(text, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    if digest not in digests:
        digests.append(digest)
        bind.execute(version.insert().values(
            key=key, number=len(digests), digest=digest, content=content, made_at=at))
    found: int = bind.execute(sa.select(version.c.id).where(version.c.key == key, version.c.digest == digest)).scalar_one()
    values = {
        "current_id": found, "kind": content["kind"], "touchpoint": content.get("touchpoint"), "title": content["text"],
        "dimension": content.get("dimension"), "words": json.dumps(content, ensure_ascii=False).casefold(),
        "fingerprint": hashlib.sha256(key.encode()).hexdigest(), "lacks": "", "changed_at": at}
    if not bind.execute(bank.update().where(bank.c.key == key).values(**values)).rowcount:
        bind.execute(bank.insert().values(key=key, **values))
    return found


def _plain(part: Any) -> Any:
    """Return a question as written without what is as it would be anyway."""
    if isinstance(part, dict):
        return {key: _plain(value) for key, value in part.items()
                if value is not None and not (key == "correct" and value is False)}
    if isinstance(part, list):
        return [_plain(each) for each in part]
    return part.strip() if isinstance(part, str) else part
