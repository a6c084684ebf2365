"""How the events of accounts read."""

from tracker.core.errors import N_

SENTENCES = {
    "account.invited": N_("Invited to set a first password"),
    "account.reset_sent": N_("Sent a link for a new password"),
    "account.link_asked_for": N_(
        "Somebody asked on the sign-in page for a link to a new password; it was sent by mail"
    ),
    "account.invitation_taken_up": N_("Took the invitation up"),
    "account.reset_taken_up": N_("Used the link for a new password"),
    "account.disabled": N_("Disabled the account"),
    "account.enabled": N_("Enabled the account again"),
    "account.added": N_("%(person)s can sign in"),
    "office.set_up": N_("Set the office up, with %(unit)s as its first unit"),
    "account.password_changed": N_("Changed the password"),
    "account.sessions_ended": N_("Ended the sign-ins that were open elsewhere"),
    "account.renamed": N_("Changed the sign-in name of %(person)s from %(before)s to %(after)s"),
    "account.signed_in": N_("Signed in"),
    "account.signed_out": N_("Signed out"),
    "account.second_factor_set_up": N_("Began to set up the second factor"),
    "account.second_factor_turned_on": N_("Turned the second factor on"),
    "account.second_factor_turned_off": N_("Turned the second factor off"),
    "account.second_factor_removed": N_("Took the second factor off the account, since the phone was lost"),
    "account.recovery_codes_renewed": N_("Made new recovery codes"),
    "account.recovery_code_used": N_("Used a recovery code"),
    "account.identity_linked": N_(
        "Signed in at %(issuer)s for the first time, as %(email)s; the account is linked with it"
    ),
    "account.identity_unlinked": N_("Undid the link with the sign-in service"),
}
