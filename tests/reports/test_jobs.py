"""What the reader asked to be done in the background, how far it is, and the file it made."""

from cxtrain.extensions import db as database
from cxtrain.files.operations import keep
from cxtrain.jobs import operations
from cxtrain.jobs.models import Job
from tests.reports.conftest import words


def job(actor, *, state="waiting", file=None, media_type="application/pdf", **facts):
    """Ask for a print run and bring it to `state`; return its id."""
    made = operations.enqueue("print_certificates", f"{actor}-{state}-{file}-{media_type}", {}, actor_id=actor)
    for name, value in {"state": state, "result": keep(file, media_type) if file else None, **facts}.items():
        setattr(made, name, value)
    database.session.commit()
    return made.id


def test_before_anything_was_asked_for_it_says_what_will_be_here(browser, cast):
    assert "Print runs and other long work that you start appear here" in words(browser.login(cast.he).get("/jobs"))


def test_a_job_says_how_far_it_is(browser, cast):
    job(cast.he)
    job(cast.he, state="running", progress=12, total=40)
    page = browser.login(cast.he).get("/jobs")
    assert words(page).index("12 of 40") < words(page).index("Waiting for its turn")  # the latest first
    assert '<progress class="bar" max="40" value="12">' in page.text


def test_a_job_that_failed_says_why(browser, cast):
    job(cast.he, state="failed", error="<b>no font</b>")
    page = browser.login(cast.he).get("/jobs")
    assert "It failed: &lt;b&gt;no font&lt;/b&gt;" in page.text and "Download" not in page.text


def test_without_a_worker_it_says_that_jobs_wait(browser, cast, db):
    assert "No worker is running just now." in words(browser.login(cast.he).get("/jobs"))
    operations.beat()
    db.session.commit()
    assert "No worker" not in words(browser.get("/jobs"))


def test_the_file_of_a_finished_job_is_sent_by_name(browser, cast):
    browser.login(cast.he)
    for kind, ending in (("application/pdf", "pdf"), ("application/zip", "zip"), ("text/csv", "csv"), ("text/odd", "bin")):
        made = job(cast.he, state="done", file=ending.encode(), media_type=kind)
        assert f'href="/jobs/{made}/file"' in browser.get("/jobs").text
        answer = browser.get(f"/jobs/{made}/file")
        assert (answer.data, answer.mimetype) == (ending.encode(), kind)
        assert f"attachment; filename=print_certificates-{made}.{ending}" in answer.headers["Content-Disposition"]


def test_a_job_that_made_no_file_has_none(browser, cast):
    browser.login(cast.he)
    for state in ("waiting", "running", "failed", "done"):
        assert browser.get(f"/jobs/{job(cast.he, state=state)}/file").status_code == 404
    assert "/file" not in browser.get("/jobs").text


def test_another_s_job_and_a_missing_one_are_the_same_404_and_in_nobody_else_s_list(browser, cast):
    made = job(cast.he, state="done", file=b"the file")
    browser.login(cast.admin)
    foreign, missing, huge = (browser.get(f"/jobs/{which}/file") for which in (made, 99999, 10**20))
    assert {answer.status_code for answer in (foreign, missing, huge)} == {404} and words(foreign) == words(missing)
    assert "appear here" in words(browser.get("/jobs"))
    assert database.session.get_one(Job, made).actor_id == cast.he


def test_staff_supervisors_and_authors_have_no_jobs(browser, cast):
    for who in (cast.wang, cast.li, cast.lin):
        browser.login(who)
        assert browser.get("/jobs").status_code == browser.get("/jobs/1/file").status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get("/jobs").location == browser.get("/jobs/1/file").location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast):
    job(cast.he, state="done", file=b"the file")
    text = words(chinese.login(cast.he).get("/jobs?before=x"))
    assert "打印证书" in text and "Download" not in text
