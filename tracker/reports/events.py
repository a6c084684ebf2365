"""How the events of duties and reports read."""

from tracker.core.errors import N_, Message

SENTENCES: dict[str, Message] = {
    "report_duty.added": N_("Added the duty to report “%(duty)s” of %(units)s"),
    "report_duty.edited": N_("Mended the duty to report “%(duty)s”"),
    "report_duty.addressed": N_("Owed from now on by %(units)s"),
    "report_duty.due_confirmed": N_("Confirmed the day it is due"),
    "report_duty.extended": N_("Owed for %(period)s too"),
    "report_duty.ended": N_("Ended the duty to report"),
    "report_duty.expected": N_("Expected the reports of %(period)s from %(units)s units"),
    "report_duty.form_edited": N_("Changed the form, from %(period)s on"),
    "report_exemption.granted": N_("Exempted %(unit)s"),
    "report_exemption.ended": N_("Ended the exemption of %(unit)s"),
    "report_duty.locked": N_("Locked %(period)s: nothing is handed in until it is opened again"),
    "report_duty.reopened": N_("Opened %(period)s again"),
    "report.begun": N_("Began to write the report"),
    "report.answer_saved": N_("Wrote under “%(title)s”"),
    "report.file_attached": N_("Attached files to the report: %(count)s"),
    "report.file_taken_back": N_("Took a file of the report back"),
    "report.submitted": N_("Handed the report in, within the term: number %(number)s"),
    "report.submitted_late": N_("Handed the report in, %(days)s working days after %(due)s: number %(number)s"),
    "report.supplemented": N_("Handed in a supplement: number %(number)s"),
    "report.explained": N_("Explained why the report is late"),
    "report.forwarded": N_("%(unit)s forwarded the report"),
    "report.returned_on_its_way": N_("Returned the report before forwarding it"),
    "report.accepted": N_("Accepted the report"),
    "report.returned": N_("Returned the report"),
    "report.excused": N_("Excused the unit from this report"),
    "report.moved": N_("Owed by %(unit)s, which took over from %(former)s on %(day)s"),
    "report.joined": N_("Joined with the report of %(former)s, from which %(unit)s took over on %(day)s"),
    "report.ended_with_unit": N_("Not owed any more: %(unit)s ended on %(day)s"),
    "report.reminded": N_("Reminded %(unit)s of the report"),
    "consolidation.begun": N_("Began the consolidated report of %(period)s: “%(duty)s”"),
    "consolidation.section_written": N_("Wrote a section of the consolidated report: “%(title)s”"),
    "report.asked_again": N_("Asked for the report again, which had been excused"),
}
WORDS: dict[str, dict[str, Message]] = {}
