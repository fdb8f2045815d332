"""The pages by which HR plans a month: from an empty page to visits with shoppers; and who never sees them."""

import io
import re

import pikepdf
import pytest
from sqlalchemy import select

from cxtrain.people.models import Employee
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.models import PlannedVisit, StoreBrief, VisitPlan
from tests.quality.schedule.conftest import a_day

PLAN = "/quality/plan?month=2031-03"
FRAME = {"opens": "9", "closes": "21", "busy_from": "11", "busy_until": "14", "busy_percent": "50", "lockout": "90"}


@pytest.fixture
def hr(browser, cast):
    """何姐's browser."""
    return browser.login(cast.he)


def drafted(hr, db):
    """Begin the plan of March 2031 and return its id."""
    assert hr.post("/quality/plan/make?month=2031-03", page=PLAN, unit_id="1").status_code == 303
    return db.session.scalar(select(VisitPlan.id))


def test_from_an_empty_month_to_visits_with_shoppers(hr, db, cast, hotel):
    assert "No plan yet" in hr.get(PLAN).text
    plan = drafted(hr, db)
    quotas = f"/quality/plan/{plan}/quotas"
    answer = hr.post(quotas, **{f"q-{cast.jingan}-{hotel.desk}": "2", f"q-{cast.xuhui}-{hotel.breakfast}": "1", **FRAME})
    assert answer.status_code == 303 and answer.location == f"/quality/plan/{plan}/preview"
    preview = hr.get(answer.location).text
    assert "3 visits" in preview and "2 stores" in preview
    assert hr.post(f"/quality/plan/{plan}/draw", page=answer.location).status_code == 303
    version = re.search(r'name="value" value="(\d+)"[^>]*>Publish', hr.get(answer.location).text)[1]
    published = hr.post(f"/quality/plan/{plan}/publish", page=answer.location, value=version)
    assert published.status_code == 303 and published.location == f"/quality/plan?month=2031-03&plan={plan}"
    assert "Published: 3 visits" in hr.get(published.location).text
    assert hr.post(f"/quality/plan/{plan}/send", page=published.location).status_code == 303
    page = hr.get(published.location).text
    assert "2 visits have a shopper now. 1 has nobody who could go: its page says why." in page  # 陈晨 would come twice
    assert page.count("To be made") == 2 and page.count("Nobody sent yet") == 1 and "0/2" in page


def test_a_plan_that_changed_since_it_was_looked_at_is_not_published(hr, db, cast, hotel, planner):
    plan = planner.plan((cast.jingan, hotel.desk, 2)).id
    answer = hr.post(f"/quality/plan/{plan}/publish", page=f"/quality/plan/{plan}/preview", value="1")
    assert answer.status_code == 409 and "Look at it once more" in answer.text


def test_quotas_that_are_no_numbers_are_marked_and_nothing_typed_is_lost(hr, db, cast, hotel):
    plan = drafted(hr, db)
    field = f"q-{cast.jingan}-{hotel.desk}"
    answer = hr.post(f"/quality/plan/{plan}/quotas", **{**FRAME, field: "two", "opens": "22"})
    assert answer.status_code == 400 and 'value="two"' in answer.text and "aria-invalid" in answer.text
    assert "The end comes after the beginning." in answer.text


def test_whoever_comes_second_keeps_what_they_typed(hr, db, cast, hotel, planner):
    plan = planner.plan((cast.jingan, hotel.desk, 2)).id
    answer = hr.post(f"/quality/plan/{plan}/quotas", version="1", **FRAME, **{f"q-{cast.jingan}-{hotel.desk}": "5"})
    assert answer.status_code == 409 and 'value="5"' in answer.text and "Somebody changed this plan" in answer.text


def test_a_published_plan_is_not_changed_any_more(hr, planner):
    plan = planner.published().id
    for page in ("quotas", "preview"):
        assert hr.get(f"/quality/plan/{plan}/{page}").status_code == 409


def test_a_visit_is_sent_by_hand_and_a_conflict_says_its_sentence(hr, planner, cast):
    planned, li, chen = planner.planned(1).id, planner.account(cast.li), planner.account(cast.chen)
    page = f"/quality/planned/{planned}"
    assert "Chen Chen" in hr.get(page).text and "belongs to this store or supervises it" in hr.get(page).text
    refused = hr.post(page, account_id=str(li))
    assert refused.status_code == 409 and "Li Xiang cannot go: belongs to this store or supervises it." in refused.text
    assert hr.post(page, account_id=str(chen)).status_code == 303
    assert "To be made" in hr.get(page).text


def test_a_missed_visit_is_drawn_again_and_another_called_off_each_with_a_reason(hr, planner, db):
    missed, other = planner.planned(-2), planner.planned(2)
    missed.state = "missed"
    db.session.commit()
    first, second = missed.id, other.id
    page = f"/quality/planned/{first}"
    assert hr.post(f"{page}/redraw", page=page, reason="").status_code == 400
    again = hr.post(f"{page}/redraw", page=page, reason="the shopper was ill")
    assert again.status_code == 303 and again.location != page and "Drawn again for" in hr.get(page).text
    page = f"/quality/planned/{second}"
    assert hr.post(f"{page}/cancel", page=page, reason="the store is closed").status_code == 303
    assert "Cancelled" in hr.get(page).text and "the store is closed" in hr.get(page).text


def test_the_month_tells_what_was_missed_and_where_visits_lack(hr, planner, db, desk, cast):
    plan = planner.published(month=f"{a_day():%Y-%m}")
    missed = planner.planned(-1, plan=plan)
    missed.state = "missed"
    done = planner.planned(0, plan=plan)
    visit = desk.submitted()
    visit.planned_id = done.id
    db.session.commit()
    page = hr.get("/quality/plan").text
    assert "Missed: 1 of 2 visits whose day has come (50 %)." in page and "1 too few" in page and "1/2" in page


def test_what_to_ask_in_a_store_is_written_once_and_stands_on_the_brief(hr, planner, db, cast, hotel):
    page = f"/quality/stores/{cast.jingan}/briefs/{hotel.desk}"
    assert hr.post(page, facts="早餐 6:30 到 10:00", question1="几点结束？", answer1="").status_code == 400
    assert hr.post(page, facts="早餐 6:30 到 10:00", question1="几点结束？", answer1="10 点").status_code == 303
    brief = hr.get(f"/quality/planned/{planner.planned().id}/brief").text
    assert "早餐 6:30 到 10:00" in brief and "10 点" in brief and "No traps" in brief
    second = hr.post(page, version="0", facts="theirs is lost?")
    assert second.status_code == 409 and "早餐 6:30 到 10:00" in second.text and "theirs is lost?" in second.text
    assert db.session.scalars(select(StoreBrief)).one().words["answer1"] == "10 点"


def test_the_brief_is_one_page_of_paper_even_when_everything_is_full(hr, planner, cast, hotel):
    page = f"/quality/stores/{cast.jingan}/briefs/{hotel.desk}"
    hr.post(page, **{name: "请前台说明延迟退房的办法。" * 6 for name in ("facts", "ask", "promise", "difficulty", "question1",
                                                         "answer1", "question2", "answer2")})
    answer = hr.get(f"/quality/planned/{planner.planned().id}/brief.pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as document:
        assert len(document.pages) == 1


def test_a_paper_form_is_found_by_its_code(hr, planner, db, cast):
    planned = planner.planned()
    code = planned.code
    assert hr.post("/quality/planned/paper", code="NONE9999", shopper="K7", paper=(picture(), "form.jpg")).status_code == 400
    answer = hr.post("/quality/planned/paper", code=f"{code[:4]}-{code[4:].lower()}", shopper="K7", paper=(picture(), "form.jpg"))
    assert answer.status_code == 303 and answer.location.startswith("/quality/visits/")
    assert db.session.scalars(select(Visit.shopper)).one() == "K7"


def picture():
    """A small JPEG."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "JPEG")
    out.seek(0)
    return out


@pytest.mark.parametrize("name", ["wang", "li"])
def test_those_who_are_observed_never_see_plan_day_code_or_shopper(browser, planner, cast, db, name):
    outside = planner.outside("秋叶")
    planned, person = planner.planned(who=outside.id), outside.employee_id
    code, day, ident = planned.code, f"{planned.day:%Y-%m-%d}", planned.id
    me = browser.login(getattr(cast, name))
    for page in ("/quality/plan", "/quality/shoppers", f"/quality/planned/{ident}"):
        assert me.get(page).status_code == 403
    for page in (f"/quality/planned/{ident}/brief", f"/quality/planned/{ident}/brief.pdf"):
        assert me.get(page).status_code in (403, 404)
    pages = ["/", "/quality/visits", "/team", "/people", "/ledger", "/quality/places"]
    for page in pages:
        text = me.get(page).text
        assert code not in text and "秋叶" not in text and "schedule" not in text, (page, day)
    assert db.session.get(Employee, person).employment == "shopper"
    assert db.session.get(PlannedVisit, ident).state == "planned"
