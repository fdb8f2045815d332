"""Having a file about many people made, as HR does."""

from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.jobs.work import work
from cxtrain.reports.exports.models import Export


def exported(browser, kind, parts, **fields):
    """Ask for a file of a choice such as "?period=days", let a worker make it, and return the answer that sends it."""
    asked = browser.post(f"/exports/new/{kind}{parts}", **{"purpose": "management", "words": "", **fields})
    if asked.status_code != 303:
        return asked
    database.session.remove()
    work(browser.app, until_empty=True)
    return browser.get(f"/exports/{database.session.scalar(select(func.max(Export.id)))}")
