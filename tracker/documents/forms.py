"""Forms of how the office's papers look: letterhead, signers, registers of numbers."""

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from tracker.core.errors import Message, RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.documents.labels import PAPER_STYLE, RESET
from tracker.documents.models import Letterhead, NumberRegister, PaperStyle, RegisterReset, Signer
from tracker.documents.papers.structure import lines_of
from tracker.documents.papers.wording import types
from tracker.documents.rules import NumberTaken, TypeHasRegister
from tracker.documents.services import LetterheadFacts, RegisterFacts, SignerFacts
from tracker.office.fields import TicksField, words_of


def _choices(labels: dict[PaperStyle, Message] | dict[RegisterReset, Message]) -> list[tuple[str, str]]:
    return [(value.value, gettext(label)) for value, label in labels.items()]


def _lines(field: Field) -> str:
    """Its lines, their spaces tidied."""
    return "\n".join(" ".join(line.split()) for line in lines_of(field.data or ""))


class LetterheadForm(VersionedForm):
    """How a programme's committee writes."""

    style = SelectField(_l("Style of the papers"), choices=lambda: _choices(PAPER_STYLE))
    superior = TextAreaField(_l("Body above"), [Optional(), Length(max=200)])
    issuer = TextAreaField(_l("Issuing body"), [DataRequired(_l("Enter who issues the papers.")), Length(max=200)])
    place = StringField(
        _l("Place before the date"), [DataRequired(_l("Enter the place that stands before the date.")), Length(max=100)]
    )
    sign = StringField(
        _l("Sign in the numbers"), [DataRequired(_l("Enter the sign that stands in each number.")), Length(max=20)]
    )
    drafter = StringField(_l("Sign of who drafts"), [Optional(), Length(max=20)])

    @classmethod
    def of(cls, letterhead: Letterhead | None) -> "LetterheadForm":
        """As it opens; empty where nobody has said it yet."""
        return cls(formdata=None, version=0) if letterhead is None else cls(formdata=None, obj=letterhead)

    @property
    def facts(self) -> LetterheadFacts:
        """What was typed, as the services take it."""
        return LetterheadFacts(
            style=PaperStyle(self.style.data),
            superior=_lines(self.superior),
            issuer=_lines(self.issuer),
            place=words_of(self.place),
            sign=words_of(self.sign),
            drafter=words_of(self.drafter),
        )


class SignerForm(VersionedForm):
    """Who signs, and what stands above the name."""

    authority = TextAreaField(
        _l("Authority"), [DataRequired(_l("Enter in whose name the paper is signed.")), Length(max=300)]
    )
    position = TextAreaField(_l("Office held"), [DataRequired(_l("Enter the signer's office.")), Length(max=200)])
    full_name = StringField(_l("Full name"), [DataRequired(_l("Enter the signer's name.")), Length(max=120)])

    @property
    def facts(self) -> SignerFacts:
        """What was typed, as the services take it."""
        return SignerFacts(
            authority=_lines(self.authority), position=_lines(self.position), full_name=words_of(self.full_name)
        )

    @classmethod
    def of(cls, signer: Signer) -> "SignerForm":
        """As it opens over one."""
        return cls(formdata=None, obj=signer)


class RegisterForm(VersionedForm):
    """A register of numbers."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {TypeHasRegister: "types"}
    name = StringField(_l("Name"), [DataRequired(_l("Enter what the register is called.")), Length(max=100)])
    types = TicksField(_l("For these types"), [Optional()], choices=lambda: list(types().items()))
    reset = SelectField(_l("Begins again with 01"), choices=lambda: _choices(RESET))
    term = StringField(
        _l("Term of the committee"),
        [Optional(), Regexp(r"\s*[1-9][0-9]{0,2}\s*$", message=_l("Enter a whole number from 1 to 999."))],
        default="1",
    )

    @property
    def facts(self) -> RegisterFacts:
        """What was typed, as the services take it."""
        reset = RegisterReset(self.reset.data)
        return RegisterFacts(
            name=words_of(self.name), types=self.types.data or [], reset=reset, term=int(self.term.data or 1)
        )

    @classmethod
    def of(cls, register: NumberRegister) -> "RegisterForm":
        """As it opens over one; the term of a yearly one is its year, and not asked for."""
        term = register.term if register.reset is RegisterReset.TERM else 1
        return cls(formdata=None, obj=register, term=str(term))


class NumberForm(Form):
    """A number that a paper got elsewhere."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {NumberTaken: "number"}
    number = StringField(
        _l("Number"),
        [
            DataRequired(_l("Enter the number.")),
            Regexp(r"\s*0{0,3}[1-9][0-9]{0,4}\s*$", message=_l("Enter a whole number from 1 to 99999.")),
        ],
    )
    type_code = SelectField(_l("Type of document"))
    subject = StringField(_l("Subject of the document"), [Optional(), Length(max=300)])

    def offer(self, register: NumberRegister) -> "NumberForm":
        """Set the types: those of the register, or all."""
        known = types()
        self.type_code.choices = [(code, known[code]) for code in register.types or known if code in known]
        return self
