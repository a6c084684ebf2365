"""How the events of pilots read."""

from tracker.core.errors import N_
from tracker.pilots.labels import EFFECT, REGISTRATION, SOURCE

SENTENCES = {
    "pilot.registered": N_("Registered the pilot “%(pilot)s” of %(unit)s for %(year)s: %(kind)s"),
    "pilot.replicated": N_("Registered the pilot “%(pilot)s” of %(unit)s for %(year)s, replicated from “%(origin)s”"),
    "pilot.maintained": N_("Registered the pilot for %(year)s, maintained"),
    "pilot.edited": N_("Mended the facts of the pilot “%(pilot)s”"),
    "pilot.started": N_("The pilot runs since %(day)s"),
    "pilot.ended": N_("Ended the pilot"),
    "pilot.converted": N_("Converted the pilot into “%(into)s”"),
    "pilot.created_by_conversion": N_(
        "Registered the pilot “%(pilot)s” of %(unit)s for %(year)s, made of “%(origin)s”"
    ),
    "pilot.moved": N_("The pilot goes from %(former)s to %(unit)s, from %(day)s on"),
    "pilot.ended_with_unit": N_("The pilot ended with %(unit)s on %(day)s"),
    "pilot.funding_added": N_("Entered money for %(year)s: %(amount)s đồng, %(source)s"),
    "pilot.funding_edited": N_("Mended money for %(year)s: %(amount)s đồng, %(source)s; before: %(before)s đồng"),
    "pilot.funding_ended": N_("Took out money for %(year)s: %(amount)s đồng, %(source)s"),
    "pilot.reviewed": N_("Reviewed quarter %(quarter)s: %(effect)s"),
    "pilot.review_edited": N_("Mended the review of quarter %(quarter)s: %(effect)s; before: %(before)s"),
}
WORDS = {"kind": REGISTRATION, "source": SOURCE, "effect": EFFECT, "before": EFFECT}
