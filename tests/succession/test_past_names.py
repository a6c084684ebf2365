"""Pages of the past call units as they were called then."""

from datetime import timedelta

from tests.meetings.conftest import Room
from tests.succession.conftest import DAY
from tracker.core.db import transaction
from tracker.meetings import services as meetings
from tracker.tasks.models import Part, State
from tracker.tasks.services import Addressed

OLD, NEW = "Xã Đăk Mơ", "Phường Đăk Mơ"


def test_lists_of_a_past_quarter_show_the_old_name_and_this_quarters_the_new(town, communes, sign_in):
    communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous, title="Việc quý trước")
    communes.part(communes.one, title="Việc quý này")
    communes.decide(communes.new_name())
    staff = sign_in("staff")
    for address in ("/deadlines?standing=all", "/tasks/?q=viec+quy"):
        joined = "&" if "?" in address else "?"
        past = staff.get(f"{address}{joined}quarter={town.quarter.previous}").get_data(as_text=True)
        now = staff.get(f"{address}{joined}quarter={town.quarter}").get_data(as_text=True)
        assert OLD in past, address
        assert NEW not in past, address
        assert NEW in now, address


def test_the_page_of_a_task_names_each_part_as_of_its_quarter(town, communes, sign_in):
    past = communes.part(communes.one, State.ACCEPTED, quarter=town.quarter.previous, title="Việc quý trước")
    communes.decide(communes.new_name())
    page = sign_in("staff").get(f"/tasks/{past.task_id}").get_data(as_text=True)
    assert OLD in page


def test_the_conclusions_of_a_past_meeting_name_units_as_of_its_day(town, communes, sign_in):
    earlier = Room(town, town.new_meeting("Họp trước", quarter=town.quarter.previous)).open()
    with transaction():
        earlier.meeting.held_on = DAY - timedelta(days=30)
    with transaction():
        addressed = [Addressed(Part.IMPLEMENT, unit=communes.one)]
        facts = {"by": town.person("staff"), "at": town.now}
        said = meetings.ConclusionFacts(text="Rà soát", addressed=addressed)
        meetings.add_conclusion(earlier.meeting, said, **facts)
    earlier.close().publish()
    communes.decide(communes.new_name())
    page = sign_in("staff").get(f"/meetings/{earlier.meeting.id}").get_data(as_text=True)
    assert f'<span class="chip">{OLD}</span>' in page
    assert f'<span class="chip">{NEW}</span>' not in page


def test_what_a_merged_unit_had_accepted_is_listed_under_its_old_name(town, communes, sign_in):
    communes.part(communes.two, State.ACCEPTED, quarter=town.quarter.previous, title="Việc quý trước")
    communes.merge()
    page = sign_in("staff").get(f"/deadlines?standing=all&quarter={town.quarter.previous}").get_data(as_text=True)
    assert "Xã Đăk Sú" in page
    assert "Xã Đăk Mơ Sú" not in page
