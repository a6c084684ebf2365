"""What the settings of the OpenID Connect provider must say, and what is there without them."""

import os
import subprocess
import sys

import pytest

WHOLE = {
    "OIDC_ISSUER": "https://dang-nhap.vi-du.gov.vn",
    "OIDC_CLIENT_ID": "giao-ban",
    "OIDC_CLIENT_SECRET": "s3cret",
    "OIDC_LABEL": "Tài khoản tỉnh",
}
START = f"""
import sys
sys.modules["authlib"] = None  # as if it were not installed
from tracker.factory import create_app
create_app()
print("up")
create_app(**{WHOLE})
"""


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_LABEL"])
def test_a_provider_half_described_is_said_at_the_start(make_app, missing):
    with pytest.raises(ValueError, match="TRACKER_OIDC_ISSUER needs"):
        make_app(**WHOLE | {missing: ""})


@pytest.mark.parametrize("issuer", ["http://dang-nhap.vi-du.gov.vn", "dang-nhap.vi-du.gov.vn", "file:///etc/passwd"])
def test_a_provider_is_spoken_to_by_https_alone(make_app, issuer):
    with pytest.raises(ValueError, match="https://"):
        make_app(**WHOLE | {"OIDC_ISSUER": issuer})


@pytest.mark.parametrize("address", ["/sign-in/oidc", "/sign-in/oidc/back", "/sign-in/oidc/back?code=x&state=y"])
def test_without_a_provider_its_pages_are_not_there(client, address):
    assert client.get(address).status_code == 404
    assert "/sign-in/oidc" not in client.get("/sign-in").text


def test_the_sign_in_page_offers_the_provider_beside_the_password(make_app):
    page = make_app(**WHOLE).test_client().get("/sign-in?next=/tasks/").text
    assert "Đăng nhập bằng Tài khoản tỉnh" in page
    assert "/sign-in/oidc?next=/tasks/" in page
    assert 'name="password"' in page


def test_one_comes_back_to_the_office_s_own_address(make_app):
    app = make_app(**WHOLE | {"PUBLIC_URL": "https://giao-ban.vi-du.gov.vn"})
    app.extensions["oidc"].server_metadata |= {"_loaded_at": 1, "authorization_endpoint": WHOLE["OIDC_ISSUER"]}
    address = app.test_client().get("/sign-in/oidc").location
    assert "redirect_uri=https%3A%2F%2Fgiao-ban.vi-du.gov.vn%2Fsign-in%2Foidc%2Fback" in address


def test_without_the_extra_an_office_starts_unless_it_asks_for_it(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", START],
        env=os.environ | {"TRACKER_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "up\n"
    assert "pip install 'giao-ban[oidc]'" in run.stderr
