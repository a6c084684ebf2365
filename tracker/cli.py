"""The command `tracker`."""

import json
import os
import sys
from pathlib import Path

import click
import flask_migrate
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from tracker import demo as demo_town
from tracker import settings
from tracker.core.errors import RuleBroken
from tracker.factory import create_app
from tracker.intake import command as intake_command
from tracker.reading import read_document, to_json
from tracker.reading.files import extract_text


@click.group()
def main() -> None:
    """Giao Ban: what was decided, who does it, how far it has come."""


@main.command()
@click.option("--host", default=lambda: os.environ.get("HOST", "127.0.0.1"), help="Address to serve on.")
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), type=int, help="Port to serve on.")
@click.option("--workers", default=2, help="Worker processes.")
@click.option("--demo", "with_demo", is_flag=True, help="Build the demo town first, where there is nothing yet.")
def serve(host: str, port: int, workers: int, with_demo: bool) -> None:
    """Serve the application."""
    app = create_app()
    if with_demo and _build_demo(app):
        app = create_app()  # the demo's sign-ins are known from now on
    click.echo(f"Giao Ban: http://{host}:{port}")
    for sign_in in app.config["DEMO_SIGN_INS"]:
        click.echo(f"  {sign_in['name']:<10} {sign_in['password']}   {sign_in['who']}")
    Granian(
        "tracker.factory:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=1,
        log_access=False,
    ).serve()


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
def demo() -> None:
    """Build the demo town in an empty instance."""
    if not _build_demo(create_app()):
        raise click.ClickException("This instance holds an office already; the demo needs an empty one.")


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


def _build_demo(app: Flask) -> bool:
    """The newest tables, and the demo town where there is no unit yet. Returns whether it was built."""
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        if not demo_town.is_empty():
            return False
        demo_town.build(settings.instance_folder())
        return True
