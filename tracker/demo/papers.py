"""The papers of the demo town's committee: how they look, who signs, which numbers were given."""

import tomllib
from datetime import datetime
from functools import partial
from typing import Any

from tracker.core import clock
from tracker.demo.town import Facts, Town, shipped
from tracker.documents import services as documents
from tracker.documents.models import NumberRegister, PaperStyle, RegisterReset


def set_up_papers(town: Town) -> None:
    """The letterhead, the signers and the register; its numbers are given as the year is lived."""
    facts = tomllib.loads(shipped("papers.toml"))
    programme, day = town.programme, town.diary.today
    said: dict[str, Any] = {"by": town.people["staff"], "at": datetime(day.year - 2, 11, 18, 9, tzinfo=clock.ZONE)}
    letterhead = facts["letterhead"] | {"style": PaperStyle(facts["letterhead"]["style"])}
    documents.set_letterhead(programme, documents.LetterheadFacts(**letterhead), seen=0, **said)
    for signer in facts["signers"]:
        documents.add_signer(programme, documents.SignerFacts(**signer), **said)
    told = facts["register"] | {"reset": RegisterReset(facts["register"]["reset"])}
    register = documents.add_register(programme, documents.RegisterFacts(**told), **said)
    for number in facts["numbers"]:
        town.diary.on(town.diary.back(number["ago"]), partial(_give, town, register, number))


def _give(town: Town, register: NumberRegister, number: Facts, at: datetime) -> None:
    said = {"subject": number["subject"], "by": town.people["staff"], "at": at}
    if "number" in number:
        documents.enter_number(register, number["number"], number["type"], **said)
    else:
        documents.take_number(town.programme, number["type"], **said)
