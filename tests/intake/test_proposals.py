"""From a reading to proposals, and whom they mean: no database."""

from collections import Counter
from datetime import date

from tests.intake.papers import NOTICE, PLAN
from tracker.core.periods import Quarter
from tracker.intake.matching import who_is_meant
from tracker.intake.models import ItemKind
from tracker.intake.proposals import propose, year_of
from tracker.intake.rows import marked
from tracker.office.naming import NameBook
from tracker.office.queries import FormerUnits, NamesThen
from tracker.reading import read_document
from tracker.reading.drafts import Draft, DraftTask
from tracker.tasks.models import Part


def task(**facts) -> DraftTask:
    """A directive that was read."""
    known = {"text": "Rà soát hộ nghèo", "span": (0, 16), "section": "", "item": None, "source": "body", "kind": "task"}
    return DraftTask(**known | facts)


def only(draft: Draft):
    (item,) = propose(draft)
    return item


def test_a_plan_becomes_proposals_in_the_order_of_its_text():
    items = propose(read_document(PLAN))
    assert [item.span[0] for item in items] == sorted(item.span[0] for item in items)
    assert Counter(item.kind for item in items) == {
        ItemKind.BASIS: 1,
        ItemKind.TARGET: 2,
        ItemKind.TASK: 5,
        ItemKind.MEETING: 1,
        ItemKind.REPORT: 1,
    }


def test_a_task_under_a_quarter_is_due_on_its_last_day_and_says_that_this_is_inferred():
    facts = only(Draft(kind="plan", tasks=(task(quarter=(Quarter(2027, 1),), lead=("Phòng A",)),))).facts
    assert (facts["kind"], facts["quarter"]) == ("quarterly", "2027-Q1")
    assert (facts["due"], facts["due_inferred"]) == ("2027-03-31", True)


def test_a_stated_deadline_stays_and_gives_the_quarter():
    facts = only(Draft(kind="plan", tasks=(task(due=date(2027, 2, 20), due_text="trước ngày 20/02/2027"),))).facts
    assert (facts["kind"], facts["quarter"], facts["due"]) == ("quarterly", "2027-Q1", "2027-02-20")
    assert (facts["due_inferred"], facts["due_words"]) == (False, "trước ngày 20/02/2027")


def test_what_recurs_is_a_regular_task_and_needs_no_deadline_to_be_sure():
    draft = Draft(
        kind="plan",
        title="Kế hoạch năm 2027",
        tasks=(task(recurrence="quarterly", lead=("Phòng A",), doubts=("Văn bản không ghi thời hạn.",)),),
    )
    item = only(draft)
    assert (item.facts["kind"], item.facts["quarter"], item.facts["due"]) == ("regular", "2027-Q1", None)
    assert (item.sure, item.doubts) == (True, ())


def test_a_section_of_regular_tasks_makes_them_regular():
    section = "II. NHIỆM VỤ THƯỜNG XUYÊN"
    assert only(Draft(kind="plan", tasks=(task(section=section),))).facts["kind"] == "regular"


def test_a_task_of_no_time_is_doubtful():
    item = only(Draft(kind="plan", tasks=(task(doubts=("Văn bản không ghi thời hạn.",)),)))
    assert (item.facts["kind"], item.facts["due"], item.sure) == ("ad_hoc", None, False)


def test_a_notice_is_one_meeting_its_conclusions_and_their_duties_to_report():
    items = propose(read_document(NOTICE))
    assert [item.kind for item in items][:2] == [ItemKind.MEETING, ItemKind.CONCLUSION]
    meeting = items[0].facts
    assert (meeting["quarter"], meeting["date"]) == ("2026-Q3", "2026-10-08")
    conclusions = [item.facts for item in items if item.kind is ItemKind.CONCLUSION]
    assert [facts["clause"] for facts in conclusions] == ["1.1", "1.2", "2"]
    assert conclusions[0]["due"] == "2026-11-30"
    duty = next(item.facts for item in items if item.kind is ItemKind.REPORT)
    assert duty["title"] == "Báo cáo kết quả định kỳ hàng quý"


def test_a_notice_whose_meeting_was_not_found_proposes_a_doubtful_one():
    item = next(i for i in propose(Draft(kind="notice", date=date(2026, 10, 12), tasks=(task(),))))
    assert (item.kind, item.facts["quarter"], item.sure) == (ItemKind.MEETING, "2026-Q3", False)


def test_the_year_is_that_of_most_quarters_then_of_the_title_then_of_the_date():
    of_quarters = Draft(title="năm 2025", tasks=(task(quarter=(Quarter(2027, 1),)),))
    assert year_of(of_quarters) == 2027
    assert year_of(Draft(title="giai đoạn 2021-2025, năm 2026", date=date(2025, 12, 1))) == 2026
    assert year_of(Draft(date=date(2025, 12, 1))) == 2025
    assert year_of(Draft()) is None


GONE = {5: "Xã Đăk Pnê", 6: "Xã Đăk Tơ Lung", 8: "Hội Khuyến học"}  # succeeded by one, by two, by none
BOOK = NamesThen(
    NameBook([(1, "Phòng Dân tộc"), (2, "Ủy ban nhân dân huyện")], [(7, "UBND các xã, thị trấn")]),
    FormerUnits(GONE, NameBook(GONE.items(), []), heirs={5: (2,), 6: (1, 2)}),
)


def test_printed_names_are_matched_and_those_left_open_are_listed():
    meant = who_is_meant(
        {"leads": ["phòng dân tộc"], "joining": ["UBND các xã, thị trấn", "các đơn vị liên quan"]}, BOOK
    )
    assert meant.by_part[Part.LEAD] == ("unit-1",)
    assert meant.by_part[Part.COORDINATE] == ("group-7",)
    assert meant.unknown == ("các đơn vị liên quan",)


def test_whoever_leads_does_not_join_in_as_well():
    meant = who_is_meant({"leads": ["Phòng Dân tộc"], "joining": ["Phòng Dân tộc", "UBND huyện"]}, BOOK)
    assert meant.values == [(Part.LEAD, "unit-1"), (Part.COORDINATE, "unit-2")]


def test_what_staff_chose_counts_and_not_what_was_printed():
    proposal = {"leads": ["Sở Không Ai Biết"], "joining": [], "chosen": {"leads": ["unit-2"], "joining": ["group-7"]}}
    meant = who_is_meant(proposal, BOOK)
    assert meant.unknown == ()
    assert meant.values == [(Part.LEAD, "unit-2"), (Part.COORDINATE, "group-7")]


def test_a_unit_that_has_ended_means_the_one_that_took_over():
    printed = who_is_meant({"leads": ["xã Đăk Pnê"], "joining": []}, BOOK)
    chosen = who_is_meant({"chosen": {"leads": ["unit-5"], "joining": ["unit-1"]}}, BOOK)
    assert printed.values == [(Part.LEAD, "unit-2")]
    assert chosen.values == [(Part.LEAD, "unit-2"), (Part.COORDINATE, "unit-1")]


def test_where_several_took_over_or_none_staff_choose():
    printed = who_is_meant({"leads": ["Xã Đăk Tơ Lung"], "joining": ["Hội Khuyến học"]}, BOOK)
    chosen = who_is_meant({"chosen": {"leads": ["unit-6"], "joining": ["unit-8"]}}, BOOK)
    for meant in (printed, chosen):
        assert meant.values == []
        assert meant.unknown == ("Xã Đăk Tơ Lung", "Hội Khuyến học")


def test_without_a_lead_nobody_is_to_do_it():
    assert not who_is_meant({"leads": [], "joining": ["UBND huyện"]}, BOOK).has_lead


def test_the_words_that_were_read_are_marked_in_the_clause():
    pieces = list(marked("Giao *Phòng\n Dân tộc* rà soát", ["Phòng Dân tộc", None, ""]))
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("Giao ", False),
        ("Phòng Dân tộc", True),
        (" rà soát", False),
    ]


def test_a_word_is_not_marked_inside_another():
    assert not any(piece.marked for piece in marked("ban hành kế hoạch", ["ban h"]))
