"""The second half of a double click gets the first half's answer, however late its view finds that out."""

import pytest
from flask import Blueprint, abort, request
from sqlalchemy import update

from cxtrain.extensions import db as database
from cxtrain.web.models import Submission
from cxtrain.web.pages import done

bp = Blueprint("late", __name__)
SENT = {"submission_key": "k" * 36, "value": "7"}


@bp.route("/late/<refusal>", methods=["GET", "POST"])
def refused(refusal):
    """Refuse after the key has been settled, as a twin does while this request waits for a row on PostgreSQL."""
    if request.args.get("twin"):
        done("/sent")
        if request.args["twin"] == "other":
            database.session.execute(update(Submission).values(digest="0" * 64))
        database.session.commit()
    if refusal == "page":
        return "changed meanwhile", 409
    return abort(int(refusal))


refused.public = True


@pytest.fixture
def client(world):
    app, _ = world
    app.config["WTF_CSRF_ENABLED"] = False
    app.register_blueprint(bp)
    return app.test_client()


@pytest.mark.parametrize("refusal", ["page", 409, 404, 403, 400])
def test_a_twin_that_was_refused_is_answered_as_the_first(client, refusal):
    answer = client.post(f"/late/{refusal}?twin=same", data=SENT)
    assert (answer.status_code, answer.location) == (303, "/sent")


@pytest.mark.parametrize(("query", "data"), [("", SENT), ("?twin=other", SENT), ("", {"value": "7"})])
def test_without_a_settled_twin_of_the_same_content_the_refusal_stands(client, query, data):
    assert client.post(f"/late/409{query}", data=data).status_code == 409


def test_a_fault_of_ours_is_not_hidden(client):
    assert client.post("/late/500?twin=same", data=SENT).status_code == 500


def test_a_page_that_is_only_fetched_is_not_looked_up(client, world):
    client.post("/late/409?twin=same", data=SENT)
    assert client.get("/late/409", query_string=SENT).status_code == 409
    with world[0].app_context():
        assert database.session.query(Submission).count() == 1
