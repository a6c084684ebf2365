"""The application with bare pages beside it: one indexed query and a table of 50 rows, without all that we add."""

from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template_string

from tracker import factory
from tracker.core.access import open_to_all
from tracker.core.db import db
from tracker.tasks.models import Assignment, Task

BARE = """<!DOCTYPE html><title>bare</title><table>{% for row in rows %}
<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] }}</td></tr>{% endfor %}</table>"""


def create_app() -> Flask:
    """What granian serves in `bench/pages.py`."""
    app = factory.create_app()
    template = app.jinja_env.from_string(BARE)
    app.add_url_rule("/bare", "bare", open_to_all(lambda: template.render(rows=rows())))
    app.add_url_rule("/bare-of-old", "bare_of_old", open_to_all(lambda: render_template_string(BARE, rows=rows())))
    return app


def rows() -> list[tuple[Any, ...]]:
    """Fifty parts of one unit, by an index."""
    found = db.session.execute(
        sa.select(Task.title, Assignment.due_on, Assignment.percent)
        .join(Task, Task.id == Assignment.task_id)
        .where(Assignment.unit_id == 4)
        .limit(50)
    )
    return [tuple(row) for row in found]
