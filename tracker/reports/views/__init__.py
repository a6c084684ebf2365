"""Pages of reports."""

from tracker.reports.views import (
    asking,
    consolidating,
    duties,
    duty_acts,
    excusing,
    files,
    grid,
    handing,
    locking,
    pages,
    writing,
)

BLUEPRINTS = (
    duties.bp,
    grid.bp,
    consolidating.bp,
    files.bp,
    writing.bp,
    pages.bp,
    handing.bp,
    excusing.bp,
    locking.bp,
)
__all__ = ["BLUEPRINTS", "asking", "duty_acts"]
