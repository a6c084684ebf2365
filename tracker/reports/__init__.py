"""Duties to report, the units' reports, and what is gathered from them."""
