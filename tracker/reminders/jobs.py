"""What the worker does of a morning."""

from flask import current_app, request, url_for

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import transaction
from tracker.reminders import queries
from tracker.reminders.letters import Ways
from tracker.reminders.rules import hour_of
from tracker.reminders.services import note_nothing_due, prepare_digest
from tracker.reminders.views.links import urls


def remind_all() -> None:
    """Tell everybody whose hour has come what is due: once a working day, never in the quiet hours.

    Who was not told by the evening (the machine was off) is told on the next working day, of what counts then.
    """
    at = clock.now()
    day, wall = clock.local(at).date(), clock.local(at).time()
    times = queries.office_times()
    if not times.send_at <= wall < times.quiet_from or not (calendar := work_calendar()).is_working_day(day):
        return
    everybody = queries.readers(day)
    asked = [one for one in everybody.people if not one.told and hour_of(one.send_at, times) <= wall]
    if not asked:
        return
    plans = {plan.reader: plan for plan in queries.planned(day, everybody, calendar, times)}
    waiting = queries.waiting_for(everybody, day, calendar) if plans else {}
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"] or "http://localhost"):
        ways, problems = _ways(), []
        for plan in (plans[reader] for reader in asked if reader in plans):
            answers = waiting.get(plan.reader.person_id, 0)
            try:
                with transaction():  # each by itself: what one worker has done when it dies, the next leaves
                    prepare_digest(plan, day=day, most=times.most_entries, ways=ways, at=at, waiting=answers)
            except Exception as problem:  # said below: nobody waits for another's
                problems.append(problem)
    with transaction():
        note_nothing_due((one for one in asked if one not in plans), day=day, at=at)
    if problems:
        raise ExceptionGroup("somebody could not be told, and will be tried again", problems)


def _ways() -> Ways:
    host, page = request.host_url.rstrip("/"), urls()
    due, choices = url_for("due.index"), url_for("my_reminders.show")
    return Ways(lambda item: f"{host}{page(item)}", f"{host}{due}", f"{host}{choices}")
