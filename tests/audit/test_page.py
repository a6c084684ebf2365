"""The page of the trail, for admin and auditors."""

import io
import json
import re
from datetime import datetime, timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from tracker import audit
from tracker.audit import sealing
from tracker.audit.models import AuditEvent
from tracker.audit.sentences import kinds_of_events
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.factory import EVENTS
from tracker.home import exports, labels
from tracker.home.views.trail import PAGES
from tracker.tasks.models import State


def midnight(day):
    return datetime(2026, 10, day, tzinfo=clock.ZONE)


def rows_of(answer):
    """What the page lists: the numbers of its events."""
    return [int(number) for number in re.findall(r'<tr id="event-(\d+)"', answer.text)]


def row(answer, event_id):
    """The words of one row."""
    found = re.search(rf'<tr id="event-{event_id}".*?</tr>', answer.text, re.DOTALL)[0]
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", found, flags=re.DOTALL).split())


def ids(*conditions):
    """All events that fit, newest first."""
    asked = sa.select(AuditEvent.id).where(*conditions).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    return list(db.session.scalars(asked))


def tell(town, name="unit.added", *, by="admin", minutes=0, **facts):
    with transaction():
        event = audit.record(
            name,
            subject=facts.pop("subject", None) or town.unit("Phòng Dân tộc"),
            by=town.person(by) if by else None,
            at=town.now + timedelta(minutes=minutes),
            **facts,
        )
    return event.id


@pytest.mark.parametrize("who", ["admin", "auditor"])
def test_admin_and_auditors_read_it(sign_in, who):
    assert sign_in(who).get("/trail/").status_code == 200
    assert 'href="/trail/"' in sign_in(who).get("/units/").text


@pytest.mark.parametrize("who", ["chair", "staff", "observer", "head", "officer", "officer2"])
def test_nobody_else_does(sign_in, who):
    browser = sign_in(who)
    for query in ("", "?format=xlsx", "?format=jsonl"):
        assert browser.get(f"/trail/{query}").status_code == 403
    assert 'href="/trail/"' not in browser.get("/units/").text


def test_a_row_says_when_who_for_whom_what_on_which_record_and_from_where(town, sign_in):
    event = tell(town, "role.given", on_behalf_of=town.person("head"), person="Y Ngọc Liễu", role="head", scope="Xã X")
    browser = sign_in("admin")
    said = row(browser.get("/trail/"), event)
    told = (
        "10:00 28/10/2026 Lê Quang Thiệp thay cho Nguyễn Bá Tuệ Giao cho Y Ngọc Liễu vai trò Thủ trưởng đơn vị (Xã X)"
    )
    number = town.unit("Phòng Dân tộc").id
    assert said == f"{told} Đơn vị {number} chỉ mục này : Đơn vị {number} dòng lệnh chưa"
    sealing.seal_new()
    assert row(browser.get("/trail/"), event).endswith(f"dòng lệnh {len(ids())}")


def test_what_the_machine_did_and_an_address_read_as_such(town, sign_in):
    event = tell(town, by=None, unit="Xã X")
    assert row(sign_in("admin").get("/trail/"), event).startswith("10:00 28/10/2026 Phần mềm Thêm đơn vị Xã X")
    browser = sign_in("admin")
    browser.post("/sign-out")
    assert "127.0.0.1" in row(sign_in("admin").get("/trail/"), ids(AuditEvent.name == "account.signed_out")[0])


def test_an_event_that_nobody_knows_or_that_lacks_facts_does_not_break_the_page(town, sign_in):
    unknown, bare = tell(town, "nobody.knows"), tell(town, "role.given")
    page = sign_in("auditor").get("/trail/")
    assert "nobody.knows" in row(page, unknown)
    assert "Giao cho – vai trò – (–)" in row(page, bare)


def test_it_comes_page_by_page_newest_first_and_whole(town, sign_in):
    """Also where many events have the very same moment."""
    browser, address, read = sign_in("auditor"), "/trail/?what=office", []
    expected = ids(AuditEvent.name.in_(kinds("office")))
    while address:
        page = browser.get(address)
        assert len(rows_of(page)) <= 50
        read += rows_of(page)
        onward = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = onward[1].replace("&amp;", "&") if onward else None
    assert read == expected
    assert len(read) > 50


def kinds(room):
    return [name for module in EVENTS if module.__name__.split(".")[1] == room for name in module.SENTENCES]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("who=liễu", AuditEvent.by_name == "Y Ngọc Liễu"),
        ("who=Y+ngoc+LIEU", AuditEvent.by_name == "Y Ngọc Liễu"),
        ("who=%25", sa.false()),
        ("who=khong+co+ai", sa.false()),
        ("what=task.added", AuditEvent.name == "task.added"),
        ("what=meetings", AuditEvent.name.like("meeting.%") | AuditEvent.name.like("conclusion.%")),
        ("since=27/10/2026&until=27/10/2026", (AuditEvent.at >= midnight(27)) & (AuditEvent.at < midnight(28))),
        ("record=task:3", (AuditEvent.story_type == "task") & (AuditEvent.story_id == 3)),
        ("record=assignment:7", (AuditEvent.subject_type == "assignment") & (AuditEvent.subject_id == 7)),
        ("record=task:99999999999", sa.false()),
        ("who=lieu&what=assignment.updated&until=01/10/2026",
         (AuditEvent.by_name == "Y Ngọc Liễu") & (AuditEvent.name == "assignment.updated")
         & (AuditEvent.at < midnight(2))),
    ],
)  # fmt: skip
def test_each_filter_narrows_and_stays_in_the_address(town, sign_in, query, condition):
    answer = sign_in("auditor").get(f"/trail/?{query}")
    assert answer.status_code == 200
    if "meetings" not in query:  # of the demo, venues are the meetings' too
        assert rows_of(answer) == ids(condition)[:50]
    assert set(rows_of(answer)) <= set(ids(condition)) or "meetings" in query
    assert "format=xlsx" in answer.text
    assert query.split("&")[0].split("=")[0] + "=" in answer.text


def test_in_whose_name_it_was_done_is_found_too(town, sign_in):
    event = tell(town, on_behalf_of=town.person("head"))
    assert event in rows_of(sign_in("auditor").get("/trail/?who=ba+tue"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=31/02/2026", "Không có ngày “31/02/2026”"),
        ("since=hôm+qua", "30/09/2026"),
        ("since=02/10/2026&until=01/10/2026", "Ngày này sớm hơn ngày bắt đầu."),
        ("what=nothing.known", "field-errors"),
        ("record=task", "field-errors"),
        ("record=task:1'", "field-errors"),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_its_field(sign_in, query, words):
    browser = sign_in("auditor")
    for also in ("", "&format=xlsx", "&format=jsonl"):
        answer = browser.get(f"/trail/?who=lieu&{query}{also}")
        assert answer.status_code == 422
        assert words in answer.text
        assert 'value="lieu"' in answer.text
        assert not rows_of(answer)


def test_a_record_leads_to_its_page_where_the_reader_may_open_it(town, sign_in):
    part = town.assignment(state=State.IN_PROGRESS)
    address = f'href="/tasks/{part.task_id}"'
    query = f"/trail/?record=task:{part.task_id}"
    assert address in sign_in("auditor").get(query).text
    assert address not in sign_in("admin").get(query).text
    for record in labels.RECORD:
        for who in ("auditor", "admin"):
            assert sign_in(who).get(f"/trail/?record={record}:1").status_code == 200


def test_every_page_that_a_record_leads_to_is_there(app):
    assert {endpoint for endpoint, _ in PAGES.values()} <= set(app.view_functions)


def test_every_room_and_record_has_a_name(app, town):
    with app.test_request_context():
        assert not set(kinds_of_events()) - set(labels.ROOM)
    assert not set(db.session.scalars(sa.select(AuditEvent.story_type).distinct())) - set(labels.RECORD)


def test_the_head_section_says_how_much_is_sealed(town, sign_in, sealed):
    tell(town)
    page = " ".join(re.sub(r"<[^>]+>", "", sign_in("admin").get("/trail/").text).split())
    assert f"Đã niêm phong: {sealed} sự kiện · Chưa niêm phong: 1 sự kiện" in page
    assert re.search(rf"\b{sealed}:[0-9a-f]{{64}}\b", page)


def test_htmx_gets_the_list_alone(sign_in, htmx):
    answer = sign_in("auditor").get("/trail/?what=office", headers=htmx)
    assert answer.text.lstrip().startswith('<div id="trail"')
    assert "<html" not in answer.text


def sheet_of(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [[cell.value for cell in line] for line in book.active.iter_rows()]


def test_the_filter_is_exported_whole_to_excel_and_never_run(town, sign_in):
    event = tell(town, by="officer", unit="=1+1", words='=HYPERLINK("http://x")')
    answer = sign_in("auditor").get("/trail/?what=office&format=xlsx")
    lines = sheet_of(answer)
    assert len(lines) == 1 + len(ids(AuditEvent.name.in_(kinds("office"))))
    assert lines[1][1:6] == ["10:00:00", "Y Ngọc Liễu", "", "Thêm đơn vị =1+1", '=HYPERLINK("http://x")']
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert {cell.data_type for line in book.active.iter_rows() for cell in line} <= {"s", "n", "d", "inlineStr"}
    assert event


def test_the_filter_is_exported_whole_as_lines_of_json(town, sign_in, sealed):
    event = tell(town, by="officer", unit="Xã X")
    answer = sign_in("auditor").get("/trail/?who=lieu&format=jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["id"] for line in lines] == ids(AuditEvent.by_name == "Y Ngọc Liễu")
    assert lines[0] | {"id": event, "facts": {"unit": "Xã X"}, "position": None, "hash": None} == lines[0]
    assert lines[1]["position"]
    assert len(lines[1]["hash"]) == 64
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_export_that_is_cut_says_so(town, sign_in, monkeypatch):
    monkeypatch.setattr(exports, "MOST_IN_A_SHEET", 10)
    monkeypatch.setattr(exports, "MOST_LINES", 10)
    browser = sign_in("auditor")
    lines = sheet_of(browser.get("/trail/?format=xlsx"))
    assert len(lines) == 12
    assert "chỉ có 10 sự kiện mới nhất" in lines[-1][4]
    lines = browser.get("/trail/?format=jsonl").text.splitlines()
    assert len(lines) == 11
    assert "chỉ có 10 sự kiện mới nhất" in json.loads(lines[-1])["cut"]


def test_the_exports_ask_as_little_as_the_page(town, sign_in, count_queries):
    for kind in ("xlsx", "jsonl"):
        with count_queries() as asked:
            sign_in("auditor").get(f"/trail/?format={kind}")
        assert len(asked) <= 6 + 4  # signing in is counted


def test_the_story_of_a_record_says_for_whom(town, sign_in):
    task = town.task()
    tell(town, "task.done", by="staff", subject=task, on_behalf_of=town.person("chair"))
    page = " ".join(re.sub(r"<[^>]+>", "", sign_in("staff").get(f"/tasks/{task.id}").text).split())
    assert "Y Blơng Hạnh thay cho A Rơ Chăm Thuần · " in page
