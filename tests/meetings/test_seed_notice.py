"""The notice that this product began with, concluded, drafted and issued here: read back, it says what it said."""

import io
import json
import re
import runpy
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document as WordDocument
from docx.shared import Mm, Pt

from tests.town import Town
from tracker.core.db import transaction
from tracker.core.periods import Quarter
from tracker.documents import files
from tracker.documents import services as documents
from tracker.documents.models import PaperStyle, Signer
from tracker.documents.queries import letterhead_of
from tracker.meetings import services
from tracker.meetings.models import ConclusionKind, Meeting, Notice, SectionLevel
from tracker.meetings.rules.issuing import stamp_of
from tracker.meetings.rules.wording import Order
from tracker.meetings.services import noticing
from tracker.meetings.services.issuing import IssueFacts, issue_notice
from tracker.office import queries as office
from tracker.office.models import Unit, UnitKind
from tracker.plans import services as plans
from tracker.plans.models import Comparator, Target
from tracker.plans.services import TargetFacts
from tracker.reading import read_file, to_json
from tracker.reports.models import Frequency
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed

SHARED = Path(__file__).parents[2].parent / "shared"
SEED = SHARED / "seeds" / "notice-q2-2024.gold.json"
NOTE = "Về giao chỉ tiêu thực hiện Cuộc vận động năm 2024."

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"the seed notice is not at {SEED}")


@pytest.fixture
def gold() -> dict[str, Any]:
    """Its structure, each directive with its whole text as printed."""
    told: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    printed = SEED.with_name("notice-q2-2024.txt").read_text(encoding="utf-8").splitlines()
    for task in told["tasks"]:
        line = next(line for line in printed if line.startswith(task["text"][:60]))
        task["text"] = re.sub(r"^(?:-|\d+\.)\s+|\*|⁽¹⁾", "", line)
    return told


class Seed:
    """The units, the target and the meeting of 2024, made in the demo town."""

    def __init__(self, town: Town, gold: dict[str, Any]) -> None:
        self.town, self.gold = town, gold
        self.facts: dict[str, Any] = {"by": town.person("chair"), "at": town.now}
        self.units: dict[str, Unit] = {}
        for name in (name for task in gold["tasks"] for name in task["lead"]):
            self.units.setdefault(name, self._unit(name, UnitKind.DEPARTMENT))
        self.communes = {name: self._unit(name, UnitKind.COMMUNE) for name in gold["amendments"][0]["per_unit"]}

    def _unit(self, name: str, kind: UnitKind) -> Unit:
        """The one that documents call so, or a further one."""
        known = office.name_book(on=self.town.today).find(name)
        if known is None or known.unit_id is None:
            return self.town.new_unit(name, kind=kind)
        unit, programme = self.town.unit(name), self.town.programme
        with transaction():
            programme.members += [unit] if unit not in programme.members else []
        return unit

    def target(self) -> Target:
        """The one that is amended, as it was set."""
        was = TargetFacts(
            text=self.gold["amendments"][0]["old"],
            comparator=Comparator.AT_MOST,
            value=Decimal(40),
            measure="cặp vợ chồng",
        )
        facts = documents.DocumentFacts(type_name="Công văn", notation="120-CV/BCĐ", issued_on=date(2024, 2, 2))
        with transaction():
            document = documents.register_document(facts, programme_id=self.town.programme.id, **self.facts)
            return plans.add_target(plans.add_plan(document, year=2024, **self.facts), was, **self.facts)

    def concluded(self) -> Meeting:
        """The chair concludes what the notice says, point by point; the meeting is closed."""
        target, amendment = self.target(), self.gold["amendments"][0]
        meeting = self.town.new_meeting(
            "Hội nghị giao ban Ban Chỉ đạo Cuộc vận động huyện định kỳ quý II/2024", quarter=Quarter(2024, 2)
        )
        shares = {self.communes[name].id: Decimal(str(share)) for name, share in amendment["per_unit"].items()}
        changes = {
            "kind": ConclusionKind.AMENDMENT,
            "target": target,
            "figure": Decimal("20.33"),
            "allocations": shares,
        }
        with transaction():
            meeting.held_on = date(2024, 7, 3)
            services.open_meeting(meeting, **self.facts)
            for task in self.gold["tasks"]:
                services.add_conclusion(
                    meeting, self._said(task, changes if task.get("kind") == "decision" else {}), **self.facts
                )
            services.close_meeting(meeting, **self.facts)
        return meeting

    def _said(self, task: dict[str, Any], changes: dict[str, Any]) -> services.ConclusionFacts:
        said: dict[str, Any] = {"text": task["text"], "due_words": task.get("due_text", "")} | changes
        said["addressed"] = tuple(Addressed(Part.IMPLEMENT, unit=self.units[name]) for name in task["lead"])
        if task.get("due"):
            said["due_on"] = date.fromisoformat(task["due"])
        if task.get("recurrence") == "quarterly":
            said |= {"kind": ConclusionKind.DUTY, "frequency": Frequency.QUARTERLY}
            said["through"] = self.units[task["through"]]
        return services.ConclusionFacts(**said)

    def party_paper(self) -> Signer:
        """The committee writes as Party committees do; who signs holds two offices."""
        letterhead = documents.LetterheadFacts(
            style=PaperStyle.PARTY,
            superior="Huyện ủy Kon Rẫy",
            issuer="Ban Chỉ đạo\nCuộc vận động huyện",
            place="Kon Rẫy",
            sign="BCĐ",
            drafter="",
        )
        office = documents.SignerFacts(
            authority="", position="Chủ tịch UBMTTQVN huyện\nkiêm\nPhó Trưởng ban", full_name="Đinh Thị Anh"
        )
        programme, known = self.town.programme, letterhead_of(self.town.programme.id)
        with transaction():
            documents.set_letterhead(programme, letterhead, seen=known.version if known else 0, **self.facts)
            return documents.add_signer(programme, office, **self.facts)

    def issued(self) -> Notice:
        """Its notice as staff and chair send it out, under the number of 2024; one citation bears a note."""
        signer, notice = self.party_paper(), self.concluded().notices[0]
        with transaction():
            noticing.redraft_sections(notice, Order.AS_SAID, **self.facts)
            cited = next(one for one in noticing.live_sections(notice) if "được giao tại Công văn" in one.words)
            self._as_printed(notice)
            words = cited.words.replace("Cuộc vận động huyện", f"Cuộc vận động huyện [chú thích: {NOTE}]", 1)
            noticing.edit_section(cited, words=words, level=SectionLevel(cited.level), seen=cited.version, **self.facts)
        facts = IssueFacts(number=127, issued_on=date(2024, 7, 11), signer=signer, stamp=stamp_of(notice))
        with transaction():
            issue_notice(notice, facts, **self.facts)
        return notice

    def _as_printed(self, notice: Notice) -> None:
        """Staff word the headings by the names that the office prints, where the tracker knows a unit by another."""
        leads = {task["text"]: ", ".join(task["lead"]) for task in self.gold["tasks"]}
        live = noticing.live_sections(notice)
        for heading, point in pairwise(live):
            if heading.level == SectionLevel.HEADING and point.conclusion is not None:
                words = leads[point.conclusion.text]
                noticing.edit_section(
                    heading, words=words, level=SectionLevel.HEADING, seen=heading.version, **self.facts
                )


def test_the_seed_notice_issued_here_is_read_back_as_it_was(town, gold, record_property):
    notice = Seed(town, gold).issued()
    word = files.path_of(notice.document.file.sha256).read_bytes()
    text, draft = read_file(word, notice.document.file.name)
    got = runpy.run_path(str(SHARED / "practice" / "score.py"))["score"](to_json(draft), gold, False)
    record_property("score", got)
    assert got["hit"] == got["read"] == got["gold"] == 11
    assert got["lead"] == got["coord"] == got["due"] == got["hit"]
    assert got["kind"] == got["bases"] == 1
    [amended], [expected] = draft.amendments, gold["amendments"]
    assert (amended.old.text, amended.new.text) == (expected["old"], expected["new"])
    assert (amended.overall, dict(amended.per_unit)) == (expected["overall"], expected["per_unit"])
    assert (draft.number, draft.date) == ("127-TB/BCĐ", date(2024, 7, 11))
    assert str(draft.meetings[0].date) == gold["meetings"][0]["date"]
    assert {report.through for report in draft.reports if report.through} == {"Ủy ban MTTQ Việt Nam huyện"}
    assert NOTE in text
    assert text == notice.document.text


def test_the_seed_notice_has_the_measures_of_party_papers(town, gold):
    notice = Seed(town, gold).issued()
    paper = WordDocument(io.BytesIO(files.path_of(notice.document.file.sha256).read_bytes()))
    main, annex = paper.sections
    margins = (main.top_margin, main.bottom_margin, main.left_margin, main.right_margin)
    assert [round(margin / Mm(1)) for margin in margins] == [20, 20, 30, 15]
    assert (round(main.page_width / Mm(1)), round(annex.page_width / Mm(1))) == (210, 297)
    runs = [run for paragraph in paper.paragraphs for run in paragraph.runs if run.text.strip()]
    assert {run.font.size for run in runs if "THÔNG BÁO" in run.text} == {Pt(16)}
    assert {run.font.size for run in runs if run.text.startswith("Tiếp tục tham mưu")} == {Pt(14)}
    assert paper.styles["Normal"].font.name == "Times New Roman"
    head = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert head[0].splitlines()[:4] == ["HUYỆN ỦY KON RẪY", "BAN CHỈ ĐẠO", "CUỘC VẬN ĐỘNG HUYỆN", "*"]
    assert (head[1].strip(), head[2].strip()) == ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số 127-TB/BCĐ")
    if notice.pdf is not None:
        pages = pypdfium2.PdfDocument(files.path_of(notice.pdf.sha256).read_bytes())
        assert len(pages) >= 3
        assert round(pages[0].get_width() / 72 * 25.4) == 210
