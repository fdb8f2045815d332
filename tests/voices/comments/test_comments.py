"""What customers said in words: who may read what, finding it again, tags, and the words that come most."""

import datetime as dt
import io

import openpyxl
import pytest
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.voices.audience import may_read
from cxtrain.voices.comments.models import CommentTag, CommentWord, VoiceTag, VoiceWord
from cxtrain.voices.comments.operations import TagFacts, add_tag, edit_tag, find_words, forget_words, publish_tags
from cxtrain.voices.comments.queries import visible_for
from cxtrain.voices.models import CustomerComment, Response
from cxtrain.voices.operations import erase
from tests.quality.conftest import actor
from tests.voices.comments.said import a_comment
from tests.voices.conftest import SCENARIOS

PAGE = "/voices/comments"


@pytest.fixture
def said(db, cast, asked):
    """Call it to let a customer say something; the worker has found its words."""
    def say(words, unit=None, **facts):
        key = a_comment(db, unit or cast.jingan, words, **facts)
        db.session.commit()
        find_words()
        db.session.commit()
        return key
    return say


def found(browser, query=""):
    """Return the page of comments."""
    answer = browser.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return answer.text


ROLES = {"he": [Role.HR], "li": [Role.SUPERVISOR], "chen": [Role.SUPERVISOR], "lin": [Role.AUTHOR], "admin": [Role.ADMIN]}
CANARIES = {"nobody": "金丝雀零", "hr": "金丝雀一", "supervisors": "金丝雀二", "staff": "金丝雀三"}


@pytest.mark.parametrize(("who", "reads"), [
    ("he", {"hr", "supervisors", "staff"}), ("li", {"supervisors", "staff"}), ("chen", set()), ("wang", {"staff"}),
    ("sun", set()), ("lin", set()), ("admin", set())])
def test_each_reads_what_is_for_them_of_their_own_units(browser, cast, said, who, reads):
    for audience, words in CANARIES.items():
        said(words, audience=audience)
    browser.login(getattr(cast, who))
    for query in ("", "q=金丝雀", "mood=unscored", "source=review", f"unit={cast.jingan}"):
        page = found(browser, query)
        assert {audience for audience, words in CANARIES.items() if words in page} == reads, query
    if who == "he":
        assert CANARIES["nobody"] in found(browser, "audience=nobody")


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin", "chen"])
def test_no_page_tells_below_its_setting_what_a_customer_wrote(app, browser, cast, said, who):
    """Canary: every address without a thing of its own, and the exports, read by those who may not read the words."""
    secret = {"nobody", "hr", "supervisors"} - ({"supervisors"} if who == "li" else set())
    keys = [said(CANARIES[audience], audience=audience) for audience in sorted(secret)]
    browser.login(getattr(cast, who))
    pages = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    assert len(pages) > 60
    for path in [*pages, *(f"{PAGE}/{key}" for key in keys), *(f"/feedback/from-comment/{key}" for key in keys), f"{PAGE}?q=金丝雀", f"{PAGE}/words?q=金丝雀"]:
        answer = browser.get(path)
        assert not [words for audience in secret if (words := CANARIES[audience]).encode() in answer.data], path
        if answer.mimetype.endswith("sheet"):
            book = openpyxl.load_workbook(io.BytesIO(answer.data))
            assert not any("金丝雀" in str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_hr_lets_many_be_read_and_takes_it_back(browser, chinese, cast, db, said):
    first, second = said("早餐太慢了"), said("房间很安静")
    browser.login(cast.he)
    answer = browser.post(f"{PAGE}/release", page=PAGE, chosen=[first, second], audience="staff")
    assert answer.status_code == 303
    chinese.login(cast.wang)
    assert "早餐太慢了" in found(chinese) and "房间很安静" in found(chinese)
    assert browser.post(f"{PAGE}/release", page=PAGE, chosen=[first], audience="nobody").status_code == 303
    assert "早餐太慢了" not in found(chinese) and "房间很安静" in found(chinese)
    entries = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "comment released")).all()
    assert len(entries) == 3 and not any("早餐" in str(entry.facts) for entry in entries)


def test_nobody_but_hr_releases(browser, cast, db, said):
    key = said("早餐太慢了", audience="supervisors")
    browser.login(cast.li)
    assert browser.post(f"{PAGE}/release", page="/me/sessions", chosen=[key], audience="staff").status_code == 403
    assert db.session.get(CustomerComment, key).audience == "supervisors"


@pytest.mark.parametrize(("query", "fits"), [
    ("早餐", {0, 1}), ("太慢", {0}), ("早餐太慢", {0}), ("慢", {0, 2}), ("退房 慢", {2}), ("排队四十分钟", {2}), ("room", {3}), ("ROOMS", {3}),
    ("wi-fi", {3}), ("没有这个词呀", set()), ("13800138000", set()), ("的", set()), ("!!!", set())])
def test_comments_are_found_by_their_words(browser, cast, said, query, fits):
    texts = ["早餐太慢了", "早餐很丰富", "退房很慢，排队四十分钟", "The rooms were quiet but the WiFi failed."]
    for words in texts:
        said(words)
    browser.login(cast.he)
    page = found(browser, f"q={query}")
    assert {index for index, words in enumerate(texts) if words in page} == fits


def test_filters_narrow_the_list(browser, cast, said, asked):
    said("甲甲甲", score="nps 3", touchpoint=asked.desk, at=now() - dt.timedelta(days=90))
    said("乙乙乙", cast.xuhui, score="stars 5", touchpoint=asked.breakfast, source="social")
    browser.login(cast.he)
    month = (now() - dt.timedelta(days=90)).strftime("%Y-%m")
    for query in ("mood=unhappy", f"unit={cast.jingan}", f"touchpoint={asked.desk}", "source=review", f"month={month}"):
        page = found(browser, query)
        assert "甲甲甲" in page and "乙乙乙" not in page, query
    for query in (f"unit={cast.east}", f"unit={cast.firm}", "month=nonsense", "mood=nonsense", "tag=x", "unit=999"):
        page = found(browser, query)
        assert "甲甲甲" in page and "乙乙乙" in page, query


def test_the_list_goes_on_where_the_page_before_ended(browser, cast, said, monkeypatch):
    from cxtrain.voices.comments import queries
    monkeypatch.setattr(queries.list_comments, "__defaults__", (2,))
    keys = [said(words) for words in ("第一条", "第二条", "第三条")]
    browser.login(cast.he)
    page = found(browser)
    assert "第三条" in page and "第二条" in page and "第一条" not in page and f"before={keys[1]}" in page
    assert "第一条" in (older := found(browser, f"before={keys[1]}")) and "第二条" not in older


def test_the_words_that_come_most_are_counted_of_what_one_may_read(browser, cast, said):
    for _ in range(3):
        said("早餐排队", audience="staff")
    said("早餐空调", audience="hr")
    browser.login(cast.wang)
    page = browser.get(f"{PAGE}/words").text
    assert "Of 3 comments" in page and "排队" in page and "空调" not in page
    assert page.index("排队") and ">3</span>" in page


def test_tags_come_by_keywords_and_by_hand_and_a_hand_has_the_last_word(browser, cast, db, said, app, asked):
    key = said("早餐太慢了")
    assert publish_tags((SCENARIOS / "hotel" / "comment-tags.yaml").read_bytes(), "hotel") == ()
    db.session.commit()
    work(app, until_empty=True)
    ids = dict(db.session.execute(select(VoiceTag.slug, VoiceTag.id)).all())
    def given():
        return {tag for tag, how in db.session.execute(select(CommentTag.tag_id, CommentTag.how).where(
            CommentTag.comment_id == key)) if how != "off"}
    assert given() == {ids["breakfast"], ids["waiting"]}
    browser.login(cast.he)
    url = f"{PAGE}/{key}"
    assert browser.post(url, tags=[ids["breakfast"], ids["noise"]]).status_code == 303
    assert given() == {ids["breakfast"], ids["noise"]}
    edit_tag(db.session.get(VoiceTag, ids["waiting"]), TagFacts({"zh": "等候", "en": "Waiting"}, ["慢"], "hotel"))
    db.session.commit()
    work(app, until_empty=True)
    assert given() == {ids["breakfast"], ids["noise"]}  # what was taken off does not come back
    assert "早餐太慢了" in found(browser, f"tag={ids['noise']}") and "早餐太慢了" not in found(browser, f"tag={ids['waiting']}")
    other = said("早餐太慢了")  # a new one gets its tags with its words
    assert set(db.session.scalars(select(CommentTag.tag_id).where(CommentTag.comment_id == other))) == {
        ids["breakfast"], ids["waiting"]}


def test_publishing_again_keeps_what_was_edited_here_and_changes_the_rest(db, asked, app):
    body = "format: 1\ncomment_tags:\n  - {{slug: a, title: {{zh: 甲, en: A}}, keywords: {{zh: [{0}], en: [a]}}}}\n"
    publish_tags(body.format("一").encode(), "hotel")
    publish_tags(body.format("二").encode(), "hotel")
    db.session.commit()
    tag = db.session.scalars(select(VoiceTag)).one()
    assert tag.keywords == ["二", "a"] and tag.version == 1
    edit_tag(tag, TagFacts(tag.title, ["我们的"], "hotel"))
    publish_tags(body.format("三").encode(), "hotel")
    db.session.commit()
    assert db.session.scalar(select(VoiceTag.keywords)) == ["我们的"]


def test_tags_are_edited_in_the_browser(browser, cast, db, said, app):
    key = said("电梯等了十分钟")
    browser.login(cast.he)
    form = {"zh": "电梯", "en": "Lift", "pack": "", "keywords": "电梯, lift"}
    assert browser.post("/voices/tags/new", **form).status_code == 303
    work(app, until_empty=True)
    tag = db.session.scalar(select(VoiceTag.id))
    assert db.session.get(CommentTag, (key, tag)).how == "words" and "电梯 · lift" in browser.get("/voices/tags").text
    assert browser.post(f"/voices/tags/{tag}", **{**form, "keywords": "x" * 30}).status_code == 400
    assert browser.post(f"/voices/tags/{tag}", **form, ended="y").status_code == 303
    assert "电梯 · lift" not in browser.get("/voices/tags").text


def test_what_is_erased_is_found_no_more(browser, cast, db, said):
    key = said("独一无二的琉璃瓦")
    erase(db.session.get(Response, db.session.get(CustomerComment, key).response_id))
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(CommentWord)) == 0
    forget_words(now().date())
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(VoiceWord)) == 0


def test_words_are_found_in_portions_and_once(db, cast, asked, monkeypatch):
    from cxtrain.voices.comments import operations
    monkeypatch.setattr(operations, "AT_ONCE", 2)
    for index in range(3):
        a_comment(db, cast.jingan, f"早餐{'好' * index}")
    db.session.commit()
    for more in (True, False, False):
        assert find_words() is more
        db.session.commit()
    assert set(db.session.scalars(select(CustomerComment.indexed))) == {True}


def test_an_idle_worker_finds_words_by_itself(app, db, cast, asked):
    a_comment(db, cast.jingan, "早餐太慢了")
    add_tag(TagFacts({"zh": "早餐", "en": "Breakfast"}, ["早餐"]))
    db.session.commit()
    work(app, pause=0, stop=lambda: db.session.scalar(select(func.count()).select_from(CommentWord)) > 0)
    assert db.session.scalar(select(func.count()).select_from(CommentTag)) == 1


@pytest.mark.parametrize("who", ["he", "li", "chen", "wang", "sun", "lin", "admin"])
def test_one_comment_and_many_are_read_by_the_same_rule(db, cast, said, who):
    everything = [(unit, audience, said("话", unit, audience=audience)) for unit in (cast.firm, cast.east, cast.jingan, cast.xuhui)
                  for audience in CANARIES]
    reader = actor(db, getattr(cast, who), *ROLES.get(who, ()))
    paths = dict(db.session.execute(select(Unit.id, Unit.path)).all())
    shown = set(db.session.scalars(select(CustomerComment.id).where(visible_for(reader))))
    assert shown == {key for unit, audience, key in everything if may_read(reader, audience, unit, paths[unit])}


@pytest.mark.parametrize("few", [0, 2000])
def test_common_and_rare_words_are_found_alike(browser, cast, said, monkeypatch, few):
    from cxtrain.voices.comments import queries
    monkeypatch.setattr(queries, "FEW", few)
    said("早餐太慢了"), said("早餐很好")
    browser.login(cast.he)
    assert "早餐太慢了" in (page := found(browser, "q=早餐 慢")) and "早餐很好" not in page
