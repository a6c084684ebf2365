"""The words of templates: each message is looked up and marked as safe once for each language, not once a page."""

from functools import cache, lru_cache
from typing import Any

from flask import Flask
from flask_babel import get_locale, get_translations
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Take the place of Flask-Babel's functions, which look for the request's language anew in several steps."""
    app.jinja_env.globals.update(_=translated, gettext=translated, ngettext=translated_number)


def translated(message: str, **values: Any) -> Markup:
    """The message in the reader's language; values are escaped as they are put in."""
    words = _in_language(get_locale().language, message)
    return words % values if "%" in words else words


def in_words(message: str) -> str:
    """The message in the reader's language as plain text, its places still open."""
    return str(_in_language(get_locale().language, message))


def translated_number(one: str, many: str, num: int, **values: Any) -> Markup:
    """The same, in the form that goes with a number."""
    return _counted(get_locale().language, one, many, num) % {"num": num, **values}


@lru_cache(maxsize=4096)  # numbers have no end
def _counted(_language: str, one: str, many: str, num: int) -> Markup:
    return Markup(get_translations().ungettext(one, many, num))  # noqa: S704  # catalogues and templates are ours


@cache
def _in_language(_language: str, message: str) -> Markup:
    """The catalogues do not change while the program runs, and templates hold a finite number of messages."""
    return Markup(get_translations().ugettext(message))  # noqa: S704  # catalogues and templates are ours
