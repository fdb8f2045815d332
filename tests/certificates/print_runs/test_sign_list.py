import datetime as dt

from cxtrain.certificates.print_runs.lists import operations
from cxtrain.certificates.print_runs.lists.sign_list import FIRST_ROWS, ROWS, ListHead, ListRow, paged, run_number
from cxtrain.web import pdf
from cxtrain.web.bilingual import Bilingual
from tests.certificates.print_runs.conftest import pages
from tests.pictures import looks_like

COURSE = Bilingual("关键时刻：从入住到离店的服务", "Moments of truth: service from check-in to check-out")
NAMES = ("王喆", "欧阳娜娜", "买买提·阿卜杜拉", "赵䶮", "Anna-Katharina Schmidt-Rottluff")
HEAD = ListHead(run_number(12), dt.date(2026, 5, 20), "何姐", Bilingual("鹤鸣酒店集团", "Heming Hotels"), 20)


def rows(count, level="合格", status="有效"):
    """Return `count` rows, some with long names."""
    return [ListRow(n, f"HM-MOT-2026-{n:04d}", NAMES[n % 5], f"S{n:05d}", "静安寺旗舰店", "前台接待", COURSE, 16, level,
                    dt.date(2026, 5, 19), dt.date(2028, 5, 18) if n % 2 else None, status) for n in range(1, count + 1)]


def test_it_looks_like_its_picture():
    for locale, words in (("zh_Hans", ("合格", "有效")), ("en", ("Passed", "Valid"))):
        body = pdf.render(operations.TEMPLATE, locale=locale, head=HEAD, records=paged(rows(20, *words)))
        looks_like(body, f"sign_list_{locale[:2]}")


def test_every_row_is_on_a_page_and_no_page_overflows():
    for count in (1, FIRST_ROWS, FIRST_ROWS + 1, FIRST_ROWS + ROWS, FIRST_ROWS + ROWS + 1):
        found = paged(rows(count))
        assert [row.place for page in found for row in page.rows] == list(range(1, count + 1))
        assert {page.of for page in found} == {len(found)} and all(page.rows for page in found)
    full = paged(rows(FIRST_ROWS + ROWS))
    assert pages(pdf.render(operations.TEMPLATE, locale="zh_Hans", head=HEAD, records=full)) == len(full) == 2


def test_a_long_list_is_laid_out_in_portions_and_says_how_far_it_is(app, monkeypatch):
    monkeypatch.setattr(operations, "TAGGED", 1)
    monkeypatch.setattr(operations, "PORTION", 1)
    told = []
    with app.test_request_context():
        body = operations.printed(paged(rows(20)), {"head": HEAD}, report=lambda n, of: told.append((n, of)))
    assert pages(body) == 2 and told == [(1, 2), (2, 2)]
