"""What the program keeps for itself in the office's folder."""

import stat

import pytest

from tracker.settings import settings_for


def test_the_key_of_sessions_is_made_once_and_is_nobody_elses_to_read(tmp_path):
    first, again = settings_for(tmp_path / "office"), settings_for(tmp_path / "office")
    kept = tmp_path / "office" / "secret_key"
    assert first["SECRET_KEY"] == again["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_a_key_that_is_too_short_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("short", encoding="ascii")
    with pytest.raises(ValueError, match="too short"):
        settings_for(tmp_path)
