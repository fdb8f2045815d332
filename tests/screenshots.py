"""Take the README's pictures from a fresh demo company: `python -m tests.screenshots`."""

import io
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import DESK, Visitor
from tests.site import command, served

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "screenshots"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
LARGEST = 200_000  # bytes; the README has eight of them
PAPER_DPI = 90
CERTIFICATE = "select max(id) from certificate where revoked_at is null"
COLLEAGUE = """select max(e.id) from employee e where e.status = 'active' and e.number like '01%' and e.number > '0102'
    and e.id not in (select employee_id from plan where employee_id is not null)"""
COLLEAGUE_NUMBER = f"select number from employee where id = ({COLLEAGUE})"
DRAFT = """select max(v.id) from visit v join account a on a.id = v.entered_by join employee e on e.id = a.employee_id
    where v.state = 'draft' and e.number = '0101'"""


def main() -> None:
    """Serve a demo company and write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        command(folder, "demo")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with served(folder, "--workers", "1") as address:
            for short, language in LANGUAGES.items():
                show_roleplay(Visitor(browser, address, language=language), short)
                show_scorecard(Visitor(browser, address, language=language), short, found(folder, DRAFT))
                show_team(Visitor(browser, address, size=DESK, language=language), short)
                show_writing(Visitor(browser, address, size=DESK, language=language), short)
                show_survey(Visitor(browser, address, language=language), short, folder)
                show_customers(Visitor(browser, address, size=DESK, language=language), short)
            reader = Visitor(browser, address, language="en-US").sign_in("hr")
            show_paper(reader, "certificate", f"/certificates/{found(folder, CERTIFICATE)}/certificate.pdf")
            number = f"{found(folder, COLLEAGUE_NUMBER):04}"
            plan = write_plan(Visitor(browser, address, language="en-US"), found(folder, COLLEAGUE))
            answer_plan(Visitor(browser, address, language="en-US").sign_in(number), plan)
            show_paper(reader, "plan", f"{plan}/plan.pdf")
        browser.close()


def found(folder: Path, question: str) -> int:
    """Return the id that answers `question` in the demo's database."""
    with closing(sqlite3.connect(f"file:{folder / 'cxtrain.db'}?mode=ro", uri=True)) as database:
        return int(database.execute(question).fetchone()[0])


def show_roleplay(someone: Visitor, short: str) -> None:
    """Play two choices and show the coaching after the second, with the next words of the guest."""
    page = someone.sign_in("staff").page
    story = ROOT / "scenarios" / "hotel" / "scenarios" / "late-check-in.yaml"
    scenes = yaml.safe_load(story.read_text(encoding="utf-8"))["scenes"]
    page.goto("/roleplay/late-check-in")
    page.locator("button[name=mode][value=practice]").last.click()
    for scene, choice in (("arrival", "own-it"), ("booking", "tell-and-ask")):
        said = next(each["say"][short] for each in scenes[scene]["choices"] if each["id"] == choice)
        page.locator("button.choice", has_text=said.strip()).click()
        page.locator("#latest .turn-mine", has_text=said.strip()).wait_for()
    page.locator("#latest").evaluate("each => each.scrollIntoView()")
    page.locator("button.choice").nth(1).evaluate(
        "each => scrollBy(0, Math.max(0, each.getBoundingClientRect().bottom + 12 - innerHeight))")
    keep(f"roleplay.{short}", page.screenshot())


def show_scorecard(someone: Visitor, short: str, visit: int) -> None:
    """Show a part of a scorecard that is being filled, with a low rating that asks for a note."""
    page = someone.sign_in("supervisor").page
    page.goto(f"/quality/visits/{visit}")
    for number, value in enumerate((6, 3, 7)):
        page.locator("fieldset.item").nth(number).locator("label", has=page.locator(f"input[value='{value}']")).click()
    page.wait_for_load_state("networkidle")
    page.locator("section.part").first.evaluate("each => each.scrollIntoView()")
    keep(f"scorecard.{short}", page.screenshot())


def show_writing(someone: Visitor, short: str) -> None:
    """Show the map of a scenario that is being written."""
    page = someone.sign_in("author").page
    page.goto("/authoring/scenarios/breakfast-complaint")
    if page.locator("svg a").count() == 0:  # the draft is begun once, and looked at in both languages
        page.locator("main form button").first.click()
        page.locator("svg a").first.wait_for()
    keep(f"write.{short}", page.screenshot())


def show_team(someone: Visitor, short: str) -> None:
    """Show a store by touchpoint and dimension."""
    page = someone.sign_in("supervisor").page
    page.goto("/team?span=12")
    keep(f"team.{short}", page.screenshot())


def show_survey(someone: Visitor, short: str, folder: Path) -> None:
    """Show what a customer is asked behind a poster."""
    with closing(sqlite3.connect(f"file:{folder / 'cxtrain.db'}?mode=ro", uri=True)) as database:
        token = database.execute("select token from survey_place order by id").fetchone()[0]
    someone.page.goto(f"/s/{token}")
    keep(f"survey.{short}", someone.page.screenshot())


def show_customers(someone: Visitor, short: str) -> None:
    """Show what customers answered, and the map of the journey."""
    page = someone.sign_in("hr").page
    for name, address in (("customers", "/customers"), ("map", "/journey")):
        page.goto(address)
        keep(f"{name}.{short}", page.screenshot())


def note_talk(someone: Visitor) -> None:
    """Note a talk by GROW about the plan on the page, with an idea of each."""
    page = someone.page
    page.click("a[href$='/talks/new']")
    for name, words in (("reality", "Friendly at every check-out. Twice this week the bill was printed while the guest stood there."),
                        ("gap", "Knows how; had not seen it done before the guest comes."),
                        ("motivation", "Would like to try it on the early shift, when it is calm."),
                        ("forward", "Prints the folio when the room is called; I look on two mornings."), ("support", "The early rota")):
        page.fill(f"[name={name}]", words)
    page.fill("[name=options-0-what]", "Print the folio when the room is called down.")
    page.check("[name=options-0-chosen]")
    page.fill("[name=options-1-what]", "A colleague prints them at six.")
    page.select_option("[name=options-1-source]", "supervisor")
    page.click("main button[type=submit]:has-text('Save the talk')")


def write_plan(someone: Visitor, colleague: int) -> str:
    """Start a coaching plan in words for a colleague, with two actions, and approve it; return its address."""
    page = someone.sign_in("supervisor").page
    page.goto(f"/planning/employees/{colleague}/start")
    page.fill("[name=reason]", "Guests at check-out wait for the bill while the desk is free. Two said so this month.")
    page.select_option("[name=touchpoint_id]", label="Check-out")
    page.fill("[name=goal]", "The bill lies ready when the guest steps up. I look on two mornings before that day.")
    page.click("main button[type=submit]")
    page.fill("[name=cause]", "The folio is printed only when asked for; nobody had shown another way.")
    for number, (kind, what) in enumerate((
            ("coach", "Watch one morning's check-outs together; say one thing that went well and one to try."),
            ("train", "Practise the check-out at the desk with the folio printed beforehand, twice."))):
        page.fill(f"[name=actions-{number}-what]", what)
        page.select_option(f"[name=actions-{number}-kind]", kind)
    page.select_option("[name=actions-0-owner_id]", label="Li Xiang")
    page.select_option("[name=actions-0-dimension]", "responsiveness")
    page.select_option("[name=actions-1-dimension]", "reliability")
    page.click("main button[type=submit]:has-text('Save plan')")
    address = page.url.partition("#")[0]
    note_talk(someone)
    page.click("button:has-text('Approve plan')")
    page.wait_for_load_state("networkidle")
    return address


def answer_plan(someone: Visitor, plan: str) -> None:
    """Add the colleague's own words."""
    someone.page.goto(plan)
    someone.page.fill("[name=words]", "I had not seen it that way. I would like to try it on the early shift.")
    someone.page.click("button:has-text('I have read this')")
    someone.page.wait_for_load_state("networkidle")


def show_paper(someone: Visitor, name: str, address: str) -> None:
    """Show the first page of a PDF."""
    answer = someone.context.request.get(address)
    assert answer.status == 200, f"{address}: {answer.status}"
    drawn = subprocess.run(["pdftoppm", "-r", str(PAPER_DPI), "-f", "1", "-l", "1", "-png", "-"], input=answer.body(),
                           capture_output=True, check=True)
    keep(name, drawn.stdout)


def keep(name: str, png: bytes) -> None:
    """Write a picture with as many colours as fit into its size."""
    with Image.open(io.BytesIO(png)) as picture:
        for colours in (256, 128, 64, 32):
            out = io.BytesIO()
            picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
            if out.tell() < LARGEST:
                break
    assert out.tell() < LARGEST, f"{name}: {out.tell()} bytes"
    (PICTURES / f"{name}.png").write_bytes(out.getvalue())
    print(f"{name}.png  {out.tell() // 1000} KB")


if __name__ == "__main__":
    main()
