"""Certificates to print, HR who prints them, and a worker."""

import io
import zipfile

import pikepdf
import pytest
from sqlalchemy import select

from cxtrain.certificates.print_runs.models import Printing, PrintRun
from cxtrain.extensions import db as database
from cxtrain.jobs.work import work

URL = "/certificates/print"
ALL = {"since": "", "until": "", "unit": "", "course": ""}


@pytest.fixture
def made(office, cast):
    """Ids of three certificates: of 王喆 and 赵䶮 at 静安店, of 孙淼 at 徐汇店."""
    return [office.award(person) for person in (cast.wang, cast.zhao, cast.sun)]


@pytest.fixture
def hr(browser, cast):
    """何姐's browser."""
    return browser.login(cast.he)


def runs():
    """Return all runs as they stand now, the first first."""
    database.session.rollback()
    return list(database.session.scalars(select(PrintRun).order_by(PrintRun.id).execution_options(populate_existing=True)))


def printed(run):
    """Return the ids of the certificates in a run, in its order."""
    return list(database.session.scalars(
        select(Printing.certificate_id).where(Printing.run_id == run.id).order_by(Printing.position)))


def order(hr, **fields):
    """Order a run as HR does, and return the answer."""
    return hr.post(URL, page=f"{URL}?since=", **{**ALL, **fields})


def labour(app):
    """Let a worker do all there is to do."""
    database.session.remove()
    work(app, until_empty=True)


def pages(body):
    """Return how many pages a PDF has."""
    with pikepdf.open(io.BytesIO(body)) as document:
        return len(document.pages)


def files(body):
    """Return the files of a zip by name, and how each is kept."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {each.filename: (archive.read(each), each.compress_type) for each in archive.infolist()}
