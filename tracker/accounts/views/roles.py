"""What a person may do: giving a role, changing how long it lasts, ending it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import letters, policy, queries, services
from tracker.accounts.forms.people import RoleForm, RoleTermForm, numbered
from tracker.accounts.views.people import show_person
from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.problems import said
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import Person, Role

bp = Blueprint("roles", __name__)


@bp.get("/people/<int:person_id>/roles/new")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def new(person: Person, whom: Person) -> ResponseReturnValue:
    """The empty form; the unit is the person's own until another is chosen."""
    form = RoleForm(unit=str(whom.unit_id), first=clock.today())
    _offer(form, person)
    if len(form.programme.choices) == 2:
        form.programme.data = numbered(form.programme.choices[1][0])  # there is only one to choose
    return _form(form, whom)


@bp.post("/people/<int:person_id>/roles/new")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def give(person: Person, whom: Person) -> ResponseReturnValue:
    """Give the role."""
    form = RoleForm()
    _offer(form, person)
    if not form.validate_on_submit():
        return _form(form, whom, status=422)
    try:
        with transaction():
            office_services.give_role(whom, form.role, **form.facts(), by=person, at=clock.now())
            _tell(whom)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, whom, status=422)
    if form.first.data is not None and form.first.data > clock.today():
        flash(gettext("Saved. The role counts from %(day)s on.", day=f"{form.first.data:%d/%m/%Y}"), "done")
    else:
        flash(
            gettext("Saved. The role counts from the next page that %(person)s opens.", person=whom.full_name), "done"
        )
    return redirect(url_for("people.show", person_id=whom.id))


@bp.get("/roles/<int:role_id>/edit")
@guarded_by(policy.can_manage_people, office.find_role, freshly=True)
def edit(_person: Person, role: Role) -> ResponseReturnValue:
    """How long a role lasts, to change."""
    return _term(_as_saved(role), role)


@bp.post("/roles/<int:role_id>/edit")
@guarded_by(policy.can_manage_people, office.find_role, freshly=True)
def mend(person: Person, role: Role) -> ResponseReturnValue:
    """Save it."""
    form = RoleTermForm()
    if not form.validate_on_submit():
        return _term(form, role, status=422)
    try:
        with transaction():
            facts = {"valid_to": form.last.data, "auditor": form.auditor.data, "seen": form.seen}
            services.change_role(role, **facts, by=person, at=clock.now())
            _tell(office.holder_of(role))
    except ChangedMeanwhile:
        form.compare(role, _as_saved(role), last_change_of(role))
        return _term(form, role, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _term(form, role, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for("people.show", person_id=role.person_id))


@bp.post("/roles/<int:role_id>/end")
@guarded_by(policy.can_manage_people, office.find_role, freshly=True)
def end(person: Person, role: Role) -> ResponseReturnValue:
    """End it now."""
    try:
        with transaction():
            services.end_role(role, by=person, at=clock.now())
            _tell(office.holder_of(role))
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return show_person(office.holder_of(role), status=422)
    flash(gettext("The role has ended. It counts no more from now on."), "done")
    return redirect(url_for("people.show", person_id=role.person_id))


def _tell(whom: Person) -> None:
    """By mail, in the same transaction, whoever can sign in."""
    account = queries.account_of(whom)
    if account is not None and account.password_hash and not account.disabled:
        letters.tell_of_roles(account, at=clock.now())


def _offer(form: RoleForm, person: Person) -> None:
    programmes = [(programme.id, programme.short_name) for programme in office.programmes_of(person)]
    form.offer(clock.today(), programmes)


def _form(form: RoleForm, whom: Person, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/people/role.html", form=form, whom=whom), status


def _as_saved(role: Role) -> RoleTermForm:
    return RoleTermForm(formdata=None, obj=role, last=role.valid_to)


def _term(form: RoleTermForm, role: Role, *, status: int = 200) -> ResponseReturnValue:
    facts = {"whom": office.holder_of(role), "row": office.role_row(role, on=clock.today())}
    return render_template("accounts/people/role_term.html", form=form, role=role, **facts), status
