"""Sheets written in the browser: each publishing is a new version, and what was planned keeps its own."""

import re

from tests.conftest import Browser


def fields_on(page):
    """Return the fields of a page's form as a browser would send them."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (" checked" in tag or 'type="radio"' not in tag and 'type="checkbox"' not in tag):
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', page, re.S):
        found[name] = text
    return found


URL = "/practicals/writing/desk-practical"


def test_a_changed_sheet_is_a_new_version_and_a_planned_sitting_keeps_the_old_one(desk):
    desk.plan()
    he = desk.as_("he")
    fields = fields_on(he.get(URL).text)
    answer = he._open("POST", URL, data={**fields, "pass_mark": "90", "do": "publish"})
    assert answer.status_code == 303, answer.text
    assert "passes with 90" in he.get("/practicals/sheets/desk-practical").text
    assert "passes with 70" in desk.as_("lin").get(f"/practicals/{desk.sitting().id}/mark").text
    versions = he.get(f"{URL}/versions").text
    assert [word for word in ("from a file", "He Jie", "in use") if word not in versions] == []
    old = re.findall(rf"{URL}/versions/\d+", versions)[-1]
    assert "passes with 70" in he.get(old).text and "warm" in he.get(old).text


def test_publishing_what_is_there_changes_nothing(desk):
    he = desk.as_("he")
    first = he._open("POST", URL, data={**fields_on(he.get(URL).text), "do": "publish"})
    assert first.status_code == 303
    count = he.get(f"{URL}/versions").text.count("card task")
    assert he._open("POST", URL, data={**fields_on(he.get(URL).text), "do": "publish"}).status_code == 303
    assert he.get(f"{URL}/versions").text.count("card task") == count


def test_buttons_keep_what_was_typed_and_publish_nothing(desk):
    he = desk.as_("he")
    page = he._open("POST", URL, data={**fields_on(he.get(URL).text), "title_en": "Typed title", "do": "item-1"}).text
    assert "Typed title" in page and "Item 2.2" in page
    assert "Desk practical" in he.get("/practicals/sheets/desk-practical").text


def test_what_is_wrong_is_said_and_the_text_stays(desk):
    he = desk.as_("he")
    fields = fields_on(he.get(URL).text)
    answer = he._open("POST", URL, data={**fields, "title_zh": " ", "parts-0-items-1-anchors_en": "one\ntwo", "do": "publish"})
    assert answer.status_code == 400 and "Write it in both languages." in answer.text
    assert "Four lines, one for each of 0, 1, 2 and 3, no two the same." in answer.text and "one\ntwo" in answer.text
    gone = {name: value for name, value in fields.items() if not name.startswith("parts-")}
    answer = he._open("POST", URL, data={**gone, "do": "publish"})
    assert answer.status_code == 400 and "A sheet has 1 to 8 parts." in answer.text


def test_who_comes_second_sees_it_and_loses_nothing(desk):
    he, lin = desk.as_("he"), desk.as_("lin")
    mine, theirs = fields_on(he.get(URL).text), fields_on(lin.get(URL).text)
    assert lin._open("POST", URL, data={**theirs, "title_en": "Theirs", "do": "publish"}).status_code == 303
    answer = he._open("POST", URL, data={**mine, "title_en": "Mine", "do": "publish"})
    assert answer.status_code == 409 and "Mine" in answer.text and "another version" in answer.text
    assert he._open("POST", URL, data={**fields_on(answer.text), "do": "publish"}).status_code == 303
    assert "Mine" in he.get("/practicals/sheets/desk-practical").text


def test_a_sheet_is_written_from_nothing(desk):
    lin = desk.as_("lin")
    fields = fields_on(lin.get("/practicals/writing/new").text)
    fields |= {"title_zh": "客房", "title_en": "Making a room", "brief_zh": "做一间房", "brief_en": "Make one room",
               "parts-0-title_zh": "进房", "parts-0-title_en": "Going in", "parts-0-items-0-text_zh": "敲门",
               "parts-0-items-0-text_en": "Knocks", "do": "publish"}
    answer = lin._open("POST", "/practicals/writing/new", data=fields)
    assert answer.status_code == 303 and answer.location == "/practicals/sheets/making-a-room"
    assert "Knocks" in lin.get(answer.location).text


def test_a_sheet_out_of_use_is_not_planned_and_comes_back(desk):
    he = desk.as_("he")
    assert he.post(f"{URL}/retire", page="/practicals/writing").status_code == 303
    assert desk.plan().status_code == 404 and "Out of use" in he.get("/practicals/writing").text
    assert he.post(f"{URL}/bring-back", page="/practicals/writing").status_code == 303 and desk.plan().status_code == 303


def test_the_wrong_people_write_no_sheets(desk, app):
    for name in ("wang", "li", "admin"):
        assert desk.as_(name).get(URL).status_code == 403
    assert Browser(app).get(URL).status_code in (302, 303)
    assert desk.as_("he").get("/practicals/writing/nothing").status_code == 404
