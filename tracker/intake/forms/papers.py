"""The file to take in, and what stands at the head of its document."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from tracker.core import clock
from tracker.core.forms import Form, VersionedForm
from tracker.documents.services import DocumentFacts
from tracker.intake.forms.fields import DocumentDayField


class UploadForm(Form):
    """The file of a plan or a notice."""

    file = FileField(_l("Plan or notice of conclusions"), [FileRequired(_l("Choose a file."))])


class SeenForm(VersionedForm):
    """An act of one button, on the version that the person saw."""


class HeadForm(VersionedForm):
    """What stands at the head of a document, and the year that it plans."""

    type_name = StringField(_l("Type"), [InputRequired(_l("Say what kind of document it is.")), Length(max=100)])
    notation = StringField(_l("Number and signs"), [Optional(), Length(max=60)])
    issued_on = DocumentDayField(_l("Date"), [Optional()])
    issuer = StringField(_l("Issued by"), [Optional(), Length(max=200)])
    subject = TextAreaField(_l("Subject of the document"), [Optional(), Length(max=1000)])
    signer = StringField(_l("Signed by"), [Optional(), Length(max=200)])
    year = IntegerField(_l("Year of the plan"), [Optional()])

    def validate_year(self, field: IntegerField) -> None:
        """One of this century; WTForms' own range fails on numbers that no float can hold."""
        if not 2000 <= (field.data or 0) <= 2100:
            raise ValidationError(gettext("Enter a year, for example 2026."))

    def validate_issued_on(self, field: DocumentDayField) -> None:
        """A day that the calendar has."""
        field.read(self.year.data or clock.today().year)

    def facts(self) -> DocumentFacts:
        """What was typed, as the service takes it."""
        return DocumentFacts(
            type_name=self.type_name.data.strip(),
            notation=(self.notation.data or "").strip(),
            issued_on=self.issued_on.day,
            issuer=(self.issuer.data or "").strip(),
            subject=" ".join((self.subject.data or "").split()),
            signer=(self.signer.data or "").strip(),
        )
