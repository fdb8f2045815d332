"""A scenario of each pack, played on a phone in both languages to two endings; one play loses the network half way."""

import json
import re
import sqlite3
from collections import deque
from contextlib import closing

import pytest
from playwright.sync_api import expect

from cxtrain.demo.logins import PASSWORD
from cxtrain.paths import resource_dir
from cxtrain.roleplay.play import advance, opening, replay
from cxtrain.roleplay.scenario import load
from cxtrain.roleplay.score import score
from cxtrain.roleplay.words import OUTCOMES
from tests.site import command, served

pytestmark = pytest.mark.browser
NUMBER = "P0001"
PLAYED = {"hotel": "late-check-in", "hotpot": "hotpot-table-for-one", "electronics": "electronics-fathers-phone",
          "theme-park": "park-lost-child", "online-shop": "never-mind", "cafe": "cafe-the-usual"}


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """The folder of a firm that has just begun: the six packs are published, and one person is there."""
    folder = tmp_path_factory.mktemp("packs")
    command(folder, "db", "upgrade")
    command(folder, "content", "publish", *(str(resource_dir("scenarios") / pack) for pack in PLAYED))
    return folder


@pytest.fixture(scope="module")
def site(instance, chromium):
    """The address of that firm; the person has set a password."""
    invited = json.loads(command(instance, "admin", "invite", NUMBER, "彭丽", "--json").stdout)
    with served(instance, "--workers", "1") as address:
        page = chromium.new_page()
        page.goto(address + re.sub("^.*(?=/set-password/)", "", invited["link"]))
        page.fill("[name=password]", PASSWORD)
        page.fill("[name=again]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/sign-in")
        page.close()
        yield address


def shortest_ways(scenario):
    """Return the choice ids of a shortest play to each outcome that answers can reach, silence left out."""
    found, seen, waiting = {}, set(), deque([opening(scenario)])
    while waiting:
        here = waiting.popleft()
        if here.outcome:
            found.setdefault(here.outcome, [beat.choice.id for beat in here.trail])
        for answer in here.answers:
            there = advance(scenario, here, answer.id)
            place = (there.scene.id, *sorted(there.state.items()))
            if place not in seen:
                seen.add(place)
                waiting.append(there)
    return found


def start(someone, slug):
    """Start a practice."""
    someone.page.goto(f"/roleplay/{slug}")
    someone.page.locator("button[value=practice]").click()
    someone.page.wait_for_url("**/roleplay/attempts/*")


def answer(someone, choice):
    """Press an answer by its words, with a reason where it asks for one; nothing is waited for."""
    words = " ".join(getattr(choice.say, someone.short).split())
    button = someone.page.locator(".choice").filter(has_text=re.compile(re.escape(words)))
    if button.locator(".needs-why").count():
        someone.page.fill("#reason", "It is what I would do at our desk.")
    button.click()


def play(someone, scenario, way, *, cut=None):
    """Make the choices of `way`; before the one numbered `cut` (from 0) the network goes, and comes back after it."""
    for number, (choice_id, beat) in enumerate(zip(way, replay(scenario, way).trail, strict=True)):
        assert beat.choice.id == choice_id
        expect(someone.page.locator("#choices [name=position]")).to_have_value(str(number))
        someone.context.set_offline(number == cut)
        answer(someone, beat.choice)
        if number == cut:
            expect(someone.page.get_by_text(someone.said("No network"))).to_be_visible()
            expect(someone.page.get_by_text(someone.said("Your answer is kept and goes out by itself. The next scene comes once it has arrived."))).to_be_visible()
            assert someone.faults() == []
            someone.context.set_offline(False)
    expect(someone.page.locator(".outcome h1")).to_be_visible()
    # The browser says of each request that the network refused that it did; nothing else may be wrong.
    someone.complaints[:] = [each for each in someone.complaints if cut is None or "net::ERR_" not in each]


def check_ending(someone, scenario, way, instance):
    """Compare the ending's page, and what is stored, with the replay of the choices from the pack's own file."""
    position = replay(scenario, way)
    ending = someone.page.locator(".outcome")
    assert ending.locator("strong[class^=outcome-]").inner_text() == someone.said(OUTCOMES[position.outcome])
    assert float(ending.locator(".score-line strong").inner_text()) == score(scenario, position).overall.percent
    title = getattr(position.scene.ending.title, someone.short)
    assert ending.locator("h1").inner_text() == " ".join(title.split())
    attempt = re.search(r"/attempts/(\d+)/ending$", someone.page.url)[1]
    with closing(sqlite3.connect(f"file:{instance / 'cxtrain.db'}?mode=ro", uri=True)) as database:
        made = database.execute("select choice_id from scenario_step where attempt_id = ? order by position", (attempt,))
        assert [choice_id for choice_id, in made] == way


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("pack", PLAYED)
def test_a_scenario_of_each_pack_is_played_to_two_endings(visitor, instance, pack, language):
    path = resource_dir("scenarios") / pack / "scenarios" / f"{PLAYED[pack]}.yaml"
    scenario = load(path.read_text(encoding="utf-8"))
    ways = shortest_ways(scenario)
    someone = visitor(language=language).sign_in(NUMBER)
    for outcome, is_cut in (("delighted", True), ("lost", False)):
        start(someone, scenario.slug)
        play(someone, scenario, ways[outcome], cut=len(ways[outcome]) // 2 if is_cut else None)
        check_ending(someone, scenario, ways[outcome], instance)
