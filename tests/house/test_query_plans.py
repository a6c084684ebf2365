"""Lists find their few rows by these, and not through the many that they hang on; seen in a town of real size."""

import re

import pytest
from sqlalchemy import event

from tracker.core.db import db

# address, and the step of SQLite's plan that took a tenth of a second to five seconds there
DETOURS = [
    ("/targets/", r"measurement_1 .*\(target_id=\?\)"),  # each figure of a target with each
    ("/plans/1", r"measurement_1 .*\(target_id=\?\)"),
    ("/extensions/?state=all", r"assignment USING .*\(programme_id=\?"),  # all parts of the programme
    ("/extensions/", r"assignment USING .*\(programme_id=\?"),
    ("/tasks/", r"assignment.* USING .*INDEX ix_assignment_counted"),  # it is for figures alone
    ("/due/", r"assignment USING INDEX ix_assignment_programme_id_quarter"),  # all its parts, for the few that are owed
    ("/findings/", r"SEARCH task USING .*\(programme_id=\?"),  # all its tasks
]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(("address", "detour"), DETOURS)
def test_a_list_of_few_does_not_go_through_the_many(app, sign_in, address, detour):
    staff, asked = sign_in("staff"), []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    assert staff.get(address).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    steps = [
        row[3]
        for statement, parameters in asked
        for row in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    assert len(steps) > 5
    assert not [step for step in steps if re.search(detour, step)]
