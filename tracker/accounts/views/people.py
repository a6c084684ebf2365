"""The people of the office: who is there, entering and mending them, leaving and coming back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import policy, queries, services
from tracker.accounts.forms.people import GoneForm, PersonForm
from tracker.accounts.queries import PeopleFilter
from tracker.accounts.rules.people import AccountState
from tracker.accounts.sheets import download_people
from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.formats import day
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.office import queries as office
from tracker.office.models import Person, RoleKind

bp = Blueprint("people", __name__, url_prefix="/people")
ROWS = 50  # of a page


@bp.get("/")
@guarded_by(policy.can_manage_people)
def index(person: Person) -> ResponseReturnValue:
    """Who is there, page by page."""
    wanted, today = _wanted(), clock.today()
    sort = request.args.get("sort", "name")
    if wants_sheet():
        return download_people(queries.people(wanted, sort=sort, on=today))
    page = max(request.args.get("page", 1, type=record_number), 1)
    rows = queries.people(wanted, sort=sort, on=today, limit=ROWS + 1, offset=(page - 1) * ROWS)
    return page_or_fragment(
        "accounts/people/index.html",
        "accounts/people/_people.html",
        rows=rows[:ROWS],
        more=len(rows) > ROWS,
        at_page=page,
        count=queries.how_many_people(wanted, on=today),
        chosen=wanted,
        sort=sort,
        units=[(unit.id, unit.name) for unit in office.existing_units(on=today)],
        programmes=[(programme.id, programme.short_name) for programme in office.programmes_of(person)],
    )


@bp.get("/<int:person_id>")
@guarded_by(policy.can_manage_people, office.find_person)
def show(_person: Person, whom: Person) -> ResponseReturnValue:
    """One person: how they are reached, what they may do, how they sign in, their story."""
    return show_person(whom)


@bp.get("/new")
@guarded_by(policy.can_manage_people)
def new(_person: Person) -> ResponseReturnValue:
    """The empty form."""
    form = PersonForm(unit=request.args.get("unit", ""))
    form.offer(clock.today())
    return _form(form)


@bp.post("/new")
@guarded_by(policy.can_manage_people)
def add(person: Person) -> ResponseReturnValue:
    """Enter a person."""
    form = PersonForm()
    form.offer(clock.today())
    if not form.validate_on_submit():
        return _form(form, status=422)
    try:
        with transaction():
            whom = services.enter_person(form.facts(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved. Now give %(person)s a role.", person=whom.full_name), "done")
    return redirect(url_for(".show", person_id=whom.id))


@bp.get("/<int:person_id>/edit")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def edit(_person: Person, whom: Person) -> ResponseReturnValue:
    """What is known of a person, to mend; `?account=1` where it is an account that is to be opened."""
    form = _as_saved(whom)
    if "signs_in" in form:
        form.signs_in.data = "account" in request.args
    return _form(form, whom)


@bp.post("/<int:person_id>/edit")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def mend(person: Person, whom: Person) -> ResponseReturnValue:
    """Save it."""
    form = PersonForm()
    form.offer(clock.today(), queries.account_of(whom), whom)
    if not form.validate_on_submit():
        return _form(form, whom, status=422)
    try:
        with transaction():
            services.correct_person(whom, form.facts(), seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(whom, _as_saved(whom), last_change_of(whom))
        return _form(form, whom, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, whom, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", person_id=whom.id))


@bp.get("/<int:person_id>/leave")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def ask_leave(_person: Person, whom: Person) -> ResponseReturnValue:
    """From when on a person is gone, and what that means."""
    return _leaving(GoneForm(gone_from=clock.today()), whom)


@bp.post("/<int:person_id>/leave")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def leave(person: Person, whom: Person) -> ResponseReturnValue:
    """A person leaves."""
    form = GoneForm()
    if not form.validate_on_submit():
        return _leaving(form, whom, status=422)
    try:
        with transaction():
            services.end_person(whom, gone_from=form.gone_from.data or clock.today(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _leaving(form, whom, status=422)
    flash(gettext("Saved. %(person)s is gone from %(day)s on.", person=whom.full_name, day=day(whom.ended_on)), "done")
    return redirect(url_for(".show", person_id=whom.id))


@bp.post("/<int:person_id>/take-back")
@guarded_by(policy.can_manage_people, office.find_person, freshly=True)
def take_back(person: Person, whom: Person) -> ResponseReturnValue:
    """A person is here again."""
    try:
        with transaction():
            services.take_back(whom, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return show_person(whom, status=422)
    flash(gettext("%(person)s is back. Roles are given anew.", person=whom.full_name), "done")
    return redirect(url_for(".show", person_id=whom.id))


def show_person(whom: Person, *, status: int = 200) -> ResponseReturnValue:
    """A person's page, as it stands; a refused act of its buttons shows it too."""
    account = queries.account_of(whom)
    page = render_template(
        "accounts/people/show.html",
        whom=whom,
        row=queries.person_row(whom.id, on=clock.today()),
        account=account,
        linked=bool(account is not None and queries.identities_of(account)),
        events=story_of(whom),
    )
    return page, status


def _wanted() -> PeopleFilter:
    """What the address asks for; what it asks for in vain counts as not asked."""
    role, state = request.args.get("role"), request.args.get("state")
    return PeopleFilter(
        words=request.args.get("q", ""),
        unit_id=request.args.get("unit", type=record_number),
        role=RoleKind(role) if role in set(RoleKind) else None,
        programme_id=request.args.get("of", type=record_number),
        state=AccountState(state) if state in set(AccountState) else None,
    )


def _as_saved(whom: Person) -> PersonForm:
    """The form of a person as it opens."""
    account = queries.account_of(whom)
    name = account.sign_in_name if account is not None else queries.free_sign_in_name(whom.full_name)
    form = PersonForm(formdata=None, obj=whom, unit=str(whom.unit_id), sign_in_name=name, signs_in=False)
    form.offer(clock.today(), account, whom)
    return form


def _form(form: PersonForm, whom: Person | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/people/form.html", form=form, whom=whom), status


def _leaving(form: GoneForm, whom: Person, *, status: int = 200) -> ResponseReturnValue:
    row = queries.person_row(whom.id, on=clock.today())
    return render_template("accounts/people/leave.html", form=form, whom=whom, row=row), status
