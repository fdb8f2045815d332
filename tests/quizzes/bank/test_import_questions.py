"""Taking questions over: a look first, a choice, all or nothing, a report; and sending some out."""

import io
import re

import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.bank import operations
from cxtrain.quizzes.bank.queries import text_of
from cxtrain.quizzes.models import BankQuestion
from tests.quizzes.bank.conftest import BANK, fields_of, found, plain

TEXT = """\
1. 早餐几点开始？
A. 六点 B. 七点
答案：A
分类：客房

2. late 怎么办？
A. 甲
B. 乙
答案：A

3. 这题没有答案
A. 甲
B. 乙

4. 让客人等候时要说出时间。
答案：正确
"""


def look_over(author, **typed):
    """Send a text or a file to be looked over; return the answer."""
    page = f"{BANK}/import"
    return author.browser._open("POST", page, data={**author.opened(page, None), **typed}, content_type="multipart/form-data")


def choose(author, url, **changes):
    """Send the choice on the page `url` as it stands, with changes; `take` is a list of indexes."""
    page = author.get(url).text
    fields = {name: value for name, value in fields_of(page, None).items() if name != "take"}
    ticked = re.findall(r'name="take" value="(\d+)" checked', page)
    return author.send(url, {**fields, "take": ticked, **changes})


def own():
    """Return how many questions the bank has of its own."""
    return BankQuestion.query.filter(~BankQuestion.key.contains("/")).count()


def test_every_question_is_listed_with_what_would_become_of_it(author, db):
    answer = look_over(author, text=TEXT)
    assert answer.status_code == 303
    page = author.get(answer.location).text
    words = plain(page)
    for said in ("早餐几点开始？", "is there already", "The bank has it:", "cannot be taken over", "line 11", "这题没有答案"):
        assert said in words
    assert len(re.findall(r'name="take"', page)) == 3
    assert len(re.findall(r'name="take" value="\d+" checked', page)) == 2
    assert own() == 4


def test_what_is_ticked_is_taken_over_in_one_change_and_reported(author, db, cast):
    answer = choose(author, look_over(author, text=TEXT).location)
    assert answer.status_code == 303, plain(answer.text)
    report = plain(author.get(answer.location).text)
    for said in ("2 questions are in the bank now.", "早餐几点开始？", "Left out", "late 怎么办？", "Not taken over"):
        assert said in report
    rows = {row.title["zh"]: row for row in BankQuestion.query}
    assert rows["早餐几点开始？"].category == "客房"
    assert rows["早餐几点开始？"].current.made_by == cast.lin
    assert LedgerEntry.query.filter_by(action="questions taken over").one().facts["count"] == 2
    assert own() == 6


def test_a_duplicate_is_taken_over_when_it_is_ticked_and_gets_a_name_of_its_own(author, db):
    answer = choose(author, look_over(author, text=TEXT).location, take=["1"])
    assert answer.status_code == 303
    assert own() == 5


@pytest.mark.parametrize("tick, first, second", [(None, "客房", "新来的"), ("y", "新来的", "新来的")])
def test_a_category_may_be_given_to_some_or_to_all(author, db, tick, first, second):
    choose(author, look_over(author, text=TEXT).location, category="新来的", **({"all_of_them": tick} if tick else {}))
    rows = {row.title["zh"]: row.category for row in BankQuestion.query}
    assert (rows["早餐几点开始？"], rows["让客人等候时要说出时间。"]) == (first, second)


def test_nothing_ticked_is_said_and_nothing_chosen_is_lost(author, db):
    url = look_over(author, text=TEXT).location
    answer = choose(author, url, take=[], category="新来的")
    assert answer.status_code == 400
    assert "Nothing is ticked" in answer.text
    assert 'value="新来的"' in answer.text
    bad = choose(author, url, take=["1"], category="a//b")
    assert bad.status_code == 400
    assert re.findall(r'name="take" value="(\d+)" checked', bad.text) == ["1"]
    assert own() == 4


def test_where_one_cannot_be_kept_none_is(author, db, monkeypatch):
    url = look_over(author, text=TEXT).location
    monkeypatch.setattr(operations, "_tag", lambda *_rows: 1 / 0)
    assert choose(author, url).status_code == 500
    assert own() == 4


def test_one_may_go_back_and_change_the_text(author):
    url = look_over(author, text=TEXT).location
    back = re.search(r'href="([^"]*again=[^"]*)"', author.get(url).text)[1].replace("&amp;", "&")
    assert "早餐几点开始？" in fields_of(author.get(back).text, None)["text"]


@pytest.mark.parametrize("typed, said", [
    ({"text": ""}, "Paste a text or choose a file."), ({"format": "xlsx", "text": "1"}, "A spreadsheet cannot be pasted here"),
    ({"file": (io.BytesIO(b"\xff\xfe\xff"), "x.txt"), "encoding": "utf-8"}, "The file is not in this encoding.")])
def test_what_cannot_be_read_is_said_at_its_field(author, typed, said):
    answer = look_over(author, **typed)
    assert answer.status_code == 400
    assert said in answer.text


def test_a_file_in_an_old_encoding_is_read_as_one_says_or_as_it_is_found(author):
    for encoding in ("", "gb18030"):
        file = (io.BytesIO(TEXT.encode("gb18030")), "题.txt")
        page = author.get(look_over(author, file=file, encoding=encoding).location).text
        assert "早餐几点开始？" in page
        assert "题.txt" in page


def test_other_formats_are_read_too(author):
    gift = "::Towels:: Where are the towels? {=In the bath ~In the lobby}"
    page = plain(author.get(look_over(author, format="gift", text=gift).location).text)
    assert "Where are the towels?" in page
    assert "Read as GIFT." in page


def test_a_text_of_which_nothing_can_be_read_says_why(author):
    page = author.get(look_over(author, format="yaml", text="no: questions").location).text
    assert "No question of it can be taken over." in page
    assert "Take over what is ticked" not in page


def test_a_hundred_questions_go_in_at_once(author, db):
    text = "\n\n".join(f"{number}. 第{number}件事怎么做？\nA. 先问\nB. 先说\n答案：A" for number in range(1, 101))
    assert choose(author, look_over(author, text=text).location).status_code == 303
    assert own() == 104
    assert text_of(found("q-100").current_id).id == "q-100"


@pytest.mark.parametrize("form", ["yaml", "text", "gift", "moodle-xml"])
def test_what_a_search_finds_can_be_sent_out_and_read_again(author, form):
    page = author.get(f"{BANK}/export/{form}?category=前台").text
    assert "The file holds 2 questions." in page
    sent = author.get(f"{BANK}/export/{form}?category=前台&send=1")
    assert "attachment" in sent.headers["Content-Disposition"]
    again = author.get(look_over(author, format=form, text=sent.get_data(as_text=True)).location).text
    words = plain(again)
    assert "cannot be taken over" not in words
    assert words.count("What about" if form != "yaml" else "is there already") >= 2


def test_a_format_that_there_is_not_is_not_found(author):
    assert author.get(f"{BANK}/export/docx").status_code == 404
    assert author.get(f"{BANK}/imports/{'0' * 64}").status_code == 404
    assert author.get(f"{BANK}/imported/{'0' * 64}").status_code == 404


def test_the_spreadsheet_to_fill_in_is_one(author):
    assert author.get(f"{BANK}/template.xlsx").data.startswith(b"PK")
