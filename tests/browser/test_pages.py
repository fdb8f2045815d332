"""Every main page: accessible, no wider than the screen, no complaint of the browser; both languages and sizes."""

import pytest

from tests.browser.conftest import DESK, NUMBERS, PHONE

pytestmark = pytest.mark.browser
# Where an address has {}, the question beside it finds the id; ? is the staff number of whoever looks.
MINE = "select id from employee where number = ?"
STORE = "select unit_id from employee where number = ?"
PAGES = {
    "stranger": ["/sign-in", "/verify", "/nowhere"],
    "staff": [
        "/", "/training", "/training/moments-of-truth", "/roleplay", "/roleplay/late-check-in",
        "/quizzes/moments-of-truth", "/me/record", "/me/transcript", "/me/sessions", "/certificates", "/planning", "/planning/mine", "/coaching",
        ("/coaching/{}", f"select max(id) from visit where kind = 'coaching' and employee_id = ({MINE})"),
        ("/planning/plans/{}", f"select id from plan where state = 'approved' and employee_id = ({MINE})"),
        ("/planning/plans/{}/history", f"select id from plan where state = 'approved' and employee_id = ({MINE})"),
        ("/quality/scorecards/{}", f"select max(id) from visit where state = 'released' and kind = 'mystery_shop' and employee_id = ({MINE})"),
        "/training/classes", "/training/classes/of/front-desk-day",
        ("/training/classes/{}", f"select max(class_id) from class_member where employee_id = ({MINE})"),
        ("/training/classes/{}/evaluate", f"select max(class_id) from class_member where employee_id = ({MINE})"),
    ],
    "supervisor": [
        "/", "/team", "/team/people", "/quality/visits", "/quality/visits/new", "/planning", "/training/assignments",
        "/training/assignments/new", "/training/rules", "/training/rules/new", "/training/overdue",
        ("/training/exemptions/people/{}/moments-of-truth", "select id from employee where number <> ? and unit_id = 5"),
        ("/employees/{}", "select id from employee where number <> ? and unit_id = 5"),
        ("/employees/{}/transcript", "select max(id) from employee where number <> ? and unit_id = 5"),
        ("/people/{}/plays", "select id from employee where number <> ? and unit_id = 5"),
        ("/people/{}/plays/{}", "select e.id, a.id from scenario_attempt a join employee e on e.id = a.employee_id "
                                "where a.mode = 'exam' and a.outcome is not null and e.number <> ? and e.unit_id = 5"),
        ("/planning/units/{}", STORE), ("/planning/units/{}/start", STORE),
        ("/planning/employees/{}", "select min(id) from employee where number <> ? and unit_id = 5"),
        ("/planning/plans/{}",
         f"select id from plan where employee_id is null and state = 'approved' and unit_id = ({STORE})"),
        ("/planning/plans/{}/edit", f"select id from plan where state = 'draft' and unit_id = ({STORE})"),
        ("/planning/plans/{}", f"select id from plan where state = 'draft' and employee_id is not null and unit_id = ({STORE})"),
        ("/planning/plans/{}/talks/new",
         f"select id from plan where state = 'draft' and employee_id is not null and unit_id = ({STORE})"),
        ("/planning/plans/{}/history/5", f"select min(plan_id) from plan_version where number = 5 and plan_id in "
                                         f"(select id from plan where employee_id is not null and unit_id = ({STORE}))"),
        ("/quality/scorecards/{}", f"select max(id) from visit where state = 'released' and kind <> 'coaching' and unit_id = ({STORE})"),
        "/quality/checks/new", "/coaching", "/coaching/new",
        ("/coaching/{}", f"select max(id) from visit where kind = 'coaching' and observer_employee_id = ({MINE})"),
        "/quality/places", ("/quality/places/units/{}", STORE),
        ("/quality/visits/{}", "select max(v.id) from visit v join account a on a.id = v.entered_by join employee e on "
                               "e.id = a.employee_id where v.state in ('draft', 'returned') and e.number = ?"),
    ],
    "hr": [
        "/training-files", "/certificates/fetched", ("/training/classes/{}/papers", "select max(id) from training_class where ? <> ''"),
        ("/training/classes/{}/archive", "select max(id) from training_class where closed_at is not null and ? <> ''"),
        "/", "/keeping", "/keeping/holds/new", "/people", "/people/new", "/people/units", "/people/units/new", "/people/roster", "/people/slips",
        ("/people/{}", "select id from employee where status = 'active' and number <> ?"),
        ("/people/{}/edit", "select id from employee where status = 'active' and number <> ?"),
        ("/people/{}/erase", "select id from employee where status = 'left' and number <> ?"),
        ("/people/{}/roles", "select id from employee where status = 'active' and number <> ?"),
        ("/people/{}/time", "select id from employee where status = 'active' and number <> ?"),
        ("/people/{}/transfer", "select id from employee where status = 'active' and number <> ?"),
        ("/quality/visits/{}/decide", "select id from visit where state = 'submitted' and ? <> ''"),
        "/quality/places", "/quality/places?dimension=empathy&span=3", "/quality/places/comments",
        ("/quality/places/units/{}", "select min(id) from unit where kind = 'region' and ? <> ''"),
        ("/quality/places/touchpoints/{}", "select touchpoint_id from month_note where ? <> ''"),
        ("/quality/places/touchpoints/{}/notes/new", "select min(id) from touchpoint where ? <> ''"),
        ("/planning/units/{}", "select min(id) from unit where kind = 'region' and ? <> ''"),
        ("/planning/units/{}/touchpoints/{}", "select u.id, min(t.id) from unit u, touchpoint t where u.kind = 'region' and ? <> '' group by u.id"),
        ("/planning/critical/{}", "select max(id) from visit where state = 'released' and score < score_before and ? <> ''"),
        "/planning/thresholds", "/planning/thresholds/set",
        "/quality/visits", "/certificates/register", "/certificates/print", "/certificates/print/runs",
        "/certificates/forms/house", "/ledger", "/learning-time", "/hr-reports?by=person", "/hr-reports/keep", "/auditors",
        "/auditors/new", "/monthly", "/practicals", "/onsite",
        ("/learning-time?month={}", "select substr(max(day), 1, 7) from learning_day where outside > 0 and ? <> ''"),
        ("/certificates/{}", "select max(id) from certificate where ? <> ''"),
        ("/certificates/{}/revoke", "select max(id) from certificate where revoked_at is null and ? <> ''"),
        ("/certificates/{}/correct", "select max(id) from certificate where revoked_at is null and ? <> ''"),
        "/certificates/ending?within=90", "/certificates/series", "/certificates/series/1",
    ],
    "author": ["/authoring/scenarios", "/authoring/scenarios/new", "/authoring/scenarios/import", "/authoring/scenarios/airport-car",
               "/authoring/scenarios/airport-car/versions", "/journey", ("/journey/{}/edit", "select min(id) from touchpoint where ? <> ''"),
               "/roleplay/late-check-in/coverage", "/authoring/quizzes/moments-of-truth/analysis?attempts=all",
               "/authoring/quizzes", "/authoring/quizzes/new", "/authoring/quizzes/moments-of-truth",
               "/authoring/quizzes/moments-of-truth/versions", "/authoring/quizzes/moments-of-truth/rehearse?seed=1",
               "/training/classes?when=past", "/training/classes/1", "/training/classes/new?course=front-desk-day&unit=1",
               "/training/classes/3", "/training/classes/3/people", "/training/classes/3/list", "/training/classes/3/close",
               "/training/classes/3/photos", "/training/classes/3/cancel",
               ("/training/classes/sessions/{}/code?names=1", "select min(id) from class_session where class_id = 3 and ? <> ''"),
               ("/training/classes/sessions/{}/attendance", "select min(id) from class_session where class_id = 3 and ? <> ''"),
               ("/training/classes/sessions/{}/sheet", "select min(id) from class_session where class_id = 3 and ? <> ''"),
               "/training/classes/1/evaluations", "/training/classes/1/evaluations/paper",
               ("/training/classes/1/people/{}/correct", "select max(employee_id) from class_member where class_id = 1 and ? <> ''"),
               "/planning/library", "/planning/library?dimension=empathy", "/planning/library/rs-roster",
               "/planning/library/rs-roster/edit", "/marking", "/marking/done", "/exams", "/exams/new",
               ("/authoring/quizzes/moments-of-truth/analysis/{}", "select min(version_id) from item_count where ? <> ''")],
    "admin": ["/", "/planning/clause", "/certificates/print/seals", "/people/units", "/jobs", "/ledger"],
}


@pytest.fixture
def paths_of(ask):
    """A function that gives the addresses that a role looks at."""
    def answer(role):
        pages = [(page, None) if isinstance(page, str) else page for page in PAGES[role]]
        return [path.format(*ask(question, NUMBERS[role])) if question else path for path, question in pages]
    return answer


def faults_of(someone, path):
    status = someone.page.goto(path).status
    expected = 404 if path == "/nowhere" else 200
    return [f"{path}: {status}"] * (status != expected) + someone.faults()


# Colours do not depend on the language, so that the dark is looked at with one language for each size.
SIZES, DARK = {"phone": PHONE, "desk": DESK}, {("phone", "zh-CN"), ("desk", "en")}


def faults_in_each_look(someone, path):
    """Return the faults of a page by daylight on a phone and at a desk, and in the dark where this visitor's language is looked at."""
    found = []
    for name, size in SIZES.items():
        someone.page.set_viewport_size(size)
        found += [f"{name} {fault}" for fault in faults_of(someone, path)]
        if (name, someone.language) in DARK:
            someone.page.emulate_media(color_scheme="dark")
            found += [f"{name} dark {fault}" for fault in someone.faults()]
            someone.page.emulate_media(color_scheme="light")
    return found


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("role", PAGES)
def test_pages_are_accessible_and_fit_the_screen(visitor, paths_of, role, language):
    someone = visitor(language=language)
    if role != "stranger":
        someone.sign_in(role)
    assert [fault for path in paths_of(role) for fault in faults_in_each_look(someone, path)] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("address", "which"), [
    ("/roleplay/attempts/{}", "scenario_attempt a join employee e on e.id = a.employee_id where a.finished_at is null"),
    ("/roleplay/attempts/{}/ending",
     "scenario_attempt a join employee e on e.id = a.employee_id where a.outcome = 'delighted'"),
    ("/quizzes/attempts/{}/result",
     "quiz_attempt a join employee e on e.id = a.employee_id where a.passed and a.score < 100"),
    ("/certificates/{}", "certificate a join employee e on e.id = a.employee_id where a.revoked_at is null"),
], ids=["scene", "ending", "result", "certificate"])
def test_what_a_learner_has_made_is_accessible_and_fits_a_phone(visitor, ask, address, which, dark):
    number, mine = ask(f"select e.number, a.id from {which} and e.status = 'active' order by a.id desc")
    someone = visitor(language="en", dark=dark).sign_in(number)
    assert faults_of(someone, address.format(mine)) == []


def test_a_phone_loads_little(visitor):
    # Our own measure for a phone on a poor network: at most 100 KB over the wire on the first visit, 15 KB after.
    someone = visitor()
    client = someone.context.new_cdp_session(someone.page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    someone.sign_in("staff")
    first = sum(sizes)
    sizes.clear()
    someone.page.goto("/training")
    someone.page.wait_for_load_state("networkidle")
    assert first <= 100_000
    assert sum(sizes) <= 15_000
