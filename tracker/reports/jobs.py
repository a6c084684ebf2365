"""What the worker does for reports."""

from tracker.core import clock
from tracker.core.db import transaction
from tracker.reports import queries
from tracker.reports.services import expect_reports


def expect_all() -> None:
    """Expect what every duty's periods bring that have begun; each duty by itself, so that none waits for another."""
    for duty_id in list(queries.duties_to_expect(on=clock.today())):
        with transaction():
            duty = queries.get_duty(duty_id)
            if duty is not None:
                expect_reports(duty, at=clock.now())
