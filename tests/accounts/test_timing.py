"""How long the sign-in page takes tells nobody which names are known."""

import re
import time
from statistics import median, stdev

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from tracker.accounts.models import FailedSignIn
from tracker.accounts.services import passwords
from tracker.core.db import db, transaction

TRIES = 60
ALIKE = 0.05  # of the time of an unknown name


@pytest.fixture
def dear_passwords(monkeypatch):
    """As much work as in the office."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher())
    passwords._nobodys_hash.cache_clear()
    yield
    passwords._nobodys_hash.cache_clear()


@pytest.fixture
def kinds_of_names(town, dear_passwords):
    """A name of each kind that a wrong password can be given to."""
    with transaction():
        for who in ("officer", "head", "staff"):
            town.account(who).password_hash = passwords.hash_password("giao-ban-demo")
        town.account("head").disabled = True
        town.person("staff").ended_on = town.today
        town.account("chair").password_hash = ""
    return {
        "unknown": "khong-co",
        "known": "officer",
        "disabled": "head",
        "of somebody who left": "staff",
        "without a password": "chair",
    }


@pytest.mark.proof
def test_known_and_unknown_names_take_the_same_time(client, kinds_of_names, record_property):
    """In work (processor time) within a few per cent; in waiting, no more apart than chance puts them."""
    worked: dict[str, list[float]] = {kind: [] for kind in kinds_of_names}
    waited: dict[str, list[float]] = {kind: [] for kind in kinds_of_names}
    for n in range(TRIES + 5):
        for kind, name in kinds_of_names.items():
            with transaction():
                db.session.execute(sa.delete(FailedSignIn))
            work, wait = time.process_time(), time.perf_counter()
            answer = client.post("/sign-in", data={"sign_in_name": name, "password": f"sai {n}"})
            assert answer.status_code == 422
            if n >= 5:  # the first ones fill caches
                worked[kind].append(time.process_time() - work)
                waited[kind].append(time.perf_counter() - wait)
    for kind in kinds_of_names:
        told = f"{median(waited[kind]) * 1000:.1f} ms, of which work {median(worked[kind]) * 1000:.1f} ms"
        record_property(f"a wrong password for a name {kind}, median of {TRIES}", told)
        assert abs(median(worked[kind]) / median(worked["unknown"]) - 1) < ALIKE, kind
        by_chance = 4 * 1.25 * stdev(waited[kind] + waited["unknown"]) * (2 / TRIES) ** 0.5
        assert abs(median(waited[kind]) - median(waited["unknown"])) < by_chance, kind


def test_what_is_said_tells_nothing_either(client, kinds_of_names):
    said = set()
    for name in kinds_of_names.values():
        answer = client.post("/sign-in", data={"sign_in_name": name, "password": "sai"})
        assert answer.status_code == 422
        form, _, _ = answer.text.partition("demo-people")
        said.add(re.sub(r'value="[^"]*"', "", form))  # the name itself, and the form's own key
    assert len(said) == 1
