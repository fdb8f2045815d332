"""The whole way on a phone, by what stands on the screen: to a certificate in Chinese, to a plan in English."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.browser
PACK = Path(__file__).parents[2] / "scenarios" / "hotel"
NEW = """select e.number, e.name from employee e join account a on a.employee_id = e.id
    where e.status = 'active' and e.id not in (select employee_id from enrolment)
    and e.id not in (select employee_id from scenario_attempt) and e.id not in (select employee_id from quiz_attempt)
    and a.id not in (select account_id from role_grant) order by e.number"""
SUPERVISOR = """select e.number, u.name, u.name_en from role_grant g join account a on a.id = g.account_id
    join employee e on e.id = a.employee_id join unit u on u.id = g.unit_id
    where g.role = 'supervisor' and u.kind = 'store' and u.people <> 'none' order by e.number desc"""
SERVED = f"""select e.number, e.name_en, s.number, u.name_en from employee e join unit u on u.id = e.unit_id
    join role_grant g on g.unit_id = u.id and g.role = 'supervisor' join account a on a.id = g.account_id
    join employee s on s.id = a.employee_id
    where e.status = 'active' and e.id <> s.id and u.people <> 'none' and u.id not in
        (select unit_id from employee where number = (select number from ({SUPERVISOR}) limit 1))
    and e.id in (select employee_id from visit where state = 'released')
    and e.id not in (select employee_id from plan where employee_id is not null) order by e.number"""


def read(path):
    """Return a file of the hotel pack."""
    return yaml.safe_load((PACK / path).read_text(encoding="utf-8"))


def paper(page, link):
    """Return the text of the PDF behind a link on the page, without white space."""
    answer = page.context.request.get(page.get_by_role("link", name=link).get_attribute("href"))
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    text = subprocess.run(["pdftotext", "-", "-"], input=answer.body(), capture_output=True, check=True).stdout
    return re.sub(r"\s", "", text.decode())


def press(someone, name, role="button"):
    """Press a button, or follow a link, by its words, and find nothing wrong with the page that comes."""
    with someone.page.expect_navigation(wait_until="load"):
        someone.page.get_by_role(role, name=name).first.click()
    assert someone.faults() == []


def go_on(someone, name):
    """Follow a link of the course's page, where the step before has not led past it already."""
    if someone.page.get_by_role("link", name=name).count():
        press(someone, name, "link")


def best_words():
    """Return the Chinese words of the choice that earns most, for each scene of the course's role-play."""
    scenes = read("scenarios/late-check-in.yaml")["scenes"].values()
    ranked = [sorted(scene.get("choices", ()), key=worth, reverse=True) for scene in scenes]
    return [choice["say"]["zh"].strip() for scene in ranked for choice in scene]


def worth(choice):
    """Return the points of a choice, of all dimensions together."""
    return sum(choice.get("points", {}).values())


def right_answers():
    """Return the Chinese words of the right options, by the words of the question."""
    questions = read("quizzes/moments-of-truth.yaml")["questions"]
    return {re.sub(r"\s", "", each["text"]["zh"]): right_options(each) for each in questions}


def right_options(question):
    """Return the Chinese words of what is right in a question as the author wrote it."""
    if "options" not in question:
        return ["正确" if question["answer"] else "错误"]
    return [option["text"]["zh"].strip() for option in question["options"] if option.get("correct")]


def play(someone):
    """Play the role-play of the course as an exam, each time with the best of what is offered."""
    go_on(someone, "开始演练")
    press(someone, "开始考试")
    known = best_words()
    while someone.page.locator("#choices").count():
        assert someone.page.get_by_text("点评").count() == 0  # an exam coaches at the end only
        offered = [button.inner_text().strip() for button in someone.page.locator(".choice > span").all()]
        best = min(offered, key=known.index)
        press(someone, best)
    assert someone.page.locator("h1").is_visible()
    press(someone, re.compile("回到《"), "link")


def answer_quiz(someone):
    """Answer each question by tapping the options, look over it, hand it in."""
    go_on(someone, "做测验")
    press(someone, "开始测验")
    known = right_answers()
    for _question in known:
        asked = re.sub(r"\s", "", someone.page.locator("legend").inner_text())
        for words in known[asked]:
            with someone.page.expect_response("**/answers"):
                exactly = re.compile(f"^\\s*{re.escape(words)}\\s*$")
                someone.page.locator("label.option").filter(has_text=exactly).click()
        press(someone, re.compile("下一题|检查并交卷"))
    assert someone.page.get_by_text("所有题目都已作答").count() == 1
    press(someone, "交卷")
    assert someone.page.get_by_role("heading", name="合格", exact=True).count() == 1
    press(someone, re.compile("回到《"), "link")


def test_a_newcomer_gets_a_certificate_in_chinese(visitor, ask):
    number, name = ask(NEW)
    someone = visitor(language="zh-CN").sign_in(number)
    press(someone, "培训", "link")
    press(someone, "关键时刻：酒店一线服务", "link")
    press(someone, "开始学习")
    for step in read("courses/moments-of-truth.yaml")["steps"]:
        if "lesson" in step:
            go_on(someone, "读课文")
            press(someone, "读完了，继续")
        elif "scenario" in step:
            play(someone)
        else:
            answer_quiz(someone)
    assert someone.page.get_by_text("您已通过本课程").count() == 1
    press(someone, "今日", "link")
    press(someone, "培训合格证书", "link")
    text = paper(someone.page, "下载 PDF")
    assert name in text
    assert "培训合格证书" in text


def fill_scorecard(someone):
    """Fill the scorecard by tapping: mostly six, one three with a note; wait until the page says that it is saved."""
    page = someone.page
    page.fill("#arrived", "14:05")
    page.fill("#left", "14:31")
    page.fill("#praise", "She had my name before I gave it.")
    items = page.locator("fieldset.item").all()
    for number, item in enumerate(items):
        low = number == len(items) - 1
        with page.expect_response("**/answers"):
            item.locator("label", has=page.locator(f"input[value='{3 if low else 6}']")).click()
        if low:
            with page.expect_response("**/answers"):
                item.locator("textarea").fill("14:29, the bill lay there for four minutes.")
    page.wait_for_function("document.getElementById('state').textContent.startsWith('Saved ')")
    assert page.locator("#count").inner_text() == f"{len(items)}/{len(items)}"


def score(visitor, number, store):
    """As the supervisor `number`, start, fill and submit a scorecard at `store`."""
    someone = visitor(language="en-US").sign_in(number)
    press(someone, "Mystery shops", "link")
    press(someone, "Start a visit", "link")
    someone.page.get_by_label("Store", exact=True).select_option(label=store)
    press(someone, "Start the scorecard")
    visit = someone.page.url.rpartition("/")[2]
    fill_scorecard(someone)
    press(someone, "Check and submit")
    press(someone, "Submit scorecard")
    assert someone.page.get_by_text("Scorecard submitted").count() == 1
    return visit


def release(visitor, visit, person):
    """As HR, identify the person, approve and release."""
    someone = visitor(language="en-US").sign_in("hr")
    press(someone, "Mystery shops", "link")
    someone.page.locator(f"a[href='/quality/visits/{visit}/decide']").click()
    chosen = someone.page.get_by_label("Who was observed?")
    label = next(each for each in chosen.locator("option").all_inner_texts() if each.startswith(f"{person} "))
    chosen.select_option(label=label)
    someone.page.get_by_label("On what do you identify the person?").fill("The badge, and the receipt.")
    press(someone, "Approve and release")
    assert someone.page.get_by_text("The store can read it now").count() == 1


def start_plan(visitor, number, store, person):
    """As the supervisor `number`, start a coaching plan in words for `person`, add an action, approve it."""
    someone = visitor(language="en-US").sign_in(number)
    press(someone, "Plans", "link")
    press(someone, re.compile(f"^{store}$"), "link")
    someone.page.get_by_text(re.compile(r"^Colleagues \(")).click()
    press(someone, re.compile(f"^{person}$"), "link")
    press(someone, "Start a coaching plan", "link")
    someone.page.get_by_label("Why this plan").fill("Guests wait for the bill while the desk is free.")
    someone.page.get_by_label("Goal").fill("The bill lies ready when the guest steps up; I look on two mornings.")
    press(someone, "Save the draft and add actions")
    someone.page.get_by_label("Why, as far as known").fill("The folio is printed only when asked for.")
    someone.page.get_by_label("What will be done").first.fill("Practise the check-out together, twice.")
    press(someone, "Save plan")
    press(someone, "Approve plan")
    assert someone.page.get_by_text("Plan approved").count() == 1


def test_a_scorecard_leads_to_a_plan_in_english(visitor, ask):
    number, person, superior, store = ask(SERVED)
    visit = score(visitor, ask(SUPERVISOR)[0], store)
    release(visitor, visit, person)

    someone = visitor(language="en-US").sign_in(number)
    someone.page.locator(f"a[href='/quality/scorecards/{visit}']").click()
    assert someone.page.get_by_text("She had my name before I gave it.").count() == 1
    assert someone.faults() == []

    start_plan(visitor, superior, store, person)
    press(someone, "Today", "link")
    press(someone, re.compile("Read your coaching plan"), "link")
    someone.page.get_by_label("Your own words").fill("I would like to try it on the early shift.")
    press(someone, "I have read this; send my words")
    text = paper(someone.page, "PDF")
    assert re.sub(r"\s", "", person) in text
    assert "Iwouldliketotryitontheearlyshift." in text
