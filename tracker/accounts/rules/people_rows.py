"""What a row of an Excel file about a person may say; what is refused of it."""

from collections.abc import Mapping

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold
from tracker.office.models import RoleKind

# What offices call the roles, folded; the labels of both languages first.
ROLE_WORDS: Mapping[str, RoleKind] = {
    words: kind
    for kind, called in {
        RoleKind.OFFICER: ("chuyen vien", "officer", "can bo", "cong chuc"),
        RoleKind.HEAD: ("thu truong don vi", "head of the unit", "thu truong", "head"),
        RoleKind.STAFF: ("thuong truc", "standing staff", "staff"),
        RoleKind.CHAIR: ("truong/pho ban", "chair or deputy chair", "truong ban", "pho ban", "pho truong ban", "chair"),
        RoleKind.OBSERVER: ("nguoi theo doi", "observer", "theo doi"),
        RoleKind.ADMIN: ("quan tri", "administrator", "quan tri vien", "admin"),
    }.items()
    for words in called
}


class UnitMissing(RuleBroken):
    """Everybody belongs to a unit."""

    message = N_("Write the unit.")


class UnitUnknown(RuleBroken):
    """No unit of the office is called that, or a group is."""

    message = N_("No unit is called “%(name)s”. Write one of the names that the list of units gives it.")


class RoleUnknown(RuleBroken):
    """A word that is no role."""

    message = N_(
        "“%(words)s” is no role. Write Chuyên viên, Thủ trưởng đơn vị, Thường trực, Trưởng/phó ban or Người theo dõi."
    )


class AdminsOneByOne(RuleBroken):
    """Who looks after the office is not let in by the dozen."""

    message = N_("Administrators are made one by one, on the person's own page. Leave this role out.")


class ProgrammeUnknown(RuleBroken):
    """No programme is called that, or several go on and none is named."""

    message = N_("Write the programme after the role, for example “Thường trực: %(example)s”.")


class EmailTwice(RuleBroken):
    """Two rows with one address."""

    message = N_("Row %(row)s has the same e-mail address. Each person has their own, or none.")


class SignInNameTwice(RuleBroken):
    """Two rows with one name to sign in with."""

    message = N_("Row %(row)s has the same sign-in name. Each person has their own.")


class PersonTwice(RuleBroken):
    """Two rows about one person."""

    message = N_("Row %(row)s is about the same person. Keep one of them, or give each an e-mail address.")


def read_roles(words: str) -> list[tuple[RoleKind, str]]:
    """ "Chuyên viên; Thường trực: Vườn nhà" as roles, each with what is written behind it. Raises RoleUnknown."""
    pieces = [piece for part in words.split(";") for piece in ([part] if ":" in part else part.split(","))]
    found: list[tuple[RoleKind, str]] = []
    for piece in filter(str.strip, pieces):
        called, _, scope = piece.partition(":")
        kind = ROLE_WORDS.get(fold(called).replace(" / ", "/"))
        if kind is None:
            raise RoleUnknown(words=called.strip()[:60])
        if kind is RoleKind.ADMIN:
            raise AdminsOneByOne
        found.append((kind, scope.strip()))
    return found
