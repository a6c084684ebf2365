"""Replies to compliance lists and to proposed ratings, as `core.owed` lists them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from tracker.core.owed import OwedKind, owed_columns
from tracker.standing.models import (
    ComplianceEntry,
    ComplianceList,
    ComplianceReply,
    Decision,
    ListState,
    Rating,
    RatingReply,
    RatingState,
)

TITLES: Mapping[OwedKind, str] = {  # what is owed is called by what its page is called in papers
    OwedKind.LIST_REPLY: "Danh sách đơn vị chưa thực hiện đúng thời hạn",
    OwedKind.RATING_REPLY: "Mức xếp loại đề xuất của đơn vị",
}


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
        title=sa.literal(TITLES[OwedKind.LIST_REPLY], sa.Text),
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


def rating_replies_owed() -> sa.Select[Any]:
    """Units that have said nothing since their rating was sent to them last."""
    replied = sa.exists().where(RatingReply.rating_id == Rating.id, RatingReply.at >= Rating.sent_at)
    columns = owed_columns(
        OwedKind.RATING_REPLY,
        record=Rating.id,
        page=Rating.id,
        programme=Rating.programme_id,
        unit=Rating.unit_id,
        title=sa.literal(TITLES[OwedKind.RATING_REPLY], sa.Text),
        detail=sa.cast(Rating.year, sa.Text),
        due_on=Rating.reply_by,
        state=Rating.state,
    )
    return sa.select(*columns).where(Rating.state == RatingState.SENT, ~replied)
