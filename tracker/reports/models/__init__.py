"""Duties to report, their forms, the units' reports, and the consolidated report."""

from tracker.reports.models.duties import DueRule, DutyAddressee, Exemption, Frequency, PeriodLock, ReportDuty, Window
from tracker.reports.models.forms import FormItem, ItemKind, ReportForm
from tracker.reports.models.gathering import ConsolidatedSection, Consolidation
from tracker.reports.models.reports import Answer, Explanation, HandedIn, Report, ReportFile, ReportState

__all__ = [
    "Answer",
    "ConsolidatedSection",
    "Consolidation",
    "DueRule",
    "DutyAddressee",
    "Exemption",
    "Explanation",
    "FormItem",
    "Frequency",
    "HandedIn",
    "ItemKind",
    "PeriodLock",
    "Report",
    "ReportDuty",
    "ReportFile",
    "ReportForm",
    "ReportState",
    "Window",
]
