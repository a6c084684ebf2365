"""The command `tracker`."""

import json
import logging
import os
import signal
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TextIO

import click
import flask_migrate
import sqlalchemy as sa
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from tracker import demo as demo_town
from tracker import jobs, settings
from tracker.accounts import queries as accounts
from tracker.audit import command as audit_command
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.errors import RuleBroken
from tracker.demo import size as town_size
from tracker.factory import create_app
from tracker.home.queries import health_now
from tracker.intake import command as intake_command
from tracker.reading import read_document, to_json
from tracker.reading.files import extract_text
from tracker.reports import command as reports_command
from tracker.standing import checking as standing_checking

SIZES_HELP = "small: one plan, 27 people; office: 60 units, 10,000 tasks; province: 320 units, 200,000 parts of tasks."


@click.group()
def main() -> None:
    """Giao Ban: what was decided, who does it, how far it has come."""
    os.umask(0o077)  # the database and what lies beside it are the office's own


@main.command()
@click.option("--host", default=lambda: os.environ.get("HOST", "127.0.0.1"), help="Address to serve on.")
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), type=int, help="Port to serve on.")
@click.option("--workers", default=2, help="Worker processes.")
@click.option("--demo", "with_demo", is_flag=True, help="Build the demo town first, where there is nothing yet.")
@click.option("--no-worker", is_flag=True, help="Leave mail, the trail's seal and other duties to `tracker worker`.")
def serve(host: str, port: int, workers: int, with_demo: bool, no_worker: bool) -> None:
    """Serve the application, with a worker beside it."""
    app = create_app()
    if with_demo and _build_demo(app):
        app = create_app()  # the demo's sign-ins are known from now on
    click.echo(f"Giao Ban: http://{host}:{port}")
    for sign_in in app.config["DEMO_SIGN_INS"]:
        click.echo(f"  {sign_in['name']:<10} {sign_in['password']}   {sign_in['who']}")
    _offer_setup(app)
    with nullcontext() if no_worker else jobs.worker_beside():
        Granian(
            "tracker.factory:create_app",
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=workers,
            blocking_threads=1,
            workers_kill_timeout=10,  # seconds; one was seen to hang for good when it was told to end
            log_access=False,
        ).serve()


@main.command()
@click.option("--parent", type=int, hidden=True, help="The process that this one ends with.")
def worker(parent: int | None) -> None:
    """Send mail, seal the trail and do whatever else is due, until told to end (SIGTERM)."""
    logging.basicConfig(level=logging.INFO, format="worker: %(levelname)s %(message)s")
    stop = Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: stop.set())
    jobs.run_until(stop, create_app(), parent=parent)


@main.command()
def remind() -> None:
    """Do once all that is due, and end: for whoever has cron and no worker."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    if failed := jobs.run_once(create_app()):
        raise click.ClickException(f"Failed: {', '.join(failed)}")


@main.command()
def status() -> None:
    """Say how the worker and its queue stand, as /health does; ends with 1 where something is wrong."""
    app = create_app()
    with app.app_context():
        found = health_now(app.config, at=clock.now())
    click.echo(f"worker: ran last {_moment(found.last_run)}")
    click.echo(f"queue: {found.waiting} waiting, {found.held} of them held; the oldest since {_moment(found.oldest)}")
    if found.troubles:
        raise click.ClickException(" ".join(map(str, found.troubles)))
    click.echo("ok")


@main.command()
@click.option("--back-to", "earlier", help="Go back to this earlier revision instead, for an older program.")
def migrate(earlier: str | None) -> None:
    """Bring the database to the version of this program."""
    app = create_app()
    with app.app_context():
        if earlier is None:
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        else:
            flask_migrate.downgrade(directory=app.config["MIGRATIONS"], revision=earlier)


@main.command()
@click.option("--kept", multiple=True, metavar="POSITION:HASH", help="A head that was kept elsewhere; may be repeated.")
@click.option("--export", type=click.File("w", encoding="utf-8"), help="Write the whole trail there, as lines of JSON.")
def verify(kept: tuple[str, ...], export: TextIO | None) -> None:
    """Check the chain of the trail: whatever was changed, removed, put in or moved is told."""
    app = create_app()
    with app.app_context():
        try:
            for line in audit_command.run(kept, export):
                click.echo(line)
        except RuleBroken as refusal:
            raise click.ClickException(str(refusal)) from None


@main.command()
def verify_kept() -> None:
    """Check that reports handed in, locked compliance lists and stored files are what they were."""
    with create_app().app_context():
        try:
            for line in reports_command.run(standing_checking.findings()):
                click.echo(line)
        except RuleBroken as refusal:
            raise click.ClickException(str(refusal)) from None


@main.command()
@click.option("--size", type=click.Choice(list(town_size.SIZES)), default="small", show_default=True, help=SIZES_HELP)
def demo(size: str) -> None:
    """Build the demo town in an empty instance."""
    app = create_app()
    if not _build_demo(app):
        raise click.ClickException("This instance holds an office already; the demo needs an empty one.")
    if (wanted := town_size.SIZES[size]) is not None:
        with app.app_context(), transaction():
            town_size.grow(wanted, at=clock.now())


@main.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The reading as JSON.")
@click.option("--text", "as_text", is_flag=True, help="The text that was extracted.")
def read(path: Path, as_json: bool, as_text: bool) -> None:
    """Read a document and print what it says; nothing is stored."""
    try:
        text = extract_text(path.read_bytes(), path.name)
    except RuleBroken as refusal:
        raise click.ClickException(str(refusal)) from None
    if as_text and not as_json:
        sys.stdout.write(text)
        return
    json.dump(to_json(read_document(text)), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@main.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--programme", "programme_id", type=int, help="Its number; the first one where none is given.")
@click.option("--as", "sign_in_name", help="Who takes it in; the programme's first staff where nobody is named.")
@click.option("--accept-sure", "accepts", is_flag=True, help="Accept what is sure and whose units are all known.")
def intake(path: Path, programme_id: int | None, sign_in_name: str | None, accepts: bool) -> None:
    """Take a plan or a notice of conclusions in: store it, and print what it proposes."""
    app = create_app()
    with app.app_context():
        try:
            for line in intake_command.run(path, programme_id, sign_in_name, accept_sure=accepts):
                click.echo(line)
        except RuleBroken as refusal:
            raise click.ClickException(str(refusal)) from None


def _moment(at: datetime | None) -> str:
    return "–" if at is None else f"{clock.local(at):%d/%m/%Y %H:%M:%S}"


def _offer_setup(app: Flask) -> None:
    """Where nobody can sign in yet: the tables, and the token of the page that makes the first administrator."""
    with app.app_context():
        if not sa.inspect(db.engine).has_table("account"):
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        if not accounts.anybody_can_sign_in():
            token = settings.make_secret(app.config["SETUP_TOKEN_FILE"])
            click.echo(f"Nobody can sign in yet. Open /setup and enter this token: {token}")


def _build_demo(app: Flask) -> bool:
    """The newest tables, and the demo town where there is no unit yet. Returns whether it was built."""
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        if not demo_town.is_empty():
            return False
        demo_town.build(settings.instance_folder())
        return True
