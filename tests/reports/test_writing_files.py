"""Files that go with a report: attached, refused in words, taken back; what was handed in keeps its own."""

import io

import pytest

from tests.browser import words
from tests.documents.evidence import pdf
from tests.reports.handing import Handing
from tracker.reports.models import Report
from tracker.reports.queries.writing import files_of


@pytest.fixture
def report(duties) -> Report:
    return Handing(duties).report()


def attach(browser, report: Report, *files: tuple[bytes, str]):
    data = {"files": [(io.BytesIO(content), name) for content, name in files]}
    return browser.post(f"/reports/{report.id}/files", data=data, content_type="multipart/form-data")


def names(report: Report) -> list[str]:
    return [one.file.name for one in files_of(report)]


def test_files_go_with_a_report_and_come_back_as_they_were(sign_in, report):
    officer = sign_in("officer")
    answer = attach(officer, report, (pdf(), "Danh sách hộ.pdf"), (pdf(), "Biên bản.pdf"))
    assert answer.location.endswith(f"/reports/{report.id}/write#attached")
    assert names(report) == ["Danh sách hộ.pdf", "Biên bản.pdf"]
    assert "Danh sách hộ.pdf" in words(officer.get(f"/reports/{report.id}/write"))
    assert officer.get(f"/report-files/{files_of(report)[0].id}").data == pdf()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ", "virus.exe", "PDF"),
        (b"%PDF-1.7", "dở dang.pdf", "dở dang.pdf"),
        (None, "", "Chọn tệp"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(sign_in, report, content, name, said):
    answer = attach(sign_in("officer"), report, *([] if content is None else [(content, name)]))
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Đã họp dân ở 4 thôn." in words(answer)
    assert names(report) == []


def test_a_file_taken_back_stays_with_what_was_handed_in(sign_in, report, duties):
    head = sign_in("head")
    attach(head, report, (pdf(), "Danh sách hộ.pdf"), (pdf(), "Nhầm.pdf"))
    kept, wrong = files_of(report)
    assert head.post(f"/report-files/{wrong.id}/take-back").status_code == 302
    assert names(report) == ["Danh sách hộ.pdf"]
    assert head.get(f"/report-files/{wrong.id}").status_code == 404
    assert head.post(f"/report-files/{wrong.id}/take-back").status_code == 422
    Handing(duties).submit(report)
    head.post(f"/report-files/{kept.id}/take-back")
    assert names(report) == []


@pytest.mark.parametrize(("who", "status"), [("officer_of_another_unit", 404), ("staff", 404), ("admin", 404)])
def test_a_drafts_files_are_the_units_own(sign_in, report, who, status):
    attach(sign_in("officer"), report, (pdf(), "Danh sách hộ.pdf"))
    file = files_of(report)[0]
    assert sign_in(who).get(f"/report-files/{file.id}").status_code == status
    assert sign_in(who).post(f"/report-files/{file.id}/take-back").status_code == status
    assert names(report) == ["Danh sách hộ.pdf"]
