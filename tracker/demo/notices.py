"""How the demo town's meetings end: their notices are issued, so that what the chair concluded becomes work."""

from datetime import datetime

from tracker.core import clock
from tracker.demo.town import Town
from tracker.meetings.models import Meeting
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.services.issuing import IssueFacts, issue_notice


def issue_notice_of(town: Town, meeting: Meeting, *, at: datetime) -> None:
    """The chair signs what was drafted when the meeting was closed, under the next number."""
    [notice] = meeting.notices
    day = clock.local(at).date()
    facts = IssueFacts(
        number=None,
        issued_on=day,
        signer=notice.signer,
        stamp=stamp_of(notice),
        with_pdf=False,  # the writer's threads do not outlive a fork, and the server forks after this
    )
    issue_notice(notice, facts, by=town.people["chair"], at=at)
