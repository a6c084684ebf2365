"""Every place of a person's work, in a browser: it opens, fits, and can be used by everybody."""

from collections.abc import Collection, Iterable

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.databases import NOW
from tests.journeys.conftest import WIDTHS
from tests.meetings.conftest import ALL_COMMUNES, Room
from tests.town import OTHER, OWN, Town
from tracker.core.db import db, transaction
from tracker.meetings.models import ConclusionKind, Notice
from tracker.meetings.services.agenda import build_agenda
from tracker.meetings.services.correcting import begin_correction
from tracker.office.models import Unit
from tracker.reports.models import Consolidation, Frequency, Report, ReportState
from tracker.reports.rules.moves import OWED

PILOTS = (
    "/pilots/?unit=13",
    "/pilots/tree",
    "/pilots/new",
    "/pilots/7",
    "/pilots/7/review",
    "/pilots/7/convert",
    "/pilots/7/funding",
)
TASKS = [
    "/tasks/import",
    "/tasks/copy",
    "/tasks/new",
    "/tasks/2",
    "/tasks/2/edit",
    "/tasks/2/share",
    "/tasks/2/drop",
    "/tasks/2/event",
]
MORE_TIME = ["/extensions/?state=all", "/extensions/1"]
# This quarter's is planned and not held yet; next year's are proposed.
MEETINGS = [
    *("/meetings/new", "/meetings/4/edit", "/meetings/4/move", "/meetings/4/cancel", "/venues/", "/venues/1"),
    *("/venues/1/edit", "/meeting-series/", "/meeting-series/1?year=2027", "/meeting-series/1/edit"),
    *("/meetings/9/agenda", "/agenda-items/1", "/agenda-items/6", "/agenda-items/7/edit", "/conclusions/"),
]
PAPERS = [
    *("/papers/", "/papers/1/letterhead", "/signers/1/edit"),
    *("/papers/1/number-registers/new", "/number-registers/1"),
]
# Reports by what they are, as the fixture `reports` finds them.
HANDING = [
    *("/reports/{handed_in}", "/reports/{handed_in}/return", "/reports/{handed_in}/receipt", "/reports/{overdue}"),
    *("/reports/{overdue}/excuse", "/report-duties/1/lock"),
    *("/report-duties/", "/report-duties/1", "/report-duties/new", "/report-duties/1/edit", "/report-duties/1/form"),
    *("/report-duties/1/exempt", "/report-duties/1/end"),
]
# Of all units; the last quarter's consolidated report is begun.
GATHERING = [
    *("/reports/?quarter=2026-Q3", "/reports/?duty=1", "/reports/list?quarter=2026-Q3"),
    *("/reports/chosen?standing=overdue&quarter=2026-Q3", "/consolidations/?quarter=2026-Q3"),
    *("/consolidations/{gathered}", "/consolidations/{gathered}?section=k1"),
    "/consolidations/{gathered}/edit?section=k1",
    *("/programme-reviews/", "/programme-reviews/new", "/programme-reviews/1", "/programme-reviews/1/edit"),
    "/review-sections/4/edit",
    *("/compliance-lists/", "/compliance-lists/new", "/compliance-lists/1", "/compliance-lists/1/correct"),
    *("/compliance-lists/2", "/compliance-entries/1"),
]
# What the inspection of the year found; the first has become a task.
FINDINGS = [
    *("/ratings/?year=2025", "/ratings/1", "/ratings/propose", "/ratings/asked?year=2025"),
    *("/ratings/send?year=2026", "/rating-schemes/"),
    *("/rating-schemes/new?from=qd-366-2025", "/rating-schemes/1", "/rating-schemes/1/edit"),
    *("/tasks/classes?span=year", "/standings/?span=year", "/standings/13?span=year"),
    "/standings/13/records?figure=done_late&span=year",
    "/findings/?quarter=2026-Q3",
    *(f"/findings/{n}{act}" for n, act in ((1, ""), (4, "/task"), (4, "/edit"), (4, "/end"))),
]
PLACES = {
    "officer": [
        *("/due/", "/due/week", "/due/month?month=2026-11", "/due/changes?from=1/10/2026"),
        *("/work", "/tasks/", "/plans/", "/meetings/", "/documents/", "/units/", "/pilots/", "/pilots/1"),
        *("/venues/", "/meeting-series/1", "/meetings/9/invitations", "/invitations/48/reply", "/calendar/"),
        *("/meetings/9/agenda", "/agenda-items/2", "/conclusions/"),
        *("/meetings/8/notices", "/notices/3"),
        *("/report-duties/", "/report-duties/2"),
        *("/reports/", "/reports/{own_accepted}", "/reports/{own_accepted}/receipt", "/reports/{own_owed}"),
        "/reports/{own_owed}/write",
        *("/bell/", "/due/text", "/feeds/", "/me/reminders"),
    ],
    "head": ["/reports/{own_owed}/hand-in", "/compliance-lists/", "/compliance-lists/1"],
    "head2": [f"/reports/{{late}}/{act}" for act in ("write", "explain", "hand-in")],
    "staff": [
        *("/bell/", "/due/text?span=week", "/reminders/preview"),
        *("/due/nudge?standing=overdue", "/due/letter?standing=overdue", "/chasing-letters/", "/chasing-letters/1"),
        *("/programmes/1/reminders", "/programmes/1/reminders/edit?kind=part"),
        *("/deadlines", "/tasks/", "/plans/", "/meetings/", "/documents/", "/intake/", "/units/"),
        *("/due/?kind=report", "/due/week", "/due/month", "/due/grid", "/due/changes"),
        *MEETINGS,
        *("/meetings/9/invitations", "/meetings/9/invitations/edit", "/meetings/3/attendance"),
        *("/calendar/?year=2027", "/calendar/days/new", "/calendar/days/20260831/edit", "/calendar/swaps/new"),
        *("/calendar/days/20260831/ordinary", "/calendar/shipped?year=2026"),
        *(*TASKS, *PILOTS, *MORE_TIME, *PAPERS, *HANDING, *GATHERING),
    ],
    "chair": [
        *("/targets/", "/targets/3", "/targets/3/edit", "/targets/3/end", "/targets/3/amendments/new", "/amendments/1"),
        *("/targets/3/measurements/new?period=2026-Q3", "/targets/3/measurements/", "/amendments/1/withdraw"),
        "/plans/1/targets/new",
        *("/plans/1/grid", "/plans/1/grid?counts=1&units=kind-commune", "/amendments/1/grid"),
    ],
    "auditor": ["/trail/", "/me", "/me/contact", "/me/password", "/me/second-factor"],
    "admin": [
        *("/units/", "/units/1", "/units/1/edit", "/units/import", "/unit-groups/", "/unit-groups/1/edit"),
        *("/programmes/", "/programmes/1/edit", "/succession/", "/succession/new", "/trail/", "/access/", "/outbox/"),
        "/reminders/hours",
        *("/people/", "/people/1", "/people/1/edit", "/people/1/roles/new", "/people/1/hand-over", "/people/1/leave"),
        "/succession/preview?kind=merge&units=13&units=15&into=new&new-0-name=X&new-0-kind=commune&new-0-parent=0"
        "&new-0-short_name=&legal_basis=&day=01/12/2026",
    ],
}
# Of a meeting that lasts, of one that is closed with its notice drafted, and of a correction; judged on phones too.
AT_MEETINGS = {
    "staff": ["/meetings/{lasting}", "/meetings/{lasting}/projected?item={item}", "/notices/{draft}/edit"],
    "chair": ["/meetings/{lasting}/projected", "/notices/{draft}/issue", "/notices/{correction}/points"],
    "head": ["/meetings/{lasting}"],
}
ON_PHONES = ("officer", "head")  # whose pages axe judges on phones too; those of all others are left to `make proof`


def test_one_signs_in_and_out_again(open_page, javascript, sign_in_as):
    page = open_page(javascript=javascript)
    page.goto("/work")
    assert "/sign-in" in page.url
    sign_in_as(page, "officer")
    page.goto("/work")
    assert page.locator("h1").count() == 1
    page.locator("form[action='/sign-out'] [type=submit]").first.dispatch_event("click")
    page.wait_for_url("**/sign-in")
    page.goto("/work")
    assert "/sign-in" in page.url


def test_the_sign_in_page_of_the_demo_offers_its_people(page, assert_accessible):
    page.goto("/sign-in")
    for name in ("admin", "chair", "staff", "observer", "head", "officer", "head2", "officer2"):
        assert page.get_by_text(name, exact=True).count() >= 1, name
    assert_accessible(page)


@pytest.fixture
def reports(app):
    """The number of a report of each kind, the newest such; a change of the demo moves the numbers, not the kinds."""
    own, overdue = Unit.name == OWN, (Report.state.in_(OWED), Report.due_on < NOW.date())
    kinds = {
        "handed_in": (Report.state == ReportState.SUBMITTED,),
        "overdue": overdue,
        "late": (Unit.name == OTHER, *overdue),
        "own_accepted": (own, Report.state == ReportState.ACCEPTED),
        "own_owed": (own, Report.state.in_(OWED)),
    }
    with app.app_context():
        wanted = sa.select(Report.id).join(Unit, Unit.id == Report.unit_id).order_by(Report.id.desc()).limit(1)
        found = {kind: db.session.scalar(wanted.where(*so)) for kind, so in kinds.items()}
        found["gathered"] = db.session.scalar(sa.select(sa.func.max(Consolidation.id)))
    assert all(found.values()), f"the demo has no such report: {found}"
    return found


@pytest.fixture
def meetings(app):
    """A meeting that lasts, another's draft notice, and a draft that corrects: the demo's own are over or to come."""
    with app.app_context():
        town = Town()
        lasting, closed = (Room(town, town.new_meeting(title)) for title in ("Họp đang diễn ra", "Họp vừa xong"))
        with transaction():
            build_agenda(lasting.meeting, by=town.person("staff"), at=town.now)
        for room in (lasting.open(), closed.open()):
            room.conclude("Báo cáo kết quả ghi chép", kind=ConclusionKind.DUTY, frequency=Frequency.QUARTERLY)
            room.conclude("Rà soát mô hình", to=(OWN, ALL_COMMUNES), due_on=town.today, due_words="trong ngày")
        [draft] = closed.close().meeting.notices
        with transaction():
            issued = db.session.get_one(Notice, 3)
            correction = begin_correction(issued, by=town.person("staff"), at=town.now)
        item = lasting.meeting.agenda[0]
        return {"lasting": lasting.meeting.id, "item": item.id, "draft": draft.id, "correction": correction.id}


@pytest.fixture
def look(open_page, sign_in_as, assert_accessible, assert_fits):
    """Open places of somebody's work at a desk, then on a phone: they fit; axe judges them on those of `judged`."""

    def look(who: str, addresses: Iterable[str], *, judged: Collection[str]) -> None:
        page = open_page()
        sign_in_as(page, who)
        for address in addresses:
            page.set_viewport_size({"width": WIDTHS["desk"], "height": 900})
            answer = page.goto(address)
            assert answer.ok, f"{address}: {answer.status}"
            assert page.locator("h1").count() == 1, address
            for device, width in reversed(WIDTHS.items()):
                page.set_viewport_size({"width": width, "height": 900})
                assert_fits(page)
                assert page.evaluate("scrollY") == 0 or "#" in page.url, f"{page.url} does not open at its top"
                if device in judged:
                    assert_accessible(page)

    return look


@pytest.mark.parametrize("who", PLACES)
def test_every_place_fits_desk_and_phone_and_is_open_to_everybody(look, reports, who):
    look(who, places(who, reports), judged={"desk", "phone"} if who in ON_PHONES else {"desk"})


def test_the_places_of_a_meeting_that_lasts_and_of_draft_notices_do_so_too(look, meetings):
    for who, addresses in AT_MEETINGS.items():
        look(who, [address.format_map(meetings) for address in addresses], judged={"desk", "phone"})


@pytest.mark.proof
@pytest.mark.parametrize("who", [who for who in PLACES if who not in ON_PHONES])
def test_every_place_is_open_to_everybody_on_a_phone(look, reports, who):
    look(who, places(who, reports), judged={"phone"})


def places(who: str, reports: dict[str, int]) -> list[str]:
    return [address.format_map(reports) for address in PLACES[who]]


def test_a_page_reads_in_english_too(page, sign_in_as):
    sign_in_as(page, "officer")
    page.goto("/work")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.locator("[name=language]").first.dispatch_event("click")
    expect(page.locator("html")).to_have_attribute("lang", "en")
