"""The text of a Word file: what Word shows, as the reader's rules expect it."""

from tests.reading.wordfile import ENOUGH, W, listed, numbering, paragraph, table, word_file
from tracker.reading import extract_text, read_document


def text_of(body: str, **parts: str) -> str:
    return extract_text(word_file(paragraph(ENOUGH) + body, **parts), "a.docx").removeprefix(ENOUGH).strip()


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_insertions_controls_and_links_are_kept_and_deletions_are_not() -> None:
    body = (
        f"<w:p>{run('một ')}<w:ins>{run('hai ')}</w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        f"<w:sdt><w:sdtContent>{run('ba ')}</w:sdtContent></w:sdt><w:hyperlink>{run('bốn')}</w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('năm')}</w:sdtContent></w:sdt>"
    )
    assert text_of(body) == "một hai ba bốn\n\nnăm"


def test_line_breaks_and_tabs_are_kept() -> None:
    assert text_of(f"<w:p>{run('KẾ HOẠCH')}<w:r><w:br/></w:r>{run('năm')}<w:r><w:tab/></w:r>{run('2025')}</w:p>") == (
        "KẾ HOẠCH\nnăm\t2025"
    )


def test_list_numbers_that_word_only_shows_are_written() -> None:
    forms = numbering(
        ("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"), ("bullet", "")
    )
    body = (
        listed("Mục đích") + listed("Nội dung") + listed("Một", 1) + listed("Một một", 2) + listed("Một hai", 2)
        + listed("chữ", 3) + listed("gạch", 4) + listed("Hai", 1) + listed("Tổ chức")
    )  # fmt: skip
    assert text_of(body, numbering=forms).split("\n\n") == [
        "I. Mục đích", "II. Nội dung", "1. Một", "1.1. Một một", "1.2. Một hai",
        "a) chữ", "- gạch", "2. Hai", "III. Tổ chức",
    ]  # fmt: skip


def test_a_style_may_carry_the_number() -> None:
    form = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles {W}><w:style w:styleId="Muc">{form}</w:style></w:styles>'
    body = paragraph("Một", '<w:pStyle w:val="Muc"/>') + paragraph("Hai", '<w:pStyle w:val="Muc"/>')
    assert text_of(body, numbering=numbering(("decimal", "%1.")), styles=styles) == "1. Một\n\n2. Hai"


def test_a_table_becomes_rows_with_blanks_for_merged_cells() -> None:
    continued = "<w:tcPr><w:vMerge/></w:tcPr>" + paragraph("")
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("Trong đó")
    body = table(
        (paragraph("TT"), paragraph("Nội dung"), wide),
        (paragraph("1"), paragraph("Rà soát") + paragraph("hồ sơ"), paragraph("Sở Y tế"), paragraph("Quý I|II")),
        (paragraph("2"), continued, paragraph("Sở Nội vụ"), paragraph("")),
    )
    assert text_of(body).split("\n") == [
        "| TT | Nội dung | Trong đó | |".replace("| |", "|  |"),
        "|---|---|---|---|",
        "| 1 | Rà soát; hồ sơ | Sở Y tế | Quý I/II |",
        "| 2 |  | Sở Nội vụ |  |",
    ]


def test_a_header_block_set_in_two_columns_is_text_and_no_table() -> None:
    left = paragraph("ỦY BAN NHÂN DÂN") + paragraph("XÃ AN SƠN") + paragraph("Số: 12/KH-UBND")
    right = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("An Sơn, ngày 05 tháng 02 năm 2026")
    block = f"<w:tbl><w:tblPr/><w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr></w:tbl>"
    body = block + paragraph("KẾ HOẠCH") + paragraph("Chuyển đổi số năm 2026")
    draft = read_document(extract_text(word_file(body), "a.docx"))
    assert draft.number == "12/KH-UBND"
    assert str(draft.date) == "2026-02-05"
    assert draft.issuer == "ỦY BAN NHÂN DÂN XÃ AN SƠN"
    assert draft.title == "Chuyển đổi số năm 2026"


def test_footnotes_follow_the_text_with_their_marks() -> None:
    body = f"<w:p>{run('theo Công văn')}<w:r><w:footnoteReference w:id='5'/></w:r></w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='5'>{paragraph('Về giao chỉ tiêu.')}</w:footnote></w:footnotes>"
    assert text_of(body, footnotes=notes) == "theo Công văn⁽¹⁾\n\n⁽¹⁾ Về giao chỉ tiêu."


def test_absurd_numbering_is_ignored() -> None:
    forms = (
        numbering(("decimal", "%1.")).replace('w:ilvl="0"', 'w:ilvl="999999"').replace('w:val="1"/>', 'w:val="²"/>', 1)
    )
    assert text_of(listed("Một", 999999) + listed("Hai"), numbering=forms) == "Một\n\nHai"
