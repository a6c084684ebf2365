"""The files that both writers make: opened again, measured, rendered, and read by the tracker itself."""

import ctypes
import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdfium2 import raw

from tests.documents.papers import paper
from tracker.documents import office_files
from tracker.documents.models import PaperStyle
from tracker.documents.papers import Paragraph, PdfWriterMissing, can_write_pdf, pdf, write_pdf, write_word
from tracker.documents.papers.pdf import SignNotInLetters
from tracker.documents.papers.styles import style_of
from tracker.reading import read_file

STYLES = list(PaperStyle)
POINTS = 72 / 25.4  # of a millimetre


@pytest.fixture(scope="module", params=STYLES)
def word(request) -> tuple[PaperStyle, bytes]:
    return request.param, write_word(paper(request.param))


@pytest.fixture(scope="module", params=STYLES)
def rendered(request) -> Iterator[tuple[PaperStyle, pypdfium2.PdfDocument]]:
    document = pypdfium2.PdfDocument(write_pdf(paper(request.param)))
    yield request.param, document
    document.close()


def paragraphs_of(document) -> list:
    """All of it: of the body, of the head and foot, of tables."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def saying(document, words: str):
    return next(paragraph for paragraph in paragraphs_of(document) if words in paragraph.text)


def test_a_word_file_has_the_page_of_its_style(word):
    which, data = word
    margins = style_of(which).margins
    for section in Document(io.BytesIO(data)).sections:
        assert (section.page_width.twips, section.page_height.twips) == (Mm(210).twips, Mm(297).twips)
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        asked = (margins.top, margins.bottom, margins.left, margins.right)
        assert [side.twips for side in sides] == [Mm(side).twips for side in asked]
        assert section.different_first_page_header_footer
        assert "".join(section._sectPr.xpath("w:pgNumType/@w:start")) == "1"  # annexes are numbered on their own


def test_the_page_number_stands_in_the_middle_of_the_top_margin(word):
    header = Document(io.BytesIO(word[1])).sections[0].header
    assert "PAGE" in header._element.xml
    assert header.paragraphs[0].alignment == 1
    assert header.paragraphs[0].runs[0].font.size in (Pt(13), Pt(14))


def test_every_word_is_set_in_times_new_roman_and_black(word):
    document = Document(io.BytesIO(word[1]))
    used = {paragraph.style.name for paragraph in paragraphs_of(document)}
    assert used == {"Normal", "Heading 1", "Heading 2"}
    for name in used:
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
        assert not [key for key in fonts.attrib if "heme" in key]
        assert str(document.styles[name].font.color.rgb) == "000000"


@pytest.mark.parametrize(
    ("words", "look"),
    [
        ("BAN CHỈ ĐẠO", "issuer"),
        ("THÔNG BÁO", "type"),
        ("Kết luận Hội nghị", "subject"),
        ("Căn cứ Kế hoạch", "basis"),
        ("Đăk Vơn, ngày", "place_and_day"),
        ("Rà soát các mô hình", "body"),
        ("Nơi nhận:", "recipients_label"),
        ("Các xã, thị trấn", "recipient"),
        ("PHÓ TRƯỞNG BAN", "position"),
        ("Phan Thị Nhuệ", "name"),
        ("DANH SÁCH ĐƠN VỊ", "annex_title"),
    ],
)
def test_each_element_has_the_size_and_the_face_of_its_look(word, words, look):
    which, data = word
    asked = style_of(which).looks[look]
    paragraph = saying(Document(io.BytesIO(data)), words)
    run, form = paragraph.runs[0], paragraph.paragraph_format
    assert (run.font.size, run.bold, run.italic) == (Pt(asked.size), asked.bold, asked.italic)
    assert form.space_before == Pt(asked.before)
    assert abs(form.first_line_indent - Mm(asked.first_line)) < Mm(0.1)


def test_a_word_file_keeps_to_the_order_that_word_asks_for(word):
    with zipfile.ZipFile(io.BytesIO(word[1])) as package:
        xml = package.read("word/document.xml").decode()
    borders, spacing = xml.index("<w:pBdr>"), xml.index("<w:spacing", xml.index("<w:pBdr>"))
    assert borders < spacing
    assert xml.index("<w:pgMar") < xml.index("<w:pgNumType") < xml.index("<w:cols")
    office_files.check_word(word[1])


def test_what_was_written_as_word_is_read_back(word):
    which, data = word
    text, read = read_file(data, "thông báo.docx")
    said = paper(which)
    assert (read.doc_type, read.number, read.date) == ("Thông báo", said.notation, date(2026, 2, 5))
    assert read.title == said.subject
    assert read.issuer == "BAN CHỈ ĐẠO CUỘC VẬN ĐỘNG HUYỆN"
    assert read.signer.startswith("Phan Thị Nhuệ")
    assert [basis.documents for basis in read.legal_bases] == [("26-KH/HU",), ("120-CV/BCĐ",)]
    assert [recipient.unit for recipient in read.recipients][:2] == ["Thường trực Huyện ủy", "Các xã, thị trấn"]
    assert "#set text(red) *không* là mã $x$ \\ <nhãn>." in text
    assert "| 1 | Cải tạo vườn | 12 |" in text


def test_a_sign_that_no_file_can_hold_is_left_out_of_word():
    strange = paper(body=(Paragraph("Một\x00 hai\x0b ba"),), subject="Về\x01 việc\ufffe \ufeffnày")
    text, _ = read_file(write_word(strange), "a.docx")
    assert "Một hai" in text
    assert "Về việc này" in text


def letters_of(page) -> Iterator[tuple[str, float, str]]:
    """Each letter of a page with its size and the name of its font."""
    text = page.get_textpage()
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    for place in range(text.count_chars()):
        raw.FPDFText_GetFontInfo(text, place, name, 100, flags)
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        yield letter, round(raw.FPDFText_GetFontSize(text, place), 1), name.value.decode()
    text.close()


def test_a_pdf_is_set_in_the_letters_that_come_with_the_tracker_in_the_sizes_of_its_style(rendered):
    which, document = rendered
    looks = style_of(which).looks
    said = [one for page in document for one in letters_of(page) if not one[0].isspace() and ord(one[0]) > 31]
    assert {name.split("+")[-1].split("-")[0] for _, _, name in said} == {"LiberationSerif"}
    assert {size for _, size, _ in said} <= {look.size for look in looks.values()}
    assert {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"} <= {
        n.split("+")[-1] for _, _, n in said
    }


def test_a_pdf_keeps_its_margins_and_reaches_them(rendered):
    which, document = rendered
    margins, page = style_of(which).margins, document[0]
    assert [round(side / POINTS) for side in page.get_size()] == [210, 297]
    boxes = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])]
    assert min(box[0] for box in boxes) >= margins.left * POINTS - 1
    assert max(box[2] for box in boxes) <= (210 - margins.right) * POINTS + 1
    assert max(box[3] for box in boxes) <= (297 - margins.top) * POINTS + 1
    assert min(box[0] for box in boxes) < margins.left * POINTS + 3


def test_a_picture_of_the_first_page_shows_its_rules_and_letters(rendered):
    _, document = rendered
    picture = document[0].render(scale=2, grayscale=True)
    rows = [bytes(picture.buffer)[row * picture.stride :][: picture.width] for row in range(picture.height)]
    dark = [sum(sign < 128 for sign in row) for row in rows]
    assert sum(dark) > 10_000
    assert max(dark[: len(dark) // 4]) > 80 * POINTS  # the rule under the motto or the nation's line: at 2 dots a point
    edge = round(style_of(PaperStyle.STATE).margins.right * POINTS * 2) - 4
    assert not any(sign < 128 for row in rows for sign in row[-edge:])


def test_pages_are_numbered_from_the_second_on_and_annexes_on_their_own():
    long = paper(body=(Paragraph("Một đoạn dài của phần nội dung. " * 400),))
    document = pypdfium2.PdfDocument(write_pdf(long))
    heads = []
    for page in document:
        width, height = page.get_size()
        said = page.get_textpage()
        heads.append(said.get_text_bounded(0, height - 19 * POINTS, width, height).strip())
        said.close()
    document.close()
    assert heads == ["", *(str(number) for number in range(2, len(heads))), ""]  # the last is the annex
    assert len(heads) > 3


def test_the_words_of_a_pdf_are_words_and_nobodys_markup(rendered):
    text = rendered[1][0].get_textpage()
    said = " ".join(text.get_text_range().split())
    text.close()
    assert "#set text(red) *không* là mã $x$ \\ <nhãn>." in said
    assert "CỘNG HÒA" in said or "ĐẢNG CỘNG SẢN" in said


def test_a_pdf_is_one_for_the_archive():
    data = write_pdf(paper())
    assert b"pdfaid:part>2<" in data
    assert b"pdfaid:conformance>A<" in data


def test_signs_that_nobody_sees_are_left_out_of_a_pdf():
    assert write_pdf(paper(body=(Paragraph("Một\x01\ufeff hai\u2060"),), subject="Về\x01 việc\ufffe này"))


@pytest.mark.parametrize("sign", ["💥", "\uf0b7"])
def test_a_sign_that_the_letters_do_not_have_is_named_and_the_word_file_holds_it(sign):
    pasted = paper(body=(Paragraph(f"Một {sign} hai"),))
    with pytest.raises(SignNotInLetters) as refused:
        write_pdf(pasted)
    assert refused.value.parameters == {"sign": sign}
    assert sign in read_file(write_word(pasted), "a.docx")[0]


def test_without_the_extra_a_pdf_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(pdf, "typst", None)
    assert not can_write_pdf()
    with pytest.raises(PdfWriterMissing):
        write_pdf(paper())
