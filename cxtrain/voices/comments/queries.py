"""Reading customers' words: who may read which, finding them by their words, and the words that come most."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, tuple_

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below, within
from cxtrain.voices.comments.finding import KnownTag, Unread
from cxtrain.voices.comments.models import CommentTag, CommentWord, VoiceTag, VoiceWord
from cxtrain.voices.comments.moods import scores_of
from cxtrain.voices.comments.vocabulary import chunks_of, cover, parts_of
from cxtrain.voices.models import CustomerComment

PAGE, SAMPLE, MOST_WORDS, MOST_ALIKE, MOST_SENT, FEW = 30, 2000, 60, 300, 5000, 2000


@dataclass(frozen=True)
class Search:
    """What comments are looked for; "" and None: any."""

    text: str = ""
    unit_path: str = ""
    unit_id: int | None = None  # of a unit that has none below it
    touchpoint_id: int | None = None
    mood: str = ""  # a key of moods.MOODS
    tag_id: int | None = None
    source: str = ""
    month: str = ""  # 2026-05, by the firm's clock
    ends: tuple[dt.datetime, dt.datetime] | None = None  # the month's, UTC
    audience: str = ""  # "": all that are not withheld
    before: int | None = None  # the last comment of the page before


@dataclass(frozen=True)
class Line:
    """A comment with its tags."""

    comment: CustomerComment
    tags: tuple[VoiceTag, ...] = ()


@dataclass(frozen=True)
class Page:
    """Comments, the newest first."""

    lines: list[Line] = field(default_factory=list)
    next: int | None = None  # the last one shown, where there are more


@dataclass(frozen=True)
class WordCount:
    """In how many comments a word stands."""

    word: str
    n: int


def visible_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on CustomerComment that `actor` may read it. The one place that decides it.

    HR reads every word of the units where it may release them; those who see voices in a unit read what is for
    supervisors or for all; everybody reads what is for all of the own unit.
    """
    said, ways = CustomerComment, []
    if actor.reach(Can.RELEASE_COMMENTS):
        ways.append(_in_reach(actor, Can.RELEASE_COMMENTS))
    if actor.reach(Can.SEE_VOICES):
        ways.append(_in_reach(actor, Can.SEE_VOICES) & said.audience.in_(("supervisors", "staff")))
    if not actor.is_outside:
        ways.append((said.unit_id == actor.unit_id) & (said.audience == "staff"))
    return or_(*ways) if ways else false()


def _in_reach(actor: Actor, can: Can) -> ColumnElement[bool]:
    return exists().where(Unit.id == CustomerComment.unit_id, within(actor, can))


def get_comment_for(actor: Actor, comment_id: int) -> CustomerComment:
    """Return a comment that the actor may read, or answer 404."""
    return db.session.scalar(select(CustomerComment).where(CustomerComment.id == comment_id, visible_for(actor))) or abort(404)


def releasable(actor: Actor, ids: Iterable[int]) -> list[CustomerComment]:
    """Return those of the comments whose readers the actor may decide on, by id."""
    query = select(CustomerComment).where(CustomerComment.id.in_(list(ids)), _in_reach(actor, Can.RELEASE_COMMENTS))
    return list(db.session.scalars(query.order_by(CustomerComment.id)))


def list_comments(actor: Actor, search: Search, most: int = PAGE) -> Page:
    """Return the comments that the actor may read and that fit, the newest first."""
    wanted = _conditions(actor, search)
    if wanted is None:
        return Page()
    if search.before:
        last = db.session.get(CustomerComment, search.before) or abort(404)
        wanted.append(tuple_(CustomerComment.at, CustomerComment.id) < (last.at, last.id))
    query = _newest(select(CustomerComment).where(*wanted), most + 1)
    found = db.session.scalars(query).all()
    tags = tags_of([comment.id for comment in found[:most]])
    lines = [Line(comment, tuple(tags[comment.id])) for comment in found[:most]]
    return Page(lines, lines[-1].comment.id if len(found) > most else None)


def _newest(query: Select[tuple[Any]], most: int) -> Select[tuple[Any]]:
    return query.order_by(CustomerComment.at.desc(), CustomerComment.id.desc()).limit(most)


def _conditions(actor: Actor, search: Search) -> list[ColumnElement[bool]] | None:
    """Return the conditions on CustomerComment; None where a word is looked for that no comment has."""
    said, wanted = CustomerComment, [visible_for(actor)]
    wanted += [column == value for column, value in (
        (said.touchpoint_id, search.touchpoint_id), (said.source, search.source), (said.audience, search.audience),
        (said.unit_id, search.unit_id)) if value]
    if not search.audience:
        wanted.append(said.audience != "nobody")
    if search.unit_path and not search.unit_id:
        wanted.append(exists().where(Unit.id == said.unit_id, below((search.unit_path,))))
    if search.ends:
        wanted += [said.at >= search.ends[0], said.at < search.ends[1]]
    if search.mood:
        wanted.append(said.score.in_(scores_of(search.mood)))
    if search.tag_id:
        wanted.append(_having(CommentTag, CommentTag.tag_id == search.tag_id, CommentTag.how != "off"))
    terms = _terms(search.text)
    if terms is None:
        return None
    return wanted + [_having(CommentWord, CommentWord.word_id.in_(term)) for term in terms]


def _having(link: type[CommentWord | CommentTag], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a comment has such a word or tag.

    Few such comments are looked up; where they are many, comments are asked from the newest on until a page is full. So
    neither a rare nor a common word makes the database read more as comments gather.
    """
    some = select(link.comment_id).where(*conditions).limit(FEW + 1).subquery()
    if (db.session.scalar(select(func.count()).select_from(some)) or 0) <= FEW:
        return CustomerComment.id.in_(select(link.comment_id).where(*conditions))
    return exists().where(link.comment_id == CustomerComment.id, *conditions)


def _terms(text: str) -> list[list[int]] | None:
    """Return for each thing that is looked for the ids of the words that say it; None where one is said nowhere."""
    terms: list[list[int]] = []
    for chunk in chunks_of(text):
        if alike := _alike(chunk):
            terms.append(alike)
            continue
        parts = dict(db.session.execute(select(VoiceWord.word, VoiceWord.id).where(VoiceWord.word.in_(parts_of(chunk)))).all())
        found = cover(chunk, frozenset(parts))
        if not found:
            return None
        terms += [[parts[word]] for word in found]
    return None if text.strip() and not terms else terms


def _alike(chunk: str) -> list[int]:
    """Return the words that hold a text: the vocabulary grows far slower than the comments do."""
    query = select(VoiceWord.id).where(VoiceWord.word.contains(chunk, autoescape=True))
    return list(db.session.scalars(query.order_by(func.length(VoiceWord.word), VoiceWord.id).limit(MOST_ALIKE)))


def count_words(actor: Actor, search: Search) -> tuple[list[WordCount], int]:
    """Return the words that come most in the newest comments that fit, and how many comments that were (SAMPLE at most)."""
    wanted = _conditions(actor, search)
    if wanted is None:
        return [], 0
    sample = _newest(select(CustomerComment.id).where(*wanted), SAMPLE).subquery()
    n = func.count().label("n")
    query = (select(VoiceWord.word, n).select_from(sample)
             .join(CommentWord, CommentWord.comment_id == sample.c.id).join(VoiceWord, VoiceWord.id == CommentWord.word_id)
             .where(CommentWord.telling).group_by(VoiceWord.id, VoiceWord.word)
             .order_by(n.desc(), VoiceWord.word).limit(MOST_WORDS))
    rows = db.session.execute(query).all()
    return [WordCount(*row) for row in rows], db.session.scalar(select(func.count()).select_from(sample)) or 0


def tags_of(ids: Sequence[int]) -> dict[int, list[VoiceTag]]:
    """Return the tags of comments, in the order of the list of tags."""
    query = select(CommentTag.comment_id, VoiceTag).join(VoiceTag, VoiceTag.id == CommentTag.tag_id).where(
        CommentTag.comment_id.in_(ids), CommentTag.how != "off").order_by(VoiceTag.pack, VoiceTag.id)
    found: dict[int, list[VoiceTag]] = defaultdict(list)
    for comment_id, tag in db.session.execute(query) if ids else ():
        found[comment_id].append(tag)
    return found


def list_tags(pack: str | None = None, *, ended: bool = False) -> list[VoiceTag]:
    """Return the tags in use: of all packs, or those for touchpoints of one."""
    query = select(VoiceTag).order_by(VoiceTag.pack, VoiceTag.id)
    query = query if ended else query.where(VoiceTag.ended_at.is_(None))
    return list(db.session.scalars(query if pack is None else query.where(VoiceTag.pack.in_(("", pack)))))


def get_tag(tag_id: int) -> VoiceTag:
    """Return a tag, or answer 404."""
    return db.session.get(VoiceTag, tag_id) or abort(404)


def is_waiting() -> bool:
    """Whether some comment's words are not found yet."""
    return db.session.scalar(select(CustomerComment.id).where(~CustomerComment.indexed).limit(1)) is not None


def known_tags() -> list[KnownTag]:
    """Return the tags in use as they are looked for."""
    return [KnownTag(tag.id, tag.pack, tuple(tag.keywords)) for tag in list_tags()]


def unread(most: int) -> list[Unread]:
    """Return some of the comments whose words are not found yet."""
    query = select(CustomerComment.id, CustomerComment.words, Touchpoint.pack).join(
        Touchpoint, Touchpoint.id == CustomerComment.touchpoint_id).where(~CustomerComment.indexed)
    return [Unread(*row) for row in db.session.execute(query.order_by(CustomerComment.id).limit(most))]


def after(comment_id: int, pack: str, most: int) -> list[Unread]:
    """Return comments that a pack's tag may be about, by id beginning after one; "": of all touchpoints."""
    query = select(CustomerComment.id, CustomerComment.words, Touchpoint.pack).join(
        Touchpoint, Touchpoint.id == CustomerComment.touchpoint_id).where(CustomerComment.id > comment_id)
    query = query.where(Touchpoint.pack == pack) if pack else query
    return [Unread(*row) for row in db.session.execute(query.order_by(CustomerComment.id).limit(most))]
