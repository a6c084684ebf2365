"""Pages of the office: units, groups of units, programmes; units from an Excel file."""

from tracker.office.views import importing  # its routes are those of units
from tracker.office.views.groups import bp as groups
from tracker.office.views.programmes import bp as programmes
from tracker.office.views.units import bp as units

__all__ = ["groups", "importing", "programmes", "units"]
