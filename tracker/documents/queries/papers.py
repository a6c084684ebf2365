"""Reading the letterhead and the signers of a programme."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.core.db import db
from tracker.documents.models import Letterhead, PaperStyle, Signer
from tracker.documents.papers import Head
from tracker.documents.papers.wording import notation
from tracker.office.models import Programme


def letterhead_of(programme_id: int) -> Letterhead | None:
    """How its committee writes; None where nobody has said it yet."""
    return db.session.scalar(sa.select(Letterhead).where(Letterhead.programme_id == programme_id))


def head_of(programme: Programme) -> Head:
    """The head of its papers; where nobody has said it yet, a plain one of the standing unit."""
    said = letterhead_of(programme.id)
    if said is None:
        return Head(style=PaperStyle.STATE, issuer=programme.standing_unit.name)
    return Head(style=said.style, superior=said.superior, issuer=said.issuer, place=said.place, drafter=said.drafter)


def blank_notation(programme: Programme, type_code: str) -> str:
    """The notation of a paper that has no number yet ("/BC-BCĐ"); empty where there is no letterhead."""
    said = letterhead_of(programme.id)
    return "" if said is None else notation(head_of(programme), said.sign, type_code, None)


def get_signer(signer_id: int) -> Signer | None:
    """One who signs, or signed."""
    return db.session.get(Signer, signer_id)


def signers_of(programme_id: int, *, ended: bool = False) -> Sequence[Signer]:
    """Who signs for its committee, in the order in which they were entered; with those who no longer do at the end."""
    wanted = sa.select(Signer).where(Signer.programme_id == programme_id)
    if not ended:
        wanted = wanted.where(Signer.ended_on.is_(None))
    return db.session.scalars(wanted.order_by(Signer.ended_on.isnot(None), Signer.id)).all()
