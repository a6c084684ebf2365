"""Mail that tells people what happened to their own account, or what their unit owes, in their own language.

It waits in the outbox.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import force_locale, gettext

from tracker.accounts.models import Account, LinkPurpose, MailKind
from tracker.accounts.queries import accounts_of_unit
from tracker.accounts.rules.browsers import browser_of
from tracker.accounts.rules.links import VALID_FOR
from tracker.core import clock
from tracker.core.errors import N_, Message
from tracker.outbox.services import Attachment, queue_mail, takes_mail

_GREETING = N_("Dear %(name)s,")
_NOT_YOU = N_(
    "If this was not you, change your password at once and end the other sign-ins: both are under “My account”. Then "
    "tell whoever looks after this office's tracker."
)

_OF_LINKS = {
    LinkPurpose.INVITATION: (
        N_("Your account"),
        N_(
            "You have an account in the office's tracker. Your sign-in name is %(account)s. Open this page and choose "
            "your password:\n\n%(link)s\n\nThe link opens once, until %(until)s. Pass it on to nobody: whoever "
            "opens it acts in your name. If it has run out, ask whoever looks after the tracker for a new one."
        ),
    ),
    LinkPurpose.RESET: (
        N_("Set a new password"),
        N_(
            "A new password was asked for your account %(account)s. Open this page and choose one:\n\n%(link)s\n\n"
            "The link opens once, until %(until)s; until then your old password stays as it is. If it was not you who "
            "asked, leave the link alone: nothing changes. Pass it on to nobody."
        ),
    ),
}


def tell_of_new_password(account: Account, *, at: datetime) -> None:
    """Always sent."""
    _send(
        account,
        "password",
        at,
        N_("Your password was changed"),
        N_(
            "The password of your account %(account)s was changed at %(at)s. Wherever else you were signed in, you no "
            "longer are."
        ),
    )


def tell_of_new_place(account: Account, *, address: str, browser: str, at: datetime) -> None:
    """Unless the person does without."""
    if MailKind.SIGN_IN in account.muted:
        return
    _send(
        account,
        "sign-in",
        at,
        N_("Signed in from a new place"),
        N_(
            "Your account %(account)s was opened at %(at)s in a browser that it was not opened in before: %(browser)s, "
            "address %(address)s."
        ),
        address=address or "–",
        browser=browser_of(browser) or "–",
    )


def tell_of_new_address(account: Account, *, former: str, at: datetime) -> None:
    """Always sent, to the address that counted until now."""
    _send(
        account,
        "address",
        at,
        N_("Your e-mail address was changed"),
        N_("From %(at)s on, mail for your account %(account)s goes to another address."),
        to_address=former,
    )


def tell_of_roles(account: Account, *, at: datetime) -> None:
    """Unless the person does without. Several changes of one moment are one mail."""
    if MailKind.ROLES in account.muted:
        return
    _send(
        account,
        "roles",
        at,
        N_("Your roles were changed"),
        N_("What you may do in the tracker was changed at %(at)s. Your roles stand under “My account”."),
        not_you=False,
    )


def tell_of_second_factor(account: Account, subject: Message, words: Message, *, at: datetime) -> None:
    """Always sent: whoever takes an account over would begin with this."""
    _send(account, f"second-factor {subject}", at, subject, words)


def send_link(account: Account, purpose: LinkPurpose, *, link: str, at: datetime) -> None:
    """The way to a first or a new password. The text is kept no longer than until it has left."""
    subject, words = _OF_LINKS[purpose]
    until = f"{clock.local(at + VALID_FOR[purpose]):%H:%M %d/%m/%Y}"
    _send(account, purpose.value, at, subject, words, not_you=False, confidential=True, link=link, until=until)


def _send(
    account: Account,
    kind: str,
    at: datetime,
    subject: Message,
    words: Message,
    *,
    not_you: bool = True,
    confidential: bool = False,
    to_address: str | None = None,
    **facts: str,
) -> None:
    """Queue it; nothing where the person has no address."""
    person = account.person
    to_address = person.email if to_address is None else to_address
    if not to_address:
        return
    facts |= {"account": account.sign_in_name, "at": f"{clock.local(at):%H:%M %d/%m/%Y}"}
    with force_locale(account.language or "vi"):
        parts = [gettext(_GREETING, name=person.full_name), gettext(words, **facts)]
        parts += [gettext(_NOT_YOU)] if not_you else []
        queue_mail(
            to_name=person.full_name,
            to_address=to_address,
            subject=f"Giao Ban: {gettext(subject)}",
            body="\n\n".join(parts) + "\n",
            dedupe_key=f"account:{kind}:{account.id}:{at.isoformat()}",
            at=at,
            person_id=person.id,
            confidential=confidential,
        )


def remind_unit(
    unit_id: int,
    compose: Callable[[], tuple[str, list[str]]],
    *,
    key: str,
    at: datetime,
    held_until: datetime | None = None,
) -> int:
    """Queue a mail to each officer and head of a unit who has an address and wants reminders; how many.

    `compose` gives subject and paragraphs, in the language that is spoken when it is called. `key` tells this reminder
    from all others.
    """
    told = 0
    for account in accounts_of_unit(unit_id, on=clock.local(at).date()):
        if MailKind.REMINDERS not in account.muted:
            told += tell(account, compose, key=key, at=at, held_until=held_until)
    return told


def tell(
    account: Account,
    compose: Callable[[], tuple[str, list[str]]],
    *,
    key: str,
    at: datetime,
    attachments: Sequence[Attachment] = (),
    html: Callable[[], str] | None = None,
    held_until: datetime | None = None,
    patient: bool = False,
) -> bool:
    """Queue a mail to one person in their language; False where they have no address. `compose` and `key` as above.

    `html` says the same for mail programs that show it; `held_until` keeps it back for quiet hours; a
    `patient` one leaves in none, also when it is tried again.
    """
    person = account.person
    if not takes_mail(person.email):
        return False
    with force_locale(account.language or "vi"):
        subject, paragraphs = compose()
        queue_mail(
            to_name=person.full_name,
            to_address=person.email,
            subject=f"Giao Ban: {subject}",
            body="\n\n".join([gettext(_GREETING, name=person.full_name), *paragraphs]) + "\n",
            dedupe_key=f"{key}:{person.id}",
            at=at,
            person_id=person.id,
            attachments=attachments,
            html=html() if html is not None else "",
            held_until=held_until,
            patient=patient,
        )
    return True
