"""`tracker intake FILE`: what the page does, from the command line."""

from collections.abc import Iterator
from pathlib import Path

from tracker.accounts import queries as accounts
from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.errors import N_, RuleBroken
from tracker.intake import policy, queries, services
from tracker.intake.printing import printed
from tracker.intake.rows import rows_of
from tracker.office import queries as office
from tracker.office.models import Person, Programme


class NoSuchProgramme(RuleBroken):
    """The office has no programme, or none of that number."""

    message = N_("There is no such programme in this office.")


class NobodyRunsIt(RuleBroken):
    """Nobody, or not the person named, may take documents in for the programme."""

    message = N_("Only staff or the chair of the programme take documents in; name one of them with --as.")


def run(path: Path, programme_id: int | None, sign_in_name: str | None, *, accept_sure: bool = False) -> Iterator[str]:
    """Take the file in and give the lines to print. Raises FileRefused, NothingToTakeIn and the refusals above."""
    today, at = clock.today(), clock.now()
    read = services.read_file(path.read_bytes(), path.name)
    programme = _programme(programme_id)
    person = _person(programme, sign_in_name)
    known = queries.same_file(read.sha256, programme_id=programme.id) is not None
    with transaction():
        intake = services.enter(read, programme=programme, by=person, at=at)
    if known:
        yield f"This very file was taken in before (number {intake.id}); nothing was added."
    if accept_sure:
        with transaction():
            count = services.accept_sure(intake, by=person, at=at)
        yield f"Accepted {count} proposals."
    yield f"{intake.document.label} – {intake.document.subject}"
    yield from (f"  ? {doubt}" for doubt in intake.doubts)
    yield ""
    names = queries.names_known(intake.programme_id, on=today)
    yield from printed(rows_of(intake.items, names, queries.names_of, intake.document.text))


def _programme(programme_id: int | None) -> Programme:
    found = office.first_programme() if programme_id is None else office.get_programme(programme_id)
    if found is None:
        raise NoSuchProgramme
    return found


def _person(programme: Programme, sign_in_name: str | None) -> Person:
    today = clock.today()
    if sign_in_name is not None:
        account = accounts.named(sign_in_name)
        person_id = account.person_id if account is not None else None
    else:
        person_id = queries.first_staff(programme.id, on=today)
    person = office.get_person(person_id, today) if person_id is not None else None
    if person is None or not policy.can_take_in_for(person, programme.id):
        raise NobodyRunsIt
    return person
