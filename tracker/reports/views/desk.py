"""The page on which a unit writes its report: each item with its form, what stood there before, what is pointed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person
from tracker.plans.queries.targets import TargetRow
from tracker.reports import policy
from tracker.reports.forms.answers import AnswerForm, FilesForm
from tracker.reports.models import Answer, FormItem, ItemKind, Report, ReportForm
from tracker.reports.queries import known, writing
from tracker.reports.queries.forms import form_of
from tracker.reports.rules import suggesting
from tracker.reports.rules.answers import IN_WORDS, Typed, lacks, measure_of, typed_in
from tracker.reports.rules.contradictions import Known, KnownPart, KnownTarget, contradictions
from tracker.reports.rules.likeness import likeness
from tracker.tasks.queries import WorkRow
from tracker.tasks.rules import Standing


@dataclass(slots=True, kw_only=True)
class Section:
    """One item as the page shows it. `alike` is how many percent of the words stood there the period before.

    `suggested`: what stands in it comes from the tracker and is not saved. `clash`: another saved meanwhile.
    """

    item: FormItem
    form: AnswerForm
    answer: Answer | None
    before: writing.Before | None
    measure: str
    target: TargetRow | None
    alike: int | None
    doubts: Sequence[str]
    suggested: bool
    clash: bool = False

    @property
    def in_words(self) -> bool:
        """Words, or figures."""
        return self.item.kind in IN_WORDS

    @property
    def version(self) -> int:
        """The one that the person has before them: while it is not theirs to replace, that of when they opened it."""
        known = self.answer.version if self.answer is not None else 0
        return self.form.seen if self.clash or self.form.errors else known


class Desk:
    """All that the page needs of one report, read as far as it is asked for."""

    def __init__(self, person: Person, report: Report) -> None:
        self.person, self.report = person, report

    @cached_property
    def asked(self) -> ReportForm | None:
        """The form that counts for it."""
        return form_of(self.report)

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """What is saved, by key."""
        return writing.answers_of(self.report)

    @cached_property
    def before(self) -> Sequence[writing.Before]:
        """What earlier reports said, the last one first."""
        return writing.before(self.report)

    @cached_property
    def facts(self) -> known.Facts:
        """What the tracker knows of the period."""
        return known.facts_of(self.report, self.person, today=clock.today())

    @property
    def items(self) -> Sequence[FormItem]:
        """What is asked."""
        return self.asked.items if self.asked is not None else ()

    @cached_property
    def targets(self) -> dict[int, TargetRow]:
        """The targets that demand something of the unit."""
        return {target.id: target for target in self.facts.targets}

    @cached_property
    def suggestions(self) -> dict[str, Typed]:
        """What items open with that nobody has written under."""
        titles = [(item.key, item.title) for item in self.items if item.kind is ItemKind.SECTION]
        results = suggesting.section_of_results(titles)
        found = {item.key: self._suggested(item, results) for item in self.items if item.key not in self.answers}
        return {key: typed for key, typed in found.items() if not typed.is_empty}

    def measure(self, item: FormItem) -> str:
        """What its figure counts."""
        if item.target is None:
            return measure_of(item)
        return measure_of(item, self.targets.get(item.target.id, item.target).measure)

    def section(self, item: FormItem, form: AnswerForm | None = None, *, clash: bool = False) -> Section:
        """One item; `form` is what was typed, where it is not what is saved."""
        answer, before = self.answers.get(item.key), self.before[0] if self.before else None
        suggested = None if answer is not None else self.suggestions.get(item.key)
        if form is None:
            form, typed = AnswerForm.of(item, answer, suggested), typed_in(answer) if answer else suggested or Typed()
        else:
            typed = Typed(words=form.words.data or "")
        earlier = [one.words(item.key) for one in self.before]
        against = replace(self._known, earlier=earlier if item.kind in IN_WORDS else ())
        found: Sequence[RuleBroken] = contradictions(typed, against)
        return Section(
            item=item,
            form=form,
            answer=answer,
            before=before if before is not None and item.key in before.answers else None,
            measure=self.measure(item),
            target=self.targets.get(item.target_id or 0),
            alike=likeness(typed.words, earlier[0]) if earlier else None,
            doubts=[said(one) for one in found],
            suggested=suggested is not None,
            clash=clash,
        )

    def page(self, typed: Section | None = None, files: FilesForm | None = None, *, status: int) -> ResponseReturnValue:
        """The whole page; `typed` is the section that was refused, with all that was typed in it."""
        sections = [
            typed if typed is not None and typed.item.key == item.key else self.section(item) for item in self.items
        ]
        keys = {item.key for item in self.items}
        page = render_template(
            "reports/write.html",
            report=self.report,
            sections=sections,
            facts=self.facts,
            **self.what_is_left(),
            files=writing.files_of(self.report),
            files_form=files or FilesForm(formdata=None),
            no_longer=[answer for key, answer in self.answers.items() if key not in keys and answer.words],
        )
        return page, status

    def what_is_left(self) -> dict[str, Any]:
        """What has still to be written, and whether the person hands it in after that."""
        saved = {key: typed_in(answer) for key, answer in self.answers.items()}
        return {
            "lacking": [item for item in self.items if lacks(item, saved.get(item.key)) is not None],
            "may_submit": policy.can_submit(self.person, self.report),
        }

    @cached_property
    def _known(self) -> Known:
        """What every answer is held against, but for what stood in it before."""
        measured = {i.target_id for i in self.items if (a := self.answers.get(i.key)) and a.figure is not None}
        parts = [KnownPart(row.title, row.percent, _is_done(row)) for row in self.facts.parts]
        targets = [
            KnownTarget(
                one.text, reached if (reached := self.facts.reached(one)) is not None else _entered(one, measured)
            )
            for one in self.facts.targets
        ]
        return Known(parts, targets)

    def _suggested(self, item: FormItem, results: str | None) -> Typed:
        if item.kind is ItemKind.PILOTS:
            reviewed = [(one.name, one.effect, one.words) for one in self.facts.pilots if one.effect is not None]
            return Typed(words=suggesting.reviews(reviewed))
        if item.kind is ItemKind.TARGET:
            target = self.targets.get(item.target_id or 0)
            measured = self.facts.measured(target) if target is not None else None
            if measured is None:
                return Typed()
            return Typed(figure=measured.figure.value, part=measured.figure.part, whole=measured.figure.whole)
        if item.kind is not ItemKind.SECTION:
            return Typed()
        if item.key == results:
            return Typed(words=suggesting.results(map(_said, self.facts.parts)))
        if suggesting.looks_ahead(item.title):
            return Typed(words=suggesting.still_to_do(map(_said, [*self.facts.parts, *self.facts.ahead])))
        return Typed()


def _entered(target: TargetRow, measured: set[int | None]) -> bool | None:
    """A figure that this report itself gives is judged when it is accepted; until then it is there."""
    return True if target.id in measured else None


def _is_done(row: WorkRow) -> bool:
    return row.standing in (Standing.DONE, Standing.SUBMITTED)


def _said(row: WorkRow) -> suggesting.PartSaid:
    return suggesting.PartSaid(row.title, row.percent, _is_done(row), row.words, row.due_on)
