"""The application, the cast that every test knows, and a browser that keeps CSRF on."""

import datetime as dt
import gc
import os
import re
import shutil
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine
from werkzeug.routing import Rule

from cxtrain.app import create_app
from cxtrain.clock import now
from cxtrain.config import Settings
from cxtrain.extensions import db as database
from cxtrain.people import operations
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.notice.text import VERSION
from cxtrain.people.permissions import Role
from cxtrain.people.second_step.models import SecondStep
from cxtrain.quizzes import queries as quizzes
from cxtrain.translations import catalogue

settings.register_profile("house", deadline=None)  # a busy machine is no defect
settings.load_profile("house")
PASSWORD = "A good long sentence"
ASKS = b'id="what-for"'
RULE_PARTS = "_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown"  # what compiling an address makes


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once():
    """Each test has an application of its own; its addresses are the same as in all others, and dear to compile."""
    compiled, compile_rule = {}, Rule.compile

    def compile_once(rule):
        key = rule.rule, repr(rule.defaults)
        if key not in compiled:
            compile_rule(rule)
            compiled[key] = {name: getattr(rule, name) for name in RULE_PARTS}
        vars(rule).update(compiled[key])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", compile_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogue():
    """The texts of the pages as the .po files have them now."""
    catalogue.COMPILED.parent.mkdir(exist_ok=True)
    wanted = catalogue.compiled(catalogue.merged())
    if not catalogue.COMPILED.exists() or catalogue.COMPILED.read_bytes() != wanted:
        temporary = catalogue.COMPILED.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(wanted)
        os.replace(temporary, catalogue.COMPILED)


@dataclass
class Cast:
    """Ids of the people and places of every test: 鹤鸣酒店, with 静安店 and 徐汇店 in 华东."""

    firm: int
    east: int
    jingan: int
    xuhui: int
    li: int  # 李想, supervisor of 静安店
    wang: int  # 王喆, staff of 静安店
    zhao: int  # 赵䶮, staff of 静安店
    chen: int  # 陈晨, supervisor of 徐汇店
    sun: int  # 孙淼, staff of 徐汇店
    he: int  # 何姐, HR of the firm
    lin: int  # 林老师, author
    admin: int


def settings_in(folder, **changes) -> Settings:
    """Return settings that keep everything in `folder`, with cheap hashing."""
    return Settings(instance=folder, argon2_memory=8, secret_key="k" * 40, **changes)


PEOPLE = [  # attribute, number, name, English name, unit, role
    ("li", "S0101", "李想", "Li Xiang", "jingan", Role.SUPERVISOR), ("wang", "S0102", "王喆", "Wang Zhe", "jingan", None),
    ("zhao", "S0103", "赵䶮", "Zhao Yan", "jingan", None), ("chen", "S0201", "陈晨", "Chen Chen", "xuhui", Role.SUPERVISOR),
    ("sun", "S0202", "孙淼", "Sun Miao", "xuhui", None), ("he", "H0001", "何姐", "He Jie", "firm", Role.HR),
    ("lin", "H0002", "林老师", "Lin Laoshi", "firm", Role.AUTHOR), ("admin", "H0003", "管理员", "Admin", "firm", Role.ADMIN),
]


def make_cast() -> Cast:
    """Write the cast into the database and return its ids."""
    units = {}
    for key, code, name, english, kind, parent in [
            ("firm", "HM", "鹤鸣酒店", "Heming Hotels", "firm", None), ("east", "E", "华东", "East China", "region", "firm"),
            ("jingan", "S01", "静安店", "Jing'an", "store", "east"), ("xuhui", "S02", "徐汇店", "Xuhui", "store", "east")]:
        unit = Unit(code=code, name=name, name_en=english, kind=kind, parent_id=units[parent].id if parent else None)
        database.session.add(unit)
        database.session.flush()
        unit.path = (units[parent].path if parent else "/") + f"{unit.id}/"
        units[key] = unit
    hashed, ids = operations.hasher().hash(PASSWORD), {}
    for key, number, name, english, place, role in PEOPLE:
        unit = units[place]
        person = Employee(number=number, name=name, name_en=english, sort_key=english.lower(), post="前台",
                          unit_id=unit.id, joined_on=dt.date(2025, 1, 6))
        database.session.add(person)
        database.session.flush()
        account = Account(employee_id=person.id, login=number.lower(), password_hash=hashed)
        database.session.add_all([account, Membership(employee_id=person.id, unit_id=unit.id,
                                                      start_on=dt.date(2025, 1, 6))])
        database.session.flush()
        database.session.add(PrivacyReading(account_id=account.id, version=VERSION, read_at=now()))
        # They put the second step off, as everybody may at first; tests travel too far for the usual fortnight.
        database.session.add(SecondStep(account_id=account.id, put_off_until=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)))
        if role:
            database.session.add(RoleGrant(account_id=account.id, role=role.value, unit_id=unit.id))
        ids[key] = person.id
    database.session.commit()
    return Cast(**{key: unit.id for key, unit in units.items()}, **ids)


def pytest_addoption(parser):
    """Let the functional suite run on PostgreSQL as well."""
    parser.addoption("--postgresql", action="store_true", help="run what uses a database on PostgreSQL")
    parser.addoption("--rounds", type=int, default=1, help="how often tests/faults sends what arrives many times at once")
    parser.addoption("--every", type=int, default=7, help="let every so manieth statement fail in tests/faults")


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run what uses a database of a test's own; the rest, and what Chromium shows, would only run again."""
    if config.getoption("--postgresql"):
        items[:] = [item for item in items if {"template", "empty"} & set(getattr(item, "fixturenames", ()))
                    and not item.get_closest_marker("browser")]


def pytest_collection_finish():
    """Let the collector of garbage pass over what stays for good: looking through all modules is a quarter of a usual test's time."""
    gc.collect()
    gc.freeze()


class SqliteTemplate:
    """A file with the schema and the cast, copied for each test."""

    def __init__(self, folder):
        self.folder = folder
        self.cast, self.engine = filled(create_app(settings_in(folder)))

    def copy(self, folder):
        """Return the address of a fresh copy."""
        shutil.copy(self.folder / "cxtrain.db", folder / "cxtrain.db")
        os.chmod(folder / "cxtrain.db", 0o600)
        return f"sqlite:///{folder / 'cxtrain.db'}"

    def drop(self, url):
        """The folder of the test is swept by pytest."""


def filled(app) -> tuple[Cast, Engine]:
    """Make the schema and the cast in the application's database and let go of it."""
    with app.app_context():
        database.create_all()
        cast = make_cast()
        database.session.remove()
        database.engine.dispose()  # the last connection to close folds the log into the file
        return cast, database.engine


def share_statements(engine, first):
    """Let `engine` find the statements that were compiled for `first`: they are kept by the dialect."""
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache


@pytest.fixture(scope="session")
def template(request, tmp_path_factory):
    """The database that each test gets a copy of."""
    if not request.config.getoption("--postgresql"):
        yield SqliteTemplate(tmp_path_factory.mktemp("template"))
        return
    made = filled_server(tmp_path_factory.mktemp("template"))
    yield made
    made.stop()


def filled_server(folder):
    """Return a PostgreSQL server whose template has the schema and the cast."""
    from tests.postgresql import PostgresqlTemplate

    made = PostgresqlTemplate()
    made.cast, made.engine = filled(create_app(settings_in(folder, database_url=made.address("template_cx"))))
    made.keep()
    return made


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory):
    """Compiled templates, shared by the applications of all tests: each would compile them anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def world(template, tmp_path, bytecode):
    """An application on a fresh database with the cast: (app, cast)."""
    yield from a_world(template, tmp_path, bytecode)


def forget_versions():
    """Let go of what a process knows of question versions by their ids, which are other ones in another database."""
    quizzes._known.clear()
    quizzes._questions.cache_clear()
    quizzes._laid_out.cache_clear()


def a_world(template, folder, bytecode):
    """Yield an application on a fresh database with the cast, and clear up."""
    url = template.copy(folder)
    app = create_app(settings_in(folder, database_url=url))
    forget_versions()
    app.jinja_env.bytecode_cache = bytecode
    with app.app_context():
        share_statements(database.engine, template.engine)
    yield app, template.cast
    with app.app_context():
        database.session.remove()
        database.engine.dispose()
    forget_versions()
    template.drop(url)


@pytest.fixture
def app(world):
    """The application, within its context, so that tests can read and write the database."""
    with world[0].app_context():
        yield world[0]


@pytest.fixture
def db(app):
    """The database, in the application's context; commit what requests are to see."""
    yield database
    database.session.rollback()


@pytest.fixture
def cast(world):
    """Ids of the people and places."""
    return world[1]


@pytest.fixture(scope="session")
def chromium():
    """A real browser, one for all tests of a process: its library allows no second."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine is no defect
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Browser:
    """A client that behaves as a browser does: it fetches a page's hidden fields before it sends its form."""

    def __init__(self, app, language="en"):
        self.app, self.client = app, FlaskClient(app, app.response_class)
        self.headers = {"Accept-Language": language, "Accept": "text/html"}
        self.purpose = "records"  # what files about others are for, where a page asks; None: nothing is said

    def _open(self, method, url, **kwargs):
        database.session.rollback()  # the test's own transaction must not hold the write lock
        database.session.expire_all()
        # The request gets a context of its own, as it has on a server; nested in the test's it would share its user.
        from flask.globals import app_ctx
        pushed = app_ctx._get_current_object() if app_ctx else None
        if pushed:
            pushed.pop()
        try:
            return self.client.open(url, method=method, headers={**self.headers, **kwargs.pop("headers", {})}, **kwargs)
        finally:
            if pushed:
                pushed.push()

    def login(self, employee_id, password=PASSWORD):
        """Sign in as an employee of the cast."""
        number = database.session.get(Employee, employee_id).number
        database.session.rollback()
        answer = self.post("/sign-in", login=number, password=password)
        assert answer.status_code == 303, answer.text
        self.client.post("/language", data={"value": self.headers["Accept-Language"], **self.hidden("/sign-in")},
                         headers=self.headers)
        return self

    def get(self, url, **kwargs):
        """Fetch a page; where it asks what a file is for, say it."""
        answer = self._open("GET", url, **kwargs)
        if self.purpose and ASKS in answer.data:
            answer = self._open("GET", f"{url}{'&' if '?' in url else '?'}purpose={self.purpose}", **kwargs)
        return answer

    def hidden(self, url):
        """Return the hidden fields (CSRF token, submission key …) of the last form with such on a page."""
        text = self.get(url).text
        fields = {}
        for tag in re.findall(r"<input[^>]*>", text):
            if 'type="hidden"' in tag:
                name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
                if name and name[1] not in ("back",):
                    fields[name[1]] = value[1] if value else ""
        return fields

    def post(self, url, page=None, **fields):
        """Fetch `page` (by default `url` itself), fill its form with `fields` and send it to `url`."""
        data = {**self.hidden(page or url), **fields}
        data = {k: v for k, v in data.items() if v is not None}
        answer = self._open("POST", url, data=data)
        if self.purpose and ASKS in answer.data:
            answer = self._open("POST", url, data={**data, "purpose": self.purpose})
        return answer


@pytest.fixture
def browser(app):
    """A browser in English that is not signed in."""
    return Browser(app)


@pytest.fixture
def chinese(app):
    """A browser in Chinese that is not signed in."""
    return Browser(app, "zh")
