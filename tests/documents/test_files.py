"""Files are on the disk, whole, before anybody hears of them."""

import hashlib
import os
from pathlib import Path

import pytest

from tracker.documents import files


@pytest.fixture
def folder(app) -> Path:
    return Path(app.instance_path, "files")


def test_a_file_lies_under_its_hash(town, folder):
    sha256 = files.keep("Kế hoạch".encode())
    assert sha256 == hashlib.sha256("Kế hoạch".encode()).hexdigest()
    assert (folder / sha256[:2] / sha256).read_text(encoding="utf-8") == "Kế hoạch"


def test_it_is_synced_before_it_gets_its_name_and_its_folder_afterwards(town, folder, monkeypatch):
    done = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(files.os, "fsync", lambda handle: (done.append("sync"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (done.append("name"), replace(self, to))[1])
    files.keep(b"x")
    assert done == ["sync", "name", "sync", "sync"]


def test_the_same_bytes_are_kept_once(town, folder):
    first = files.path_of(files.keep(b"x")).stat()
    assert files.path_of(files.keep(b"x")).stat().st_mtime_ns == first.st_mtime_ns
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_full_disk_leaves_nothing_half_written(town, folder, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.keep(b"x")
    assert not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Tải về\\kế hoạch.docx", "kế hoạch.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("kế hoạch\u202etxt.exe", "kế hoạchtxt.exe"),
        ("", "tài liệu"),
        ("...", "tài liệu"),
    ],
)
def test_a_name_is_only_a_name(name, shown):
    assert files.plain_name(name) == shown


def test_a_long_name_keeps_its_ending():
    shown = files.plain_name("kế hoạch " * 60 + ".docx")
    assert len(shown) <= files.LONGEST_NAME
    assert shown.endswith(".docx")
