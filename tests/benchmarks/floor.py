"""The floor: the least that a page and a save can cost with the same framework, server and settings.

A page: a signed cookie, two selects, 15 KB of HTML from a template. A save: 21 rows in one transaction.
"""

import os

from flask import Flask, request, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text

PAGE = """<!doctype html><html lang="en"><head><title>floor</title></head><body><h1>{{ name }}</h1><ul>
{% for number in numbers %}<li class="row"><a href="/page/{{ number }}">{{ name }} {{ number }}</a> <span>{{ '%0.2f' | format(number / 7) }}</span>
<em>the same words in every line, so that the page weighs what a page weighs</em></li>{% endfor %}</ul></body></html>"""
ROWS = 93  # makes the page 15 KB


def create_floor() -> Flask:
    """Return the application, with a thousand people in its database."""
    app = Flask("floor")
    app.config.update(SECRET_KEY="f" * 40, SQLALCHEMY_DATABASE_URI=os.environ["FLOOR_DATABASE_URL"])
    db = SQLAlchemy(app)
    with app.app_context():
        _pragmas(db.engine)
        _tables(db)
    template = app.jinja_env.from_string(PAGE)

    @app.get("/sign-in/<int:person>")
    def sign_in(person: int) -> str:
        session["person"] = person
        return "ok"

    @app.get("/page")
    def page() -> str:
        row = db.session.execute(text("select id, name from person where id = :id"), {"id": session["person"]}).one()
        db.session.execute(text("select count(*) from rating where person_id = :id"), {"id": row.id}).scalar_one()
        return template.render(name=row.name, numbers=range(ROWS))

    @app.post("/save")
    def save() -> str:
        person = session["person"]
        db.session.execute(text("insert into rating (person_id, item, value) values (:p, :i, :v) on conflict "
                                "(person_id, item) do update set value = excluded.value"),
                           [{"p": person, "i": int(item), "v": int(value)} for item, value in request.form.items()])
        db.session.commit()
        return "saved"

    return app


def _pragmas(engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(raw, entry) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            raw.execute(f"PRAGMA {pragma}")


def _tables(db: SQLAlchemy) -> None:
    db.session.execute(text("create table if not exists person (id integer primary key, name text)"))
    db.session.execute(text("create table if not exists rating (person_id integer references person, item integer, "
                            "value integer, primary key (person_id, item))"))
    if not db.session.execute(text("select count(*) from person")).scalar_one():
        db.session.execute(text("insert into person (id, name) values (:id, :name) on conflict do nothing"),
                           [{"id": n, "name": f"Person {n}"} for n in range(1, 1001)])
    db.session.commit()


