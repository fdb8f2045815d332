"""Finding a comment's words and tags, giving tags by hand, editing them, and deciding who reads; the caller commits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import Report, daily, enqueue, handles, often
from cxtrain.ledger.operations import record
from cxtrain.voices.comments import queries
from cxtrain.voices.comments.finding import Found, KnownTag, found_in
from cxtrain.voices.comments.models import CommentTag, CommentWord, VoiceTag, VoiceWord
from cxtrain.voices.comments.tag_file import read_tags
from cxtrain.voices.models import CustomerComment
from cxtrain.web.documents import Fault
from cxtrain.web.transactions import reading

AT_ONCE, ANEW = 200, 1000  # comments in one transaction


@dataclass(frozen=True)
class TagFacts:
    """What a tag says."""

    title: Mapping[str, str]
    keywords: Sequence[str]
    pack: str = ""


def _insert_new(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, those that are there already excepted."""
    if rows:
        dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
        db.session.execute(dialect.insert(model.__table__).on_conflict_do_nothing(), list(rows))


@often("words of comments")
def find_words() -> bool:
    """Find the words and tags of some comments that came since; return whether there may be more.

    Cutting is done before anything is locked.
    """
    with reading():
        comments, tags = queries.unread(AT_ONCE), queries.known_tags()
        db.session.remove()
    if comments:
        keep_found(found_in(comments, tags))
    return len(comments) == AT_ONCE


def keep_found(found: Sequence[Found]) -> None:
    """Store what was found in those of the comments that are still there."""
    ids = [each.comment_id for each in found]
    here = set(db.session.scalars(select(CustomerComment.id).where(CustomerComment.id.in_(ids)).with_for_update()))
    left = [each for each in found if each.comment_id in here]
    words = _word_ids({word for each in left for word in each.words})
    _insert_new(CommentWord, [{"comment_id": each.comment_id, "word_id": words[word], "telling": telling}
                              for each in left for word, telling in each.words.items()])
    _insert_new(CommentTag, [{"comment_id": each.comment_id, "tag_id": tag, "how": "words"}
                             for each in left for tag in each.tags])
    db.session.execute(update(CustomerComment.__table__).where(CustomerComment.id.in_(here)).values(indexed=True))


def _word_ids(words: set[str]) -> dict[str, int]:
    """Return the ids of words, those of new ones, too."""
    _insert_new(VoiceWord, [{"word": word} for word in sorted(words)])
    every, found = sorted(words), dict[str, int]()
    for start in range(0, len(every), 500):
        query = select(VoiceWord.word, VoiceWord.id).where(VoiceWord.word.in_(every[start:start + 500]))
        found |= dict(db.session.execute(query).tuples().all())
    return found


@daily("forget words")
def forget_words(day: dt.date) -> None:
    """Forget the words that no comment has any more."""
    db.session.execute(delete(VoiceWord).where(~exists().where(CommentWord.word_id == VoiceWord.id)))


def release(comments: Sequence[CustomerComment], audience: str) -> int:
    """Let others read the comments, or fewer; return of how many that is a change."""
    changed = [comment for comment in comments if comment.audience != audience]
    for comment in changed:
        before, comment.audience = comment.audience, audience
        record("comment released", comment, unit_id=comment.unit_id, before=before, audience=audience)
    db.session.flush()
    return len(changed)


def set_tags(comment: CustomerComment, tag_ids: set[int]) -> None:
    """Give a comment these tags by hand, and take off all others."""
    rows = {row.tag_id: row for row in db.session.scalars(select(CommentTag).where(CommentTag.comment_id == comment.id))}
    before = {key for key, row in rows.items() if row.how != "off"}
    for key in before - tag_ids:
        rows[key].how = "off"
    for key in tag_ids - before:
        if key in rows:
            rows[key].how = "hand"
        else:
            db.session.add(CommentTag(comment_id=comment.id, tag_id=key, how="hand"))
    if before != tag_ids:
        db.session.flush()
        record("comment tagged", comment, unit_id=comment.unit_id, given=sorted(tag_ids - before),
               taken=sorted(before - tag_ids))


def publish_tags(body: bytes, pack: str) -> tuple[Fault, ...]:
    """Store a pack's tags; one that somebody edited here stays as it is. Return the faults, where nothing is stored."""
    file, faults = read_tags(body)
    for part in file.comment_tags if file else ():
        tag = db.session.scalar(select(VoiceTag).where(VoiceTag.pack == pack, VoiceTag.slug == part.slug))
        facts = TagFacts(part.title.said.as_dict(), part.words, pack)
        if tag is None:
            add_tag(facts, part.slug)
        elif tag.version == 1 and (tag.title, tag.keywords) != (facts.title, facts.keywords):
            values = {"title": dict(facts.title), "keywords": list(facts.keywords)}
            db.session.execute(update(VoiceTag.__table__).where(VoiceTag.id == tag.id).values(values))  # no edit by hand
            _tag_anew(tag)
    return faults


def add_tag(facts: TagFacts, slug: str = "") -> VoiceTag:
    """Add a tag and have all comments looked through for it."""
    tag = VoiceTag(pack=facts.pack, slug=slug or uuid4().hex[:12], title=dict(facts.title), keywords=list(facts.keywords))
    db.session.add(tag)
    db.session.flush()
    record("tag added", tag, unit_id=None, pack=tag.pack, keywords=tag.keywords)
    _tag_anew(tag)
    return tag


def edit_tag(tag: VoiceTag, facts: TagFacts) -> None:
    """Change a tag and have all comments looked through for it again."""
    tag.title, tag.keywords, tag.pack = dict(facts.title), list(facts.keywords), facts.pack
    db.session.flush()
    record("tag edited", tag, unit_id=None, pack=tag.pack, keywords=tag.keywords)
    _tag_anew(tag)


def end_tag(tag: VoiceTag) -> None:
    """Give a tag to no comment any more."""
    tag.ended_at = now()
    db.session.flush()
    record("tag ended", tag, unit_id=None, pack=tag.pack)


def _tag_anew(tag: VoiceTag) -> None:
    """Have the comments looked through that are there; those to come are, anyway."""
    if db.session.scalar(select(CustomerComment.id).limit(1)):
        enqueue("tag comments", f"tag comments {tag.id} {uuid4()}", {"tag": tag.id})


@handles("tag comments")
def tag_comments(args: dict[str, Any], report: Report) -> None:
    """Look through all comments for a tag's keywords; what was given or taken off by hand stays."""
    tag, last = db.session.get_one(VoiceTag, args["tag"]), 0
    known = KnownTag(tag.id, tag.pack, tuple(tag.keywords))
    db.session.execute(delete(CommentTag).where(CommentTag.tag_id == tag.id, CommentTag.how == "words"))
    while comments := queries.after(last, known.pack, ANEW):
        _insert_new(CommentTag, [{"comment_id": each.id, "tag_id": known.id, "how": "words"}
                                 for each in comments if known.fits(each)])
        last = comments[-1].id
        report(last, last)
