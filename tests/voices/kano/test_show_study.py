"""The page of one study."""

import re

from cxtrain.measures.kano import kano
from cxtrain.voices.kano import queries
from cxtrain.web.tables import read_csv, read_sheets


def test_it_shows_each_category_with_its_n_and_both_planes(cast, asked_study, browser):
    browser.login(cast.li)
    page = browser.get(f"/voices/kano/{asked_study.id}").text
    assert re.findall(r"chip kano-(\w)", page)[:3] == ["M", "A", "I"]
    assert page.count("<svg role=\"img\"") == 2
    assert "ahead of the second by more than chance" in page
    assert "Kano's table" in page
    assert "Let it count in plans" not in page  # that is HR's
    heads = re.findall(r'<th scope="col" title="[^"]*">(\w)</th>', page)
    row = re.search(r'<th scope="row">1 fast</th>(.*?)</tr>', page, re.S)[1]
    assert dict(zip(heads, re.findall(r"<td>(\d+)</td>", row)[1:], strict=False)) == {"M": "30", "O": "4", "A": "0", "I": "6",
                                                                                   "R": "0", "Q": "0"}


def test_it_shows_nothing_below_five_answers(cast, study, browser):
    study.ask().answers(fast="MMMM", pillow="A" * 6)
    browser.login(cast.he)
    page = browser.get(f"/voices/kano/{study.id}").text
    assert page.count("fewer than 5 answers") >= 2
    assert "needs 30 more for a result" in page  # lobby music has none


def test_a_group_has_its_own_page_and_column(cast, asked_study, browser):
    asked_study.answers(group="on-holiday", fast="A" * 30)
    browser.login(cast.he)
    page = browser.get(f"/voices/kano/{asked_study.id}").text
    assert "Groups see this differently" in page
    page = browser.get(f"/voices/kano/{asked_study.id}?group=on-holiday").text
    assert re.findall(r"chip kano-(\w)", page)[0] == "A"
    assert browser.get(f"/voices/kano/{asked_study.id}?group=martians").status_code == 200


def test_the_table_can_be_changed_and_the_answers_stay(cast, db, asked_study, browser):
    browser.login(cast.he)
    address = f"/voices/kano/{asked_study.id}"
    assert browser.post(f"{address}/table", page=address, value="pouliot").status_code == 303
    db.session.refresh(asked_study.row)
    assert asked_study.row.reading == "pouliot"
    assert queries.found_in(asked_study.row).reading("fast").n == 40
    assert browser.post(f"{address}/table", page=address, value="mine").status_code == 400


def test_the_file_holds_the_answers_from_which_anybody_gets_the_same_numbers(cast, asked_study, browser):
    browser.login(cast.li)
    address = f"/voices/kano/{asked_study.id}"
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(browser.post(f"{address}/export", page=address, ending="xlsx").data)}
    pairs = [(int(there), int(missing)) for name, there, missing, n in sheets["Pairs of answers"][1:] if name == "fast" for _ in range(int(n))]
    found = kano(pairs)
    line = next(row for row in sheets["Features"][1:] if row[0] == "fast")
    assert [int(cell) for cell in line[2:9]] == [found.n, *found.counts.by_letter.values()]
    assert float(line[11]) == found.better.value
    csv = read_csv(browser.post(f"{address}/export", page=address, ending="csv").data)
    assert [row[0] for row in csv.rows[1:4]] == ["fast", "pillow", "lobby music"]
    assert browser.post(f"{address}/export", page=address, ending="exe").status_code == 400
