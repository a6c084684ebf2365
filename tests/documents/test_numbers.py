"""Registers of numbers: every paper gets its own."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.together import at_once
from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.documents import queries, services
from tracker.documents.models import NumberRegister, PaperStyle, RegisteredNumber, RegisterReset
from tracker.documents.rules import (
    LetterheadNeeded,
    NumberTaken,
    RegisterHasEnded,
    RegisterNeeded,
    TypeHasRegister,
    YearlyTermsBeginThemselves,
)
from tracker.documents.services import LetterheadFacts, RegisterFacts
from tracker.office.rules import EndedAlready, NotEnded

FACTS = LetterheadFacts(
    style=PaperStyle.PARTY, superior="Huyện ủy", issuer="Ban Chỉ đạo", place="Đăk Vơn", sign="BCĐ", drafter=""
)
NEXT_YEAR = datetime(2027, 1, 4, 8, tzinfo=clock.ZONE)


@pytest.fixture
def programme(town):
    """Another programme, that writes as the Party does."""
    programme = town.another_programme(members=["Phòng Dân tộc"])
    with transaction():
        services.set_letterhead(programme, FACTS, seen=0, by=town.person("admin"), at=town.now)
    return programme


@pytest.fixture
def opened(town, programme):
    def opened(*types: str, reset: RegisterReset = RegisterReset.YEARLY) -> NumberRegister:
        facts = RegisterFacts(name=f"Sổ {'-'.join(types) or 'chung'}", types=types, reset=reset)
        with transaction():
            return services.add_register(programme, facts, by=town.person("admin"), at=town.now)

    return opened


def take(town, programme, type_code: str = "BC", at: datetime | None = None) -> str:
    by = town.person("admin")
    with transaction():
        return services.take_number(programme, type_code, subject="Về việc chung", by=by, at=at or town.now).notation


def test_one_register_gives_all_types_one_run_of_numbers_and_leaves_a_trace(town, programme, opened):
    register = opened()
    assert [take(town, programme, code) for code in ("BC", "CV", "TB")] == ["01-BC/BCĐ", "02-CV/BCĐ", "03-TB/BCĐ"]
    assert [event.name for event in story_of(register)] == ["number.taken"] * 3 + ["number_register.added"]


def test_a_type_with_its_own_register_has_its_own_run(town, programme, opened):
    opened()
    opened("TB", "KH")
    assert [take(town, programme, code) for code in ("BC", "TB", "KH")] == ["01-BC/BCĐ", "01-TB/BCĐ", "02-KH/BCĐ"]


def test_a_yearly_register_begins_again_by_itself_and_one_of_terms_when_staff_say_so(town, programme, opened):
    yearly, by_term = opened("BC"), opened("TB", reset=RegisterReset.TERM)
    take(town, programme), take(town, programme, "TB")
    assert take(town, programme, at=NEXT_YEAR) == "01-BC/BCĐ"
    assert take(town, programme, "TB", at=NEXT_YEAR) == "02-TB/BCĐ"
    facts = {"by": town.person("admin"), "at": town.now}
    with transaction():
        services.begin_term(by_term, **facts)
    assert take(town, programme, "TB") == "01-TB/BCĐ"
    assert queries.terms_of(by_term) == [2, 1]
    with pytest.raises(YearlyTermsBeginThemselves), transaction():
        services.begin_term(yearly, **facts)


def test_a_number_given_on_paper_is_followed_by_the_next(town, programme, opened):
    register = opened()
    facts = {"subject": "Giao chỉ tiêu", "by": town.person("admin"), "at": town.now}
    with transaction():
        services.enter_number(register, 119, "KH", **facts)
    assert take(town, programme, "CV") == "120-CV/BCĐ"
    with pytest.raises(NumberTaken) as refusal, transaction():
        services.enter_number(register, 119, "BC", **facts)
    assert "119-KH/BCĐ" in str(refusal.value)


def test_two_who_take_a_number_at_once_get_two(app, town, programme, opened):
    register, name = opened(), programme.id

    def taking(there) -> None:
        of = db.session.get_one(type(programme), name)
        services.take_number(of, "BC", subject="Cùng lúc", by=there.person("admin"), at=there.now)

    assert not at_once(app, [taking] * 3)
    taken = db.session.scalars(sa.select(RegisteredNumber.number).where(RegisteredNumber.register_id == register.id))
    assert sorted(taken) == [1, 2, 3]


def test_a_type_has_one_register(town, opened):
    opened("BC")
    with pytest.raises(TypeHasRegister):
        opened("TB", "BC")
    opened()
    with pytest.raises(TypeHasRegister):
        opened()


def test_a_register_that_ended_gives_no_numbers_until_it_is_taken_up_again(town, programme, opened):
    register, facts = opened(), {"by": town.person("admin"), "at": town.now}
    with transaction():
        services.end_register(register, **facts)
    with pytest.raises(RegisterNeeded):
        take(town, programme)
    with pytest.raises(RegisterHasEnded), transaction():
        services.enter_number(register, 5, "BC", subject="", **facts)
    with pytest.raises(EndedAlready), transaction():
        services.end_register(register, **facts)
    with transaction():
        services.resume_register(register, **facts)
    assert take(town, programme) == "01-BC/BCĐ"
    with pytest.raises(NotEnded), transaction():
        services.resume_register(register, **facts)


def test_one_that_another_took_the_place_of_is_not_taken_up_again(town, opened):
    register, facts = opened(), {"by": town.person("admin"), "at": town.now}
    with transaction():
        services.end_register(register, **facts)
    opened()
    with pytest.raises(TypeHasRegister), transaction():
        services.resume_register(register, **facts)


def test_without_a_letterhead_no_number_is_given(town):
    programme = town.another_programme(members=["Phòng Dân tộc"])
    with transaction():
        facts = RegisterFacts(name="Sổ", types=[], reset=RegisterReset.YEARLY)
        services.add_register(programme, facts, by=town.person("admin"), at=town.now)
    with pytest.raises(LetterheadNeeded):
        take(town, programme)
    assert queries.blank_notation(programme, "BC") == ""
    assert queries.head_of(programme).issuer == programme.standing_unit.name


def test_the_second_of_two_who_mend_the_letterhead_or_a_register_is_told(town, programme, opened):
    facts = {"by": town.person("admin"), "at": town.now + timedelta(minutes=1)}
    with pytest.raises(ChangedMeanwhile), transaction():
        services.set_letterhead(programme, FACTS, seen=0, **facts)
    register = opened()
    told = RegisterFacts(name="Sổ khác", types=["BC"], reset=RegisterReset.TERM, term=3)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_register(register, told, seen=9, **facts)
    with transaction():
        services.edit_register(register, told, seen=register.version, **facts)
    assert (register.name, register.types, register.term) == ("Sổ khác", ["BC"], 3)
