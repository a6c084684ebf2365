"""The same of the office's forms: units, groups, programmes, people, roles, changes of units, one's own account."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.reminders.rules import shipped_times
from tracker.reminders.services import change_times

LENGTHS = [30, 60, 120, 200, 400, 30_000]
Sent = tuple[str, dict[str, object], set[str], Any]  # where to, what, which fields are typed, the versioned record


def new_unit(_town) -> Sent:
    told = {"name": "Xã Mới", "short_name": "Mới", "kind": "commune", "parent": 0, "other_names": "", "began_on": ""}
    return "/units/new", told, {"name", "short_name", "other_names", "began_on"}, None


def mended_unit(town) -> Sent:
    unit = town.new_unit("Xã Sửa")
    told = {"name": "Xã Sửa", "short_name": "Sửa", "kind": "commune", "parent": 0, "other_names": "", "began_on": ""}
    return f"/units/{unit.id}/edit", told, {"name", "short_name", "other_names", "began_on"}, unit


def new_group(_town) -> Sent:
    return "/unit-groups/new", {"name": "Nhóm", "kinds": "commune", "other_names": ""}, {"name", "other_names"}, None


def new_programme(town) -> Sent:
    told = {"name": "Phong trào", "short_name": "PT", "standing_unit": town.unit(OWN).id, "members": town.unit(OWN).id}
    return "/programmes/new", told, {"name", "short_name"}, None


def new_person(town) -> Sent:
    typed = {"full_name": "A Brol", "position": "", "phone": "", "email": "", "sign_in_name": ""}
    return "/people/new", typed | {"unit": town.unit(OWN).id, "signs_in": "y"}, set(typed), None


def mended_person(town) -> Sent:
    person = town.new_person("A Thái")
    typed = {"full_name": "A Thái", "position": "", "phone": "", "email": ""}
    return f"/people/{person.id}/edit", typed | {"unit": town.unit(OWN).id}, set(typed), person


def new_role(town) -> Sent:
    person = town.new_person("Y Lan", role=None)
    told = {"kind": "officer", "unit": town.unit(OWN).id, "first": "", "last": ""}
    return f"/people/{person.id}/roles/new", told, {"first", "last"}, None


def rename(town) -> Sent:
    told = {"kind": "rename", "units": town.unit(OTHER).id, "name": "Xã Tên Mới", "short_name": "", "legal_basis": ""}
    return "/succession/", told | {"day": "1/12/2026"}, {"name", "short_name", "legal_basis", "day"}, None


def own_contact(town) -> Sent:
    return "/me/contact", {"email": "", "phone": ""}, {"email", "phone"}, town.person("admin")


def hours_of_reminders(town) -> Sent:
    told = {"send_at": "8:00", "quiet_from": "18:00", "quiet_to": "6:00", "most_entries": "40"}
    with transaction():
        times = change_times(shipped_times(), seen=0, by=town.person("admin"), at=town.now)
    return "/reminders/hours", told, set(told), times


def own_reminders(_town) -> Sent:
    return "/me/reminders", {"send_at": "5:00"}, {"send_at"}, None  # refused: too early


FORMS: list[Callable[..., Sent]] = [
    new_unit, mended_unit, new_group, new_programme, new_person, mended_person, new_role, rename, own_contact,
    hours_of_reminders, own_reminders,
]  # fmt: skip


@pytest.mark.only_on("postgres")  # which holds to the length of a column
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_field_takes_what_its_column_holds_and_refuses_the_rest(town, sign_in, form):
    address, data, typed, record = form(town)
    admin, saved = sign_in("admin"), 0
    for field in sorted(typed):
        refused: set[str] = set()  # what refuses some words refuses the longer: there only the longest are typed
        for length in LENGTHS:
            for words in ("Ậ" * length, "9" * length, f"a{length}" + "ệ" * (length - 15) + "@example.vn"):
                if words[0] in refused and length < LENGTHS[-1]:
                    continue
                version = {"version": record.version} if record is not None else {}
                answer = admin.post(address, data=data | version | {field: words})
                assert answer.status_code in (200, 302, 303, 422), (field, length)
                refused |= {words[0]} if answer.status_code == 422 else set()
                saved += answer.status_code != 422
                db.session.expire_all()
    assert saved > 2 or form in (new_role, rename, hours_of_reminders, own_reminders)


@pytest.mark.parametrize(
    "day", ["1/1/1", "31/12/9999", "01/01/0001", "99/99/9999", "29/2/2027", "-1/1/2026", "٣/٣/٢٠٢٦"]
)
@pytest.mark.parametrize("form", [new_unit, new_role, rename], ids=lambda form: form.__name__)
def test_no_day_breaks_a_form(town, sign_in, form, day):
    address, data, typed, _ = form(town)
    for field in typed & {"began_on", "first", "last", "day"}:
        assert sign_in("admin").post(address, data=data | {field: day}).status_code in (200, 302, 303, 422), field


@pytest.mark.parametrize("day", ["1/1/1", "31/12/9999", date.max.isoformat(), "x" * 5000])
@pytest.mark.parametrize("address", ["/trail/?since=", "/trail/?until=", "/units/?on=", "/succession/preview?day="])
def test_no_day_breaks_a_filter(sign_in, address, day):
    assert sign_in("admin").get(address + day).status_code in (200, 302, 404, 422)
