"""How figures and moments are written for people."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import get_locale

from tracker.core import clock


def day(value: date | None) -> str:
    """dd/mm/yyyy, in both languages: what Vietnamese papers use. Of a moment, the day on the office's clock."""
    value = clock.local(value) if isinstance(value, datetime) else value
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime | None) -> str:
    """HH:MM dd/mm/yyyy on the office's clock."""
    return clock.local(value).strftime("%H:%M %d/%m/%Y") if value else ""


def figure(value: Decimal | int | None) -> str:
    """20.33 as "20,33" in Vietnamese; no digits that say nothing."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if str(get_locale()) == "vi" else text


def init_app(app: Flask) -> None:
    """Offer them to templates as filters."""
    for format_ in (day, moment, figure):
        app.add_template_filter(format_)
