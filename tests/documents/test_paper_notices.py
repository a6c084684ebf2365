"""What a notice of conclusions has more than other papers: notes, tables with groups of columns, pages that lie."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.documents.papers import BODY, paper
from tracker.documents import office_files
from tracker.documents.models import PaperStyle
from tracker.documents.papers import (
    Annex,
    Cell,
    Group,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
    write_pdf,
    write_word,
)
from tracker.documents.papers.drawn import Grid, Line
from tracker.documents.papers.setting import set_paper
from tracker.reading import read_file

COMMUNES = (
    "Xã Đăk Tơ Mil",
    "Xã Đăk Rơ Wa",
    "Xã Đăk Sơ Lam",
    "Xã Chư Vơn",
    "Xã Ia Rơ",
    "Xã Ia Vơn",
    "Thị trấn Đăk Vơn",
)
SHARES = ("22%", "14%", "42%", "16,5%", "15%", "17,5%", "15,3%")
TARGETS = Table(
    ("TT", "Nội dung chỉ tiêu", "Mục tiêu toàn huyện năm 2026", Group("Trong đó", COMMUNES)),
    (("1", "Tỷ lệ hộ có vườn rau", "20,33%", *SHARES),),
    widths=(1, 5, 3, *[2] * 7),
    aligned=("center", "left", *["center"] * 8),  # type: ignore[arg-type]
    indexed=True,
)


def notice(style: PaperStyle = PaperStyle.PARTY) -> Paper:
    """Conclusions by unit, one of which cites a document that a note explains; the targets they change go along."""
    return paper(
        style,
        bases=(),
        body=(
            Paragraph("Ngày 03/7/2026, tại Hội trường huyện, đồng chí chủ trì Hội nghị kết luận như sau:"),
            Point("Thống nhất điều chỉnh Chỉ tiêu số 1 (có phụ lục kèm theo).", 2),
            Heading("UBND huyện:", 2),
            Point((Run("Tổ chức tham quan mô hình "), Run("(hoàn thành trong tháng 8/2026)", italic=True), Run("."))),
            Heading("Đảng ủy các xã, thị trấn:", 2),
            Point(
                (
                    Run("Thực hiện Công văn số 120-CV/BCĐ, ngày 02/02/2026", note="Về giao chỉ tiêu năm 2026."),
                    Run(" và chỉ tiêu đã điều chỉnh", note="Tại phụ lục."),
                    Run("."),
                )
            ),
        ),
        signature=Signature(
            "TM. Ban Chỉ đạo\nKT. Trưởng ban", "Phó Trưởng ban\nkiêm\nChủ tịch UBMTTQVN huyện", "Phan Thị Nhuệ"
        ),
        annexes=(Annex("Điều chỉnh chỉ tiêu", (TARGETS,), landscape=True),),
    )


def test_what_leads_to_the_rest_stays_with_it_and_kiem_stays_small():
    part = set_paper(notice())[0]
    body = [line for line in part.body if isinstance(line, Line)]
    assert [line.kept for line in body if "như sau:" in line.text] == [True]
    signed = [line.text for line in part.foot[0][1]]
    assert signed[:-1] == ["T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "kiêm", "CHỦ TỊCH UBMTTQVN HUYỆN"]


def test_notes_are_numbered_through_the_paper_and_its_annexes():
    more = Annex("Ghi chú", (Paragraph((Run("Số liệu", note="Đến hết quý III."),)),))
    said = notice()
    main, targets, last = set_paper(replace(said, annexes=(*said.annexes, more)))
    marks = [run.mark for line in main.body if isinstance(line, Line) for run in line.runs if run.mark]
    assert marks == [1, 2]
    assert [note.text for note in main.notes] == ["Về giao chỉ tiêu năm 2026.", "Tại phụ lục."]
    assert [run.mark for line in last.body for run in line.runs if run.mark] == [3]  # type: ignore[union-attr]
    assert (targets.notes, len(last.notes)) == ((), 1)


def test_a_group_of_columns_makes_a_head_of_two_rows_above_the_numbers_of_the_columns():
    grid = set_paper(notice())[1].body[-1]
    assert isinstance(grid, Grid)
    upper, lower, numbers = grid.head
    assert [(box.line.text, box.across, box.down) for box in upper][2:] == [
        (TARGETS.columns[2], 1, 2),
        ("Trong đó", 7, 1),
    ]
    assert [box.line.text for box in lower if box.down] == list(COMMUNES)
    assert [box.line.text for box in numbers] == [str(n) for n in range(1, 11)]
    assert sum(grid.widths) == pytest.approx(297 - 30 - 15)  # of a page that lies


@pytest.mark.parametrize("style", list(PaperStyle))
def test_a_word_notice_is_read_back_with_its_notes_and_the_targets_of_each_commune(style):
    data = write_word(notice(style))
    office_files.check_word(data)
    text, read = read_file(data, "thông báo.docx")
    assert "ngày 02/02/2026⁽¹⁾ và chỉ tiêu đã điều chỉnh⁽²⁾." in text
    assert "⁽¹⁾ Về giao chỉ tiêu năm 2026." in text.splitlines()
    assert (read.recipients[0].unit, read.recipients[0].code) == ("Thường trực Huyện ủy", "b/c")
    (amended,) = read.amendments
    assert list(amended.per_unit) == list(COMMUNES)
    assert (amended.overall, amended.per_unit["Xã Chư Vơn"]) == (20.33, 16.5)
    assert [task.lead for task in read.tasks][1:] == [("UBND huyện",), ("Đảng ủy các xã, thị trấn",)]


def test_a_word_table_repeats_its_whole_head_and_its_page_lies():
    document = Document(io.BytesIO(write_word(notice())))
    upright, lying = document.sections
    assert upright.page_width < upright.page_height
    assert (lying.page_width, lying.page_height) == (upright.page_height, upright.page_width)
    rows = document.tables[-1].rows
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, True, True, False]
    assert document.tables[-1].cell(0, 1).text == document.tables[-1].cell(1, 1).text == "Nội dung chỉ tiêu"
    assert {cell.text for cell in rows[0].cells[3:]} == {"Trong đó"}


def test_a_word_file_names_its_notes_where_word_looks_for_them():
    with zipfile.ZipFile(io.BytesIO(write_word(notice()))) as package:
        assert "footnotes+xml" in package.read("[Content_Types].xml").decode()
        settings = package.read("word/settings.xml").decode()
        assert settings.index("<w:footnotePr>") < settings.index("<w:compat>")
        assert package.read("word/footnotes.xml").decode().count("<w:footnoteRef/>") == 2
    with zipfile.ZipFile(io.BytesIO(write_word(paper()))) as package:
        assert "word/footnotes.xml" not in package.namelist()


def test_in_word_a_heading_stays_with_its_table_and_the_last_words_with_the_signature():
    document = Document(io.BytesIO(write_word(paper(body=(*BODY, Heading("Số liệu"), Table(("TT",), (("1",),)))))))
    for table in document.tables[2:-1]:  # the ruled one, then the foot
        above = table._tbl.getprevious()
        assert above.tag == qn("w:p")
        assert above.xpath("w:pPr/w:keepNext[not(@w:val)]")


@pytest.fixture(scope="module")
def rendered() -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(write_pdf(notice()))
    yield document
    document.close()


def words_of(page) -> str:
    text = page.get_textpage()
    said = text.get_text_range()
    text.close()
    return str(said)


def test_a_pdf_has_its_notes_at_the_foot_of_the_page_and_its_annex_on_a_page_that_lies(rendered):
    first, annex = rendered
    said = words_of(first).splitlines()
    assert [line.split()[-1] for line in said[-2:]] == ["2026.", "lục."]
    assert said[-2].startswith("1 Về giao chỉ tiêu")
    assert [round(side / 72 * 25.4) for side in annex.get_size()] == [297, 210]
    top = words_of(annex).splitlines()
    assert (top[0], top[1]) == ("Phụ lục", "ĐIỀU CHỈNH CHỈ TIÊU")  # each annex counts its own pages
    assert "(Kèm theo Thông báo số 05-TB/BCĐ, ngày 05/02/2026 của Ban Chỉ đạo Cuộc vận động huyện)" in top


def test_no_heading_lead_in_caption_or_name_of_a_group_stands_alone_at_the_foot_of_a_page():
    alone, words = "Đứng đầu", "Việc phải làm trong quý này của từng xã. " * 8
    rows = ((Cell(alone, across=2),), ("1", words), (Cell(alone, across=2),), ("2", words))
    table = Table(("TT", "Nội dung"), rows, widths=(1, 9), caption=alone)
    bodies = (
        (Heading(alone), table),
        (Heading(alone), Heading(alone, 2), Paragraph(words)),
        (Paragraph(f"{alone}:"), table),
    )
    annexes = [
        Annex("Danh sách", (*[Paragraph("Việc.")] * filled, *body)) for filled in range(14, 30) for body in bodies
    ]
    document = pypdfium2.PdfDocument(write_pdf(paper(annexes=tuple(annexes))))
    last = [words_of(page).split("\n")[-1] for page in document]
    document.close()
    assert len(last) > len(annexes) + 20
    assert not [said for said in last if alone in said or "Nội dung" in said]
