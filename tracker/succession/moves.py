"""What happens to each record that refers to a unit or a person when units are succeeded and when a person leaves.

Every foreign key to `unit` and `person` stands here; a test compares the table with the models, so that a new one is
not forgotten. `MOVES` goes to the successor, `STAYS` belongs to the past. For people the same words say what
handing over does.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of it."""

    MOVES = "moves"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Entry:
    """One foreign key: what becomes of what it refers with, and why."""

    fate: Fate
    why: str


def moves(why: str) -> Entry:
    """It goes to whoever takes over."""
    return Entry(Fate.MOVES, why)


def stays(why: str) -> Entry:
    """It stays with the one it names."""
    return Entry(Fate.STAYS, why)


OF_UNITS = {
    "allocation.unit_id": stays("a figure was given to that unit; an amendment gives its successor one"),
    "addressee.unit_id": moves("drafts address the successor; what was published names whom it named"),
    "assignment.unit_id": moves("what is open is owed by the successor; what was accepted or ended is the past"),
    "agenda_item.unit_id": moves("the successor speaks at what is still to be held"),
    "calendar_feed.unit_id": stays("it ends with the unit; the successor's people make their own"),
    "chased_item.unit_id": stays("a letter asked that unit; what it owes moves by itself"),
    "changed_unit.unit_id": stays("the decision names the units that it changed"),
    "conclusion.through_id": moves("drafts go through the successor; what was published says what it said"),
    "compliance_entry.unit_id": moves("whoever took over replies in its name; what is locked names whom it named"),
    "confirmation.unit_id": stays("that unit's head said it"),
    "duty_addressee.unit_id": moves("the successor owes what is to come"),
    "finding.unit_id": stays("it was found there; the task that it became moves with its part"),
    "invitation.unit_id": moves("the successor is invited to what is still to be held; who sat there is the past"),
    "measurement.unit_id": stays("it was measured there"),
    "person.unit_id": moves("whoever is here works for the successor; who has left stays where they were"),
    "pilot.unit_id": moves("what is registered or running belongs to the successor; what has ended is the past"),
    "programme.standing_unit_id": moves("the successor gathers the reports"),
    "programme_member.unit_id": moves("the successor takes part too; the former unit stays for pages of the past"),
    "rating.unit_id": stays("it was that unit's year; whoever took over replies in its name"),
    "report.unit_id": moves(
        "what is expected or being written is owed by the successor; what was handed in is the past"
    ),
    "report_duty.through_id": moves("what goes through it goes through its successor"),
    "report_exemption.unit_id": stays("the unit itself was exempted; its successor asks for itself"),
    "role.unit_id": moves("roles in force end the day before and begin anew; past roles stay"),
    "unit.parent_id": moves("units below belong to the successor"),
    "unit_group_member.unit_id": moves("the successor is listed too; the former unit stays for pages of the past"),
    "unit_name.unit_id": stays("names have their days"),
    "unit_succession.former_id": stays("who took over from whom is history"),
    "unit_succession.successor_id": stays("who took over from whom is history"),
    "venue.host_id": moves("the place belongs to the successor"),
}
OF_PEOPLE = {
    "account.person_id": stays("an account is one person's; it is closed on the day"),
    "bell_look.person_id": stays("it says how far they have read"),
    "calendar_feed.person_id": stays("it is read by them; it tells nothing once they have left"),
    "compliance_entry.decided_by_id": stays("it was decided by them"),
    "compliance_list.locked_by_id": stays("it was locked by them"),
    "compliance_list.made_by_id": stays("it was made by them"),
    "compliance_reply.by_id": stays("it was said by them"),
    "chasing_letter.by_id": stays("it was written by them"),
    "confirmation.by_id": stays("it was said by them"),
    "consolidated_section.by_id": stays("it was written by them"),
    "consolidation.by_id": stays("it was begun by them"),
    "evidence.by_id": stays("it was brought by them"),
    "extension.asked_by_id": stays("it was asked for by them"),
    "extension.decided_by_id": stays("it was decided by them"),
    "invitation.present_by_id": stays("they were there, or wrote down who was"),
    "invitation.replied_by_id": stays("it was answered by them"),
    "handed_in.by_id": stays("it was handed in by them"),
    "meeting.chair_id": stays("staff name another chair for what is still to be held"),
    "meeting_paper.by_id": stays("it was brought by them"),
    "period_lock.by_id": stays("it was closed by them"),
    "period_lock.ended_by_id": stays("it was opened by them"),
    "registered_number.by_id": stays("it was taken by them"),
    "report_answer.by_id": stays("it was written by them; the unit's draft stays the unit's"),
    "report_exemption.by_id": stays("it was granted by them"),
    "report_explanation.by_id": stays("it was written by them"),
    "report_file.by_id": stays("it was brought by them"),
    "report_form.by_id": stays("it was made by them"),
    "finding.by_id": stays("it was found by them"),
    "measurement.by_id": stays("it was entered by them"),
    "nudge.by_id": stays("it was sent by them"),
    "pilot_review.by_id": stays("it was written by them"),
    "pilot_year.by_id": stays("it was registered by them"),
    "programme_review.made_by_id": stays("it was begun by them"),
    "progress_update.by_id": stays("what was said was said by them"),
    "rating.decided_by_id": stays("it was decided by them"),
    "rating_reply.by_id": stays("it was said by them"),
    "review_section.by_id": stays("it was written by them"),
    "reminder_choice.person_id": stays("it was chosen by them"),
    "reminder_digest.person_id": stays("it was sent to them"),
    "role.person_id": moves("roles that were chosen begin for the successor; the leaver's own end"),
    "unit_change.decided_by_id": stays("it was decided by them"),
}
