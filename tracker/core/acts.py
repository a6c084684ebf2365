"""One button on a page of a record: it is done and the page shows so, or the page says what refused it."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.problems import said


def act(
    verb: Callable[[], object], *, words: str, onward: str, again: Callable[[int], ResponseReturnValue]
) -> ResponseReturnValue:
    """Do it in one transaction, say `words`, go on to `onward`; `again(status)` is the page where it was refused."""
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return again(409 if isinstance(refusal, ChangedMeanwhile) else 422)
    flash(words, "done")
    return redirect(onward)
