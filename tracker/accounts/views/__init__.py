"""Pages of accounts."""

from tracker.accounts.views import (
    code,
    confirming,
    kept_forms,
    links,
    oidc,
    own_account,
    people,
    people_acts,
    people_import,  # noqa: F401  its routes are those of people
    roles,
    saved_filters,
    second_factor,
    setup,
    signing_in,
)

BLUEPRINTS = tuple(
    room.bp
    for room in (
        signing_in,
        confirming,
        kept_forms,
        own_account,
        setup,
        code,
        oidc,
        second_factor,
        people,
        people_acts,
        links,
        roles,
        saved_filters,
    )
)
