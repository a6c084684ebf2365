"""Whose account a provider's word opens, and how an admin undoes it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.together import at_once
from tracker.accounts import services
from tracker.accounts.models import ExternalIdentity
from tracker.accounts.services import NobodyByThatIdentity
from tracker.accounts.services.identities import NotLinked
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction

ISSUER, ADDRESS = "https://dang-nhap.vi-du.gov.vn", "y.can.bo@vi-du.gov.vn"


@pytest.fixture
def addressed(town):
    """The officer's address is known here."""
    with transaction():
        town.person("officer").email = ADDRESS


def recognise(town, subject="1", *, email=ADDRESS, issuer=ISSUER):
    return services.recognise(issuer, subject, email=email, verified=True, on=town.today, at=town.now)


def links():
    return list(db.session.execute(sa.select(ExternalIdentity.issuer, ExternalIdentity.subject).order_by("id")))


def test_two_browsers_at_once_make_one_link(app, town, addressed):
    assert at_once(app, [recognise, recognise]) == []
    assert links() == [(ISSUER, "1")]
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.name == "account.identity_linked")) == 1


def test_of_two_who_claim_one_address_at_once_one_is_linked(app, town, addressed):
    refused = at_once(app, [lambda inside: recognise(inside, "1"), lambda inside: recognise(inside, "2")])
    assert [type(refusal) for refusal in refused] == [NobodyByThatIdentity]
    assert len(links()) == 1


def test_the_same_subject_of_another_issuer_is_somebody_else(town, addressed):
    with transaction():
        recognise(town)
    with pytest.raises(NobodyByThatIdentity), transaction():
        recognise(town, issuer="https://khac.vi-du.vn", email="khac@vi-du.vn")


def test_spaces_and_capitals_of_an_address_do_not_matter_but_marks_do(town, addressed):
    for email in ("y.cán.bo@vi-du.gov.vn", "%", "y.can.b_@vi-du.gov.vn"):
        with pytest.raises(NobodyByThatIdentity), transaction():
            recognise(town, email=email)
    with transaction():
        assert recognise(town, email=" Y.CAN.BO@vi-du.gov.vn ").id == town.account("officer").id


def test_people_without_an_address_or_an_account_are_nobody(town):
    person = town.new_person("Y Không Tài Khoản")
    with transaction():
        person.email = "khong.tai.khoan@vi-du.gov.vn"
    for email in ("", " ", "khong.tai.khoan@vi-du.gov.vn"):
        with pytest.raises(NobodyByThatIdentity), transaction():
            recognise(town, email=email)


def test_an_admin_undoes_a_link_and_the_person_links_anew(town, addressed, sign_in):
    with transaction():
        recognise(town, "old")
    account = town.account("officer")
    answer = sign_in("admin").post(f"/people/{account.person_id}/sign-in-service/unlink")
    assert answer.location == f"/people/{account.person_id}"
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == "account.identity_unlinked")).one()
    assert (event.by_id, event.for_id) == (town.person("admin").id, account.person_id)
    with pytest.raises(NobodyByThatIdentity), transaction():
        recognise(town, "old", email="")
    with transaction():
        recognise(town, "new")
    with pytest.raises(NobodyByThatIdentity), transaction():
        recognise(town, "old")
    assert links() == [(ISSUER, "old"), (ISSUER, "new")]


def test_an_identity_whose_link_was_undone_may_be_linked_again(town, addressed):
    with transaction():
        recognise(town)
    with transaction():
        services.unlink_identities(town.account("officer"), by=town.person("admin"), at=town.now)
    later = town.now + timedelta(days=1)
    with transaction():
        services.recognise(ISSUER, "1", email=ADDRESS, verified=True, on=later.date(), at=later)
    assert links() == [(ISSUER, "1")]
    with transaction():
        assert recognise(town, email="").id == town.account("officer").id


def test_what_is_not_linked_cannot_be_undone(town):
    with pytest.raises(NotLinked), transaction():
        services.unlink_identities(town.account("officer"), by=town.person("admin"), at=town.now)


@pytest.mark.parametrize("who", ["officer", "head", "staff", "chair", "observer"])
@pytest.mark.parametrize("act", ["sign-in-service/unlink", "second-factor/remove"])
def test_only_an_admin_touches_what_others_sign_in_with(town, addressed, sign_in, who, act):
    with transaction():
        recognise(town)
    assert sign_in(who).post(f"/people/{town.account('officer').person_id}/{act}").status_code in (403, 404)
    with transaction():
        assert recognise(town, email="").id == town.account("officer").id
