"""The two documents that the product began with, and the practice documents, scored as they will be."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from tracker.core.periods import Quarter
from tracker.reading import Draft, read_document, to_json

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS = {"plan-2024": 25, "notice-q2-2024": 11}
PRACTICE = sorted((SHARED / "practice").glob("*.txt"))

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason=f"the documents for scoring are not at {SHARED}")


def read(path: Path) -> Draft:
    return read_document(path.read_text(encoding="utf-8"))


def score(draft: Draft, gold: Path) -> dict[str, int]:
    scoring: dict[str, Any] = runpy.run_path(str(SHARED / "practice" / "score.py"))
    result: dict[str, int] = scoring["score"](to_json(draft), json.loads(gold.read_text(encoding="utf-8")), False)
    return result


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_read_whole(name: str) -> None:
    got = score(read(SHARED / "seeds" / f"{name}.txt"), SHARED / "seeds" / f"{name}.gold.json")
    assert got["hit"] == got["read"] == got["gold"] == SEEDS[name]
    assert got["lead"] == got["coord"] == got["due"] == got["hit"]
    assert got["t_hit"] == got["t_read"] == got["t_gold"]
    assert got["of_kind"] == got["kinds"]
    assert got["bases"] == got["kind"] == 1
    assert got["sure_wrong"] == 0


def test_the_notice_amends_one_target_for_seven_communes() -> None:
    draft = read(SHARED / "seeds" / "notice-q2-2024.txt")
    (amendment,) = draft.amendments
    gold = json.loads((SHARED / "seeds" / "notice-q2-2024.gold.json").read_text(encoding="utf-8"))["amendments"][0]
    assert (amendment.old.text, amendment.new.text) == (gold["old"], gold["new"])
    assert (amendment.overall, dict(amendment.per_unit)) == (gold["overall"], gold["per_unit"])
    assert draft.meetings[0].quarter == Quarter(2024, 2)
    assert str(draft.meetings[0].date) == "2024-07-03"
    assert [str(task.due) for task in draft.tasks if task.due] == ["2024-07-31"]
    assert len(draft.recipients) == 9


def test_the_plan_has_four_meetings_with_their_places_as_printed() -> None:
    meetings = read(SHARED / "seeds" / "plan-2024.txt").meetings
    assert [meeting.quarter for meeting in meetings] == [Quarter(2024, number) for number in range(1, 5)]
    assert all(meeting.venue for meeting in meetings)
    assert "khò" in (meetings[3].venue or "")
    assert meetings[3].doubts
    assert not any(meeting.doubts for meeting in meetings[:3])


def test_the_practice_documents_are_read_as_well_as_they_were() -> None:
    total: dict[str, int] = {}
    for path in PRACTICE:
        for name, value in score(read(path), path.with_suffix(".json")).items():
            total[name] = total.get(name, 0) + value
    assert total["hit"] >= 0.95 * total["gold"]
    assert total["hit"] >= 0.95 * total["read"]
    assert total["due"] >= 0.95 * total["hit"]
    assert total["lead"] >= 0.80 * total["hit"]
    assert total["sure_wrong"] == 0
