"""Who may look after people."""

from tracker.accounts.models import SignInSession
from tracker.office.models import Person, Role


def can_manage_people(person: Person, _whom: Person | Role | None = None) -> bool:
    """Admins, for everybody of the office."""
    return person.is_admin


def can_end_session(person: Person, session: SignInSession) -> bool:
    """Anybody signs themselves out wherever they are signed in."""
    return session.account.person_id == person.id
