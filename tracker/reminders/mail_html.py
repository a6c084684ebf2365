"""A mail of the morning as HTML: the same words as its text, for mail programs that show more than that."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from flask_babel import get_locale


@dataclass(frozen=True, slots=True)
class MailLine:
    """One thing, in the reader's language. `about` tells its kind and period, `url` is the whole address."""

    unit: str
    title: str
    about: str
    due: str
    left: str
    url: str
    tone: str = "open"


@dataclass(frozen=True, slots=True)
class MailGroup:
    """What stands under one heading."""

    heading: str
    tone: str
    lines: Sequence[MailLine]


@dataclass(frozen=True, slots=True)
class Foot:
    """A sentence below the list; a link where it has an address."""

    words: str
    url: str = ""


def digest_html(
    *,
    subject: str,
    greeting: str,
    intro: str,
    groups: Sequence[MailGroup],
    more: Foot | None = None,
    feet: Sequence[Foot] = (),
) -> str:
    """The whole page; needs an application, not a request."""
    template = current_app.jinja_env.get_template("mail/digest.html")
    return template.render(
        locale=str(get_locale()),
        subject=subject,
        greeting=greeting,
        intro=intro,
        groups=groups,
        more=more,
        feet=feet,
    )
