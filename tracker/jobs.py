"""What must run without anybody's asking: each job a plain function that its room offers, listed once in JOBS."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import NamedTuple

from flask import Flask, current_app

from tracker.accounts.keeping import forget_old
from tracker.accounts.services import forget_old_tries
from tracker.audit.sealing import seal_new
from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.once import forget_sent_forms
from tracker.core.origin import origin
from tracker.outbox.worker import give_up_old, send_due
from tracker.pilots.jobs import recount_all
from tracker.reports.jobs import expect_all
from tracker.succession.jobs import carry_out_due

GoesOn = Callable[[], bool]  # false once the worker is told to end
MOST_SECONDS = 60.0  # between the tries of a job that fails
TO_END_IN = 20.0  # seconds for what is being done when the worker is told to end
FORMS_KEPT = timedelta(days=7)
log = logging.getLogger(__name__)


class Job(NamedTuple):
    """One duty, and how often it is looked at."""

    name: str
    every: float  # seconds
    run: Callable[[GoesOn], object]


def _seal(goes_on: GoesOn) -> None:
    seal_new(goes_on=goes_on)


def _send_mail(goes_on: GoesOn) -> None:
    settings = current_app.config["MAIL"]
    if settings is not None:
        send_due(settings, goes_on=goes_on)


def _give_up_mail(_goes_on: GoesOn) -> None:
    if current_app.config["MAIL"] is None:
        give_up_old()


def _forget(_goes_on: GoesOn) -> None:
    """What only ever mattered for some days: it is no part of the trail."""
    forget_sent_forms(before=clock.now() - FORMS_KEPT)
    with transaction():
        forget_old_tries(at=clock.now())


def _let_go_of_kept_forms(_goes_on: GoesOn) -> None:
    forget_old()


def _carry_out_changes(_goes_on: GoesOn) -> None:
    carry_out_due(clock.today())


def _count_pilots(_goes_on: GoesOn) -> None:
    recount_all()


def _expect_reports(_goes_on: GoesOn) -> None:
    expect_all()


JOBS = (
    Job("seal the trail", 1.5, _seal),
    Job("send mail", 1.5, _send_mail),
    Job("carry out planned changes of units", 60, _carry_out_changes),
    Job("expect the reports of periods that begin", 300, _expect_reports),
    Job("count pilots for their targets", 300, _count_pilots),
    Job("give up mail that no server takes", 3600, _give_up_mail),
    Job("forget sent forms and failed sign-ins", 3600, _forget),
    Job("let go of kept forms", 3600, _let_go_of_kept_forms),
)


def run_once(app: Flask, jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Do all that is due, one after another. The names of the jobs that failed."""
    return [job.name for job in jobs if not _did(app, job, lambda: True)]


def run_until(stop: Event, app: Flask, jobs: tuple[Job, ...] = JOBS, *, parent: int | None = None) -> None:
    """Do each job again and again, beside the others, until told to end: a slow mail server holds up nothing else.

    With a `parent`, also until that process is gone.
    """
    threads = [Thread(target=_keep_doing, args=(app, job, stop), name=job.name, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    while not stop.wait(1):
        if parent is not None and os.getppid() != parent:
            stop.set()
    for thread in threads:
        thread.join(TO_END_IN)


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process that lives as long as this one, and is started again should it die before."""
    ended = Event()
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "worker", "--parent", str(os.getpid())]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command)  # noqa: S603  this program itself

    # Before the web workers are made: a process with threads is not to be copied while it starts one.
    running = [start()]

    def watch() -> None:
        while running[-1].wait() is not None and not ended.wait(2):
            running.append(start())

    Thread(target=watch, name="worker", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        running[-1].terminate()
        running[-1].wait(TO_END_IN + 5)


def _keep_doing(app: Flask, job: Job, stop: Event) -> None:
    after_failure = 1.0
    while not stop.is_set():
        if _did(app, job, lambda: not stop.is_set()):
            after_failure = 1.0
            stop.wait(job.every)
        else:
            stop.wait(after_failure)
            after_failure = min(after_failure * 2, MOST_SECONDS)


def _did(app: Flask, job: Job, goes_on: GoesOn) -> bool:
    origin.set("worker")
    try:
        with app.app_context():
            job.run(goes_on)
    except Exception:
        log.exception("the job “%s” failed and will be tried again", job.name)
        return False
    return True
