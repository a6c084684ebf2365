"""Who may see and do what with duties and reports (domain.md, "Who may do what").

A unit reads its own reports whole. Whoever else may see a report reads what was handed in, never the draft: the unit
that it goes through once it was handed in; who reads the programme whole always sees that it is owed, and how it
stands. In a programme that has ended nobody changes anything.
"""

import sqlalchemy as sa

from tracker.office.models import Person, Programme, ProgrammeMember
from tracker.reports.models import Consolidation, Exemption, HandedIn, PeriodLock, Report, ReportDuty, ReportFile
from tracker.reports.rules.moves import passes_through


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme; lists hold only what they may see."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def can_view(person: Person, report: Report) -> bool:
    """That it is owed, and how it stands: its unit, who observes, and whom it goes through once it was handed in."""
    if report.unit_id in person.own_unit_ids or person.observes(report.duty.programme_id):
        return True
    return report.duty.through_id in person.own_unit_ids and bool(report.handed_in)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view` as a condition on Report, for lists."""
    duty = sa.select(ReportDuty.id)
    observed = duty.where(ReportDuty.programme_id.in_(person.observed_programme_ids))
    through = duty.where(ReportDuty.through_id.in_(person.own_unit_ids))
    handed_in = sa.exists().where(HandedIn.report_id == Report.id)
    return (
        Report.unit_id.in_(person.own_unit_ids)
        | Report.duty_id.in_(observed)
        | (Report.duty_id.in_(through) & handed_in)
    )


def can_read_draft(person: Person, report: Report) -> bool:
    """What is written and not handed in: the unit's own people alone."""
    return report.unit_id in person.own_unit_ids


def can_write(person: Person, report: Report) -> bool:
    """Officer and head of its unit, while the programme goes on; `rules.WRITABLE` says in which states."""
    return _goes_on(report) and person.acts_for(report.unit_id)


def can_submit(person: Person, report: Report) -> bool:
    """The head of its unit."""
    return _goes_on(report) and person.heads(report.unit_id)


def can_forward(person: Person, report: Report) -> bool:
    """The people of the unit that it goes through, of what they see."""
    through = passes_through(report)
    return through is not None and _goes_on(report) and bool(report.handed_in) and person.acts_for(through.id)


def can_settle(person: Person, report: Report) -> bool:
    """Staff and chair of the programme accept it."""
    return person.runs(report.duty.programme_id)


def can_return(person: Person, report: Report) -> bool:
    """Staff and chair, and the people of the unit that it goes through."""
    return can_settle(person, report) or can_forward(person, report)


def can_excuse(person: Person, report: Report) -> bool:
    """Staff and chair of the programme."""
    return can_settle(person, report)


def can_excuse_some(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_view_file(person: Person, file: ReportFile) -> bool:
    """Its unit; others who see the report, once it went in with a report that was handed in."""
    if can_read_draft(person, file.report):
        return True
    went_in = any(file.at <= handed.at for handed in file.report.handed_in)
    return went_in and can_view(person, file.report)


def can_take_back(person: Person, file: ReportFile) -> bool:
    """Whoever writes the report."""
    return can_write(person, file.report)


def can_list_duties(person: Person) -> bool:
    """As for reports."""
    return can_list(person)


def can_view_duty(person: Person, duty: ReportDuty) -> bool:
    """Who observes the programme, and its member units: what is demanded is known to all."""
    if person.observes(duty.programme_id):
        return True
    return any(unit.id in person.own_unit_ids for unit in duty.programme.members)


def duties_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_duty` as a condition on ReportDuty, for lists."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return ReportDuty.programme_id.in_(person.observed_programme_ids) | ReportDuty.programme_id.in_(member_of)


def can_read_duty_whole(person: Person, duty: ReportDuty) -> bool:
    """Who is exempt and why, which periods are locked, how every unit stands: who observes the programme."""
    return person.observes(duty.programme_id)


def can_add_duty(person: Person) -> bool:
    """Staff and chair of some programme."""
    return can_excuse_some(person)


def can_add_duty_in(person: Person, programme: Programme) -> bool:
    """The same for one programme."""
    return person.runs(programme.id)


def can_edit_duty(person: Person, duty: ReportDuty) -> bool:
    """Staff and chair of its programme: the duty, its form, exemptions, locks, and what is gathered."""
    return person.runs(duty.programme_id)


def can_lock(person: Person, duty: ReportDuty) -> bool:
    """As for editing the duty."""
    return can_edit_duty(person, duty)


def can_view_lock(person: Person, lock: PeriodLock) -> bool:
    """Whoever reads the duty whole."""
    return can_read_duty_whole(person, lock.duty)


def can_reopen(person: Person, lock: PeriodLock) -> bool:
    """Whoever may lock."""
    return can_lock(person, lock.duty)


def can_gather(person: Person, duty: ReportDuty) -> bool:
    """Staff and chair make the consolidated report."""
    return can_edit_duty(person, duty)


def can_list_consolidations(person: Person) -> bool:
    """Whoever reads some programme whole."""
    return bool(person.observed_programme_ids)


def can_view_consolidation(person: Person, consolidation: Consolidation) -> bool:
    """Who reads the programme whole: it holds every unit's words."""
    return person.observes(consolidation.duty.programme_id)


def can_edit_consolidation(person: Person, consolidation: Consolidation) -> bool:
    """Staff and chair of the programme."""
    return can_gather(person, consolidation.duty)


def _goes_on(report: Report) -> bool:
    return report.duty.programme.ended_on is None


def can_view_exemption(person: Person, exemption: Exemption) -> bool:
    """Whoever reads the duty whole."""
    return can_read_duty_whole(person, exemption.duty)


def can_end_exemption(person: Person, exemption: Exemption) -> bool:
    """Whoever edits the duty."""
    return can_edit_duty(person, exemption.duty)
