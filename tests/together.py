"""Several people who act at the same moment."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from flask import Flask

from tests.town import Town
from tracker.core.db import db, transaction


def at_once(app: Flask, acts: Sequence[Callable[[Town], object]]) -> list[Exception]:
    """Do several things together, each in an application context and a transaction of its own; what was refused.

    Nobody saves before all have acted, unless they must wait for one another.
    """
    together, acted, refused = Barrier(len(acts)), Barrier(len(acts)), []

    def do(act: Callable[[Town], object]) -> None:
        with app.app_context():
            town = Town()
            town.person("staff")  # so that nobody is late for want of a connection
            together.wait()
            try:
                with transaction():
                    act(town)
                    with suppress(BrokenBarrierError):
                        acted.wait(0.5)
            except Exception as refusal:
                refused.append(refusal)
            finally:
                db.session.remove()

    doing = [Thread(target=do, args=(act,)) for act in acts]
    for one in doing:
        one.start()
    for one in doing:
        one.join()
    db.session.rollback()  # what is read from now on is what they left
    return refused
