"""Reports of the demo town, written and brought to a state as their units, the unit between and staff would."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tests.reports.conftest import Duties
from tests.town import OWN
from tracker.core.db import db, transaction
from tracker.reports.models import Answer, HandedIn, Report, ReportState
from tracker.reports.services.handing_in import accept_report, forward_report, return_report, submit_report

LINK = "https://giao-ban.vi-du.vn/reports"
THROUGH = "Ủy ban MTTQ Việt Nam huyện"
WRITTEN: dict[str, Mapping[str, Any]] = {
    "k1": {"words": "Đã họp dân ở 4 thôn."},
    "k2": {"figure": 12},
    "k3": {"part": 9, "whole": 40},
}


class Handing:
    """Builders over the services."""

    def __init__(self, duties: Duties) -> None:
        self.duties, self.town = duties, duties.town

    def write(self, report: Report, *, by: str = "officer", **said: Mapping[str, Any]) -> Report:
        """Answer what its form asks; one item otherwise where that is said: `k1={"words": "…"}`."""
        who = self.town.person(by)
        with transaction():
            there = {answer.key: answer for answer in report.answers}
            for key, answer in (said or WRITTEN).items():
                if key not in there:
                    there[key] = Answer(report=report, key=key, words="", by_id=who.id, at=self.town.now)
                    db.session.add(there[key])
                for name, value in answer.items():
                    setattr(there[key], name, value)
                there[key].by_id = who.id
            if report.state is ReportState.EXPECTED:
                report.state = ReportState.DRAFT
        return report

    def submit(
        self, report: Report, *, by: str = "head", at: datetime | None = None, explanation: str = ""
    ) -> HandedIn:
        """Hand it in as it stands."""
        with transaction():
            return submit_report(report, explanation=explanation, by=self.town.person(by), at=at or self.town.now)

    def report(self, state: ReportState = ReportState.DRAFT, *, unit: str = OWN, **facts: Any) -> Report:
        """A report of a duty of its own, brought to that state."""
        report = self.duties.report(unit=unit, **facts)
        if state is not ReportState.EXPECTED:
            self.write(report)
        if state in (ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.ACCEPTED, ReportState.RETURNED):
            self.submit(report, by="head" if unit == OWN else "head2")
        staff = {"by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            if state is ReportState.FORWARDED:
                forward_report(report, **staff)
            if state is ReportState.ACCEPTED:
                accept_report(report, **staff)
            if state is ReportState.RETURNED:
                beside = {"k2": "Kèm danh sách."}
                return_report(report, words="Thiếu số liệu.", beside=beside, link=LINK, **staff)
        assert report.state is state, f"this builder does not know how a report comes to be {state}"
        return report
