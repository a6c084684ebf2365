"""When it is time to wait, and what browsers say of themselves, without an application."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.accounts.rules.browsers import browser_of, same_browser
from tracker.accounts.rules.tries import Limit, open_again

NOW = datetime(2026, 10, 28, 3, 0, tzinfo=UTC)
LIMIT = Limit(3, timedelta(minutes=15))
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.0.0 Safari/537.36"
)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=n) for n in minutes]


@pytest.mark.parametrize("failures", [ago(), ago(1), ago(1, 2), ago(1, 2, 15), ago(1, 2, 16, 17)])
def test_fewer_than_the_limit_within_its_time_may_go_on(failures):
    assert open_again(LIMIT, failures, NOW) is None


def test_at_the_limit_one_waits_until_the_oldest_that_counts_has_passed():
    assert open_again(LIMIT, ago(1, 2, 5), NOW) == NOW + timedelta(minutes=10)
    assert open_again(LIMIT, ago(0, 0, 0), NOW) == NOW + timedelta(minutes=15)


def test_older_failures_than_the_limit_s_number_make_nobody_wait_longer():
    assert open_again(LIMIT, ago(1, 2, 5, 6, 7), NOW) == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (WINDOWS.format(130), "Chrome · Windows"),
        (WINDOWS.format(130) + " Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/131.0", "Firefox · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605 Version/17.5 Mobile Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/129 Mobile Safari", "Chrome · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/110 coc_coc_browser/110 Safari", "Cốc Cốc · Windows"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(said, read):
    assert browser_of(said) == read


def test_an_update_makes_no_new_browser():
    assert same_browser(WINDOWS.format(130), WINDOWS.format(131))
    assert not same_browser(WINDOWS.format(130), WINDOWS.format(130) + " Edg/130.0")
