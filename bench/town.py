"""A demo town of one's own to look at or to time: built in a folder, as it stands on one fixed day."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
import time_machine
from flask import Flask

from tests.databases import NOW
from tracker import demo
from tracker.factory import create_app


@contextmanager
def town() -> Iterator[Flask]:
    """The application over a fresh town; time goes on from NOW until it is left."""
    with TemporaryDirectory(prefix="giao-ban-") as name, time_machine.travel(NOW, tick=True):
        folder = Path(name)
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'tracker.db'}")
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
        yield create_app(folder, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'tracker.db'}")
