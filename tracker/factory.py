"""Where the application is put together."""

import json
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import settings
from tracker.accounts import events as accounts_events
from tracker.accounts import labels as accounts_labels
from tracker.accounts import oidc, sessions
from tracker.accounts import views as accounts_views
from tracker.accounts.views import saved_filters
from tracker.audit import sentences
from tracker.calendar import events as calendar_events
from tracker.calendar import views as calendar_views
from tracker.core import (
    compression,
    context,
    db,
    formats,
    headers,
    htmx,
    incoming,
    logs,
    once,
    origin,
    problems,
    templates,
    translation,
)
from tracker.core.static import static_files
from tracker.documents import events as documents_events
from tracker.documents import labels as documents_labels
from tracker.documents import views as documents_views
from tracker.home import places
from tracker.home import views as home_views
from tracker.intake import events as intake_events
from tracker.intake import queries as intake_queries
from tracker.intake import views as intake_views
from tracker.meetings import events as meetings_events
from tracker.meetings import labels as meetings_labels
from tracker.meetings import views as meetings_views
from tracker.meetings.queries import days_off as meetings_days_off
from tracker.office import context as office_context
from tracker.office import events as office_events
from tracker.office import labels as office_labels
from tracker.office import views as office_views
from tracker.outbox import events as outbox_events
from tracker.pilots import events as pilots_events
from tracker.pilots import labels as pilots_labels
from tracker.pilots import views as pilots_views
from tracker.plans import events as plans_events
from tracker.plans import labels as plans_labels
from tracker.plans import views as plans_views
from tracker.reminders import events as reminders_events
from tracker.reminders import labels as reminders_labels
from tracker.reminders import views as reminders_views
from tracker.reminders.queries.nudged import held_until
from tracker.reports import events as reports_events
from tracker.reports import labels as reports_labels
from tracker.reports import views as reports_views
from tracker.reports.services import following as reports_following
from tracker.standing import events as standing_events
from tracker.standing import labels as standing_labels
from tracker.standing import views as standing_views
from tracker.succession import events as succession_events
from tracker.succession import queries as succession_queries
from tracker.succession import views as succession_views
from tracker.tasks import events as tasks_events
from tracker.tasks import labels as tasks_labels
from tracker.tasks import views as tasks_views
from tracker.tasks.services import following as tasks_following

# What every answer goes through, or every page shows around its content.
AROUND = (
    compression,  # first of all: it is the last to see an answer
    logs,
    origin,
    incoming,
    once,
    htmx,
    headers,
    formats,
    translation,
    context,
    office_context,
    problems,
    places,
    oidc,
    saved_filters,
)
BLUEPRINTS = (
    *accounts_views.BLUEPRINTS,
    *office_views.BLUEPRINTS,
    *calendar_views.BLUEPRINTS,
    *documents_views.BLUEPRINTS,
    *plans_views.BLUEPRINTS,
    *tasks_views.BLUEPRINTS,
    *pilots_views.BLUEPRINTS,
    *reports_views.BLUEPRINTS,
    *meetings_views.BLUEPRINTS,
    *standing_views.BLUEPRINTS,
    *reminders_views.BLUEPRINTS,
    *intake_views.BLUEPRINTS,
    *succession_views.BLUEPRINTS,
    *home_views.BLUEPRINTS,
)
EVENTS = (
    accounts_events,
    office_events,
    outbox_events,
    calendar_events,
    documents_events,
    plans_events,
    tasks_events,
    pilots_events,
    reports_events,
    meetings_events,
    standing_events,
    reminders_events,
    intake_events,
    succession_events,
)


def create_app(instance: Path | None = None, **changes: Any) -> Flask:
    """The application over one instance folder; `changes` override its settings (tests do)."""
    folder = instance or settings.instance_folder()
    app = Flask(
        "tracker",
        instance_path=str(folder),
        template_folder=str(settings.shipped("templates")),
        static_folder=str(settings.shipped("static")),
    )
    app.config.from_mapping(settings.settings_for(folder), DEMO_SIGN_INS=_demo_sign_ins(folder))
    app.config.from_mapping(changes)
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", db.engine_options(app.config["SQLALCHEMY_DATABASE_URI"]))
    app.wsgi_app = static_files(app)  # type: ignore[method-assign]  # how Flask is wrapped
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.jinja_environment = templates.SharedGlobals
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    db.init_app(app)
    Migrate(app, db.db, directory=app.config["MIGRATIONS"])
    CSRFProtect(app)
    sessions.init_app(app)
    for part in AROUND:
        part.init_app(app)
    sentences.init_app(app, EVENTS)
    app.jinja_env.globals.update(
        answers_of=templates.AnswersOf,
        accounts_labels=accounts_labels,
        documents_labels=documents_labels,
        meetings_labels=meetings_labels,
        office_labels=office_labels,
        pilots_labels=pilots_labels,
        plans_labels=plans_labels,
        reminders_labels=reminders_labels,
        reports_labels=reports_labels,
        standing_labels=standing_labels,
        tasks_labels=tasks_labels,
        changes_ahead_for=succession_queries.ahead_for,
    )
    app.extensions["held_until"] = held_until  # the rooms that send stand below the one that knows when
    app.extensions["succession_waiting"] = intake_queries.proposals_naming  # the two rooms stand side by side
    followers = (tasks_following, reports_following, meetings_days_off)  # rooms above the calendar
    app.extensions["calendar_followers"] = tuple(room.CALENDAR for room in followers)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _demo_sign_ins(folder: Path) -> list[dict[str, str]]:
    """What the demo's sign-in page offers; only `tracker demo` leaves this file."""
    offered = folder / "demo.json"
    return json.loads(offered.read_text(encoding="utf-8")) if offered.exists() else []
