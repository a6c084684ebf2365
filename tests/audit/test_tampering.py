"""Whatever is done to the trail in the database itself is found: by the program, and by a stranger's plain check."""

from collections import Counter
from contextlib import contextmanager
from random import Random

import pytest
import sqlalchemy as sa

from tests.audit.tampering import ACTS
from tracker.audit.verifying import Head, check


@pytest.fixture
def by_program(trail):
    """`tracker verify` over the copy: how many things it found."""
    engine = sa.create_engine("sqlite://", creator=lambda: trail, poolclass=sa.StaticPool)

    def found(kept):
        with engine.connect() as connection:
            return check(connection, [Head(*head) for head in kept])

    return found


@contextmanager
def undone(trail):
    """What is done inside is taken back."""
    whole = trail.serialize()
    yield
    trail.deserialize(whole)


def tamper(trail, stranger, by_program, *, times, seed):
    """So many random acts, each on the whole trail: what neither check found, and how often each kind was done."""
    trail.execute("PRAGMA foreign_keys = OFF")
    *_, head = stranger.check(trail)
    position, _, hash_ = head.partition(":")
    kept, chance, missed, done = [(int(position), hash_)], Random(seed), [], Counter()
    for n in range(times):
        act = ACTS[n % len(ACTS)]
        with undone(trail):
            what = act(chance, trail, stranger)
            findings, *_ = stranger.check(trail, kept)
            if not findings:
                missed.append(("stranger", act.__name__, what))
            if not by_program(kept).broken:
                missed.append(("program", act.__name__, what))
        done[act.__name__] += 1
    assert stranger.check(trail, kept)[0] == []
    return missed, done


def test_an_untouched_trail_is_whole_for_both(trail, stranger, by_program):
    findings, sealed, waiting, head = stranger.check(trail)
    report = by_program([])
    assert findings == report.told == []
    assert (sealed, waiting, head) == (report.sealed, report.not_sealed, str(report.head))
    assert sealed == 60


def test_two_hundred_random_tamperings_are_all_found(trail, stranger, by_program):
    missed, done = tamper(trail, stranger, by_program, times=216, seed=2026)
    assert not missed
    assert min(done.values()) == 18


@pytest.mark.proof
def test_ten_thousand_random_tamperings_are_all_found(trail, stranger, by_program, record_property):
    missed, done = tamper(trail, stranger, by_program, times=10_000, seed=3)
    told = f"{sum(done.values())}: {len(missed)} not found; {dict(done)}"
    record_property("tamperings of a trail of 60 events", told)
    assert not missed


@pytest.mark.parametrize("act", ["write_anew"])
def test_what_breaks_no_link_is_found_by_a_head_that_was_kept_and_only_so(trail, stranger, by_program, act):
    *_, head = stranger.check(trail)
    position, _, hash_ = head.partition(":")
    with undone(trail):
        next(a for a in ACTS if a.__name__ == act)(Random(1), trail, stranger)
        assert not by_program([]).broken
        assert not stranger.check(trail)[0]
        assert "kept is another" in stranger.check(trail, [(int(position), hash_)])[0][0]
        assert "written anew" in by_program([(int(position), hash_)]).told[0]


def test_an_end_that_was_cut_off_is_found_by_a_head_that_was_kept(trail, stranger, by_program):
    *_, head = stranger.check(trail)
    kept = [(60, head.partition(":")[2])]
    with undone(trail):
        trail.execute("DELETE FROM audit_seal WHERE position > 50")
        trail.execute("DELETE FROM audit_event WHERE id > 50")
        assert not by_program([]).broken
        words = "The chain ends at position 50, the head that was kept is of position 60: the end was cut off."
        assert by_program(kept).told == [words]
        assert stranger.check(trail, kept)[0] == ["The chain ends before position 60, of which a head was kept."]


def test_the_first_broken_event_is_named_and_the_rest_are_counted(trail, by_program):
    with undone(trail):
        trail.execute("UPDATE audit_event SET by_name = 'Người khác' WHERE id > 10")
        report = by_program([])
    assert report.told[0].startswith(
        "Position 11: event 11 (unit.added, 2024-11-17T01:00:00.000000+00:00) does not fit"
    )
    assert (report.broken, len(report.told)) == (50, 20)


def test_what_cannot_even_be_read_is_told_and_not_stumbled_over(trail, stranger, by_program):
    spoilt = [
        "by_name = CAST(x'ff' AS TEXT)",
        "by_name = x'00ff'",
        "facts = '[[[['",
        "at = 5",
        f"facts = '{'[' * 5000}'",
    ]
    for change in spoilt:
        with undone(trail):
            trail.execute(f"UPDATE audit_event SET {change} WHERE id = 30")
            assert by_program([]).broken, change
            trail.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
            assert stranger.check(trail)[0], change
            trail.text_factory = str
