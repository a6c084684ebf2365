"""A plugin: the tests run without one condition, `GIAO_BAN_WITHOUT=tracker.tasks.policy:can_update:1`."""

import os
from collections.abc import Iterator

import pytest

from tests.access.removing import conditions


@pytest.fixture(autouse=True, scope="session")
def _without_one_condition() -> Iterator[None]:
    wanted = next(c for c in conditions() if str(c) == os.environ["GIAO_BAN_WITHOUT"])
    with wanted.applied():
        yield
