"""How a programme's committee writes."""

from dataclasses import asdict, dataclass
from datetime import datetime

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import queries
from tracker.documents.models import Letterhead, PaperStyle
from tracker.office.models import Person, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadFacts:
    """What stands around its papers; names may have several lines."""

    style: PaperStyle
    superior: str
    issuer: str
    place: str
    sign: str
    drafter: str


def set_letterhead(
    programme: Programme, facts: LetterheadFacts, *, seen: int, by: Person | None, at: datetime
) -> Letterhead:
    """Say it, or mend it; `seen` is the version before the person, 0 where there was none. Raises ChangedMeanwhile."""
    hold(programme)  # two could say it for the first time at once
    letterhead = queries.letterhead_of(programme.id)
    if seen != (letterhead.version if letterhead is not None else 0):
        raise ChangedMeanwhile
    if letterhead is None:
        letterhead = Letterhead(programme_id=programme.id)
        db.session.add(letterhead)
    for name, value in asdict(facts).items():
        setattr(letterhead, name, value)
    told = " ".join(facts.issuer.split())
    audit.record("letterhead.set", subject=letterhead, story=programme, by=by, at=at, issuer=told, style=facts.style)
    return letterhead
