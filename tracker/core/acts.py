"""One act of a person: it is done and the next page says so, or the page it was asked on says what refused it."""

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.forms import Form
from tracker.core.problems import said


def act(
    verb: Callable[[], object], *, words: str, onward: str, again: Callable[[int], ResponseReturnValue]
) -> ResponseReturnValue:
    """One button: do it in one transaction, say `words`, go on to `onward`; `again(status)` is the button's page."""
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return again(409 if isinstance(refusal, ChangedMeanwhile) else 422)
    flash(words, "done")
    return redirect(onward)


def save(
    form: Form,
    verb: Callable[[], object],
    *,
    words: str,
    onward: str,
    again: Callable[[int], ResponseReturnValue],
    compare: Callable[[], None] | None = None,
) -> ResponseReturnValue:
    """The same for a form that is filled in well: `again(status)` is its page with all that was typed.

    `compare` puts beside it what somebody else saved meanwhile; without it that is said like any other refusal.
    """
    try:
        with transaction():
            verb()
    except RuleBroken as refusal:
        clash = isinstance(refusal, ChangedMeanwhile)
        if clash and compare is not None:
            compare()
        else:
            form.refuse(refusal)
        return again(409 if clash else 422)
    flash(words, "done")
    return redirect(onward)
