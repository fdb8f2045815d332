"""Looking over an attempt before it is handed in."""

from tests.conftest import Browser
from tests.quizzes.conftest import RIGHT


def test_it_shows_what_is_not_answered(taker):
    url = taker.start()
    taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, {"canary-q1": ["canary-a"]}))
    text = taker.browser.get(f"{url}/review").text
    assert "2 questions have no answer yet" in text
    assert text.count("</svg> No answer") == 2 and text.count("</svg> Answered") == 1


def test_the_button_leads_to_the_first_open_question(taker):
    url = taker.start()
    field = {"q1": taker.fields(url, RIGHT)["q1"]}
    taker.browser.post(f"{url}/answers", page=url, **field)
    assert f'href="{url}?page=2"' in taker.browser.get(f"{url}/review").text


def test_it_says_when_nothing_is_missing(taker):
    url = taker.start()
    taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    assert "Every question has an answer" in taker.browser.get(f"{url}/review").text


def test_it_speaks_chinese(taker):
    url = taker.start()
    taker.browser.client.post("/language", data={"value": "zh", **taker.browser.hidden(url)})
    assert "还有 3 题没有作答" in taker.browser.get(f"{url}/review").text


def test_after_handing_in_it_leads_to_the_result(taker):
    result = taker.finish(RIGHT)
    assert taker.browser.get(result.replace("result", "review")).location == result


def test_somebody_elses_is_as_if_it_were_not_there(taker, app, cast):
    url = taker.start()
    assert Browser(app).login(cast.zhao).get(f"{url}/review").status_code == 404


def test_a_stranger_is_sent_to_sign_in(taker, app):
    assert Browser(app).get(f"{taker.start()}/review").location == "/sign-in"
