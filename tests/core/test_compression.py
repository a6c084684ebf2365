"""Pages travel compressed where their length tells nobody anything."""

import gzip
import io
import re

import pytest
from openpyxl import load_workbook

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
KEY = re.compile(r'name="form_key" value="[^"]*"')  # another for each page


@pytest.mark.parametrize("address", ["/work", "/work?quarter=2026-Q3", "/tasks/?quarter=2026-Q4&unit=4"])
def test_a_page_is_compressed_for_who_understands_it(sign_in, address):
    officer = sign_in("officer")
    plain, packed = officer.get(address), officer.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert KEY.sub("", gzip.decompress(packed.data).decode()) == KEY.sub("", plain.text)
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data) / 3


def test_a_piece_is_compressed_too(sign_in, htmx):
    piece = sign_in("staff").get("/deadlines", headers=GZIP | htmx)
    assert b"<html" not in gzip.decompress(piece.data)


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/?q=IjQ3",  # what was typed stands in the page again
        "/tasks/?anything=IjQ3",  # and in the addresses of its links
        "/tasks/?quarter=2026-Q4&q=",
        "/tasks/?quarter=2026-Q4x",
        "/tasks/?unit=IjQ3",
        "/sign-in?next=/work",
    ],
)
def test_what_says_back_a_question_in_words_is_not(sign_in, client, address):
    browser = client if address.startswith("/sign-in") else sign_in("staff")
    assert "Content-Encoding" not in browser.get(address, headers=GZIP).headers


def test_what_was_sent_and_refused_is_not(sign_in):
    refused = sign_in("staff").post("/tasks/new", data={"title": "IjQ3"}, headers=GZIP)
    assert refused.status_code == 422
    assert "Content-Encoding" not in refused.headers


def test_small_answers_files_and_who_refuses_it_get_it_as_it_is(sign_in):
    staff = sign_in("staff")
    assert "Content-Encoding" not in staff.get("/tasks/", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "Content-Encoding" not in staff.get("/", headers=GZIP).headers
    sheet = staff.get("/tasks/?format=xlsx", headers=GZIP)
    assert "Content-Encoding" not in sheet.headers
    assert load_workbook(io.BytesIO(sheet.data)).sheetnames


def test_two_answers_alike_differ_in_length(sign_in):
    staff = sign_in("staff")
    assert len({len(staff.get("/units/", headers=GZIP).data) for _ in range(12)}) > 1
