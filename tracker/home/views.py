"""A person's first pages: the unit's work, and who owes what."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.core.access import guarded_by, is_signed_in
from tracker.office.models import Person

bp = Blueprint("home", __name__)


@bp.get("/")
@guarded_by(is_signed_in)
def start(person: Person) -> ResponseReturnValue:
    """On to what this person came for."""
    if person.own_unit_ids:
        return redirect(url_for(".my_work"))
    return redirect(url_for(".deadlines" if person.observed_programme_ids else "office.index"))


def has_unit(person: Person) -> bool:
    return bool(person.own_unit_ids)


@bp.get("/work")
@guarded_by(has_unit)
def my_work(person: Person) -> ResponseReturnValue:
    return ""


@bp.get("/deadlines")
@guarded_by(has_unit)
def deadlines(person: Person) -> ResponseReturnValue:
    return ""
