"""What is due as a text for a chat group."""

import html
import re
from datetime import date, timedelta

import pytest
import time_machine

from tests.town import OTHER, OWN
from tracker.core.db import transaction
from tracker.reminders.chat_text import MOST_THINGS

LINK = "http://localhost/due/"


@pytest.fixture
def text(sign_in):
    """`text("officer", span="week")`."""

    def read(who: str, **asked: object) -> str:
        page = sign_in(who).get("/due/text", query_string=asked, headers={"Accept-Language": "vi"})
        assert page.status_code == 200
        return html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)[1]).strip()

    return read


@pytest.fixture
def own(town) -> str:
    """A unit of which nothing else is known."""
    return town.new_unit("Xã Đăk Pơ Tin").name


def test_a_units_text_tells_what_is_late_and_what_is_due_today(town, text, own):
    town.task("Rà soát hộ thiếu nước", lead=own, due=town.today - timedelta(days=5))
    town.task("Báo cáo nhanh số hộ", lead=own, due=town.today)
    town.task("Việc cuối tuần", lead=own, due=town.today + timedelta(days=2))
    unit = town.unit(own)
    assert text("staff", unit=unit.id) == "\n".join(
        [
            "VIỆC ĐẾN HẠN, THỨ TƯ 28/10/2026",
            "Xã Đăk Pơ Tin",
            "",
            "Quá hạn (1)",
            "- Rà soát hộ thiếu nước",
            "  23/10/2026: quá hạn 3 ngày làm việc",
            "",
            "Hạn hôm nay (1)",
            "- Báo cáo nhanh số hộ",
            "  28/10/2026: hạn hôm nay",
            "",
            f"Xem tất cả: {LINK}?unit={unit.id}",
        ]
    )
    assert "Việc cuối tuần\n  30/10/2026: còn 2 ngày làm việc" in text("staff", unit=unit.id, span="week")


def test_nothing_due_is_said_too(town, text, own):
    assert "Không có việc nào đến hạn" in text("staff", unit=town.unit(own).id)


def test_the_programmes_text_goes_unit_by_unit(town, text):
    town.task("Việc của phòng", lead=OWN, due=town.today)
    town.task("Việc của xã", lead=OTHER, due=town.today)
    told = text("staff")
    places = [told.index(words) for words in (f"\n{OWN} (", "- Việc của phòng", f"\n{OTHER} (", "- Việc của xã")]
    assert places == sorted(places)


def test_a_unit_copies_its_own_and_never_anothers(town, text, sign_in):
    town.task("Việc của xã", lead=OTHER, due=town.today)
    assert "Việc của xã" not in text("officer")
    assert OWN in text("officer")
    assert sign_in("officer").get(f"/due/text?unit={town.unit(OTHER).id}").status_code == 404


def test_much_is_cut_and_says_so_and_no_line_is_long(town, text, own):
    town.tasks(MOST_THINGS + 3, unit=own, due=town.today)
    town.task("Một việc có tên rất dài " * 10, lead=own, due=town.today - timedelta(days=1))
    told = text("staff", unit=town.unit(own).id)
    assert told.count("\n- ") == MOST_THINGS
    assert "… và 4 việc khác." in told
    assert max(map(len, told.splitlines())) <= 100


def test_what_a_title_says_is_no_markup(town, text, sign_in, own):
    town.task("</textarea><script>alert(1)</script>", lead=own, due=town.today)
    page = sign_in("staff").get(f"/due/text?unit={town.unit(own).id}").text
    assert "<script>alert" not in page
    assert "- </textarea><script>alert(1)</script>\n" in text("staff", unit=town.unit(own).id)


def test_the_people_of_a_unit_that_has_ended_have_a_page_still(town, text):
    with transaction():
        town.unit(OWN).ended_on = town.today
    assert text("officer").startswith("VIỆC ĐẾN HẠN")


def test_on_a_day_off_what_is_overdue_is_not_said_to_be_due_today(town, text, own):
    town.task("Việc hạn thứ sáu", lead=own, due=date(2026, 10, 30))
    with time_machine.travel("2026-11-01 10:00+07:00", tick=False):  # a Sunday
        told = text("staff", unit=town.unit(own).id)
    assert "Quá hạn (1)\n- Việc hạn thứ sáu\n  30/10/2026: quá hạn" in told
