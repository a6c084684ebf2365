"""The room's records together: compliance lists, ratings and reviews (see `world`)."""

from tests.access import compliance, rating, reviewing

MAKERS = compliance.MAKERS | rating.MAKERS | reviewing.MAKERS
