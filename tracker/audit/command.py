"""`tracker verify`: the chain checked, in words."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO

import sqlalchemy as sa

from tracker.audit.verifying import Head, Report, check
from tracker.core.db import db
from tracker.core.errors import N_, RuleBroken


class NoHead(RuleBroken):
    """What was given is no head of a chain."""

    message = N_(
        "“%(said)s” is no head: write its position, a colon and its 64 digits, as `tracker verify` prints them."
    )


class TrailIsBroken(RuleBroken):
    """The chain does not hold."""

    message = N_(
        "The trail is broken (findings: %(count)s). Keep this database as it is, and compare it with a backup."
    )


def run(kept: Iterable[str], export: TextIO | None = None) -> Iterator[str]:
    """Lines to be printed. Raises TrailIsBroken after the last where something was found, NoHead before the first."""
    heads = [_head(said) for said in kept]
    with _one_state() as connection:
        report = check(connection, heads, export)
    yield from _said(report)
    if report.broken:
        raise TrailIsBroken(count=report.broken)


def _head(said: str) -> Head:
    found = re.fullmatch(r"(\d{1,9}):([0-9a-f]{64})", said.strip().lower(), re.ASCII)
    if found is None or int(found[1]) == 0:
        raise NoHead(said=said[:80])
    return Head(int(found[1]), found[2])


@contextmanager
def _one_state() -> Iterator[sa.Connection]:
    """A connection that sees the trail as it is at one moment, while others go on writing."""
    options = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    with db.engine.connect().execution_options(**options) as connection:
        yield connection


def _said(report: Report) -> Iterator[str]:
    yield f"Sealed: {report.sealed} events. Not sealed yet: {report.not_sealed}."
    if report.sealed:
        yield f"Head, to be kept elsewhere: {report.head}"
    yield from report.told
    if report.broken > len(report.told):
        yield f"… and {report.broken - len(report.told)} more."
    if not report.broken:
        yield "The chain is whole."
