"""A small programme of two units, and the worker at any hour."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
import time_machine

from tests.town import OTHER, OWN
from tracker.core import clock
from tracker.core.db import transaction
from tracker.office import services as office
from tracker.office.models import RoleKind
from tracker.reminders.jobs import remind_all

TOMORROW = date(2026, 10, 29)  # a Thursday
PEOPLE = ("officer", "head", "officer2", "head2", "staff", "chair")


@pytest.fixture
def alone(town):
    """A programme of two units, without whatever else the town owes; everybody has an address."""
    programme = town.another_programme(members=[OWN, OTHER])
    with transaction():
        for who, kind in (("staff", RoleKind.STAFF), ("chair", RoleKind.CHAIR)):
            office.give_role(town.person(who), kind, programme=programme, by=None, at=town.now)
        for who in PEOPLE:
            town.person(who).email = f"{who}@vi-du.vn"
        town.programme.ended_on = town.today
    return programme


@pytest.fixture
def work(app) -> Callable[..., None]:
    """The worker looks, on a day and at an hour."""

    def at(day: date = TOMORROW, hour: time = time(7, 30)) -> None:
        with time_machine.travel(datetime.combine(day, hour, clock.ZONE), tick=False):
            remind_all()

    return at
