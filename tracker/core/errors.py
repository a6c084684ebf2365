"""Refusals: what the rules of the office do not allow, in words a clerk can act on."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

State = TypeVar("State", bound=StrEnum)


class Message(str):
    """An English message id that is translated where it is shown."""


def N_(message: str) -> Message:
    """Mark an English message for translation where it is written."""
    return Message(message)


class RuleBroken(Exception):
    """A rule says no. Subclasses are named for the fact and carry an English message id.

    `parameters` fill the message's `%(name)s` places; the web layer translates the id first.
    """

    message = N_("This cannot be done now.")

    def __init__(self, **parameters: Any) -> None:
        self.parameters = parameters
        super().__init__(self.message % parameters)


class ChangedMeanwhile(RuleBroken):
    """Somebody else saved the same record after this person had opened it."""

    message = N_("Someone else saved this while you were typing. Your words are kept below; compare, then save again.")


class Doubt(RuleBroken):
    """Something unusual that may be meant all the same: the person is asked once, and may save it knowingly.

    It is not raised: rules list doubts, `core.forms.Doubting` asks.
    """


class SentAlready(Exception):
    """The very same form, sent twice: by a double click, or again after a lost answer.

    It is no refusal: the act was done. `once` answers with what the first sending led to, so no view catches it.
    """


class NotFromHere(RuleBroken):
    """The record has moved on to a state from which this cannot be done."""

    message = N_("This can no longer be done: it is now “%(state)s”. The page below shows it as it is.")


def check_move(
    moves: Mapping[State, Collection[State]], now: State, wanted: State, labels: Mapping[State, Message]
) -> None:
    """Refuse a change of state that the table does not list."""
    if wanted not in moves.get(now, ()):
        raise NotFromHere(state=labels[now])
