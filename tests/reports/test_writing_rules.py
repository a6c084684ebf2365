"""What is pointed out in a report while it is written, and what it opens with."""

from datetime import date
from decimal import Decimal

import pytest

from tracker.pilots.models import Effect
from tracker.reports.models import FormItem, ItemKind
from tracker.reports.rules import contradictions as found
from tracker.reports.rules.answers import Typed, WrongMeasure, lacks, read_answer
from tracker.reports.rules.contradictions import Known, KnownPart, KnownTarget, contradictions
from tracker.reports.rules.likeness import likeness
from tracker.reports.rules.suggesting import PartSaid, looks_ahead, results, reviews, section_of_results, still_to_do

SURVEY = KnownPart("Rà soát hộ cần hỗ trợ vườn nhà", 0, done=False)
GARDENS = KnownTarget("Ít nhất 14 hộ có vườn nhà", reached=None)
LAST = "Đã họp dân ở bốn thôn, lập xong danh sách hộ đăng ký làm vườn."


def kinds(words: str = "", known: Known | None = None, **typed) -> list[str]:
    return [type(one).__name__ for one in contradictions(Typed(words=words, **typed), known or Known())]


# Likeness -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "percent"),
    [
        (LAST, 100),
        (f"  {LAST.upper()}\n", 100),
        (f"{LAST} Quý này làm thêm được ba vườn ở thôn Kon Brăp.", 54),
        ("Tổ chức tập huấn cho cán bộ thôn về cách chăm sóc cây ăn quả.", 0),
        ("Không có.", None),
    ],
)
def test_copied_text_is_told_by_its_runs_of_words(now, percent):
    assert likeness(now, LAST) == percent


def test_a_very_long_text_is_compared_at_once():
    assert likeness(f"{LAST} " * 400, f"{LAST} " * 399) == 99


# Contradictions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "- Rà soát hộ cần hỗ trợ vườn nhà: đã hoàn thành.",
        "Đơn vị đã hoàn thành việc rà soát hộ cần hỗ trợ vườn nhà trong tháng 10.",
        "- Rà soát hộ cần hỗ trợ vườn nhà. Họp hai lần. Đã làm xong.",
    ],
)
def test_what_is_said_done_and_stands_at_nothing_is_pointed_out(said):
    doubt = contradictions(Typed(words=said), Known(parts=[SURVEY]))[0]
    assert isinstance(doubt, found.SaidDone)
    assert doubt.parameters == {"title": SURVEY.title, "percent": 0}


@pytest.mark.parametrize(
    "said",
    [
        "- Rà soát hộ cần hỗ trợ vườn nhà: chưa hoàn thành.",
        "- Rà soát hộ cần hỗ trợ vườn nhà: phấn đấu hoàn thành xong trước 30/11.",
        "- Rà soát hộ cần hỗ trợ vườn nhà: đạt 0 %. Đã họp dân.",
        "- Rà soát hộ cần hỗ trợ vườn nhà: đạt 40 %. Đã làm xong ở các làng gần, đang làm ở làng xa.",
        "Đã hoàn thành lớp tập huấn khuyến nông.",
    ],
)
def test_what_is_meant_to_be_done_is_no_contradiction(said):
    assert kinds(said, Known(parts=[SURVEY])) == []


def test_a_part_that_is_done_may_be_called_done():
    done = KnownPart(SURVEY.title, 100, done=True)
    assert kinds("- Rà soát hộ cần hỗ trợ vườn nhà: đã hoàn thành.", Known(parts=[done])) == []


def test_all_done_is_held_against_what_is_open():
    assert kinds("Đơn vị đã hoàn thành tất cả nhiệm vụ được giao.", Known(parts=[SURVEY])) == ["AllSaidDone"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ({"part": 12, "whole": 9}, "PartAboveWhole"),
        ({"part": 9}, "CountsAreAPair"),
        ({"part": 9, "whole": 40, "figure": Decimal(50)}, "PercentDiffers"),
        ({"words": "Có 14 hộ đăng ký, trong đó 9 hộ nghèo, 7 hộ cận nghèo."}, "PartsExceedSum"),
        ({"words": "Mở 3 lớp cho 65 hộ, trong đó có 40 hộ nghèo và 30 hộ cận nghèo."}, "PartsExceedSum"),
        ({"words": "Có 1.200 hộ nghèo, trong đó 1.100 hộ thiếu đất, 1.000 hộ thiếu vốn."}, "PartsExceedSum"),
        ({"words": "Không có gì mới.", "nothing_to_report": True}, "NothingAndWords"),
    ],
)
def test_figures_that_do_not_add_up_are_pointed_out(typed, kind):
    assert kinds(**typed) == [kind]


@pytest.mark.parametrize(
    "typed",
    [
        {"part": 9, "whole": 40, "figure": Decimal("22.5")},
        {"words": "Có 16 hộ đăng ký, trong đó 9 hộ nghèo, 7 hộ cận nghèo."},
        {"words": "Có 14 hộ đăng ký, trong đó 9 hộ nghèo."},
        {"words": "Thu 12,5 tấn cà phê, trong đó 7,5 tấn đã bán, 5 tấn để dành."},
        {"words": f"{'1' * 5000} hộ, trong đó {'9' * 5000} hộ nghèo, {'9' * 5000} hộ cận nghèo."},
        {"nothing_to_report": True},
    ],
)
def test_figures_that_add_up_are_left_alone(typed):
    assert kinds(**typed) == []


def test_a_text_that_stands_for_the_third_time_is_asked_about():
    assert kinds(LAST, Known(earlier=[LAST, LAST.upper()])) == ["Unchanged"]
    assert kinds(LAST, Known(earlier=[LAST])) == kinds(LAST, Known(earlier=[LAST, "Khác hẳn."])) == []


@pytest.mark.parametrize(
    ("reached", "kind"), [(None, ["ReachedUnmeasured"]), (False, ["ReachedAndMissed"]), (True, [])]
)
def test_a_target_called_reached_needs_a_figure_that_says_so(reached, kind):
    target = KnownTarget(GARDENS.text, reached)
    assert kinds("Đơn vị đã đạt chỉ tiêu ít nhất 14 hộ có vườn nhà.", Known(targets=[target])) == kind
    assert kinds("Phấn đấu đạt chỉ tiêu 14 hộ có vườn nhà.", Known(targets=[target])) == []


# Figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "figure"), [("12", 12), ("12 hộ", 12), ("12  HỘ", 12), ("1,5", Decimal("1.5")), ("", None)]
)
def test_a_figure_may_carry_its_measure(typed, figure):
    assert read_answer(typed, measure="hộ") == figure


@pytest.mark.parametrize("typed", ["12 %", "12 con bò"])
def test_a_figure_of_another_measure_is_refused_in_words(typed):
    with pytest.raises(WrongMeasure):
        read_answer(typed, measure="hộ")


@pytest.mark.parametrize(
    ("kind", "typed", "complete"),
    [
        (ItemKind.SECTION, None, False),
        (ItemKind.SECTION, Typed(words=" "), False),
        (ItemKind.SECTION, Typed(nothing_to_report=True), True),
        (ItemKind.NUMBER, Typed(figure=Decimal(0)), True),
        (ItemKind.PERCENT, Typed(figure=Decimal(50)), False),
        (ItemKind.PERCENT, Typed(part=9, whole=8), False),
        (ItemKind.PERCENT, Typed(part=8, whole=9), True),
        (ItemKind.PERCENT, Typed(figure=Decimal(90), part=9, whole=40), False),
        (ItemKind.PERCENT, Typed(figure=Decimal("22.5"), part=9, whole=40), True),
    ],
)
def test_what_an_answer_lacks_is_known_before_it_is_handed_in(kind, typed, complete):
    assert (lacks(FormItem(kind=kind, required=True), typed) is None) is complete


def test_what_is_not_required_may_be_left_empty_and_not_be_wrong():
    item = FormItem(kind=ItemKind.PERCENT, required=False)
    assert lacks(item, None) is None
    assert lacks(item, Typed(part=9)) is not None


# What it opens with ---------------------------------------------------------------------------------------------


def test_progress_becomes_lines_of_the_section_that_looks_back():
    parts = [
        PartSaid("Rà soát vườn", 100, done=True, words="Xong 14 hộ.", due_on=None),
        PartSaid("Tập huấn", 40, done=False, words="", due_on=date(2026, 11, 30)),
    ]
    assert results(parts) == "- Rà soát vườn: đã hoàn thành. Xong 14 hộ.\n- Tập huấn: đạt 40 %."
    assert still_to_do(parts) == "- Tập huấn (hạn 30/11/2026)."
    titles = [("k1", "Phương hướng, nhiệm vụ quý tới"), ("k2", "Khó khăn"), ("k3", "Kết quả thực hiện")]
    assert section_of_results(titles) == "k3"
    assert section_of_results(titles[:2]) == "k2"
    assert [looks_ahead(title) for _, title in titles] == [True, False, False]


def test_reviews_become_lines_too():
    assert reviews([("Vườn mẫu", Effect.GOOD, "14 hộ làm theo.")]) == "- Vườn mẫu: có hiệu quả tốt. 14 hộ làm theo."
