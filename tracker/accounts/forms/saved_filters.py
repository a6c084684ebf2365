"""Forms of saved filters."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from werkzeug.routing import BuildError
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from tracker.core.forms import Form


class SavedFilterForm(Form):
    """Which list, what is looked for in it, and what that is called."""

    place = HiddenField(validators=[InputRequired(), Length(max=80)])
    query = HiddenField(validators=[Length(max=2000)])
    name = StringField(_l("Name of the filter"), [DataRequired(_l("Give it a name.")), Length(max=60)])

    def validate_place(self, field: HiddenField) -> None:
        """A list of this program, which needs nothing but its address."""
        try:
            rules = list(current_app.url_map.iter_rules(field.data or ""))
        except (BuildError, KeyError):
            rules = []
        if not any("GET" in (rule.methods or ()) and not rule.arguments for rule in rules):
            raise ValidationError(_l("There is no such list."))
