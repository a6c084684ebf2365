"""Papers taken in, for the tests of intake."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.papers import NOTICE, PLAN
from tracker.core.db import db, transaction
from tracker.intake import queries, services
from tracker.intake.models import Intake, IntakeItem, ItemKind

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.fixture
def take_in(town) -> Callable[..., Intake]:
    """`take_in(PLAN)`: a text, read and laid before staff."""

    def take(text: str, name: str = "kế hoạch.txt", *, by: str = "staff") -> Intake:
        with transaction():
            intake = services.take_in(text.encode(), name, programme=town.programme, by=town.person(by), at=town.now)
        found = queries.get_intake(intake.id)
        assert found is not None
        return found

    return take


@pytest.fixture
def plan(take_in) -> Intake:
    """Our own plan, taken in: nothing of it accepted yet."""
    return take_in(PLAN)


@pytest.fixture
def notice(take_in) -> Intake:
    """Our own notice, taken in."""
    return take_in(NOTICE, "thông báo.txt")


@pytest.fixture
def seed() -> Callable[[str], str]:
    """The text of a seed document; the test is skipped where the shared folder is not beside the checkout."""

    def read(name: str) -> str:
        file = SEEDS / name
        if not file.exists():
            pytest.skip(f"{file} is not here: the seeds lie in the folder `shared` beside the checkout")
        return file.read_text(encoding="utf-8")

    return read


def upload(browser, data: bytes, name: str, **kwargs):
    """Send a file through the page's form, as a browser writes it."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + b"\r\n--x--\r\n"
    return browser.post("/intake/", data=body, content_type="multipart/form-data; boundary=x", **kwargs)


def item_of(intake: Intake, words: str, kind: ItemKind | None = None) -> IntakeItem:
    """The first proposal whose title or text holds the words."""
    return next(
        item
        for item in intake.items
        if (kind is None or item.kind is kind)
        and words in " ".join(str(item.proposal.get(name)) for name in ("title", "text"))
    )


def fresh(item: IntakeItem) -> IntakeItem:
    """The proposal as it stands in the database now."""
    db.session.expire_all()
    return db.session.get_one(IntakeItem, item.id)
