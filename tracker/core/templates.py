"""Templates as we use them: their words and functions are the application's, and none has globals of its own."""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

from flask.templating import Environment


class SharedGlobals(Environment):
    """Every template reads the application's globals themselves.

    Jinja lays a ChainMap over them for each template, and compares its keys each time that a template imports macros:
    that was a sixth of a page's time.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The application's; a template that is given some of its own gets them as Jinja does it."""
        return super().make_globals(d) if d else self.globals


class AnswersOf(dict[Any, Any]):
    """What a macro or function says of each value, asked once: `answers_of(icon)["plus"]`, `answers_of(add)[1, 2]`.

    A list of fifty rows has few states and days. Jinja takes an entry in a tenth of the time of a call. `always` are
    given to it each time.
    """

    def __init__(self, asked: Callable[..., Any], **always: Any) -> None:
        self._asked = partial(asked, **always)

    def __missing__(self, value: Any) -> Any:
        try:
            answer = self._asked(*value) if isinstance(value, tuple) else self._asked(value)
        except (AttributeError, LookupError, TypeError) as wrong:  # which Jinja takes for an entry that is not there
            raise RuntimeError(f"no answer for {value!r}") from wrong
        self[value] = answer
        return answer
