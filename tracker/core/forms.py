"""Forms in the reader's language: WTForms brings no Vietnamese of its own."""

from typing import Any

from flask_babel import get_domain, gettext
from flask_wtf import FlaskForm

from tracker.core.errors import N_

# What WTForms says by itself; listed so that the catalogue has it.
_OF_WTFORMS = (
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("This field is required."),
    N_("Field must be at least %(min)d character long."),
    N_("Field must be at least %(min)d characters long."),
    N_("Field cannot be longer than %(max)d character."),
    N_("Field cannot be longer than %(max)d characters."),
    N_("'%(value)s' is not a valid choice for this field."),
    N_("'%(value)s' are not valid choices for this field."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
)


class _OurWords:
    """What WTForms asks for a translation. It fills the places itself."""

    def gettext(self, message: str) -> str:
        """One message."""
        return str(gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message with its plural."""
        words: str = get_domain().get_translations().ungettext(singular, plural, number)
        return words if words not in (singular, plural) else str(gettext(plural if number != 1 else singular))


class Form(FlaskForm):
    """Base of every form."""

    class Meta(FlaskForm.Meta):
        """Where words come from."""

        def get_translations(self, _form: Any) -> _OurWords:
            """Our catalogue."""
            return _OurWords()
