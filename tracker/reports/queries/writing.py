"""A report as it is written: its answers, what stood there in the periods before, and what is still lacking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.core.errors import Message
from tracker.documents.models import StoredFile
from tracker.office.models import Person
from tracker.reports.models import Answer, FormItem, HandedIn, Report, ReportDuty, ReportFile, ReportForm
from tracker.reports.queries.forms import form_of
from tracker.reports.rules.answers import Typed, lacks, typed_in

PERIODS_BEFORE = 2  # that a text is compared with


@dataclass(frozen=True, slots=True)
class Before:
    """What the unit wrote for an earlier period, by the keys of the form."""

    period: str
    answers: Mapping[str, Typed]

    def words(self, key: str) -> str:
        """The text under one item."""
        found = self.answers.get(key)
        return found.words if found is not None and not found.nothing_to_report else ""


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that keeps the report from being handed in, and why."""

    key: str
    title: str
    words: Message


@dataclass(frozen=True, slots=True)
class Version:
    """An answer as it is saved now: which version, by whom."""

    key: str
    number: int
    by: str


def answers_of(report: Report) -> dict[str, Answer]:
    """What is saved, by key, with who saved it."""
    query = sa.select(Answer).where(Answer.report_id == report.id).options(joinedload(Answer.by))
    return {answer.key: answer for answer in db.session.scalars(query)}


def find_answer(report: Report, key: str) -> Answer | None:
    """What is saved under one item."""
    return db.session.scalar(sa.select(Answer).where(Answer.report_id == report.id, Answer.key == key))


def versions_of(report: Report) -> list[Version]:
    """Which version of each answer is saved: what two writers look for every few seconds."""
    rows = db.session.execute(
        sa.select(Answer.key, Answer.version, Person.full_name)
        .join(Person, Person.id == Answer.by_id)
        .where(Answer.report_id == report.id)
    )
    return [Version(*row) for row in rows]


def find_item(report: Report, key: str) -> FormItem | None:
    """What a key asks: in the form that the report is written in, else in any of its duty's.

    A page may still be open under a form that was changed since: what is typed there is kept as well.
    """
    form = form_of(report)
    for item in form.items if form is not None else ():
        if item.key == key:
            return item
    others = sa.select(FormItem).join(ReportForm).where(ReportForm.duty_id == report.duty_id, FormItem.key == key)
    return db.session.scalar(others.order_by(ReportForm.number.desc()).limit(1))


def before(report: Report) -> list[Before]:
    """What the unit wrote for the duty's last periods before this one, the latest first."""
    of_unit = (Report.duty_id == report.duty_id) & (Report.unit_id == report.unit_id)
    earlier = (
        sa.select(Report.id)
        .where(of_unit, Report.period_end < report.period_end)
        .order_by(Report.period_end.desc())
        .limit(PERIODS_BEFORE)
    )
    query = (
        sa.select(Report.period, Answer)
        .outerjoin(Answer, Answer.report_id == Report.id)
        .where(Report.id.in_(earlier.subquery().select()))
        .order_by(Report.period_end.desc())
    )
    found: dict[str, dict[str, Typed]] = {}
    for period, answer in db.session.execute(query):
        answers = found.setdefault(period, {})
        if answer is not None:
            answers[answer.key] = typed_in(answer)
    return [Before(period, answers) for period, answers in found.items()]


def what_is_missing(report: Report) -> list[Missing]:
    """What keeps the report from being handed in, in the order of its form."""
    form, answers = form_of(report), answers_of(report)
    found = []
    for item in form.items if form is not None else ():
        answer = answers.get(item.key)
        words = lacks(item, typed_in(answer) if answer is not None else None)
        if words is not None:
            found.append(Missing(item.key, item.title, words))
    return found


def files_of(report: Report) -> Sequence[ReportFile]:
    """The files that go with it, the first brought first."""
    query = (
        sa.select(ReportFile)
        .join(StoredFile, StoredFile.id == ReportFile.file_id)
        .where(ReportFile.report_id == report.id, ReportFile.ended_at.is_(None))
        .order_by(ReportFile.id)
        .options(joinedload(ReportFile.file))
    )
    return db.session.scalars(query).all()


def get_file(report_file_id: int) -> ReportFile | None:
    """A file, taken back or not, with its report."""
    of_report = joinedload(ReportFile.report)
    return db.session.scalar(
        sa.select(ReportFile)
        .where(ReportFile.id == report_file_id)
        .options(
            joinedload(ReportFile.file),
            of_report.joinedload(Report.duty).joinedload(ReportDuty.programme),
            of_report.joinedload(Report.unit),
            of_report.selectinload(Report.handed_in).defer(HandedIn.content),
        )
    )
