"""The worker: takes jobs one at a time, does them, does each day's periodic tasks and sends mail."""

import logging
import time
import traceback
from collections.abc import Callable
from functools import partial

from flask import Flask
from flask_babel import force_locale

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs import operations
from cxtrain.jobs.mail.work import send_waiting
from cxtrain.jobs.models import Job

log = logging.getLogger("cxtrain.jobs")


def work(app: Flask, *, until_empty: bool = False, pause: float = 1.0,
         stop: Callable[[], bool] = lambda: False) -> int:
    """Do jobs until `stop` says so, or until none waits; return how many were done.

    A killed worker's job is taken again when its lease has run out.
    """
    done = 0
    with app.app_context():
        while not stop():
            job = _claim()
            if job is not None:
                _do(job)
                done += 1
            elif until_empty:
                break
            else:
                _daily_tasks()
                _hourly_tasks()
                _send_mail(app)
                if not _small_tasks():
                    time.sleep(pause)
    return done


def _claim() -> Job | None:
    try:
        operations.beat()
        job = operations.claim(now())
        db.session.commit()
        if job is not None:
            db.session.expunge(job)
        return job
    finally:
        db.session.remove()


def _do(job: Job) -> None:
    try:
        with force_locale(job.locale):
            result = operations.HANDLERS[job.kind](dict(job.args), _reporter(job.id))
        operations.finish(job.id, result=result)
    except operations.JobStopped:
        db.session.rollback()
        log.info("job %s was stopped", job.id)
    except Exception as error:
        db.session.rollback()
        log.error("job %s failed: %s", job.id, traceback.format_exc())
        operations.finish(job.id, error=f"{type(error).__name__}: {error}")
    db.session.commit()
    db.session.remove()


def _reporter(job_id: int) -> operations.Report:
    def report(n: int, total: int) -> None:
        operations.report_progress(job_id, n, total)
        db.session.commit()
    return report


def _send_mail(app: Flask) -> None:
    try:
        send_waiting(app.config["CX"])
    except Exception:
        db.session.rollback()
        log.exception("sending mail")
    finally:
        db.session.remove()


def _small_tasks() -> bool:
    """Do what is done whenever there is time, a portion each; return whether there is more."""
    more = False
    for name, task in operations.OFTEN.items():
        try:
            more = task() or more
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("small task %s", name)
        finally:
            db.session.remove()
    return more


def _daily_tasks() -> None:
    day = today("UTC")
    for name, task in operations.PERIODIC.items():
        _in_turn(name, day.isoformat(), partial(task, day))


def _hourly_tasks() -> None:
    moment = now()
    for name, task in operations.HOURLY.items():
        _in_turn(name, f"{moment:%Y-%m-%dT%H}", partial(task, moment))


def _in_turn(name: str, slot: str, task: Callable[[], None]) -> None:
    """Do a task if its turn has come and no other worker took it."""
    try:
        if operations.take_slot(name, slot):
            task()
        db.session.commit()
    except Exception:
        db.session.rollback()
        log.exception("periodic task %s", name)
    finally:
        db.session.remove()
