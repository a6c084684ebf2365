"""How figures and moments are written for people."""

from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import get_locale, gettext

from tracker.core import clock
from tracker.core.periods import Period, PeriodKind, Quarter


def day(value: date | None) -> str:
    """dd/mm/yyyy, in both languages: what Vietnamese papers use. Of a moment, the day on the office's clock."""
    value = clock.local(value) if isinstance(value, datetime) else value
    return value.strftime("%d/%m/%Y") if value else ""


def moment(value: datetime | None) -> str:
    """HH:MM dd/mm/yyyy on the office's clock."""
    return clock.local(value).strftime("%H:%M %d/%m/%Y") if value else ""


def time_of_day(value: datetime | None) -> str:
    """HH:MM on the office's clock."""
    return clock.local(value).strftime("%H:%M") if value else ""


def figure(value: Decimal | int | None) -> str:
    """20.33 as "20,33" in Vietnamese; no digits that say nothing."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if str(get_locale()) == "vi" else text


def percent(value: float | None) -> str:
    """98.6288 as "98,63 %" in Vietnamese, as offices publish it; a dash where there is nothing to reckon with."""
    return "–" if value is None else f"{figure(Decimal(f'{value:.2f}'))}\u00a0%"


def period(value: Period | str) -> str:
    """ "Quý III/2026" of a period, or of its text ("2026-Q3")."""
    of = value if isinstance(value, Period) else Period.parse(value)
    match of.kind:
        case PeriodKind.MONTH:
            words = gettext("Month %(month)s/%(year)s", month=of.number, year=of.year)
        case PeriodKind.QUARTER:
            words = gettext("Quarter %(label)s", label=Quarter(of.year, of.number).label)
        case PeriodKind.HALF_YEAR if of.number == 1:
            words = gettext("First half of %(year)s", year=of.year)
        case PeriodKind.HALF_YEAR:
            words = gettext("Second half of %(year)s", year=of.year)
        case PeriodKind.NINE_MONTHS:
            words = gettext("Nine months of %(year)s", year=of.year)
        case PeriodKind.YEAR:
            words = gettext("Year %(year)s", year=of.year)
    return str(words)


def init_app(app: Flask) -> None:
    """Offer them to templates as filters."""
    for format_ in (day, moment, time_of_day, figure, percent, period):
        app.add_template_filter(format_)
