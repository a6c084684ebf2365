"""Which programme a page is about: the one in the address, all along, and never one that is not the person's to run."""

import io
import re

import pytest
import sqlalchemy as sa

from tests.browser import by_id
from tests.intake.papers import PLAN
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.intake.models import Intake
from tracker.meetings.models import Meeting
from tracker.office import services
from tracker.office.models import Programme, RoleKind
from tracker.tasks.models import State, Task


@pytest.fixture
def second(town) -> Programme:
    """A programme that the demo's officer is staff of, beside being an officer of a member of the campaign."""
    programme = town.another_programme(members=(OWN,))
    with transaction():
        services.give_role(town.person("officer"), RoleKind.STAFF, programme=programme, by=None, at=town.now)
    return programme


def facts_of(town, kind):
    unit = town.unit(OWN)
    task = {"title": "Việc", "kind": "quarterly", "quarter": str(town.quarter), "leads": [f"unit-{unit.id}"]}
    return {"/tasks/new": task, "/meetings/new": {"title": "Họp", "quarter": str(town.quarter)}}[kind]


@pytest.mark.parametrize(("address", "model"), [("/tasks/new", Task), ("/meetings/new", Meeting)])
def test_who_runs_one_programme_gives_nothing_in_another(town, second, sign_in, address, model):
    browser, campaign, data = sign_in("officer"), town.programme, facts_of(town, address)
    before = db.session.scalar(sa.select(sa.func.max(model.id)))
    assert browser.get(f"{address}?programme={campaign.id}").status_code == 403
    assert browser.post(f"{address}?programme={campaign.id}", data=data).status_code == 403
    assert db.session.scalar(sa.select(sa.func.max(model.id))) == before
    assert browser.post(address, data=data).status_code == 302
    made = db.session.get_one(model, db.session.scalar(sa.select(sa.func.max(model.id))))
    assert made.programme_id == second.id


def test_who_runs_one_programme_takes_no_document_in_for_another(town, second, sign_in):
    browser, campaign = sign_in("officer"), town.programme
    assert browser.get(f"/intake/?programme={campaign.id}").status_code == 403
    for address, status in ((f"/intake/?programme={campaign.id}", 403), ("/intake/", 302)):
        assert browser.post(address, data={"file": (io.BytesIO(PLAN.encode()), "kế hoạch.txt")}).status_code == status
    assert [intake.programme_id for intake in db.session.scalars(sa.select(Intake))] == [second.id]


def test_who_observes_one_programme_reads_no_other_units_words_in_another(town, second, sign_in):
    town.assignment(unit=OTHER, title="Việc của xã khác", state=State.IN_PROGRESS, words="Lời chưa nộp.")
    browser, campaign = sign_in("officer"), town.programme
    for query in ("standing=all", "standing=all&format=xlsx"):
        assert browser.get(f"/deadlines?programme={campaign.id}&{query}").status_code == 403
    page = browser.get("/deadlines?standing=all").text
    assert second.name in page
    assert "Việc của xã khác" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/work",
        "/deadlines",
        "/tasks/",
        "/tasks/new",
        "/meetings/",
        "/meetings/new",
        "/plans/",
        "/documents/",
        "/intake/",
    ],
)
def test_every_link_and_form_of_a_page_keeps_to_the_programme_chosen(town, second, sign_in, address):
    text = sign_in("officer").get(f"{address}?programme={second.id}").text
    assert second.short_name in text
    text = re.sub(r'<details[^>]*id="choose-programme".*?</details>', "", text, flags=re.DOTALL)  # leads elsewhere
    links = re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"]*)"', text)
    strays = [link for link in links if f"programme={second.id}" not in link and not link.startswith("/static/")]
    assert len(links) > 10
    assert not strays
    for form in re.findall(r'<form\b[^>]*method="get".*?</form>', text, re.DOTALL):
        assert f'name="programme" value="{second.id}"' in form


def test_without_a_programme_in_the_address_links_carry_none(sign_in):
    assert "programme=" not in sign_in("officer").get("/tasks/").text


def test_whom_no_programme_concerns_starts_at_the_units(town, sign_in):
    with transaction():
        programme = town.programme
        programme.members.clear()
    browser = sign_in("officer")
    assert browser.get("/").location == "/units/"
    assert browser.get("/units/").status_code == 200
    assert browser.get("/work").status_code == 404


def test_who_has_several_programmes_chooses_among_them_and_stays_on_the_page(town, second, sign_in):
    chooser = by_id(sign_in("officer").get("/tasks/?quarter=2026-Q3"), "choose-programme")
    links = {link.text_content().strip(): link.get("href") for link in chooser.xpath(".//a")}
    assert links == {
        town.programme.short_name: f"/tasks/?quarter=2026-Q3&programme={town.programme.id}",
        second.short_name: f"/tasks/?quarter=2026-Q3&programme={second.id}",
    }
    assert chooser.xpath(".//a[@aria-current]/text()")[0].strip() == town.programme.short_name


def test_who_has_one_programme_has_nothing_to_choose(sign_in):
    assert "choose-programme" not in sign_in("officer").get("/tasks/").text
