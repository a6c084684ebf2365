"""The consolidated report of hundreds of units: the first of them under each section, all on a page of its own."""

import re
from decimal import Decimal

import pytest

from tracker.core.db import db, transaction
from tracker.core.paging import ROWS
from tracker.reports.models import HandedIn, ItemKind, ReportState
from tracker.reports.queries.gathered import GatheredItem
from tracker.reports.rules.adding import Said
from tracker.reports.services.consolidating import begin_consolidation

MANY = ROWS + 7


def item(kind):
    said = [
        Said(unit_id=unit, unit_name=f"Xã {unit}", report_id=unit * 10, words="Đã làm.", figure=Decimal(unit))
        for unit in range(1, MANY + 1)
    ]
    facts = {"title": "Kết quả", "measure": "buổi", "percent": False, "before": (), "silent": ()}
    return GatheredItem(key="k1", kind=kind, said=said, **facts)


@pytest.mark.parametrize("kind", [ItemKind.SECTION, ItemKind.NUMBER])
def test_a_page_of_a_section_goes_on_where_the_last_one_ended_and_the_sum_is_of_all(kind):
    gathered = item(kind)
    first = gathered.page()
    rest = gathered.page(first.after)
    assert [row.unit_id for page in (first, rest) for row in page.rows] == list(range(1, MANY + 1))
    assert (len(first.rows), rest.after) == (ROWS, "")
    assert gathered.page("~forged~").rows == first.rows
    assert gathered.sum.value == MANY * (MANY + 1) // 2


@pytest.fixture
def address(town, duties):
    """Of more units than a page holds; what they handed in stands there at once."""
    units = [town.new_unit(f"Tổ dân phố {number:02}") for number in range(1, MANY + 1)]
    duty, by = duties.duty(units=units), town.person("staff")
    with transaction():
        for place, report in enumerate(duties.reports(duty), start=1):
            words = {"key": "k1", "kind": "section", "title": "Kết quả công tác", "words": f"Lời thứ {place}."}
            figure = {"key": "k2", "kind": "number", "title": "Buổi tuyên truyền", "figure": "1"}
            report.state, report.submitted_at = ReportState.SUBMITTED, town.now
            content = {"unit": report.unit.name, "items": [words, figure]}
            handed = {"number": 1, "sha256": "0" * 64, "late_days": 0, "by_id": by.id, "at": town.now}
            db.session.add(HandedIn(report_id=report.id, content=content, **handed))
        return f"/consolidations/{begin_consolidation(duty, str(town.quarter), by=by, at=town.now).id}"


def test_the_page_shows_the_first_units_and_leads_to_a_page_of_the_section(address, sign_in):
    staff = sign_in("staff")
    whole = staff.get(address).text
    assert whole.count("Lời thứ") == ROWS
    assert f"{address}?section=k1" in whole
    assert f"Cả {MANY} đơn vị cộng lại" in whole
    only = staff.get(f"{address}?section=k1").text
    assert only.count("Lời thứ") == ROWS
    assert "Buổi tuyên truyền" not in only
    onward = re.search(r'rel="next"\s+href="([^"]+)"', only)[1].replace("&amp;", "&")
    assert staff.get(onward).text.count("Lời thứ") == MANY - ROWS


def test_a_section_that_nothing_asks_for_shows_the_whole_report(address, sign_in):
    assert "Buổi tuyên truyền" in sign_in("staff").get(f"{address}?section=zz&after=9").text
