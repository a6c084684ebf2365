"""Static files: kept by browsers for a year, since their addresses change with their content."""

from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

YEAR = 365 * 86400


def static_files(app: Flask) -> WhiteNoise:
    """Serve them before the application is asked, compressed where a package holds them so."""
    return WhiteNoise(
        app.wsgi_app,
        root=app.static_folder,
        prefix=f"{app.static_url_path}/",
        autorefresh=app.debug,
        max_age=YEAR,
        allow_all_origins=False,
        add_headers_function=_never_guess,
    )


def _never_guess(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
