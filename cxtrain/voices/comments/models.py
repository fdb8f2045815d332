"""Tags of comments, and the words by which comments are found. All of it goes with the comment."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, Words, db


class VoiceTag(db.Model):
    """What comments can be about, with the keywords that say so."""

    __table_args__ = (Index("uq_voice_tag", "pack", "slug", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(60), default="")  # whose touchpoints it is for; "": any
    slug: Mapped[str] = mapped_column(String(40))
    title: Mapped[Words]
    keywords: Mapped[Json]  # a list of texts, see keywords.py
    ended_at: Mapped[Moment | None]  # given to no comment any more, and kept where it was given
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class CommentTag(db.Model):
    """A comment's tag: given by its words, by hand, or taken off by hand, which its words do not undo."""

    __table_args__ = (CheckConstraint("how in ('words', 'hand', 'off')", name="how"),
                      Index("ix_comment_tag_tag", "tag_id", "comment_id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("customer_comment.id", ondelete="CASCADE"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("voice_tag.id"), primary_key=True)
    how: Mapped[str] = mapped_column(String(5))


class VoiceWord(db.Model):
    """A word that some comment has; forgotten the day after the last one went."""

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(24), unique=True)


class CommentWord(db.Model):
    """That a comment has a word."""

    __table_args__ = (Index("ix_comment_word_word", "word_id", "comment_id"),)
    comment_id: Mapped[int] = mapped_column(ForeignKey("customer_comment.id", ondelete="CASCADE"), primary_key=True)
    word_id: Mapped[int] = mapped_column(ForeignKey("voice_word.id"), primary_key=True)
    telling: Mapped[bool]  # counted among the words that come most: no part of a longer word, and no filler
