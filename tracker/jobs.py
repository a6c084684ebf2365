"""What must run without anybody's asking: each job a plain function that its room offers, listed once in JOBS."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from threading import Event, Thread
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from tracker.accounts.keeping import forget_old
from tracker.accounts.services import forget_old_tries
from tracker.audit.sealing import seal_new
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.errors import N_, Message
from tracker.core.once import forget_sent_forms
from tracker.core.origin import origin
from tracker.outbox import health
from tracker.outbox.channels import set_up
from tracker.outbox.models import Channel
from tracker.outbox.webhook import Hook
from tracker.outbox.worker import Way, give_up_old, here, send_due
from tracker.pilots.jobs import recount_all
from tracker.reminders.jobs import remind_all
from tracker.reminders.posting import post_all
from tracker.reminders.queries import office_times
from tracker.reminders.rules.quiet import quiet_until
from tracker.reports.jobs import expect_all
from tracker.succession.jobs import carry_out_due

GoesOn = Callable[[], bool]  # false once the worker is told to end
MOST_SECONDS = 60.0  # between the tries of a job that fails
TO_END_IN = 20.0  # seconds for what is being done when the worker is told to end
FORMS_KEPT = timedelta(days=7)
NOTED_EVERY = timedelta(minutes=1)  # that a job goes well
log = logging.getLogger(__name__)


class Job(NamedTuple):
    """One duty, and how often it is looked at."""

    name: Message
    every: float  # seconds
    run: Callable[[GoesOn], object]


def _seal(goes_on: GoesOn) -> None:
    seal_new(goes_on=goes_on)


def _send_mail(goes_on: GoesOn) -> None:
    mail, hook = current_app.config["MAIL"], current_app.config["WEBHOOK"]
    further: dict[Channel, Way] = {Channel.WEBHOOK: Hook(hook)} if hook is not None else {}
    if mail is not None or further:
        send_due(mail, further, goes_on=goes_on, is_quiet=_quiet_hours())


def _quiet_hours() -> Callable[[datetime], bool]:
    """Whether a moment lies in the office's quiet hours or on a day off; asked of the database when first needed."""
    facts = cache(lambda: (office_times(), work_calendar()))
    return lambda at: quiet_until(at, *facts()) is not None


def _give_up_mail(_goes_on: GoesOn) -> None:
    if closed := set(Channel) - set(set_up(current_app.config)):
        give_up_old(closed)


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


def _remind(_goes_on: GoesOn) -> None:
    remind_all()


def _post(_goes_on: GoesOn) -> None:
    if current_app.config["WEBHOOK"] is not None:
        post_all()


def _expect_reports(_goes_on: GoesOn) -> None:
    expect_all()


JOBS = (
    Job(N_("seal the trail"), 1.5, _seal),
    Job(N_("send mail"), 1.5, _send_mail),
    Job(N_("carry out planned changes of units"), 60, _carry_out_changes),
    Job(N_("expect the reports of periods that begin"), 300, _expect_reports),
    Job(N_("remind everybody of what is due"), 60, _remind),
    Job(N_("post what is due to the other system"), 60, _post),
    Job(N_("count pilots for their targets"), 300, _count_pilots),
    Job(N_("give up mail that no server takes"), 3600, _give_up_mail),
    Job(N_("forget sent forms and failed sign-ins"), 3600, _forget),
    Job(N_("let go of kept forms"), 3600, _let_go_of_kept_forms),
)


def run_once(app: Flask, jobs: tuple[Job, ...] = JOBS) -> list[str]:
    """Do all that is due, one after another. The names of the jobs that failed."""
    return [job.name for job in jobs if not _Duty(app, job).do(lambda: True)]


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
    duty, after_failure = _Duty(app, job), 1.0
    while not stop.is_set():
        if duty.do(lambda: not stop.is_set()):
            after_failure = 1.0
            stop.wait(job.every)
        else:
            stop.wait(after_failure)
            after_failure = min(after_failure * 2, MOST_SECONDS)


class _Duty:
    """A job as this worker does it; now and then it writes down that it did."""

    def __init__(self, app: Flask, job: Job) -> None:
        self._app, self._job = app, job
        self._noted_at: datetime | None = None
        self._went_well = True

    def do(self, goes_on: GoesOn) -> bool:
        """Whether it went well."""
        origin.set("worker")
        with self._app.app_context():
            try:
                self._job.run(goes_on)
            except Exception as trouble:
                log.exception("the job “%s” failed and will be tried again", self._job.name)
                self._note(f"{type(trouble).__name__}: {trouble}")
                return False
            self._note(None)
        return True

    def _note(self, error: str | None) -> None:
        """Once a minute, and whenever it turns to good or bad; a database that is away keeps no job from its work."""
        now, goes_well = clock.now(), error is None
        if self._noted_at is not None and goes_well is self._went_well and abs(now - self._noted_at) < NOTED_EVERY:
            return
        try:
            with transaction():
                health.note_run(self._job.name, worker=here(), at=now, error=error)
        except SQLAlchemyError:
            log.warning("that the job “%s” ran could not be written down", self._job.name, exc_info=True)
        else:
            self._noted_at, self._went_well = now, goes_well
