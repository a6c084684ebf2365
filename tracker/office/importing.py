"""Taking records in from an Excel file, or from rows that are pasted: every row is shown first; confirmed, all of
them enter, or none.

The rows travel inside the page between the two steps, signed, and are judged anew when they are confirmed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeSerializer
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.core import clock, sheets
from tracker.core.db import transaction
from tracker.core.errors import N_, ChangedMeanwhile, Message, RuleBroken
from tracker.core.forms import Form
from tracker.core.problems import said
from tracker.office.models import Person
from tracker.office.rows import Finding, Line, NothingIsTicked, RowsAreWrong, counted, digest_of
from tracker.reading.pasted import read_pasted
from tracker.reading.workbooks import MAX_FILE_BYTES, MAX_ROWS, Column, Row, Sheet, read_workbook

MOST_CARRIED = 450_000  # characters that a form may hold, of the 500,000 that are taken in
MOST_PASTED = 150_000  # characters: three times as many bytes

NAME = N_("Name")


class TooMuchToCarry(RuleBroken):
    """A preview that its own page could not send back."""

    message = N_("This is too much for one preview. Split the file in two, and take them in one after the other.")


class PreviewIsStale(RuleBroken):
    """A preview that is not this person's, or of another day's software."""

    message = N_("This preview can no longer be used. Choose the file again; nothing was taken in.")


class FileMissing(RuleBroken):
    """Neither a file nor rows."""

    message = N_("Choose a file.")


class PreviewHasChanged(ChangedMeanwhile):
    """Somebody else changed the same records after the preview."""

    message = N_("Someone else changed some of these records meanwhile. Look at the rows again, then confirm.")


class WorkbookForm(Form):
    """The file."""

    file = FileField(_l("Excel file"))

    def read(self, this: "Import", columns: Sequence[Column]) -> Sheet:
        """Its rows. Raises FileMissing, and what `read_workbook` raises."""
        if not self.file.data:
            raise FileMissing
        return read_workbook(self.file.data.read(), self.file.data.filename, columns, most=this.most)


class RowsForm(WorkbookForm):
    """The file, or rows copied from one."""

    pasted = TextAreaField(_l("Or paste rows here"), [Length(max=MOST_PASTED)])

    def read(self, this: "Import", columns: Sequence[Column]) -> Sheet:
        """The rows of the file; where none was chosen, those pasted."""
        if self.file.data or not (self.pasted.data or "").strip():
            return super().read(this, columns)
        return read_pasted(self.pasted.data, columns, order=this.order, most=this.most)


class PreviewForm(Form):
    """What was previewed, to confirm."""

    carried = HiddenField(validators=[InputRequired()])


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to choose once for all rows: the name of an argument of the address, what may be chosen, what is."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One kind of records that can be taken in.

    `judge(rows, on=)` finds out what rows would do that day, without writing; `take_in(lines, by=, at=)` does it,
    inside a transaction.
    `room` is the blueprint, which has the endpoints `import_form`, `template`, `preview`, `confirm` and, unless
    `onward` names the page that shows what was taken in, `index`; `args` go along in every address.
    With an `order` rows can be pasted, too: it names their columns where they have no heads. With `picks` single rows
    can be left out. `named` is what a row's title is, `done` says what was taken in.
    """

    room: str
    title: Message
    told: Message  # what the file is to hold, above the field
    columns: Sequence[Column]
    judge: Callable[..., list[Line]]
    take_in: Callable[..., None]
    hold: Callable[[], None] | None = None  # keeps others from changing what `judge` reads, until the action ends
    most: int = MAX_ROWS  # rows: as many as are saved within two seconds, in which nobody else can write
    order: Sequence[str] = ()
    picks: bool = False
    onward: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    asked: Sequence[Asked] = ()
    named: Message = NAME
    done: Callable[[Mapping[str, int]], str] | None = None

    def address(self, endpoint: str) -> str:
        """Of one of its pages."""
        return url_for(f"{self.room}.{endpoint}", **self.args)

    @property
    def back(self) -> str:
        """The page that shows what was taken in."""
        return url_for(self.onward or f"{self.room}.index", **self.args)

    @property
    def order_heads(self) -> list[Message]:
        """The columns of rows that are pasted without heads."""
        heads = {column.name: column.head for column in self.columns}
        return [heads[name] for name in self.order]

    def page(self, form: WorkbookForm | None = None, *, status: int = 200) -> ResponseReturnValue:
        """The form for a file."""
        facts = {"megabytes": MAX_FILE_BYTES // 1024 // 1024, "most": self.most}
        return render_template("office/importing/form.html", form=form or self._form(), this=self, **facts), status

    def template(self) -> Response:
        """An empty file with the heads in the reader's language."""
        return sheets.download(gettext(self.title), [(gettext(column.head), "name") for column in self.columns], [])

    def preview(self, person: Person) -> ResponseReturnValue:
        """What the file's rows would do; nothing is written."""
        form = self._form()
        if not form.validate_on_submit():
            return self.page(form, status=422)
        try:
            columns = [replace(column, also=(*column.also, gettext(column.head))) for column in self.columns]
            sheet = form.read(self, columns)
            return self._shown(person, sheet.rows, unread=sheet.unread, file_form=form)
        except RuleBroken as refusal:
            pasted = "pasted" in form and form.pasted.data and not form.file.data
            (form["pasted"] if pasted else form.file).errors = [said(refusal)]
            return self.page(form, status=422)

    def confirm(self, person: Person) -> ResponseReturnValue:
        """Take in what was previewed. What has changed since is shown again first."""
        form = PreviewForm()
        try:
            rows, digest = self._unpacked(person, form.carried.data or "")
        except RuleBroken as refusal:
            flash(said(refusal), "problem")
            return self.page(self._form(filled=False), status=422)
        picked = {row.number for row in rows}
        if self.picks:
            ticked = set(request.form.getlist("row"))
            picked = {number for number in picked if str(number) in ticked}
        try:
            with transaction():
                counts = self._take_in(rows, digest, picked, by=person, at=clock.now())
        except RuleBroken as refusal:
            flash(said(refusal), "problem")
            status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
            return self._shown(person, rows, status=status, picked=picked)
        words = gettext("Taken in: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.", **counts)
        flash(self.done(counts) if self.done is not None else words, "done")
        return redirect(self.back)

    def _form(self, *, filled: bool = True) -> WorkbookForm:
        kind = RowsForm if self.order else WorkbookForm
        return kind() if filled else kind(formdata=None)

    def _judged(self, rows: Sequence[Row], at: datetime) -> list[Line]:
        return self.judge(rows, on=clock.local(at).date())

    def _take_in(
        self, rows: Sequence[Row], digest: str, picked: Collection[int], *, by: Person, at: datetime
    ) -> dict[str, int]:
        if self.hold is not None:
            self.hold()
        lines = self._judged(rows, at)
        if any(line.problems for line in lines):
            raise RowsAreWrong
        if digest_of(lines) != digest:
            raise PreviewHasChanged
        lines = [line for line in lines if line.row.number in picked]
        if not lines:
            raise NothingIsTicked
        self.take_in([line for line in lines if line.finding is not Finding.UNCHANGED], by=by, at=at)
        return {finding.value: count for finding, count in counted(lines).items()}

    def _shown(
        self,
        person: Person,
        rows: Sequence[Row],
        *,
        unread: Sequence[str] = (),
        file_form: WorkbookForm | None = None,
        picked: Collection[int] | None = None,
        status: int = 200,
    ) -> ResponseReturnValue:
        lines = self._judged(rows, clock.now())
        order = list(Finding)
        facts: dict[str, Any] = {
            "this": self,
            "lines": sorted(lines, key=lambda line: (order.index(line.finding), line.row.number)),
            "counts": counted(lines),
            "heads": {column.name: column.head for column in self.columns},
            "picked": {line.row.number for line in lines if line.wanted} if picked is None else picked,
            "unread": unread,
            "said": said,
            "megabytes": MAX_FILE_BYTES // 1024 // 1024,
            "most": self.most,
            "word": lambda text: gettext(text) if isinstance(text, Message) else text,
        }
        wrong = any(line.problems for line in lines)  # then there is nothing to confirm
        form = None if wrong else PreviewForm(formdata=None, carried=self._packed(person, rows, digest_of(lines)))
        return render_template(
            "office/importing/preview.html", form=form, file_form=file_form or self._form(filled=False), **facts
        ), status

    def _signer(self, person: Person) -> URLSafeSerializer:
        return URLSafeSerializer(
            current_app.config["SECRET_KEY"], salt=f"import of {self.room} {self.args} by {person.id}"
        )

    def _packed(self, person: Person, rows: Sequence[Row], digest: str) -> str:
        names = list(rows[0].cells)
        told = {"names": names, "digest": digest, "rows": [[row.number, *row.cells.values()] for row in rows]}
        carried = self._signer(person).dumps(told)
        if len(carried) > MOST_CARRIED:
            raise TooMuchToCarry
        return str(carried)

    def _unpacked(self, person: Person, carried: str) -> tuple[list[Row], str]:
        try:
            told = self._signer(person).loads(carried)
        except BadData:
            raise PreviewIsStale from None
        rows = [Row(number, dict(zip(told["names"], cells, strict=True))) for number, *cells in told["rows"]]
        return rows, told["digest"]
