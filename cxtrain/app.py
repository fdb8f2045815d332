"""create_app(): configure, bind extensions, connect signals, register blueprints."""

import os
import uuid
from importlib import import_module
from typing import Any

from flask import Flask, g, session
from flask_compress import Compress
from flask_login import current_user
from flask_migrate import Migrate
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix

from cxtrain import extensions
from cxtrain.config import Settings, made_secret_key, refuse_unsafe
from cxtrain.paths import resource_dir
from cxtrain.people.guards import refuse_undeclared
from cxtrain.people.views import load_actor
from cxtrain.web import assets, errors, health, pages, security, submissions, transactions
from cxtrain.web.converters import BoundedRequest, IdConverter, WordConverter

PACKAGES = ("people", "people.staff", "people.careers", "people.absences", "people.access", "people.units", "people.roster",
            "people.hours", "people.notice", "people.second_step", "people.corrections", "journey", "journey.departments",
            "roleplay", "roleplay.coverage", "roleplay.sharing", "roleplay.authoring", "roleplay.authoring.scenes",
            "roleplay.authoring.imports", "quizzes",
            "quizzes.papers", "quizzes.papers.exams", "quizzes.onsite", "quizzes.sittings", "quizzes.handmarking",
            "quizzes.statistics", "quizzes.bank", "quizzes.bank.writing", "quizzes.bank.intake", "quizzes.bank.remarks",
            "quality.instruments", "quality.instruments.parts", "quality", "quality.programmes", "quality.programmes.notices",
            "quality.photos", "quality.checks", "quality.coaching", "quality.paper", "quality.schedule",
            "quality.schedule.stops", "quality.schedule.briefs", "quality.shoppers", "quality.notes", "quality.decisions",
            "quality.report", "quality.appeals", "quality.calibration", "quality.calibration.cases",
            "quality.calibration.pool", "quality.calibration.pairs", "voices", "voices.surveys",
            "voices.surveys.questionnaires", "voices.surveys.posters", "voices.answering", "voices.comments",
            "voices.comments.tags", "voices.intake", "voices.feedback", "voices.feedback.rates", "voices.feedback.imports",
            "voices.kano", "voices.indicators", "voices.indicators.definitions", "voices.indicators.targets",
            "training.huddles", "training.huddles.phones", "training.practicals", "training.practicals.plans",
            "training.practicals.keying", "training.practicals.sheets", "voices.indicators.intake", "voices.indicators.worth",
            "voices.obstacles", "training", "training.rules", "training.marks_lists", "training.exemptions",
            "training.refreshers", "training.assignments.lateness", "training.classes", "training.classes.members",
            "training.classes.results", "training.classes.photos", "training.classes.attendance",
            "training.classes.evaluations", "training.classes.papers", "planning", "planning.thresholds",
            "planning.proposals.critical", "planning.talks", "planning.history", "planning.clause", "planning.documents",
            "planning.proposals", "planning.remedies", "planning.doing", "planning.reviews", "planning.boards",
            "planning.boards.team", "planning.boards.sources", "certificates", "certificates.badges",
            "certificates.collection", "reports.monthly", "reports.monthly.targets", "certificates.print_runs.seals",
            "certificates.form", "certificates.form.drawings", "certificates.form.pictures", "reports.indicators_beside",
            "reports", "reports.team_report", "reports.transcripts", "reports.learning_time", "reports.class_archives",
            "reports.training_files", "reports.places", "reports.journey_map", "reports.privacy", "reports.readings",
            "reports.my_data", "reports.listening", "reports.hr_reports", "reports.exports", "reports.exports.direct",
            "reports.auditors",
            "reports.auditors.pages", "reports.erasure", "reports.keeping", "upkeep")
# Each hears of what happens in lower packages.
LISTENERS = ("quality.appeals.escalation", "quality.calibration.pairs", "voices.feedback.escalation",
             "voices.feedback.outcomes", "training", "training.refreshers", "training.rules", "training.reminders",
             "training.classes.onsite", "training.classes.telling", "training.practicals.telling", "planning.reminders",
             "certificates", "reports.class_archives")
# These bring a check of /readyz and the daily tasks.
REGISTERED = ("jobs.queries", "jobs.periodic", "quality.schedule.operations", "quality.programmes.operations",
              "quality.photos.operations", "voices.retention.operations", "training.activity.operations",
              "training.refreshers.retention.operations", "training.classes.attendance.operations",
              "certificates.print_runs.signals", "reports.training_files.signals", "reports.readings.operations",
              "reports.my_data.signals", "reports.monthly.editions.signals", "reports.exports.signals",
              "reports.keeping.signals")
MODELS = ("web", "ledger", "files", "jobs", "jobs.mail", "people", "people.absences", "people.hours", "people.notice",
          "people.second_step", "people.corrections", "journey", "roleplay", "roleplay.authoring", "quizzes",
          "quizzes.bank.remarks", "quizzes.statistics",
          "quizzes.papers.exams", "quizzes.onsite", "quizzes.sittings", "quality", "quality.programmes", "quality.calibration",
          "quality.instruments", "quality.notes", "quality.photos", "quality.schedule", "quality.coaching",
          "quality.decisions", "quality.appeals", "voices", "voices.obstacles", "voices.feedback", "voices.indicators",
          "voices.comments", "voices.intake", "voices.kano", "training", "training.classes", "training.hours",
          "training.practicals", "training.activity", "training.rules", "training.exemptions", "training.refreshers",
          "planning", "planning.talks", "planning.history", "planning.clause", "planning.boards", "planning.thresholds",
          "planning.proposals", "planning.remedies", "planning.doing", "planning.reminders", "planning.reviews",
          "certificates", "certificates.form", "certificates.print_runs", "certificates.collection", "reports.class_archives",
          "reports.training_files", "training.huddles", "reports.hr_reports", "reports.auditors", "reports.monthly",
          "reports.readings", "reports.exports", "reports.erasure", "upkeep")


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """Return the application.

    Args:
        settings: by default read from the environment.
        overrides: Flask settings for tests.

    Raises:
        UnsafeSetting: the settings would leave a door open.
    """
    settings = settings or Settings()
    refuse_unsafe(settings)
    app = Flask("cxtrain", static_folder=None, template_folder=str(resource_dir("templates")))
    app.config.from_mapping(_flask_settings(settings), **overrides)
    app.session_interface = assets.Sessions()
    os.makedirs(settings.instance, exist_ok=True, mode=0o700)
    _bind(app)
    _guard(app)
    _register(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, 0, 0)  # type: ignore[method-assign]
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    secure = settings.tls
    return {
        "CX": settings,
        "SECRET_KEY": settings.secret_key or made_secret_key(settings.instance),
        "SECRET_KEY_FALLBACKS": settings.secret_key_fallbacks,
        "DEBUG": settings.debug,
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True},  # a database started anew has closed those that are kept
        "SESSION_COOKIE_NAME": "__Host-cx" if secure else "cx",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": settings.upload_megabytes * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 400,
        "TRUSTED_HOSTS": settings.trusted_hosts or None,
        "WTF_CSRF_TIME_LIMIT": None,  # a lunch break must not lose a scorecard
        "BABEL_DEFAULT_LOCALE": "zh_Hans",
        "BABEL_TRANSLATION_DIRECTORIES": str(resource_dir("translations")),
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_LEVEL": 4,
        "PROVIDE_AUTOMATIC_OPTIONS": False,  # a verb that no view declares does not exist
        "JSON_AS_ASCII": False,
    }


def _bind(app: Flask) -> None:
    for name in MODELS:
        import_module(f"cxtrain.{name}.models")
    extensions.db.init_app(app)
    extensions.csrf.init_app(app)
    extensions.login.init_app(app)
    extensions.login.user_loader(load_actor)
    extensions.babel.init_app(app, locale_selector=pages.reader_locale, timezone_selector=pages.reader_zone)
    Migrate(app, extensions.db, directory=str(resource_dir("migrations")), render_as_batch=True)
    Compress(app)
    with app.app_context():
        transactions.govern(app, extensions.db.engine)


def _guard(app: Flask) -> None:
    app.before_request(refuse_undeclared)
    security.protect(app)
    errors.answer_errors(app)
    app.before_request(_who_acts)
    app.before_request(submissions.answer_again)
    app.after_request(submissions.answer_as_twin)
    pages.dress(app)
    app.context_processor(_page_facts)


def _who_acts() -> None:
    if not assets.is_cookieless() and current_user.is_authenticated:
        g.ledger_actor_id = current_user.employee_id


def _page_facts() -> dict[str, Any]:
    return {"theme": session.get("theme", ""), "csrf_token": generate_csrf, "page_key": _page_key}


def _page_key() -> str:
    return str(uuid.uuid4())


def _register(app: Flask) -> None:
    app.request_class = BoundedRequest
    app.url_map.converters |= {"int": IdConverter, "default": WordConverter, "string": WordConverter}
    app.register_blueprint(assets.bp)
    app.register_blueprint(health.bp)
    for name in PACKAGES:
        views = import_module(f"cxtrain.{name}.views")
        for blueprint in getattr(views, "blueprints", None) or (views.bp,):
            app.register_blueprint(blueprint)
    for name in REGISTERED:
        import_module(f"cxtrain.{name}")
    for name in LISTENERS:
        import_module(f"cxtrain.{name}.signals").connect()
