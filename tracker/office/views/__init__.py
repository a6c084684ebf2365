"""Pages of the office: units, groups of units, programmes; units from an Excel file."""

from tracker.office.views import groups, importing, programmes, units  # noqa: F401  importing's routes are units' own

BLUEPRINTS = (units.bp, groups.bp, programmes.bp)
