"""What every answer tells the browser about itself."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Once seen, a browser asks for this site over TLS alone, for a year.
HEADERS_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}


def init_app(app: Flask) -> None:
    """Add the headers; pages with the office's data are kept by no cache."""

    told = HEADERS | (HEADERS_OVER_TLS if app.config["SESSION_COOKIE_SECURE"] else {})

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in told.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response
