"""What nobody types by accident is answered with a page, never with a failure of ours."""

import io
import re

import pytest

FAR = "99999999999999999999"
OF_UNITS = pytest.param("officer", marks=pytest.mark.only_on("sqlite"))  # PostgreSQL is asked the same by the others
READERS = ["staff", OF_UNITS, "admin"]


def pages(app, number: str) -> list[str]:
    """Every address that GET opens, its parts replaced by that number; links with a token have tests of their own."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]
    return [re.sub(r"<[^>]+>", number, rule.rule) for rule in rules if "<string" not in rule.rule]


@pytest.mark.parametrize("number", [FAR, "2147483648", "0"])
@pytest.mark.parametrize("who", READERS)
def test_a_number_that_no_record_can_have_is_not_found(app, sign_in, plain_refusals, who, number):
    browser = sign_in(who)
    for address in pages(app, number):
        if number in address:
            assert browser.get(address).status_code in (403, 404), address


NO_WORKER_HERE = "/health"  # so it says that something is wrong


NUMBERS = [
    f"unit={FAR}",
    "unit=2147483648",
    f"programme={FAR}",
    f"after={FAR}&origin={FAR}&state=x&year={FAR}",
    "after=2147483648&origin=2147483648&year=-1&review=x",
    f"page={FAR}&before={FAR}&of={FAR}&parent={FAR}&record=task:{FAR}&sort=-x&role=x&room=x&object=x",
    "page=2147483647&before=2147483647&record=unit:2147483648&who=%25_%5C&what=x&format=x",
]
WORDS = [
    "q=%00",
    "q=%ED%A0%80",
    "q=%25_%5C",
    "standing=%00&sort=%00&kind=%00&state=%00&span=%00&show=%00&clause=%00",
]
DAYS = [
    "quarter=9999-Q4",
    "quarter=0000-Q1",
    "since=01/01/0001&until=31/12/9999&day=01/01/0001&format=xlsx",
    "since=31/12/2200&until=31/12/2200&record=task:1%0A&format=jsonl",
]
CHANGES = [
    f"kind=end&units={FAR}&day=31/12/9999",
    f"kind=split&units=2147483648&day=01/01/0001&main={FAR}&new-0-name=X&new-0-parent={FAR}",
    f"kind=merge&units=1&units=2&into={FAR}&day=31/12/2026&part-999999999=999999999&head-1={FAR}",
]
# What addresses are written with, and names that nobody knows: no database is asked for them.
ADDRESSES = [
    "_external=1",
    "_scheme=https",
    "_anchor=x&_method=POST",
    "endpoint=home.start&task_id=7&self=1",
    "&".join(f"x{number}=1" for number in range(60)),
]
OF_ADDRESSES = pytest.param(ADDRESSES, marks=pytest.mark.only_on("sqlite"))


@pytest.mark.parametrize(
    "queries", [NUMBERS, WORDS, DAYS, CHANGES, OF_ADDRESSES], ids=["numbers", "words", "days", "changes", "addresses"]
)
@pytest.mark.parametrize("who", READERS)
def test_no_query_breaks_a_page(app, town, sign_in, who, queries):
    part, meeting = town.assignment(), town.meeting
    browser = sign_in(who)
    own = [
        f"/tasks/{part.task_id}",
        f"/plans/{town.plan.id}",
        f"/documents/{town.document.id}",
        f"/meetings/{meeting.id}",
    ]
    plain = [address for address in pages(app, "<id>") if "<id>" not in address and address != NO_WORKER_HERE]
    for address in [*own, *plain, f"/tasks/{part.task_id}/edit", f"/assignments/{part.id}/update", "/khong-co"]:
        for query in queries:
            answer = browser.get(f"{address}?{query}")
            assert answer.status_code in (200, 302, 400, 403, 404, 422), f"{address}?{query}"
            assert "http://" not in answer.headers.get("Location", "")
            if answer.status_code == 403:  # by its guard, which hears nothing of a query: it says the same to the rest
                break


@pytest.mark.parametrize("raw", ["q=\xff\xfe", "units=\xe1\xbb", "programme=\xff&quarter=\xff", "q=đường"])
@pytest.mark.parametrize("who", [None, "officer", "admin"])
def test_bytes_that_are_no_text_break_no_page(client, sign_in, who, raw):
    """A browser would write them as %FF; whoever sends them as they are is answered alike."""
    browser = sign_in(who) if who else client
    for address in ("/", "/sign-in", "/forgotten", "/people/", "/trail/", "/succession/preview", "/khong-co"):
        query = raw.encode("utf-8" if "đ" in raw else "latin-1").decode("latin-1")
        answer = browser.get(address, environ_overrides={"QUERY_STRING": query})
        assert answer.status_code in (200, 302, 403, 404, 422), address


def test_no_name_of_a_field_or_file_holds_what_a_database_cannot_keep(sign_in):
    browser = sign_in("staff")
    assert browser.post("/intake/", data={"file": (io.BytesIO(b"x"), "a\x00.docx")}).status_code == 400
    assert browser.post("/tasks/new", data={"ti\x00tle": "x"}).status_code == 400
    assert browser.get("/tasks/?a%00b=1").status_code == 400


@pytest.mark.parametrize("field", ["title", "text", "due", "deliverable", "leads", "kind", "quarter"])
def test_a_form_with_a_character_that_is_none_changes_nothing(town, sign_in, field):
    leads = f"unit-{town.unit('Phòng Dân tộc').id}"
    data = {"title": "Việc", "kind": "quarterly", "quarter": str(town.quarter), "leads": leads, field: "Việc\x00"}
    assert sign_in("staff").post("/tasks/new", data=data).status_code in (400, 422)


def test_a_page_that_is_not_there_leads_to_no_other_site(sign_in):
    for address in ("//evil.example/x", "/\\evil.example"):
        answer = sign_in("officer").get("/", environ_overrides={"PATH_INFO": address})
        assert answer.status_code == 404
        assert not re.search(r'href="(//|/\\|http)', answer.text), address


@pytest.mark.parametrize("address", ["http://[", "//evil.example/work", "http://localhost//evil.example/"])
def test_a_strangers_forged_page_is_no_place_to_come_back_to(client, htmx, address):
    answer = client.get("/work", headers=htmx | {"HX-Current-URL": address})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/sign-in")
