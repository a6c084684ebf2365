"""Setting a second factor up, its recovery codes, turning it off."""

import base64
from datetime import timedelta
from urllib.parse import unquote

import pyotp
import pytest
import sqlalchemy as sa

from tests.accounts.phones import STEP, set_up, turn_on
from tests.browser import by_id, page, words
from tests.together import at_once
from tracker.accounts import queries, services
from tracker.accounts.models import RecoveryCode
from tracker.accounts.services import WrongCode
from tracker.accounts.services.second_factor import SecondFactorIsOff, SecondFactorIsOn, SetUpNotBegun
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage

PAGE = "/me/second-factor"


def events(town, who="officer"):
    return list(
        db.session.scalars(
            sa.select(AuditEvent.name)
            .where(AuditEvent.subject_type == "account", AuditEvent.subject_id == town.account(who).id)
            .order_by(AuditEvent.id)
        )
    )


def check(town, code, *, at=None, who="officer"):
    with transaction():
        services.check_code(town.account(who), code, at=at or town.now)


# The service ------------------------------------------------------------------------------------------------------


def test_a_code_opens_a_step_early_or_late_and_no_further(town):
    phone, _ = turn_on(town)
    for shown_at in (town.now - 2 * STEP, town.now + 2 * STEP):
        with pytest.raises(WrongCode):
            check(town, phone.at(shown_at))
    for shown_at in (town.now - STEP, town.now, town.now + STEP):
        check(town, phone.at(shown_at))


def test_no_code_opens_twice_nor_one_from_before_it(town):
    phone, _ = turn_on(town)
    check(town, phone.at(town.now))
    for shown_at in (town.now, town.now - STEP):
        with pytest.raises(WrongCode):
            check(town, phone.at(shown_at))
    check(town, phone.at(town.now + STEP))


def test_the_code_that_turned_it_on_does_not_open(town):
    phone = set_up(town)
    with transaction():
        services.turn_on_second_factor(
            town.account("officer"), code=phone.at(town.now), by=town.person("officer"), at=town.now
        )
    with pytest.raises(WrongCode):
        check(town, phone.at(town.now))


@pytest.mark.parametrize("typed", ["", "000000x", "12345", "abcdef", "１２３４５６", "0" * 40, "-" * 40, "'; --"])
def test_what_is_no_code_is_refused(town, typed):
    turn_on(town)
    with pytest.raises(WrongCode):
        check(town, typed)


def test_a_recovery_code_opens_once_however_it_is_typed(town):
    _, codes = turn_on(town)
    check(town, f"  {codes[3].lower().replace('-', ' ')} ")
    with pytest.raises(WrongCode):
        check(town, codes[3])
    check(town, codes[4])
    assert queries.recovery_codes_left(town.account("officer")) == 8
    assert events(town).count("account.recovery_code_used") == 2


def test_recovery_codes_are_many_random_and_kept_as_hashes(town):
    _, codes = turn_on(town)
    assert len(set(codes)) == 10
    assert all(len(base64.b32decode(code.replace("-", ""))) == 10 for code in codes)
    kept = db.session.scalars(sa.select(RecoveryCode.code_hash)).all()
    assert all(len(hashed) == 64 for hashed in kept)
    assert not [code for code in codes if code in kept]


def test_one_persons_codes_do_not_open_anothers_account(town):
    phone, codes = turn_on(town)
    turn_on(town, "head")
    for code in (phone.at(town.now), codes[0]):
        with pytest.raises(WrongCode):
            check(town, code, who="head")


def test_new_recovery_codes_end_the_former_ones(town):
    _, old = turn_on(town)
    with transaction():
        new = services.renew_recovery_codes(town.account("officer"), by=town.person("officer"), at=town.now)
    with pytest.raises(WrongCode):
        check(town, old[0])
    check(town, new[0])
    assert "account.recovery_codes_renewed" in events(town)


def test_turning_it_off_ends_phone_and_recovery_codes_alike(town):
    phone, codes = turn_on(town)
    with transaction():
        services.turn_off_second_factor(town.account("officer"), by=town.person("officer"), at=town.now)
    account = town.account("officer")
    assert (account.totp_secret, account.totp_since) == ("", None)
    with pytest.raises(SecondFactorIsOff):
        check(town, phone.at(town.now))
    turn_on(town)
    with pytest.raises(WrongCode):
        check(town, codes[0])
    with pytest.raises(WrongCode):
        check(town, phone.at(town.now))


def test_a_secret_counts_only_after_a_right_code(town):
    phone = set_up(town)
    assert town.account("officer").totp_since is None
    with pytest.raises(WrongCode), transaction():
        services.turn_on_second_factor(town.account("officer"), code="000000", by=town.person("officer"), at=town.now)
    again = set_up(town)
    assert again.secret != phone.secret
    with pytest.raises(WrongCode), transaction():
        services.turn_on_second_factor(
            town.account("officer"), code=phone.at(town.now), by=town.person("officer"), at=town.now
        )


def test_what_does_not_fit_how_it_stands_is_refused(town):
    account, officer = town.account("officer"), town.person("officer")
    for act in (services.turn_off_second_factor, services.renew_recovery_codes, services.remove_second_factor):
        with pytest.raises(SecondFactorIsOff), transaction():
            act(account, by=officer, at=town.now)
    with pytest.raises(SetUpNotBegun), transaction():
        services.turn_on_second_factor(account, code="123456", by=officer, at=town.now)
    turn_on(town)
    with pytest.raises(SecondFactorIsOn), transaction():
        services.set_up_second_factor(account, by=officer, at=town.now)
    with pytest.raises(SecondFactorIsOn), transaction():
        services.turn_on_second_factor(account, code="123456", by=officer, at=town.now)


@pytest.mark.parametrize("kind", ["phone", "recovery"])
def test_of_two_who_send_one_code_at_once_one_gets_in(app, town, kind):
    phone, codes = turn_on(town)
    code = phone.at(town.now) if kind == "phone" else codes[0]

    def enter(inside):
        services.check_code(inside.account("officer"), code, at=inside.now)

    refused = at_once(app, [enter, enter])
    assert [type(refusal) for refusal in refused] == [WrongCode]


# The page ---------------------------------------------------------------------------------------------------------


def test_the_page_leads_through_it(town, sign_in):
    officer = sign_in("officer")
    assert "Đang tắt" in words(officer.get(PAGE))
    assert officer.post(f"{PAGE}/set-up").location == PAGE
    shown = officer.get(PAGE)
    secret = words(by_id(shown, "secret")).replace(" ", "")
    assert len(secret) == 32
    assert page(shown).xpath("//img[starts-with(@src, 'data:image/svg+xml')]/@alt")
    answer = officer.post(f"{PAGE}/turn-on", data={"code": pyotp.TOTP(secret).at(town.now)})
    assert answer.status_code == 200
    codes = page(answer).xpath("//code/text()")
    assert len(codes) == 10
    file = page(answer).xpath("//a[@download]/@href")[0]
    assert all(code in unquote(file) for code in codes)
    assert "10 mã" in words(officer.get(PAGE))
    assert secret not in officer.get(PAGE).text
    assert events(town)[-2:] == ["account.second_factor_set_up", "account.second_factor_turned_on"]


def test_a_wrong_code_turns_nothing_on_and_the_page_stays_as_it_was(town, sign_in):
    phone, officer = set_up(town), sign_in("officer")
    for typed in ("000000", "", "9" * 41):
        answer = officer.post(f"{PAGE}/turn-on", data={"code": typed})
        assert answer.status_code == 422
        assert page(answer).xpath("//*[@id='code-errors']")
        assert words(by_id(answer, "secret")).replace(" ", "") == phone.secret
    assert town.account("officer").totp_since is None


def test_a_page_that_was_overtaken_says_how_it_stands(town, sign_in):
    officer = sign_in("officer")
    turn_on(town)
    for act in ("set-up", "turn-on"):
        assert officer.post(f"{PAGE}/{act}", data={"code": "123456"}).location == PAGE
        assert "đang bật" in words(officer.get(PAGE))
    with transaction():
        services.turn_off_second_factor(town.account("officer"), by=town.person("officer"), at=town.now)
    for act in ("turn-off", "codes"):
        assert officer.post(f"{PAGE}/{act}", data={"sure": "y"}).location == PAGE
        assert "đang tắt" in words(officer.get(PAGE))


def test_new_codes_are_shown_and_those_shown_last_count(town, sign_in):
    turn_on(town)
    officer = sign_in("officer")
    first, second = (page(officer.post(f"{PAGE}/codes")).xpath("//code/text()") for _ in range(2))
    with pytest.raises(WrongCode):
        check(town, first[0])
    check(town, second[0])


def test_turning_it_off_must_be_meant(town, sign_in):
    turn_on(town)
    officer = sign_in("officer")
    answer = officer.post(f"{PAGE}/turn-off")
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@id='sure-errors']")
    assert town.account("officer").totp_since is not None
    assert officer.post(f"{PAGE}/turn-off", data={"sure": "y"}).location == PAGE
    assert town.account("officer").totp_since is None
    assert events(town)[-1] == "account.second_factor_turned_off"


@pytest.mark.parametrize("act", ["", "/set-up", "/turn-on", "/codes", "/turn-off"])
def test_it_is_only_for_who_has_given_the_password_lately(town, app, act):
    turn_on(town)
    session = town.session_of("officer")
    with transaction():
        session.confirmed_at = town.now - timedelta(hours=1)
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = session.token, True
    answer = browser.post(f"{PAGE}{act}", data={"sure": "y"}) if act else browser.get(PAGE)
    assert answer.location.startswith("/confirm")
    assert events(town)[-1] == "account.second_factor_turned_on"


# Others -----------------------------------------------------------------------------------------------------------


def test_an_admin_takes_it_off_somebody_whose_phone_is_lost(town, sign_in):
    turn_on(town)
    person = town.person("officer")
    answer = sign_in("admin").post(f"/people/{person.id}/second-factor/remove")
    assert answer.location == f"/people/{person.id}"
    assert town.account("officer").totp_since is None
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "account.second_factor_removed")).one()
    assert (event.by_id, event.for_id) == (town.person("admin").id, person.id)


def test_what_is_off_cannot_be_taken_off(town, sign_in):
    person = town.person("officer")
    admin = sign_in("admin")
    assert admin.post(f"/people/{person.id}/second-factor/remove").location == f"/people/{person.id}"
    assert "account.second_factor_removed" not in events(town)
    assert admin.post("/people/999999/second-factor/remove").status_code == 404


def test_each_change_is_told_to_its_person_by_mail_in_their_language(town):
    account = town.account("officer")
    with transaction():
        account.person.email, account.language = "y.can.bo@vi-du.gov.vn", "en"
    _, codes = turn_on(town)
    check(town, codes[0])
    officer, admin = town.person("officer"), town.person("admin")
    with transaction():
        services.renew_recovery_codes(account, by=officer, at=town.now)
    with transaction():
        account.language = "vi"
        services.remove_second_factor(account, by=admin, at=town.now + STEP)
    mails = db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [mail.subject.removeprefix("Giao Ban: ") for mail in mails] == [
        "The second factor is on",
        "A recovery code was used",
        "New recovery codes were made",
        "Đã tắt xác thực hai lớp",
    ]
    assert {mail.to_address for mail in mails} == {"y.can.bo@vi-du.gov.vn"}
    assert not [mail for mail in mails for code in codes if code in mail.body]
