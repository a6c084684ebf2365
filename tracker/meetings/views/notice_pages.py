"""What the pages of a notice show, from the same facts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.htmx import fragment, wants_fragment
from tracker.documents.papers import Paper, can_write_pdf
from tracker.documents.papers.setting import set_paper
from tracker.documents.queries import highest_number, register_for, signers_of
from tracker.meetings import policy, queries
from tracker.meetings.forms.notices import IssueForm, NoticeForm, SectionForm
from tracker.meetings.models import ConclusionKind, Notice, NoticeSection, NoticeState, SectionLevel
from tracker.meetings.notice_paper import TYPE_CODE, paper_of
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.services.noticing import live_sections
from tracker.office.models import Person


def draft_paper(notice: Notice) -> Paper:
    """A notice as a paper: as it was issued, or marked as a draft."""
    on = notice.issued_on or clock.today()
    annex = queries.annex_of(queries.conclusions_of(notice), on=on)
    notation = notice.document.notation if notice.document is not None else ""
    return paper_of(notice, live_sections(notice), annex, notation=notation, issued_on=notice.issued_on)


def show_notice(person: Person, notice: Notice, *, status: int = 200) -> ResponseReturnValue:
    """As it stands on paper; what refused an act is said above it."""
    with force_locale("vi"):
        parts = set_paper(draft_paper(notice))
    draft = notice.state is NoticeState.DRAFT
    issued = notice.state is NoticeState.ISSUED
    word = policy.can_word_notice(person, notice)
    page = render_template(
        "meetings/notices/show.html",
        notice=notice,
        meeting=notice.meeting,
        parts=parts,
        corrections=queries.corrections_of(notice),
        in_work=queries.draft_correction(notice) if issued and word else None,
        may_word=draft and word,
        may_issue=draft and policy.can_issue_notice(person, notice),
        may_correct=issued and word,
        may_pdf=notice.pdf is not None if issued else can_write_pdf(),
        events=story_of(notice) if person.observes(notice.meeting.programme_id) else [],
    )
    return page, status


def show_wording(
    notice: Notice, form: NoticeForm, new: SectionForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The page on which staff word it; `new` is the form of a free section that was refused."""
    new = new or SectionForm(formdata=None)
    return render_template("meetings/notices/edit.html", form=form, new=new, **sections_facts(notice)), status


def show_new_section(notice: Notice, form: SectionForm | None = None, *, status: int = 200) -> ResponseReturnValue:
    """The form of a free section with what refused it, or empty above the list that has one more."""
    if not wants_fragment():
        return show_wording(notice, NoticeForm.of(notice, signers_of(notice.meeting.programme_id)), form, status=status)
    facts = sections_facts(notice, new=form or SectionForm(formdata=None), added=form is None)
    return fragment("meetings/notices/_new_section.html", status=status, **facts)


def sections_facts(notice: Notice, **opened: Any) -> dict[str, Any]:
    """The sections in their order, those left out too. `opened` is the one with its form, or a problem beside it."""
    sections = sorted(notice.sections, key=lambda one: (one.position, one.id))
    worded = {one.conclusion_id for one in sections if not one.ended}
    points = queries.conclusions_of(notice)
    return {
        "notice": notice,
        "meeting": notice.meeting,
        "sections": [one for one in sections if not one.ended],
        "left_out": [one for one in sections if one.ended],
        "unsaid": [one for one in points if one.id not in worded],
        "levels": SectionLevel,
        "points": points,
    } | opened


def show_sections(
    notice: Notice, *, problem: str = "", section: NoticeSection | None = None, status: int = 200
) -> ResponseReturnValue:
    """The list of sections alone, after one of them was moved, left out, put back or added."""
    facts = sections_facts(notice, problem=problem, changed=section)
    return fragment("meetings/notices/_sections.html", status=status, **facts)


def show_section(section: NoticeSection, form: SectionForm | None, *, status: int = 200) -> ResponseReturnValue:
    """One section, with its form where it is open: in place, or as a page."""
    if form is not None:
        for field in form:
            field.id = f"{field.name}-{section.id}"  # several may be open at once
    facts: dict[str, Any] = {
        "section": section,
        "opened": form,
        "notice": section.notice,
        "meeting": section.notice.meeting,
    }
    if wants_fragment():
        return fragment("meetings/notices/_section.html", status=status, saved=form is None, **facts)
    return render_template("meetings/notices/section.html", **facts), status


def show_issue(notice: Notice, form: IssueForm | None, *, status: int = 200) -> ResponseReturnValue:
    """The last look before it goes out: number, day, signer, and what comes of it."""
    signers = signers_of(notice.meeting.programme_id)
    if form is None:
        form = IssueForm(formdata=None, issued_on=_day(notice), signer=str(notice.signer_id or ""))
        form.offer(signers)
    form.stamp.data = stamp_of(notice)
    form.stamp.raw_data = [form.stamp.data]
    register = register_for(notice.meeting.programme_id, TYPE_CODE)
    points = [one for one in queries.conclusions_of(notice) if not one.withdraws]
    formers = [one.replaces for one in queries.conclusions_of(notice) if one.replaces is not None]
    page = render_template(
        "meetings/notices/issue.html",
        form=form,
        register=register,
        next_number=highest_number(register) + 1 if register is not None else None,
        tally=[(kind, sum(one.kind is kind for one in points)) for kind in ConclusionKind],
        going_on=_going_on(formers),
        **sections_facts(notice),
    )
    return page, status


def _day(notice: Notice) -> date:
    """Today, but not before the meeting."""
    return max(clock.today(), notice.meeting.held_on or date.min)


def _going_on(formers: Sequence[Any]) -> list[Any]:
    """The replaced points whose tasks go on, because parts of them were accepted."""
    kept = queries.tasks_with_accepted_parts([one.task_id for one in formers if one.task_id is not None])
    return [one for one in formers if one.task_id in kept]
