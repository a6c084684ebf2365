"""Order and numbers of conclusions: moved, split, put together again, while others write in them."""

import pytest

from tests.meetings.conftest import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.meetings import queries, services
from tracker.meetings.models import ConclusionState
from tracker.meetings.rules import AtTheEnd, HalvesWereMended, NothingToSplit
from tracker.meetings.services import ConclusionFacts


@pytest.fixture
def three(room):
    room.open()
    return [room.conclude(text) for text in ("Một", "Hai", "Ba")]


def shown(room) -> list[tuple[str, str]]:
    db.session.expire_all()
    live = [c for c in room.meeting.conclusions if c.state is not ConclusionState.DROPPED]
    return [(c.number, c.text) for c in live]


def does(room, verb, conclusion, **facts):
    with transaction():
        return verb(conclusion, by=room.town.person("staff"), at=room.town.now, **facts)


def facts_of(room, text, **more) -> ConclusionFacts:
    return ConclusionFacts(text=text, addressed=room.addressed(OWN), **more)


def test_what_is_moved_is_numbered_anew_and_versions_stay(room, three, trail):
    versions = [c.version for c in three]
    does(room, services.move_conclusion, three[2], up=True)
    assert shown(room) == [("1", "Một"), ("2", "Ba"), ("3", "Hai")]
    assert [c.version for c in three] == versions
    assert trail(room.meeting)[-1] == "conclusion.moved"
    does(room, services.move_conclusion, three[2], up=False)
    assert shown(room) == [("1", "Một"), ("2", "Hai"), ("3", "Ba")]


def test_a_number_that_a_person_gave_stays_where_it_is(room, three):
    does(room, services.edit_conclusion, three[1], facts=facts_of(room, "Hai", number="5.1"), seen=three[1].version)
    assert [number for number, _ in shown(room)] == ["1", "5.1", "5.2"]
    does(room, services.move_conclusion, three[1], up=True)
    assert [number for number, _ in shown(room)] == ["5.1", "5.2", "5.3"]


def test_dropping_one_closes_the_gap_and_taking_it_up_again_opens_it(room, three):
    does(room, services.drop_conclusion, three[0])
    assert shown(room) == [("1", "Hai"), ("2", "Ba")]
    does(room, services.restore_conclusion, three[0])
    assert shown(room) == [("1", "Một"), ("2", "Hai"), ("3", "Ba")]


@pytest.mark.parametrize(("place", "up"), [(0, True), (2, False)])
def test_beyond_the_ends_nothing_moves(room, three, place, up):
    with pytest.raises(AtTheEnd):
        does(room, services.move_conclusion, three[place], up=up)


@pytest.mark.parametrize(
    ("text", "caret"),
    [("Họp dân\nLập danh sách", None), ("Họp dân // lập danh sách", None), ("Họp dân; lập danh sách", 8)],
)
def test_one_is_split_in_two_and_put_together_again(room, three, trail, text, caret):
    first = three[0]
    second = does(room, services.split_conclusion, first, facts=facts_of(room, text), caret=caret, seen=first.version)
    assert shown(room) == [("1", "Họp dân"), ("2", "Lập danh sách"), ("3", "Hai"), ("4", "Ba")]
    assert [a.name for a in second.addressed] == [OWN]
    assert trail(room.meeting)[-1] == "conclusion.split"
    whole = facts_of(room, "Họp dân; lập danh sách")
    does(room, services.join_conclusion, first, facts=whole, second_id=second.id, seen=first.version)
    assert shown(room) == [("1", "Họp dân; lập danh sách"), ("2", "Hai"), ("3", "Ba")]


def test_of_two_who_split_off_the_same_the_second_is_told(room, three):
    first, seen, facts = three[0], three[0].version, facts_of(room, "Một // Lập danh sách")
    does(room, services.split_conclusion, first, facts=facts, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        does(room, services.split_conclusion, first, facts=facts, seen=seen)
    assert [text for _, text in shown(room)] == ["Một", "Lập danh sách", "Hai", "Ba"]


def test_a_half_that_somebody_went_on_with_stays(room, three):
    first = three[0]
    second = does(room, services.split_conclusion, first, facts=facts_of(room, "A // B"), seen=first.version)
    does(room, services.edit_conclusion, second, facts=facts_of(room, "B khác"), seen=second.version)
    with pytest.raises(HalvesWereMended):
        does(
            room, services.join_conclusion, first, facts=facts_of(room, "A B"), second_id=second.id, seen=first.version
        )


def test_what_has_no_second_half_stays_whole(room, three):
    with pytest.raises(NothingToSplit):
        does(room, services.split_conclusion, three[0], facts=facts_of(room, "Một"), seen=three[0].version)


def test_the_buttons_answer_with_the_list_and_the_way_back(room, three, sign_in, htmx):
    staff = sign_in("staff")
    moved = staff.post(f"/conclusions/{three[2].id}/move", data={"way": "up"}, headers=htmx)
    assert 'id="conclusions"' in moved.text
    assert f'action="/conclusions/{three[2].id}/move"' in moved.text.partition('hx-target="#undo"')[2]
    assert staff.post(f"/conclusions/{three[2].id}/move", data={"way": "down"}).status_code == 302
    at_the_end = staff.post(f"/conclusions/{three[2].id}/move", data={"way": "down"}, headers=htmx)
    assert at_the_end.status_code == 422
    form = {"version": three[0].version, "text": "Một // nửa", "addressed": f"unit-{room.town.unit(OWN).id}"}
    split = staff.post(
        f"/conclusions/{three[0].id}/split", data=form | {"before": '[["text", "Một nửa"]]'}, headers=htmx
    )
    assert split.status_code == 200
    assert shown(room)[:2] == [("1", "Một"), ("2", "Nửa")]
    assert 'value="Một nửa"' in split.text
    with_numbers = staff.post(f"/conclusions/{three[1].id}/split", data=form | {"text": "Một"}, headers=htmx)
    assert with_numbers.status_code in (409, 422)


@pytest.mark.parametrize(("who", "status"), [("officer", 403), ("observer", 403), ("officer2", 404)])
@pytest.mark.parametrize("act", ["move", "split", "join"])
def test_the_wrong_person_arranges_nothing(room, three, sign_in, who, status, act):
    assert sign_in(who).post(f"/conclusions/{three[1].id}/{act}").status_code == status
    assert [number for number, _ in shown(room)] == ["1", "2", "3"]


def test_a_form_opened_before_another_moved_it_is_saved_all_the_same(room, three, town, sign_in):
    version = three[1].version
    does(room, services.move_conclusion, three[2], up=True)
    data = {"version": version, "text": "Hai, sửa", "kind": "task", "addressed": f"unit-{town.unit(OTHER).id}"}
    assert sign_in("chair").post(f"/conclusions/{three[1].id}/edit", data=data).status_code == 302
    assert ("3", "Hai, sửa") in shown(room)
    assert queries.get_conclusion(three[1].id).wording == 2


@pytest.mark.parametrize("verb", [services.edit_conclusion, services.split_conclusion])
def test_what_was_dropped_is_taken_up_again_before_it_is_worded_anew(room, three, verb):
    dropped = three[1]
    does(room, services.drop_conclusion, dropped)
    with pytest.raises(NotFromHere):
        does(room, verb, dropped, facts=facts_of(room, "Hai // Bốn"), seen=dropped.version)
    assert shown(room) == [("1", "Một"), ("2", "Ba")]


def test_whoever_is_named_twice_is_addressed_once(room, three):
    twice = services.ConclusionFacts(text="Bốn", addressed=room.addressed(OWN, OWN))
    with transaction():
        made = services.add_conclusion(room.meeting, twice, by=room.town.person("staff"), at=room.town.now)
    assert [one.name for one in made.addressed] == [OWN]
    more = services.ConclusionFacts(text="Bốn", addressed=room.addressed(OWN, OTHER, OTHER))
    does(room, services.edit_conclusion, made, facts=more, seen=made.version)
    assert [one.name for one in made.addressed] == [OWN, OTHER]
