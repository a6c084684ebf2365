"""Who signs for a programme's committee."""

from dataclasses import asdict, dataclass
from datetime import datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile
from tracker.documents.models import Signer
from tracker.office.models import Person, Programme
from tracker.office.rules import EndedAlready, NotEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerFacts:
    """With what authority, in which office, by name; authority and office may have several lines."""

    authority: str
    position: str
    full_name: str


def add_signer(programme: Programme, facts: SignerFacts, *, by: Person | None, at: datetime) -> Signer:
    """Offer them where a paper is signed."""
    signer = Signer(programme_id=programme.id, **asdict(facts))
    db.session.add(signer)
    _tell("signer.added", signer, by, at)
    return signer


def edit_signer(signer: Signer, facts: SignerFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend what stands above their name. Raises ChangedMeanwhile."""
    if signer.version != seen:
        raise ChangedMeanwhile
    for name, value in asdict(facts).items():
        setattr(signer, name, value)
    _tell("signer.edited", signer, by, at)


def end_signer(signer: Signer, *, by: Person, at: datetime) -> None:
    """Offer them no longer; papers that they signed stay. Raises EndedAlready."""
    if signer.ended_on is not None:
        raise EndedAlready
    signer.ended_on = clock.local(at).date()
    _tell("signer.ended", signer, by, at)


def resume_signer(signer: Signer, *, by: Person, at: datetime) -> None:
    """Offer them again. Raises NotEnded."""
    if signer.ended_on is None:
        raise NotEnded
    signer.ended_on = None
    _tell("signer.resumed", signer, by, at)


def _tell(event: str, signer: Signer, by: Person | None, at: datetime) -> None:
    programme = db.session.get_one(Programme, signer.programme_id)
    position = " ".join(signer.position.split())
    audit.record(event, subject=signer, story=programme, by=by, at=at, signer=signer.full_name, position=position)
