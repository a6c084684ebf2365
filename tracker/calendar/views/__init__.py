"""Pages of the calendar."""

from tracker.calendar.views import days, pages, shipped, swaps

BLUEPRINTS = (pages.bp, days.bp, swaps.bp, shipped.bp)
