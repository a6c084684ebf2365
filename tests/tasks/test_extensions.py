"""More time: asked for by a head, decided by staff; the first deadline stays."""

from datetime import date, timedelta

import pytest

from tests.tasks.conftest import events_of, fresh, row_of
from tests.town import OTHER, OWN
from tracker.core.db import transaction
from tracker.core.errors import NotFromHere
from tracker.tasks import queries, services
from tracker.tasks.models import ExtensionState, State
from tracker.tasks.rules import extensions as rules

DUE = date(2026, 11, 10)
LATER = date(2026, 11, 20)


@pytest.fixture
def ask(town):
    def asking(part, wanted=LATER, words="Chờ số liệu của xã."):
        with transaction():
            return services.ask_extension(part, wanted_on=wanted, words=words, by=town.person("head"), at=town.now)

    return asking


def grant(town, extension, until=LATER):
    with transaction():
        facts = {"until": until, "words": "", "seen": extension.version}
        services.grant_extension(extension, **facts, by=town.person("staff"), at=town.now)


@pytest.mark.parametrize(
    ("due", "first_due", "day", "days"),
    [
        (LATER, DUE, date(2026, 11, 15), 5),
        (LATER, DUE, date(2026, 11, 10), 0),
        (DUE, DUE, date(2026, 11, 15), 0),
        (None, None, DUE, 0),
        (LATER, None, LATER, 0),
    ],
)
def test_lateness_is_told_against_the_first_deadline_too(due, first_due, day, days):
    assert rules.days_after_first(due, first_due, day) == days


def test_granting_moves_the_deadline_and_keeps_the_first(town, ask):
    part = town.assignment(due=DUE)
    extension = ask(part)
    assert part.due_on == DUE
    grant(town, extension, until=LATER + timedelta(days=2))
    assert (part.due_on, part.first_due_on) == (LATER + timedelta(days=2), DUE)
    assert (extension.state, extension.wanted_on) == (ExtensionState.GRANTED, LATER)
    assert extension.granted_on == LATER + timedelta(days=2)
    assert events_of(part) == ["assignment.extension_asked", "assignment.extension_granted"]
    second = ask(part, wanted=date(2026, 12, 1))
    assert queries.extension_row(second).granted_before == 1
    grant(town, second, until=date(2026, 12, 1))
    assert part.first_due_on == DUE


@pytest.mark.parametrize(
    ("wanted", "words", "refusal"),
    [
        (DUE, "Vì mưa.", rules.NotLaterThanDeadline),
        (None, "Vì mưa.", rules.NewDeadlineMissing),
        (LATER, "  ", rules.ExtensionNeedsReason),
    ],
)
def test_what_is_no_request_is_refused(town, ask, wanted, words, refusal):
    part = town.assignment(due=DUE)
    with pytest.raises(refusal):
        ask(part, wanted, words)
    assert not queries.extensions_of(part)


def test_an_overdue_part_gets_no_deadline_that_has_passed(town, ask):
    part = town.assignment(due=town.today - timedelta(days=5))
    with pytest.raises(rules.NewDeadlineHasPassed):
        ask(part, town.today - timedelta(days=1))
    ask(part, town.today)


def test_without_a_deadline_there_is_nothing_to_extend(town, ask):
    with pytest.raises(rules.NoDeadlineToExtend):
        ask(town.assignment())


def test_one_request_waits_at_a_time(town, ask):
    part = town.assignment(due=DUE)
    first = ask(part)
    with pytest.raises(rules.ExtensionWaits):
        ask(part)
    with transaction():
        services.withdraw_extension(first, by=town.person("head"), at=town.now)
    ask(part)
    assert [row.state for row in queries.extensions_of(part)] == ["asked", "withdrawn"]


def test_a_refusal_says_why_and_leaves_the_deadline(town, ask):
    part = town.assignment(due=DUE)
    extension = ask(part)
    with pytest.raises(rules.RefusalNeedsWords), transaction():
        services.refuse_extension(extension, words=" ", by=town.person("chair"), at=town.now)
    with transaction():
        services.refuse_extension(extension, words="Cần cho hội nghị.", by=town.person("chair"), at=town.now)
    assert (extension.state, part.due_on) == (ExtensionState.REFUSED, DUE)
    assert row_of(part).refused_words == "Cần cho hội nghị."
    with pytest.raises(NotFromHere):
        grant(town, extension)


@pytest.mark.parametrize("how", ["submit", "decline"])
def test_a_request_closes_by_itself_with_the_part(town, ask, how):
    part = town.assignment(due=DUE)
    extension = ask(part)
    head = town.person("head")
    with transaction():
        if how == "submit":
            services.submit_assignment(part, words="Xong.", seen=part.version, by=head, at=town.now)
        else:
            services.decline_part(part, words="Không đúng việc.", by=head, at=town.now)
    assert (extension.state, extension.decided_by_id) == (ExtensionState.WITHDRAWN, None)
    assert events_of(part)[-1] == "assignment.extension_closed"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_what_is_handed_in_needs_no_more_time(town, ask, state):
    with pytest.raises(NotFromHere):
        ask(town.assignment(due=DUE, state=state))


def test_the_list_holds_what_one_may_read(town, ask):
    own, other = town.assignment(due=DUE), town.assignment(unit=OTHER, due=DUE, title="Đăng ký mô hình")
    ask(own)
    ask(other)

    def seen(who, **wanted):
        rows = queries.extensions_seen_by(town.person(who), programme_id=town.programme.id, **wanted)
        return [row.unit_name for row in rows if row.part_id in (own.id, other.id)]

    assert seen("staff") == seen("observer") == [OTHER, OWN]
    assert seen("officer") == seen("head") == [OWN]
    assert seen("officer2") == [OTHER]
    assert seen("staff", words="dang ky mo hinh") == [OTHER]
    assert seen("staff", unit_id=own.unit_id) == [OWN]
    assert seen("staff", state=ExtensionState.GRANTED) == []
    assert queries.extensions_waiting(town.programme.id) >= 2
    with transaction():
        part = fresh(own)
        services.close_extensions([part], by=None, at=town.now)
    assert seen("staff", state=ExtensionState.ASKED) == [OTHER]
