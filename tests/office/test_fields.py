"""A day is typed in one way everywhere."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from tracker.accounts.forms.people import GoneForm
from tracker.home.forms import TrailForm
from tracker.meetings.forms import MeetingForm
from tracker.office.fields import DayField
from tracker.succession.forms import HandOverForm


def filled(typed):
    form = GoneForm(MultiDict({"gone_from": typed}), meta={"csrf": False})
    form.validate()
    return form.gone_from


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/7/2025", date(2025, 7, 1)),
        (" 01.07.25 ", date(2025, 7, 1)),
        ("ngày 1 tháng 7 năm 2025", date(2025, 7, 1)),
        ("1/12", date(2026, 12, 1)),  # of this year
    ],
)
def test_a_day_is_read_as_people_write_it(app, typed, day):
    with app.test_request_context():
        field = filled(typed)
        assert (field.data, field.errors) == (day, [])


@pytest.mark.parametrize(
    "typed", ["31/6/2025", "tháng 7/2025", "hết quý III", "1/7 - 3/7/2025", "trước 1/7", "hôm nay", "0"]
)
def test_what_is_no_day_is_refused_and_stays_as_typed(app, typed):
    with app.test_request_context():
        field = filled(typed)
        assert field.data is None
        assert len(field.errors) == 1
        assert typed in field()


def test_every_room_has_the_same_field(app):
    with app.test_request_context():
        fields = (
            TrailForm(None).since,
            HandOverForm(meta={"csrf": False}).day,
            GoneForm(meta={"csrf": False}).gone_from,
            MeetingForm(meta={"csrf": False}).day,
        )
        assert {type(field) for field in fields} == {DayField}
