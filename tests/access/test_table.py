"""The written table of who may do what, and the running application, say the same in every cell."""

import re
from collections import Counter

import pytest

from tests.access.asking import Askers, leaving_no_trace
from tests.access.world import MAKERS
from tracker.home.access import ROLES, Answer, Object, table

UNKNOWN = ("PUT", "PATCH", "DELETE", "TRACE")
SHARES = 4  # of the table: to make the records anew for every room would take longer than to ask


def test_the_table_has_a_line_for_every_address_and_object(app):
    wanted = Counter(
        (method, rule.endpoint, of)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods - {"HEAD", "OPTIONS"}
        for of in _objects(rule.rule)
    )
    written = Counter((row.method, row.endpoint, row.object) for row in table())
    assert written == wanted


def _objects(rule: str) -> tuple[Object, ...]:
    parts = re.findall(r"<[^>]*?(\w+)>", rule)
    return MAKERS[parts[0]][0] if parts else (Object.NONE,)


@pytest.fixture
def askers(app, town, plain_refusals):
    """Somebody of each role, with the records that they ask for."""
    return Askers(app, town)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_cell_of_the_table_is_what_the_application_answers(app, askers, share):
    wrong = {}
    for row in table()[share::SHARES]:
        with leaving_no_trace(app):
            found = askers.wrong(row)
        wrong |= {f"{row.method} {row.endpoint} ({row.object})": found} if found else {}
    assert not wrong


def test_the_table_counts(app, record_property):
    lines = len(table())
    record_property("cells asked on each database", f"{lines * len(ROLES)} ({lines} lines, {len(ROLES)} roles)")
    assert all(answer in Answer for row in table() for answer in row.answers.values())


def test_no_address_knows_another_verb(app):
    client = app.test_client()
    verbs = [(method, re.sub(r"<[^>]+>", "1", rule.rule)) for rule in app.url_map.iter_rules() for method in UNKNOWN]
    assert {client.open(address, method=method).status_code for method, address in verbs} == {405}
