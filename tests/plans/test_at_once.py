"""Two people at one target at the same moment."""

from datetime import date
from decimal import Decimal
from threading import Event

import pytest
import sqlalchemy as sa

from tests.plans.conftest import ONE
from tests.together import at_once
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.plans import services
from tracker.plans.models import Amendment, Target
from tracker.plans.rules import AmendedThatDay
from tracker.plans.rules.checks import Share
from tracker.plans.services.allocating import CellChange, save_amended_grid

NEW = date(2026, 7, 1)


def test_two_amendments_at_once_do_not_share_a_day(app, aims):
    target_id = aims.target("65").id

    def amend(value: str):
        facts = aims.facts(value)

        def act(town) -> None:
            target = db.session.get_one(Target, target_id)
            services.amend_target(target, facts, since=NEW, words="Họp", by=town.person("staff"), at=town.now)

        return act

    assert [type(refusal) for refusal in at_once(app, [amend("70"), amend("75")])] == [AmendedThatDay]


@pytest.mark.parametrize("ends", ["amendment", "target"])
def test_nothing_is_shared_out_by_what_is_being_ended(app, aims, town, ends):
    amendment = aims.amend(aims.target("65"), NEW, reallocated=True)
    target_id, amendment_id, ended = amendment.target_id, amendment.id, Event()

    def end(town) -> None:
        by_at = {"by": town.person("chair"), "at": town.now}
        if ends == "amendment":
            services.withdraw_amendment(db.session.get_one(Amendment, amendment_id), words="Nhầm.", **by_at)
        else:
            services.end_target(db.session.get_one(Target, target_id), words="Hết.", **by_at)
        ended.set()

    def save(town) -> None:
        ended.wait(0.3)  # on SQLite it never comes: there the first writer is alone
        change = CellChange(target_id, town.unit(ONE).id, Share(), Share(Decimal(70)))
        amendment = db.session.get_one(Amendment, amendment_id)
        save_amended_grid(amendment, [change], on=town.today, by=town.person("staff"), at=town.now)

    at_once(app, [end, save])
    told = db.session.scalars(sa.select(AuditEvent.name).order_by(AuditEvent.id)).all()
    assert told[-1] in ("amendment.withdrawn", "target.ended")
