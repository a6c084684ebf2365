"""A compliance list as an official notice with its annex. Papers speak Vietnamese."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tracker.core import clock
from tracker.core.periods import Period
from tracker.documents.papers import Annex, Block, Paper, Paragraph, Point, Table, signature_of
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.reports.rules.freezing import as_papers_write
from tracker.standing.models import Breach, ComplianceEntry, ComplianceList, Decision
from tracker.standing.queries.compliance_bases import bases_of

TYPE_NAME, TYPE_CODE = "Thông báo", "TB"
DRAFT = "(DỰ THẢO)"
NONE = "–"
_SAID = {
    Breach.REPORT_MISSING: "Chưa gửi báo cáo",
    Breach.REPORT_LATE: "Gửi báo cáo chậm",
    Breach.REPORT_UNEXPLAINED: "Gửi báo cáo chậm, không giải trình",
    Breach.PART_OVERDUE: "Nhiệm vụ quá hạn, chưa hoàn thành",
    Breach.PART_LATE: "Nhiệm vụ hoàn thành chậm",
}


def subject_of(compliance_list: ComplianceList) -> str:
    """What it is about, as the register and the head of the paper have it."""
    period = as_papers_write(Period.parse(compliance_list.period))
    corrected = f" (đính chính lần {compliance_list.edition - 1})" if compliance_list.edition > 1 else ""
    return f"Danh sách đơn vị chưa thực hiện đúng thời hạn báo cáo, nhiệm vụ {period}{corrected}"


def paper_of(compliance_list: ComplianceList, *, notation: str = "", issued_on: date | None = None) -> Paper:
    """The notice with what it rests on and the entries that stay. Without a `notation` it is marked as a draft."""
    programme = compliance_list.programme
    signer = compliance_list.signer if notation else next(iter(signers_of(programme.id)), None)
    kept = [entry for entry in compliance_list.entries if entry.decision is not Decision.TAKEN_OFF]
    return Paper(
        head=head_of(programme),
        type_name=TYPE_NAME,
        subject=subject_of(compliance_list),
        notation=notation or f"{blank_notation(programme, TYPE_CODE)} {DRAFT}".strip(),
        issued_on=issued_on,
        bases=tuple(f"Căn cứ {label}" for label in bases_of(compliance_list)),
        body=tuple(_body(compliance_list, kept)),
        signature=signature_of(signer) if signer is not None else None,
        recipients=("Các đơn vị có tên trong Phụ lục", programme.standing_unit.name),
        annexes=(_annex(compliance_list, kept),) if kept else (),
    )


def _body(compliance_list: ComplianceList, kept: Sequence[ComplianceEntry]) -> list[Block]:
    told: list[Block] = []
    former = compliance_list.corrects
    if former is not None and former.number is not None and former.locked_at is not None:
        replaced = f"số {former.number.notation}, ngày {clock.local(former.locked_at):%d/%m/%Y}"
        cited = f"Danh sách này thay thế danh sách kèm theo {TYPE_NAME} {replaced}."
        told.append(Paragraph(f"{cited} Lý do: {compliance_list.words}"))
    elif compliance_list.words:
        told.append(Paragraph(compliance_list.words))
    if not kept:
        return [*told, Paragraph("Không có đơn vị nào trong danh sách của kỳ này.")]
    units = len({entry.unit_name for entry in kept})
    day = f"{compliance_list.facts_of:%d/%m/%Y}"
    told.append(
        Paragraph(
            f"Theo kết quả theo dõi đến ngày {day}, có {units} đơn vị với {len(kept)} nội dung chưa thực hiện đúng "
            f"thời hạn trong {as_papers_write(Period.parse(compliance_list.period))} (danh sách tại Phụ lục), gồm:"
        )
    )
    tally = Counter(entry.breach for entry in kept)
    told += [Point(f"{_SAID[breach]}: {tally[breach]}") for breach in Breach if tally[breach]]
    told += _heard(compliance_list)
    told.append(Paragraph("Danh sách này là một trong các căn cứ để đánh giá, xếp loại cuối năm."))
    return told


def _heard(compliance_list: ComplianceList) -> list[Block]:
    """That nobody was named unheard."""
    if compliance_list.sent_at is None or compliance_list.reply_by is None:
        return []
    sent = f"{clock.local(compliance_list.sent_at):%d/%m/%Y}"
    until = f"{compliance_list.reply_by:%d/%m/%Y}"
    return [Paragraph(f"Dự thảo danh sách đã gửi các đơn vị ngày {sent} để có ý kiến đến hết ngày {until}.")]


def _annex(compliance_list: ComplianceList, kept: Sequence[ComplianceEntry]) -> Annex:
    rows = tuple(
        (
            str(place),
            entry.unit_name,
            _SAID[entry.breach],
            entry.title,
            _day(entry.due_on),
            _day(entry.done_on),
            str(entry.days_late) if entry.days_late else NONE,
            _reply(entry),
        )
        for place, entry in enumerate(kept, start=1)
    )
    columns = (
        "TT",
        "Đơn vị",
        "Nội dung vi phạm",
        "Báo cáo, nhiệm vụ",
        "Thời hạn",
        "Ngày thực hiện",
        "Chậm (ngày làm việc)",
        "Ý kiến của đơn vị",
    )
    table = Table(
        columns=columns,
        rows=rows,
        widths=(1, 4, 4, 6, 3, 3, 2, 4),
        aligned=("center", "left", "left", "left", "center", "center", "center", "left"),
    )
    return Annex(title=subject_of(compliance_list), body=(table,), landscape=True)


def _reply(entry: ComplianceEntry) -> str:
    """That it replied, and when; what it wrote is between it and those who run the programme."""
    if not entry.replies:
        return "Không có ý kiến"
    return f"Có ý kiến ngày {clock.local(entry.replies[-1].at):%d/%m/%Y}"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day is not None else NONE
