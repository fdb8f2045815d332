"""Making the demo company: everything that `cxtrain demo` writes, in one transaction."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from sqlalchemy import Integer, func, insert, select, text, update

from cxtrain.certificates.models import Certificate
from cxtrain.clock import today
from cxtrain.content import publish
from cxtrain.demo.appeals.operations import write_appeals
from cxtrain.demo.boards.operations import write_boards
from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.calibration.operations import write_calibration
from cxtrain.demo.certificates.operations import write_certificates
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.classes.operations import write_classes
from cxtrain.demo.comments.operations import write_comments
from cxtrain.demo.company import Company, found_company
from cxtrain.demo.exams.operations import write_exams
from cxtrain.demo.feedback.operations import write_feedback
from cxtrain.demo.forms.operations import write_forms
from cxtrain.demo.huddles.operations import write_huddles
from cxtrain.demo.indicators.operations import write_indicators
from cxtrain.demo.journey.operations import write_journey
from cxtrain.demo.kano.operations import write_kano
from cxtrain.demo.learning.cohorts import trained_group
from cxtrain.demo.learning.operations import published_course, write_learning
from cxtrain.demo.logins import PASSWORD
from cxtrain.demo.notes.operations import write_notes
from cxtrain.demo.openly.operations import write_openly
from cxtrain.demo.outings.operations import OUTSIDERS, write_outings
from cxtrain.demo.people.operations import Staff, write_people, write_readings
from cxtrain.demo.plans.operations import write_plans
from cxtrain.demo.posts.operations import write_rules
from cxtrain.demo.practicals.operations import write_practicals
from cxtrain.demo.programmes.operations import write_programmes
from cxtrain.demo.proposals.operations import write_decisions
from cxtrain.demo.refreshers.operations import write_refreshers
from cxtrain.demo.remedies.operations import write_remedies
from cxtrain.demo.schedule import Profile, schedule
from cxtrain.demo.surveys.operations import write_surveys
from cxtrain.demo.truth import TRAINED_AFTER, Truth, draw_truth
from cxtrain.demo.visits.cards import fill_in
from cxtrain.demo.visits.operations import Forms, published_forms, write_visits
from cxtrain.demo.voices.operations import write_voices
from cxtrain.extensions import db
from cxtrain.jobs.operations import take_slot
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import WAITING, seal_day
from cxtrain.paths import resource_dir
from cxtrain.people.models import Employee, Unit
from cxtrain.people.operations import hasher
from cxtrain.planning.models import Plan
from cxtrain.quality.models import InstrumentVersion, Visit
from cxtrain.quizzes.models import QuizAttempt, QuizVersion
from cxtrain.quizzes.statistics.operations import count_anew
from cxtrain.roleplay.models import Attempt, ScenarioVersion
from cxtrain.training.activity.operations import sum_up
from cxtrain.training.activity.queries import SLOT
from cxtrain.training.models import CourseVersion, LessonVersion

PACK = "hotel"
OPENING_HOUR = 8  # of the first day, on which the pack was published


class NotEmpty(Exception):
    """The database holds a company already; the text says what to do."""


@dataclass(frozen=True)
class Summary:
    """How much was made."""

    profile: str
    units: int
    employees: int
    visits: int
    attempts: int  # role-plays and quizzes
    plans: int
    certificates: int
    ledger_entries: int

    def __str__(self) -> str:
        """Return it as a sentence for a terminal."""
        return (f"The demo company ({self.profile}) is there: {self.units} units, {self.employees} people, "
                f"{self.visits} visits, {self.attempts} role-plays and quizzes, {self.plans} plans, {self.certificates} certificates, "
                f"{self.ledger_entries} entries in the ledger.")


def is_there() -> bool:
    """Whether the database holds units, be they the demo's or anybody's."""
    return db.session.scalar(select(Unit.id).limit(1)) is not None


def truth_of(company: Company, seed: int) -> Truth:
    """Return what is true in the company."""
    return draw_truth(
        {person.number: person.touchpoints for person in company.frontline},
        [person.number for person in company.supervisors], trained=trained_group(company),
        trained_from=company.year.first_day(TRAINED_AFTER + 1), random=Random(f"{seed}:truth"))


def build(profile: str, seed: int = 2026) -> Summary:
    """Fill a migrated, empty database with the demo company; the caller commits.

    Args:
        profile: typical or dense.
        seed: the same seed on the same day gives the same company, but for the password's salt
            and the codes of certificates.

    Raises:
        NotEmpty: the database has units.
        ValueError: there is no such profile.
    """
    wanted = Profile(profile)
    password_hash = hasher().hash(PASSWORD)  # before the transaction, because it takes a while
    if is_there():
        raise NotEmpty("This database holds units already, and the demo company needs an empty one. "
                       "Name another with CXTRAIN_DATABASE_URL or CXTRAIN_INSTANCE.")
    company, chronicle = found_company(today(ZONE), seed), Chronicle()
    opening = moment(company.year.start, OPENING_HOUR)
    _publish(opening, chronicle)
    _write(company, wanted, seed, chronicle, password_hash)
    db.session.execute(insert(LedgerEntry.__table__), chronicle.rows())
    _end_of_day(company.year.start)
    _count_on()
    return _summary(wanted)


def _publish(at: dt.datetime, chronicle: Chronicle) -> None:
    publish(resource_dir("scenarios") / PACK)
    for model in (InstrumentVersion, ScenarioVersion, LessonVersion, QuizVersion, CourseVersion):
        db.session.execute(update(model).values(published_at=at))
    chronicle.adopt(db.session().info.pop(WAITING, []), at, 0)


def _write(company: Company, profile: Profile, seed: int, chronicle: Chronicle, password_hash: str) -> None:
    staff, forms = write_people(company, chronicle, password_hash=password_hash), published_forms()
    encounters = schedule(company, profile, Random(f"{seed}:schedule"))
    cards = fill_in(company, truth_of(company, seed), encounters, forms.instruments, Random(f"{seed}:visits"))
    write_programmes(staff, chronicle, Random(f"{seed}:programmes"))
    write_visits(staff, forms, cards, chronicle)
    write_voices(staff, forms.touchpoints, company.year, chronicle, Random(f"{seed}:voices"))
    _count_on()  # what follows is written as anybody writes it, and lets the database number it
    write_journey(staff, dict(forms.touchpoints), chronicle, Random(f"{seed}:journey"))
    _write_customers(staff, forms, seed, chronicle)
    write_appeals(staff, chronicle)
    write_openly(staff, chronicle, Random(f"{seed}:openly"))
    write_notes(staff, forms, company.year, chronicle)
    write_forms(staff, chronicle)
    write_calibration(staff, chronicle, Random(f"{seed}:calibration"))
    write_outings(staff, chronicle, Random(f"{seed}:outings"), password_hash=password_hash)
    _write_training(staff, seed, chronicle)
    _write_plans(staff, forms, seed, chronicle)
    write_huddles(staff, chronicle, Random(f"{seed}:huddles"))


def _write_training(staff: Staff, seed: int, chronicle: Chronicle) -> None:
    """Write what people learned in the order in which one thing leads to another; certificates come of all of it."""
    write_learning(staff, published_course(), chronicle, Random(f"{seed}:learning"))
    write_readings(chronicle, staff.company.year.start)
    count_anew()
    write_refreshers(staff, chronicle, Random(f"{seed}:refreshers"))
    _count_on()  # both were numbered here
    write_exams(staff, chronicle, Random(f"{seed}:exams"))
    write_classes(staff, chronicle, Random(f"{seed}:classes"))
    write_practicals(staff, chronicle)
    write_certificates(staff, chronicle)
    write_rules(staff, chronicle)


def _write_plans(staff: Staff, forms: Forms, seed: int, chronicle: Chronicle) -> None:
    write_plans(staff, dict(forms.touchpoints), chronicle, Random(f"{seed}:plans"))
    write_remedies(staff, chronicle)
    write_boards(staff, dict(forms.touchpoints), chronicle)
    write_decisions(staff, chronicle)


def _write_customers(staff: Staff, forms: Forms, seed: int, chronicle: Chronicle) -> None:
    year = staff.company.year
    write_kano(staff, forms.touchpoints, year, chronicle, Random(f"{seed}:kano"))
    write_surveys(staff, forms.touchpoints, year, chronicle, Random(f"{seed}:surveys"))
    write_indicators(staff, year, chronicle, Random(f"{seed}:indicators"))
    write_comments(staff, forms.touchpoints, chronicle, Random(f"{seed}:comments"))
    write_feedback(staff, dict(forms.touchpoints), chronicle, Random(f"{seed}:feedback"))


def _end_of_day(start: dt.date) -> None:
    """Do what a night does."""
    seal_day(today("UTC") - dt.timedelta(days=1))  # what today brings is sealed tomorrow, as everywhere
    take_slot(SLOT, today("UTC").isoformat())
    sum_up(start)


def _count_on() -> None:
    """Let PostgreSQL's sequences go on after the ids that were given here; SQLite does so by itself."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in db.metadata.sorted_tables:
        if "id" in table.c and isinstance(table.c.id.type, Integer):
            db.session.execute(text(
                f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), coalesce(max(id), 0) + 1, false) "
                f'FROM "{table.name}"'))


def _summary(profile: Profile) -> Summary:
    def rows(*models: type) -> int:
        return sum(db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models)
    return Summary(profile.value, rows(Unit), rows(Employee) - len(OUTSIDERS), rows(Visit), rows(Attempt, QuizAttempt), rows(Plan),
                   rows(Certificate), rows(LedgerEntry))
