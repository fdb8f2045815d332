import pytest
from sqlalchemy import event

from cxtrain.certificates.queries import certificates_by_id
from cxtrain.certificates.register import queries
from cxtrain.extensions import db as database
from tests.certificates.conftest import certificate


@pytest.fixture
def numbers(office, cast):
    """Numbers of one certificate each, by person."""
    return {who: certificate(office.award(getattr(cast, who))).number for who in ("wang", "zhao", "sun")}


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def found(answer, numbers):
    return {who for who, number in numbers.items() if number in answer.text}


def test_it_lists_the_latest_first(hr, numbers):
    page = hr.get("/certificates/register").text
    places = [page.index(numbers[who]) for who in ("sun", "zhao", "wang")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("王", {"wang"}),
        ("赵䶮", {"zhao"}),
        ("sunmiao", {"sun"}),
        ("S0102", {"wang"}),
        ("HM-MOT-2026-0002", {"zhao"}),
        ("2026-0003", {"sun"}),
        ("0001", {"wang"}),
        ("2025-0001", set()),
        ("%", set()),
        ("' or 1=1 --", set()),
    ],
)
def test_it_finds_by_name_pinyin_and_number(hr, numbers, query, expected):
    answer = hr.get("/certificates/register", query_string={"q": query})
    assert answer.status_code == 200 and found(answer, numbers) == expected


def test_it_narrows_to_a_unit_with_all_below(hr, numbers, cast):
    assert found(hr.get(f"/certificates/register?unit={cast.jingan}"), numbers) == {"wang", "zhao"}
    assert found(hr.get(f"/certificates/register?unit={cast.east}"), numbers) == {"wang", "zhao", "sun"}
    assert "No certificate matches" in hr.get("/certificates/register?unit=9999").text


def test_it_goes_on_by_pages(hr, numbers, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    first = hr.get("/certificates/register")
    assert found(first, numbers) == {"sun", "zhao"} and "Older ones" in first.text
    before = next(c.id for c in certificates_by_id(None) if c.number == numbers["zhao"])
    second = hr.get(f"/certificates/register?before={before}")
    assert found(second, numbers) == {"wang"} and "Older ones" not in second.text


def test_an_empty_register_says_what_will_be_there(hr):
    assert "The first appears when somebody passes" in hr.get("/certificates/register").text


def test_nonsense_in_the_address_is_no_error(hr, numbers):
    assert hr.get("/certificates/register?unit=x&before=-1&q=" + "王" * 500).status_code == 200


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_it_is_hrs(browser, cast, who):
    assert browser.login(getattr(cast, who)).get("/certificates/register").status_code == 403


def test_a_stranger_is_asked_to_sign_in(browser):
    assert browser.get("/certificates/register").status_code == 302


def test_a_page_reads_no_more_certificates_than_it_shows(hr, numbers, cast, monkeypatch):
    # SQLite tells how it will find the rows: by an index or the primary key, never by going through the whole table.
    if database.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    statements = []

    def listen(*args):
        statements.append(args[2:4])

    event.listen(database.engine, "before_cursor_execute", listen)
    for query in ("", "?q=王", "?q=0001", f"?unit={cast.east}&before=3"):
        assert hr.get("/certificates/register" + query).status_code == 200
    event.remove(database.engine, "before_cursor_execute", listen)
    asked = [(sql, values) for sql, values in statements if "FROM certificate" in sql]
    connection = database.session.connection()
    plans = [
        str(row) for sql, values in asked for row in connection.exec_driver_sql(f"explain query plan {sql}", values)
    ]
    assert asked and not [plan for plan in plans if "SCAN certificate" in plan]
