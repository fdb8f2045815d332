"""After a restore pages of those who keep the site say so, until an admin has looked."""

import pytest

from cxtrain.upkeep.queries import unconfirmed

NOTE = "restored from a backup"


@pytest.fixture
def restored(site, anew):
    """A browser on a site that was restored from a backup."""
    site.run("restore", site.backup(), "--replace")
    return anew()


def test_hr_and_admins_are_told_on_each_page_and_nobody_else(restored, cast):
    told = {name: NOTE in restored.login(getattr(cast, name)).get("/me/sessions").text for name in ("he", "admin", "li", "wang", "lin")}
    assert told == {"he": True, "admin": True, "li": False, "wang": False, "lin": False}


def test_an_admin_confirms_and_the_note_is_gone(restored, cast):
    admin = restored.login(cast.admin)
    page = admin.get("/restore")
    assert "Import the newest roster" in page.text
    answer = admin.post("/restore/confirm", page="/restore")
    assert answer.status_code == 303 and unconfirmed() is None
    page = admin.get("/restore")
    assert NOTE not in page.text and "Admin" in page.text
    assert admin.post("/restore/confirm", page="/me/sessions").status_code == 409


def test_hr_reads_what_to_look_at_and_cannot_confirm(restored, cast):
    hr = restored.login(cast.he)
    assert "An admin confirms this" in hr.get("/restore").text
    assert hr.post("/restore/confirm", page="/me/sessions").status_code == 403


def test_who_checks_a_certificate_that_is_not_there_is_told_that_it_may_still_be_good(restored):
    page = restored.get("/verify/" + "0" * 26)
    assert page.status_code == 404 and "ask HR of the firm" in page.text


def test_doctor_says_it_until_it_is_confirmed_on_the_command_line(restored, site):
    assert any(each["name"] == "restored" for each in _doctor(site))
    assert site.run("confirm-restore")["confirmed"]
    assert not any(each["name"] == "restored" for each in _doctor(site))
    assert "nothing to confirm" in site.run("confirm-restore", fails=True)


def _doctor(site):
    from cxtrain.doctor import examine
    site.close()
    return [vars(each) for each in examine(site.settings)]


def test_where_nothing_was_restored_the_page_says_so(browser, cast):
    assert "No backup was ever restored" in browser.login(cast.admin).get("/restore").text
    assert "ask HR of the firm" not in browser.get("/verify/" + "0" * 26).text


def test_it_speaks_chinese(restored, cast):
    restored.headers["Accept-Language"] = "zh"
    page = restored.login(cast.admin).get("/restore").text
    assert "恢复之后" in page and "已丢失" in page and "After a restore" not in page
