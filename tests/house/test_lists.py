"""Pages ask the database a fixed number of questions, however many rows they show.

A new list page gets a line in LISTS.
"""

from tests.meetings.conftest import Room
from tests.meetings.inviting import Inviting
from tests.pilots.conftest import Pilots
from tests.reports.conftest import ASKED, Duties
from tests.town import OWN
from tracker.core.db import transaction
from tracker.core.periods import Span
from tracker.documents.services import SignerFacts, add_signer, take_number
from tracker.outbox.services import queue_mail
from tracker.standing.models import ReviewKind
from tracker.standing.services.reviews import begin_review
from tracker.tasks.models import State
from tracker.tasks.services import record_finding

MOST = 6  # questions of a page; the sign-in's own are among them

# address, who looks at it, and what the page may ask at most where MOST is not enough
LISTS = [
    # Also what is being concluded in a meeting, in any, invitations, the reports owed, and what is asked besides.
    ("/work", "officer", 10),
    ("/bell/", "officer", MOST),
    ("/reminders/preview", "staff", 9),  # what is owed, by whose rules, on which days, at what hours, and to whom
    ("/bell/", "staff", MOST),
    ("/chasing-letters/", "staff", MOST),
    ("/due/text", "officer", MOST),
    ("/due/text?span=week", "staff", MOST),
    ("/deadlines", "staff", MOST),
    ("/deadlines", "chair", MOST),
    ("/due/", "staff", 7),  # with the units to choose from, and how often they were reminded of what is shown
    ("/due/", "officer", 7),
    ("/due/week", "staff", MOST),
    ("/due/month", "staff", MOST),
    ("/due/month", "officer", MOST),
    ("/due/grid", "staff", MOST),
    ("/due/changes?from=1/10/2026", "staff", 7),  # with the units to choose from
    ("/due/changes?from=1/10/2026", "officer", MOST),
    ("/tasks/", "staff", MOST),
    ("/tasks/", "officer", MOST),
    ("/tasks/classes", "staff", MOST),
    ("/tasks/classes", "officer", MOST),
    ("/standings/", "staff", 9),  # parts, reports and pilots in one question, units, and three of targets
    ("/standings/4/records?figure=no_deadline", "staff", 8),
    ("/standings/", "officer", 10),  # also from which units theirs took over
    ("/findings/", "staff", MOST),
    ("/findings/", "officer", MOST),
    ("/plans/", "staff", MOST),
    ("/pilots/", "staff", MOST),
    ("/pilots/", "officer", MOST),
    ("/pilots/tree", "staff", MOST),
    ("/reports/", "staff", MOST),
    ("/reports/", "officer", MOST),
    ("/reports/list", "staff", MOST),
    ("/consolidations/", "staff", MOST),
    ("/programme-reviews/", "staff", MOST),
    ("/ratings/?year=2025", "staff", 8),  # also the years to choose from, and the scheme
    ("/ratings/?year=2025", "officer", 8),
    ("/rating-schemes/", "staff", MOST),
    ("/compliance-lists/", "staff", MOST),
    ("/compliance-lists/", "officer", MOST),
    ("/report-duties/", "staff", MOST),
    ("/report-duties/", "officer", MOST),
    ("/targets/", "staff", MOST),
    ("/targets/", "officer", MOST),
    ("/documents/", "staff", MOST),
    ("/papers/", "staff", MOST),
    ("/number-registers/1", "staff", 9),  # whose it is, its terms, and its story
    ("/meetings/", "staff", MOST),
    ("/meetings/", "officer", MOST),
    ("/meetings/9/notices", "staff", 9),  # the meeting with its members and conclusions, before its notices
    ("/meetings/9/notices", "officer", 9),
    ("/conclusions/", "staff", MOST),
    ("/conclusions/", "officer", MOST),
    ("/venues/", "staff", MOST),
    ("/venues/", "officer", MOST),
    ("/meeting-series/", "staff", MOST),
    ("/calendar/", "staff", MOST),
    ("/intake/", "staff", MOST),
    ("/units/", "admin", MOST),
    ("/unit-groups/", "admin", MOST),
    ("/programmes/", "admin", MOST),
    ("/succession/", "admin", MOST),
    ("/people/", "admin", 8),
    ("/outbox/", "admin", 9),  # also how the worker stands, and whether its hours are quiet
    ("/extensions/?state=all", "staff", MOST),
    ("/extensions/?state=all", "officer", MOST),
    ("/trail/", "admin", MOST),
    ("/trail/", "auditor", MOST),
]


def test_lists_ask_no_more_when_they_grow(town, sign_in, count_queries):
    asked = {page: len(questions(count_queries, sign_in, *page[:2])) for page in LISTS}
    fill(town, 30)
    for page, before in asked.items():
        address, who, most = page
        after = questions(count_queries, sign_in, address, who)
        told = f"{address} for {who}:\n\n" + "\n\n".join(after)
        assert len(after) == before, told
        assert len(after) <= most, told


def test_a_record_asks_no_more_when_what_hangs_on_it_grows(town, sign_in, count_queries):
    """Its parts and their story; a meeting's conclusions, and those of the meeting before."""
    task, room, pilots = town.task(), Room(town), Pilots(town)
    pilot = pilots.run()
    duties = Duties(town)
    duty = duties.duty(units=(OWN, "Xã Đăk Tơ Mil"))
    duties.exempt(duty, period="2027-Q1")
    meant, counted = Inviting(town), Inviting(town)
    for one in (meant, counted):
        one.choose(OWN)
        one.send()
    counted.open()
    pages = [
        (f"/tasks/{task.id}", "staff", 8),
        (f"/tasks/{task.id}", "officer", 8),
        ("/standings/4", "staff", 14),
        (f"/meetings/{room.meeting.id}", "staff", 20),
        (f"/meetings/{room.meeting.id}", "officer", 18),
        (f"/plans/{town.plan.id}", "officer", 9),
        ("/targets/3", "staff", 11),
        ("/targets/3/measurements/new?period=2026-Q3", "staff", 10),
        ("/amendments/1", "staff", 8),
        (f"/documents/{town.document.id}", "officer", 7),
        (f"/pilots/{pilot.id}", "officer", 10),
        (f"/report-duties/{duty.id}", "staff", 12),
        (f"/report-duties/{duty.id}", "officer", 12),
        (f"/report-duties/{duty.id}/form", "staff", 12),
        (f"/meetings/{meant.meeting.id}/invitations", "staff", 7),
        (f"/meetings/{meant.meeting.id}/invitations", "officer", 6),
        (f"/meetings/{counted.meeting.id}/attendance", "staff", 6),
        (f"/meetings/{room.meeting.id}/projected", "staff", 13),
        ("/conclusions/", "staff", MOST),
        ("/conclusions/", "officer", MOST),
    ]
    earlier = Room(town, town.new_meeting("Họp trước", quarter=town.quarter.previous))
    earlier.open().conclude("Việc đầu tiên")
    earlier.close().publish()
    room.open().conclude("Việc đầu tiên")
    pilots.review(pilot)
    replica = pilots.register("Mô hình thêm", origin=pilot)
    asked = [len(questions(count_queries, sign_in, address, who)) for address, who, _ in pages]
    further = Room(town, town.new_meeting("Họp trước nữa", quarter=town.quarter.previous)).open()
    for n in range(8):
        room.conclude(f"Việc thêm số {n}")
        further.conclude(f"Việc thêm số {n}")
        pilots.pay(pilot)
        replica = pilots.register(f"Mô hình thêm số {n}", origin=replica)
    further.close().publish()
    town.assignment(task=task, state=State.RETURNED)
    for number in range(2, 5):
        duties.exempt(duty, period=f"2027-Q{number}")
        duties.ask(duty, *ASKED, *ASKED[:number], seen=number - 1)
    meant.choose(*(unit.name for unit in town.programme.members))
    meant.send()
    for unit in town.programme.members:
        counted.seat(unit)
    for (address, who, most), before in zip(pages, asked, strict=True):
        after = questions(count_queries, sign_in, address, who)
        told = f"{address} for {who}:\n\n" + "\n\n".join(after)
        assert len(after) == before, told
        assert len(after) <= most, told


def questions(count_queries, sign_in, address, who):
    browser = sign_in(who)
    with count_queries() as asked:
        answer = browser.get(address)
    assert answer.status_code == 200, address
    return asked


def fill(town, count):
    """Thirty more of whatever lists show."""
    pilots, origin = Pilots(town), None
    inspection = town.find_task("Kiểm tra việc thực hiện Cuộc vận động")
    for n, task in enumerate(town.tasks(count)):
        if n % 2:
            town.assignment(task=task)
    for n in range(count):
        town.new_unit(f"Xã Thử Nghiệm {n}")
        town.more_time_asked(f"Việc cần gia hạn {n}")
        town.new_person(f"Người Thử Nghiệm {n}")
        town.new_document(f"{n}/TB-UBND")
        town.new_meeting(f"Họp chuyên đề {n}")
        town.new_venue(f"Nhà họp {n}")
        town.new_series(f"Chuỗi họp {n}")
        Duties(town).duty(f"Báo cáo chuyên đề {n}", units=(OWN, "Xã Đăk Tơ Mil"))
        origin = pilots.run(name=f"Mô hình {n}", origin=origin)
        with transaction():
            found = {"unit": town.unit(OWN), "text": f"Nội dung {n}", "by": town.person("staff"), "at": town.now}
            record_finding(inspection, **found)
            signs = SignerFacts(authority="TM.", position="Phó Trưởng ban", full_name=f"Y Ký {n}")
            add_signer(town.programme, signs, by=town.person("staff"), at=town.now)
            began = {"title": f"Sơ kết {n}", "by": town.person("staff"), "at": town.now}
            begin_review(town.programme, ReviewKind.INTERIM, Span(town.quarter, town.quarter), **began)
            take_number(town.programme, "BC", subject=f"Báo cáo {n}", by=town.person("staff"), at=town.now)
            queue_mail(to_name="", to_address="an@vi-du.vn", subject="", body="", dedupe_key=f"{n}", at=town.now)
