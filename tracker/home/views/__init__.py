"""A person's first pages, the mail that leaves, the trail, and who may do what."""

from tracker.home.views import access, health, outbox, pages, trail

BLUEPRINTS = (health.bp, outbox.bp, trail.bp, access.bp, pages.bp)
