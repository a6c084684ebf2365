"""Replies to compliance lists, as `core.owed` lists them."""

from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.standing.models import ComplianceEntry, ComplianceList, ComplianceReply, Decision, ListState
from tracker.standing.rules.entries import TITLE


def list_replies_owed() -> sa.Select[Any]:
    """Units of which a list that was sent tells something that is not decided and that they have not replied to."""
    since = ComplianceReply.at >= ComplianceList.sent_at  # what was said to the edition before answers that one
    replied = sa.exists().where(ComplianceReply.entry_id == ComplianceEntry.id, since)
    columns = owed_columns(
        OwedKind.LIST_REPLY,
        record=ComplianceList.id,
        page=ComplianceList.id,
        programme=ComplianceList.programme_id,
        unit=ComplianceEntry.unit_id,
        title=sa.literal(TITLE, sa.Text),
        detail=ComplianceList.period,
        due_on=ComplianceList.reply_by,
        state=ComplianceList.state,
    )
    return (
        sa.select(*columns)
        .distinct()
        .join(ComplianceEntry, ComplianceEntry.list_id == ComplianceList.id)
        .where(ComplianceList.state == ListState.SENT, ComplianceEntry.decision == Decision.OPEN, ~replied)
    )
