"""When a programme reminds: each kind of thing with its days and its ladder."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import wants_sheet
from tracker.core.owed import OwedKind
from tracker.office.models import Person, Programme
from tracker.office.queries import get_programme
from tracker.reminders import policy, queries, services
from tracker.reminders.forms.timing import RuleForm
from tracker.reminders.rules import shipped_rules
from tracker.reminders.timing_sheets import download_rules

bp = Blueprint("reminder_rules", __name__, url_prefix="/programmes/<int:programme_id>/reminders")


@bp.get("")
@guarded_by(policy.can_read_rules, get_programme)
def index(person: Person, programme: Programme) -> ResponseReturnValue:
    """All kinds."""
    return _index(person, programme)


@bp.get("/edit")
@guarded_by(policy.can_set_rules, get_programme, sees=policy.can_read_rules)
def edit(person: Person, programme: Programme) -> ResponseReturnValue:
    """One kind, to mend."""
    return _form(programme, _form_of(programme, _kind()))


@bp.post("/edit")
@guarded_by(policy.can_set_rules, get_programme, sees=policy.can_read_rules)
def mend(person: Person, programme: Programme) -> ResponseReturnValue:
    """Save it."""
    kind, form = _kind(), RuleForm().offer(_kind())
    if not form.validate_on_submit():
        return _form(programme, form, status=422)
    facts = form.facts()
    return save(
        form,
        lambda: services.change_rule(programme, kind, facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved. It counts from the next morning on."),
        onward=url_for(".index", programme_id=programme.id),
        again=lambda status: _form(programme, form, status=status),
        compare=lambda: _compare(form, programme, kind),
    )


@bp.post("/restore")
@guarded_by(policy.can_set_rules, get_programme, sees=policy.can_read_rules)
def restore(person: Person, programme: Programme) -> ResponseReturnValue:
    """Back to what is shipped."""
    kind = _kind()
    return act(
        lambda: services.restore_rule(programme, kind, by=person, at=clock.now()),
        words=gettext("The shipped days count again, from the next morning on."),
        onward=url_for(".index", programme_id=programme.id),
        again=lambda status: _index(person, programme, status=status),
    )


def _kind() -> OwedKind:
    """The kind in the address."""
    asked = request.args.get("kind", OwedKind.PART.value)
    kind = next((kind for kind in shipped_rules() if kind == asked), None)
    if kind is None:
        raise NotFound
    return kind


def _form_of(programme: Programme, kind: OwedKind) -> RuleForm:
    row = queries.rule_row(programme.id, kind)
    return RuleForm.of(kind, queries.rules_of(programme.id)[kind], row.version if row is not None else None)


def _compare(form: RuleForm, programme: Programme, kind: OwedKind) -> None:
    if (row := queries.rule_row(programme.id, kind)) is not None:
        form.compare(row, _form_of(programme, kind), last_change_of(row))


def _index(person: Person, programme: Programme, *, status: int = 200) -> ResponseReturnValue:
    rules = queries.rules_of(programme.id)
    if wants_sheet():
        return download_rules(rules)
    page = render_template(
        "reminders/timing/rules.html",
        of=programme,
        rules=rules,
        shipped=shipped_rules(),
        times=queries.office_times(),
        may_set=policy.can_set_rules(person, programme),
        may_preview=policy.can_preview(person),
        may_set_hours=policy.can_set_hours(person),
    )
    return page, status


def _form(programme: Programme, form: RuleForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reminders/timing/rule.html", form=form, of=programme, kind=_kind()), status
